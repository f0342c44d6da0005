"""Receives submissions: keeps the bytes write-once, writes receipts, quarantines, and the raw layer.

The order of a run, all inside :func:`exclusive`: :func:`list_submissions` → :func:`land` with a
:class:`ReceiptBook` of the receipts so far (one :class:`Landed` for each file) → reading and
identifying, elsewhere → the receipts with their outcomes, documents, observations and texts as one batch
by :func:`write_batch`.
"""

from __future__ import annotations

from ingestion.landing.arrivals import Landed, land
from ingestion.landing.inbox import Submissions, SubmittedFile, list_submissions
from ingestion.landing.listing import ListingProblem
from ingestion.landing.locks import HomeBusyError, exclusive
from ingestion.landing.manifests import ManifestProblem
from ingestion.landing.quarantine import Quarantined, quarantine, quarantined, release
from ingestion.landing.raw_layer import (
    RawLayer,
    RawLayerDamagedError,
    SequenceTakenError,
    ensure_raw_layer,
    raw_files,
    read_raw_layer,
    read_raw_table,
    write_batch,
)
from ingestion.landing.receipt_book import Arrival, ReceiptBook
from ingestion.landing.receipts import (
    Receipt,
    held_beside_waiting,
    held_for_another_region,
    receipt_table,
    receipts_from,
)
from ingestion.landing.replacements import Replacement, Replacements
from ingestion.landing.schemas import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA, TEXT_SCHEMA
from ingestion.landing.store import LandingDamagedError, LandingStore

__all__ = [
    "DOCUMENT_SCHEMA",
    "OBSERVATION_SCHEMA",
    "RECEIPT_SCHEMA",
    "TEXT_SCHEMA",
    "Arrival",
    "HomeBusyError",
    "Landed",
    "LandingDamagedError",
    "LandingStore",
    "ListingProblem",
    "ManifestProblem",
    "Quarantined",
    "RawLayer",
    "RawLayerDamagedError",
    "Receipt",
    "ReceiptBook",
    "Replacement",
    "Replacements",
    "SequenceTakenError",
    "Submissions",
    "SubmittedFile",
    "ensure_raw_layer",
    "exclusive",
    "held_beside_waiting",
    "held_for_another_region",
    "land",
    "list_submissions",
    "quarantine",
    "quarantined",
    "raw_files",
    "read_raw_layer",
    "read_raw_table",
    "receipt_table",
    "receipts_from",
    "release",
    "write_batch",
]
