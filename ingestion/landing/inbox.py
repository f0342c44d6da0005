"""The inbox: every file that is to be received, with what its sender states about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingestion.landing.listing import ListedFile, ListingProblem, list_files
from ingestion.landing.manifest_matching import Statements, match_manifests
from ingestion.landing.manifests import ManifestProblem
from ingestion.submissions import ManifestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """A file to be received.

    ``name`` is its path within the folder that was given, or its bare name where the file itself was
    given. ``entry`` is its manifest row. ``doubts`` are the problems of manifest rows that name it: it
    is received without a statement, and each doubt is a reason for review.
    """

    path: Path
    name: str
    entry: ManifestEntry | None = None
    doubts: tuple[ManifestProblem, ...] = ()


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
        entry=statements.entries.get(file.path),
        doubts=statements.doubts.get(file.path, ()),
    )
