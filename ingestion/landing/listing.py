"""Lists what lies in an inbox, in a total order, leaving nothing out silently."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingestion.documents import UnreadableSubmission
from ingestion.landing.packed import PackedFile, unpack
from ingestion.readers.signatures import EXTENSIONS

MANIFEST_NAMES = frozenset({"manifest.csv", "manifest.yaml", "manifest.yml"})
MARKER_NAMES = frozenset({".gitkeep", ".keep", ".gitignore", ".placeholder"})
"""Files that only keep an empty folder in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A regular file to be received, or one in a zip archive.

    ``source_name`` is its path within the folder that was given, with forward slashes, or its bare
    name where the file itself was given; ``root`` is that folder. ``packed`` is set for a member of an
    archive, whose ``path`` is the one that it would have were the archive a folder. ``refusal`` is a
    reason not to read the file.
    """

    path: Path
    root: Path
    source_name: str
    packed: PackedFile | None = None
    refusal: UnreadableSubmission | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedManifest:
    """A manifest in an archive: the path that it would have were the archive a folder, and its bytes."""

    path: Path
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingProblem:
    """Something in the inbox that cannot be received because it has no bytes of its own to keep."""

    source_name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What lies in the given paths: files to receive, manifests, and what is neither.

    ``packed_manifests`` holds the bytes of those manifests that lie in archives.
    """

    files: tuple[ListedFile, ...]
    manifests: tuple[Path, ...]
    problems: tuple[ListingProblem, ...]
    packed_manifests: Mapping[Path, bytes] = field(default_factory=dict)


_Item = ListedFile | ListingProblem | PackedManifest | Path


def list_files(paths: Sequence[Path]) -> Listing:
    """Lists files and folders, the latter recursively, sorted by source name.

    Hidden files are listed too: their reader refuses them with a reason. Manifests and the markers of
    empty folders are no submissions. Links and special files become problems: a link may point out of
    the inbox, a pipe would block. Of a zip archive its files are listed; the archive itself only where
    something in it could not be taken out.
    """
    found = [item for path in paths for item in _below(path)]
    files = [item for item in found if isinstance(item, ListedFile)]
    problems = [item for item in found if isinstance(item, ListingProblem)]
    packed = {item.path: item.data for item in found if isinstance(item, PackedManifest)}
    return Listing(
        files=tuple(sorted(_once(files), key=lambda file: (file.source_name, str(file.path)))),
        manifests=tuple(sorted({*packed, *(item for item in found if isinstance(item, Path))})),
        problems=tuple(sorted(problems, key=lambda problem: (problem.source_name, problem.code))),
        packed_manifests=packed,
    )


def _once(files: list[ListedFile]) -> list[ListedFile]:
    """A file that is named twice, or lies in a folder that is named too, is received once."""
    return list({file.path.resolve(): file for file in reversed(files)}.values())


def _below(path: Path) -> Iterator[_Item]:
    if path.is_dir():
        yield from _in_folder(path, path)
    elif not path.exists():
        yield _problem(path.name, "file_absent", f"找不到文件或文件夹“{path}”，请检查路径。")
    else:
        yield from _entry(path, path.parent, path.name, follow=True)


def _in_folder(folder: Path, root: Path) -> Iterator[_Item]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _problem(
            _name(folder, root), "unreadable_folder", f"文件夹无法打开（{error.strerror}），请检查权限。"
        )
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            if entry.suffix.lower() in {*EXTENSIONS, ".zip"}:
                reason = "看似文件，实为文件夹，其中的文件按普通文件逐个接收；如为误放，请放入文件本身。"
                yield _problem(_name(entry, root), "folder", reason)
            yield from _in_folder(entry, root)
        else:
            yield from _entry(entry, root, _name(entry, root), follow=False)


def _entry(path: Path, root: Path, name: str, follow: bool) -> Iterator[_Item]:
    if path.name.lower() in MANIFEST_NAMES:
        yield path
    elif path.is_symlink() and not follow:
        yield _problem(name, "link", "是指向别处的链接，不予接收，请放入文件本身。")
    elif not stat.S_ISREG(path.stat().st_mode):
        yield _problem(name, "special_file", "不是普通文件，不予接收。")
    elif path.suffix.lower() == ".zip" and not path.name.startswith("."):
        yield from _in_archive(path, root, name)
    elif path.name not in MARKER_NAMES:
        yield ListedFile(path=path, root=root, source_name=name)


def _in_archive(path: Path, root: Path, name: str) -> Iterator[_Item]:
    try:
        unpacked = unpack(path)
    except OSError:
        # Receiving it tells why it does not open.
        yield ListedFile(path=path, root=root, source_name=name)
        return
    for packed in unpacked.files:
        yield from _packed(packed, root, packed.source_name(name))
    if unpacked.refusal is not None:
        yield ListedFile(path=path, root=root, source_name=name, refusal=unpacked.refusal)


def _packed(packed: PackedFile, root: Path, name: str) -> Iterator[_Item]:
    base = PurePosixPath(packed.name).name
    if base.lower() in MANIFEST_NAMES and packed.refusal is None:
        try:
            yield PackedManifest(path=packed.place, data=packed.read())
        except (OSError, UnreadableSubmission) as error:
            yield _problem(name, "unreadable_manifest", f"清单无法读取（{error}），请改正后重试。")
    elif base not in MARKER_NAMES:
        yield ListedFile(
            path=packed.place, root=root, source_name=name, packed=packed, refusal=packed.refusal
        )


def _name(path: Path, root: Path) -> str:
    """The path below the root; bytes that are no UTF-8 are shown as replacement characters."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")


def _problem(name: str, code: str, reason: str) -> ListingProblem:
    return ListingProblem(source_name=name, code=code, reason=reason)
