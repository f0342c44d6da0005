"""What would be read from files, as records for the command line; nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog import Catalog
from ingestion.documents import Document, UnreadableSubmission
from ingestion.landing.inbox import SubmittedFile, list_submissions
from ingestion.readers.worker import LimitedReader
from ingestion.reading import Reading, read_submission
from ingestion.submissions import Identity
from pipeline.records import identity_columns, observation_columns


@dataclass(frozen=True, slots=True)
class Preview:
    """One file as JSON-ready records: the document and its observations.

    ``content`` is what the reader returned, whose text the observations point into; None where the file
    was refused.
    """

    document: dict[str, Any]
    observations: tuple[dict[str, Any], ...]
    content: Document | None = None


def preview_paths(paths: list[Path], manifest: Path | None, catalog: Catalog) -> Iterator[Preview]:
    """A preview per file of these paths, in a fixed order; refused files have no observations."""
    with LimitedReader() as reader:
        for submitted in list_submissions(paths, manifest):
            yield preview_file(submitted, reader, catalog)


def preview_file(submitted: SubmittedFile, reader: LimitedReader, catalog: Catalog) -> Preview:
    """Read one file as a run would."""
    data = submitted.path.read_bytes()
    try:
        document = reader.read(submitted.name, data)
    except UnreadableSubmission as fault:
        return _preview(submitted, data, _refused(fault), None, catalog)
    reading = read_submission(document, submitted.name, submitted.entry, catalog)
    return _preview(submitted, data, reading, document, catalog)


def _refused(fault: UnreadableSubmission) -> Reading:
    return Reading(Identity(status="refused", reasons=(fault.reason,)), (), 0)


def _preview(
    submitted: SubmittedFile, data: bytes, reading: Reading, content: Document | None, catalog: Catalog
) -> Preview:
    source = {"source": str(submitted.path)}
    document = {"type": "document", **source, "sha256": hashlib.sha256(data).hexdigest()}
    observations = (observation_columns(o, reading, catalog.version) for o in reading.observations)
    return Preview(
        document | identity_columns(reading),
        tuple({"type": "observation", **source, **o} for o in observations),
        content,
    )
