"""Receives submissions: keeps the bytes write-once, writes receipts, quarantines, and the raw layer.

The order of a run, all inside :func:`exclusive`: :func:`list_inbox` → :func:`match_manifests` →
:func:`land` (one :class:`Landed` for each file) → reading and identifying, elsewhere → the receipts
with their outcomes, documents and observations as one batch by :func:`write_batch`.
"""

from __future__ import annotations

from ingestion.landing.arrivals import Landed, land
from ingestion.landing.inbox import Inbox, InboxFile, InboxProblem, list_inbox
from ingestion.landing.locks import HomeBusyError, exclusive
from ingestion.landing.manifest_matching import Statements, match_manifests
from ingestion.landing.manifests import Manifest, ManifestProblem, read_manifest
from ingestion.landing.quarantine import Quarantined, quarantine, quarantined, release
from ingestion.landing.raw_layer import RawLayer, RawLayerDamagedError, read_raw_layer, write_batch
from ingestion.landing.receipts import Arrival, Receipt, ReceiptBook, receipt_table, receipts_from
from ingestion.landing.schemas import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA
from ingestion.landing.store import LandingDamagedError, LandingStore

__all__ = [
    "DOCUMENT_SCHEMA",
    "OBSERVATION_SCHEMA",
    "RECEIPT_SCHEMA",
    "Arrival",
    "HomeBusyError",
    "Inbox",
    "InboxFile",
    "InboxProblem",
    "Landed",
    "LandingDamagedError",
    "LandingStore",
    "Manifest",
    "ManifestProblem",
    "Quarantined",
    "RawLayer",
    "RawLayerDamagedError",
    "Receipt",
    "ReceiptBook",
    "Statements",
    "exclusive",
    "land",
    "list_inbox",
    "match_manifests",
    "quarantine",
    "quarantined",
    "read_manifest",
    "read_raw_layer",
    "receipt_table",
    "receipts_from",
    "release",
    "write_batch",
]
