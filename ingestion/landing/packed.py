"""A submission that lies in a zip archive: found when the inbox is listed, taken out when it is received."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingestion.documents import UnreadableSubmission
from ingestion.readers.archives import MEMBER_MARK, contents_of, read_member

_Signature = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A member of an archive.

    ``name`` is its path in the archive, ``place`` the path that it would have were the archive a folder:
    manifests find it there, nothing is ever written there. ``refusal`` is a reason not to read it.
    """

    archive: Path
    position: int
    name: str
    place: Path
    signature: _Signature
    refusal: UnreadableSubmission | None = None

    def source_name(self, archive_name: str) -> str:
        """The name that it is received under: that of its archive, then its own."""
        return f"{archive_name}{MEMBER_MARK}{self.name}"

    def read(self) -> bytes:
        """Its bytes; raises :class:`OSError` or :class:`UnreadableSubmission`."""
        with self.archive.open("rb") as stream:
            return read_member(stream, self.position)

    @property
    def is_steady(self) -> bool:
        """Whether the archive is the one that was listed; it may be written to in the meantime."""
        try:
            return _signature(self.archive) == self.signature
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What an archive holds, and why the archive itself is to be quarantined, if it is."""

    files: tuple[PackedFile, ...]
    refusal: UnreadableSubmission | None


def unpack(archive: Path) -> Unpacked:
    """Lists an archive, in the order of its directory; raises :class:`OSError` where it does not open."""
    signature = _signature(archive)
    with archive.open("rb") as stream:
        contents = contents_of(stream)
    taken: set[Path] = set()
    files: list[PackedFile] = []
    for member in contents.members:
        place = _place(archive, member.name, taken)
        taken.add(place)
        files.append(
            PackedFile(
                archive=archive,
                position=member.position,
                name=member.name,
                place=place,
                signature=signature,
                refusal=member.refusal,
            )
        )
    return Unpacked(files=tuple(files), refusal=contents.refusal)


def _place(archive: Path, name: str, taken: set[Path]) -> Path:
    """A place below the archive for every member, whatever its name tries, and one for each."""
    parts = [part for part in PurePosixPath(name).parts if part not in {"/", "//", ".."}]
    place = archive.joinpath(*parts)
    count = 1
    while place in taken:
        count += 1
        place = archive.joinpath(*parts[:-1], f"{parts[-1] if parts else ''}#{count}")
    return place


def _signature(path: Path) -> _Signature:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino
