"""The inbox: every file that is to be received, with what its sender states about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingestion.documents import UnreadableSubmission
from ingestion.landing.listing import ListedFile, ListingProblem, list_files
from ingestion.landing.manifest_matching import Statements, match_manifests
from ingestion.landing.manifests import ManifestProblem
from ingestion.landing.packed import PackedFile
from ingestion.submissions import ManifestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """A file to be received.

    ``name`` is its path within the folder that was given, or its bare name where the file itself was
    given; a file in an archive bears the name of both, and its ``path`` is the one that it would have
    were the archive a folder. ``refusal`` is a reason not to read it. ``entry`` is its manifest row.
    ``doubts`` are the problems of manifest rows that name it: it is received without a statement, and
    each doubt is a reason for review.
    """

    path: Path
    name: str
    packed: PackedFile | None = None
    refusal: UnreadableSubmission | None = None
    entry: ManifestEntry | None = None
    doubts: tuple[ManifestProblem, ...] = ()

    @property
    def source(self) -> str:
        """Where it lies, in words: its path, or that of its archive and its own in that."""
        return str(self.path) if self.packed is None else self.packed.source_name(str(self.packed.archive))

    def read(self) -> bytes:
        """Its bytes; raises :class:`OSError`, and :class:`UnreadableSubmission` for a damaged archive."""
        return self.path.read_bytes() if self.packed is None else self.packed.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submissions:
    """What lies in the given paths; iterating gives the files, in a total order.

    ``problems`` are things that cannot be received (links, special files, missing paths),
    ``manifest_problems`` everything that is wrong with the manifests.
    """

    files: tuple[SubmittedFile, ...]
    problems: tuple[ListingProblem, ...] = ()
    manifest_problems: tuple[ManifestProblem, ...] = ()

    def __iter__(self) -> Iterator[SubmittedFile]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def list_submissions(paths: Sequence[Path], manifest: Path | None = None) -> Submissions:
    """Lists files and folders, and gives every file its manifest row.

    ``manifest`` is an explicitly given manifest; it wins over those that lie in the folders.
    """
    listing = list_files(paths)
    statements = match_manifests(listing, manifest)
    return Submissions(
        files=tuple(_submitted(file, statements) for file in listing.files),
        problems=listing.problems,
        manifest_problems=statements.problems,
    )


def _submitted(file: ListedFile, statements: Statements) -> SubmittedFile:
    return SubmittedFile(
        path=file.path,
        name=file.source_name,
        packed=file.packed,
        refusal=file.refusal,
        entry=statements.entries.get(file.path),
        doubts=statements.doubts.get(file.path, ()),
    )
