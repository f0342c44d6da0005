"""Finds the statement of a manifest for each file of an inbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ingestion.landing.listing import ListedFile, Listing
from ingestion.landing.manifests import Manifest, ManifestProblem, read_manifest, row_place
from ingestion.submissions import ManifestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What manifests state about the files of an inbox.

    ``doubts`` holds, for a file, the problems of the rows that name it: such a file is received
    without a statement and is to be reviewed. ``problems`` holds all problems, those too.
    """

    entries: Mapping[Path, ManifestEntry]
    doubts: Mapping[Path, tuple[ManifestProblem, ...]]
    problems: tuple[ManifestProblem, ...]


def match_manifests(listing: Listing, explicit: Path | None = None) -> Statements:
    """Reads the manifests of the inbox and gives every file its row.

    A manifest speaks for the files in its folder and below; the nearest folder wins, and an explicitly
    given one over all. A row names a file by its path from the manifest's folder or from the folder
    that was given, or by its bare name where only one file has it. A row that names a zip archive speaks
    for every file in it.
    """
    entries: dict[Path, ManifestEntry] = {}
    doubts: dict[Path, tuple[ManifestProblem, ...]] = {}
    problems: list[ManifestProblem] = []
    for path in sorted(set(listing.manifests), key=lambda path: (len(path.parts), str(path))):
        _apply(
            read_manifest(path, listing.packed_manifests.get(path)),
            _below(listing, path.parent),
            entries,
            doubts,
            problems,
        )
    if explicit is not None:
        _apply(read_manifest(explicit), listing.files, entries, doubts, problems)
    return Statements(entries=entries, doubts=doubts, problems=tuple(problems))


def _below(listing: Listing, folder: Path) -> tuple[ListedFile, ...]:
    return tuple(file for file in listing.files if folder in file.path.parents)


def _apply(
    manifest: Manifest,
    files: tuple[ListedFile, ...],
    entries: dict[Path, ManifestEntry],
    doubts: dict[Path, tuple[ManifestProblem, ...]],
    problems: list[ManifestProblem],
) -> None:
    for row in manifest.rows:
        matching = _named(row.entry.file, files, manifest.path.parent)
        packed = _packed_in(row.entry.file, files, manifest.path.parent)
        if len(matching) == 1 or packed:
            for file in (*matching[:1], *packed):
                entries[file.path] = replace(row.entry, file=file.source_name) if file.packed else row.entry
                doubts.pop(file.path, None)
        else:
            problems.append(_unmatched(manifest, row.line, row.entry.file, len(matching)))
    for problem in manifest.problems:
        problems.append(problem)
        for file in _meant(problem.file, files, manifest.path.parent) if problem.file else ():
            doubts[file.path] = (*doubts.get(file.path, ()), problem)
            entries.pop(file.path, None)


def _named(name: str, files: tuple[ListedFile, ...], folder: Path) -> tuple[ListedFile, ...]:
    """The files that a row means; more than one where a bare name is ambiguous."""
    exact = tuple(file for file in files if name in _paths(file, folder))
    bare = tuple(file for file in files if "/" not in name and file.path.name == name)
    return exact or bare


def _packed_in(name: str, files: tuple[ListedFile, ...], folder: Path) -> tuple[ListedFile, ...]:
    """The files in the zip archive of this name."""
    return tuple(
        file
        for file in files
        if file.packed is not None
        and name
        in {
            file.source_name.removesuffix(file.packed.source_name("")),
            *_relative(file.packed.archive, folder),
        }
    )


def _meant(name: str, files: tuple[ListedFile, ...], folder: Path) -> tuple[ListedFile, ...]:
    return (*_named(name, files, folder), *_packed_in(name, files, folder))


def _relative(path: Path, folder: Path) -> tuple[str, ...]:
    return (PurePosixPath(path.relative_to(folder)).as_posix(),) if folder in path.parents else ()


def _paths(file: ListedFile, folder: Path) -> Iterator[str]:
    yield file.source_name
    yield from _relative(file.path, folder)


def _unmatched(manifest: Manifest, line: int, file: str, count: int) -> ManifestProblem:
    where = row_place(manifest.path, line)
    code, reason = (
        ("file_absent", f"文件“{file}”不在收件文件夹中，请补报文件或删去此行。")
        if count == 0
        else ("file_ambiguous", f"有 {count} 个名为“{file}”的文件，请写明其相对路径。")
    )
    return ManifestProblem(
        manifest=manifest.path.name, line=line, code=code, reason=where + reason, file=file
    )
