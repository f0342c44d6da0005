"""What would be read from files, as records for the command line; nothing is written."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalog import Catalog
from ingestion.documents import Document, UnreadableSubmission
from ingestion.landing.arrivals import unreadable_file
from ingestion.landing.inbox import Submissions, SubmittedFile, list_submissions
from ingestion.readers.worker import LimitedReader
from ingestion.reading import Reading, read_submission, with_problems
from ingestion.submissions import Identity
from pipeline.read import defect_reason
from pipeline.records import identity_columns, observation_columns

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """One file as JSON-ready records: the document and its observations.

    ``content`` is what the reader returned, whose text the observations point into; None where the file
    was refused.
    """

    document: dict[str, Any]
    observations: tuple[dict[str, Any], ...]
    content: Document | None = None


def preview_paths(
    paths: list[Path],
    manifest: Path | None,
    catalog: Catalog,
    on_problem: Callable[[str], None] | None = None,
) -> Iterator[Preview]:
    """A preview per file of these paths, in a fixed order; refused files have no observations.

    What cannot be received at all (a link, a special file, a folder that does not open) follows as a refused
    document without bytes. ``on_problem`` is told what is wrong with the manifests and with no file here.
    """
    submissions = list_submissions(paths, manifest)
    if on_problem is not None:
        for reason in _problems_of_no_file(submissions):
            on_problem(reason)
    with LimitedReader() as reader:
        for submitted in submissions:
            try:
                yield preview_file(submitted, reader, catalog)
            except OSError as error:
                yield _unreceived(submitted.source, unreadable_file(submitted.name, error).reason)
            except UnreadableSubmission as fault:
                yield _unreceived(submitted.source, fault.reason)
    for problem in submissions.problems:
        yield _unreceived(problem.source_name, problem.reason)


def preview_file(submitted: SubmittedFile, reader: LimitedReader, catalog: Catalog) -> Preview:
    """Read one file as a run would; a doubt about its manifest row sends it to review.

    Raises :class:`OSError` where the file does not open, :class:`UnreadableSubmission` where its archive
    has changed since it was listed.
    """
    data = submitted.read()
    doubts = tuple(doubt.reason for doubt in submitted.doubts)
    if submitted.refusal is not None:
        return _preview(submitted, data, _refused(submitted.refusal.reason, *doubts), None, catalog)
    try:
        document = reader.read(submitted.name, data)
    except UnreadableSubmission as fault:
        return _preview(submitted, data, _refused(fault.reason, *doubts), None, catalog)
    try:
        reading = read_submission(document, submitted.name, submitted.entry, catalog)
    except Exception as error:
        # As in a run: a defect of ours is that file's outcome, and loud in the log.
        log.exception("reading %s failed", submitted.name)
        return _preview(submitted, data, _refused(defect_reason(error), *doubts), document, catalog)
    doubted = replace(reading, identity=with_problems(reading.identity, doubts))
    return _preview(submitted, data, doubted, document, catalog)


def _problems_of_no_file(submissions: Submissions) -> Iterator[str]:
    shown = {doubt for file in submissions for doubt in file.doubts}
    return (problem.reason for problem in submissions.manifest_problems if problem not in shown)


def _unreceived(source: str, reason: str) -> Preview:
    document = {"type": "document", "source": source, "sha256": None}
    return Preview(document | identity_columns(_refused(reason)), ())


def _refused(*reasons: str) -> Reading:
    return Reading(Identity(status="refused", reasons=reasons), (), 0)


def _preview(
    submitted: SubmittedFile, data: bytes, reading: Reading, content: Document | None, catalog: Catalog
) -> Preview:
    source = {"source": submitted.source}
    document = {"type": "document", **source, "sha256": hashlib.sha256(data).hexdigest()}
    observations = (observation_columns(o, reading, catalog.version) for o in reading.observations)
    return Preview(
        document | identity_columns(reading),
        tuple({"type": "observation", **source, **o} for o in observations),
        content,
    )
