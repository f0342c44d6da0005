"""The columns of the raw layer: receipts, documents (one row per reading) and observations."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
"""Receipt times, in UTC to the microsecond."""

_RECEIPT_FIELDS: tuple[pa.Field[Any], ...] = (
    pa.field("receipt_id", pa.string(), nullable=False),
    pa.field("submission_id", pa.string(), nullable=False),
    pa.field("batch_id", pa.string(), nullable=False),
    pa.field("sequence", pa.int64(), nullable=False),
    pa.field("source_name", pa.string(), nullable=False),
    pa.field("received_at", INSTANT, nullable=False),
    pa.field("outcome", pa.string(), nullable=False),
    pa.field("reasons", pa.list_(pa.string()), nullable=False),
    pa.field("size_bytes", pa.int64(), nullable=False),
    pa.field("media_type", pa.string(), nullable=False),
    pa.field("stated_region", pa.string()),
    pa.field("stated_agency", pa.string()),
    pa.field("stated_year", pa.int32()),
    pa.field("stated_kind", pa.string()),
    pa.field("stated_received_at", INSTANT),
    pa.field("stated_replaces", pa.string()),
)
RECEIPT_SCHEMA = pa.schema(_RECEIPT_FIELDS)
"""One row per file received: the sha256 of its bytes (``submission_id``), when, and what became of it."""

_DOCUMENT_FIELDS: tuple[pa.Field[Any], ...] = (
    pa.field("reading_id", pa.string(), nullable=False),
    pa.field("submission_id", pa.string(), nullable=False),
    pa.field("receipt_id", pa.string(), nullable=False),
    pa.field("batch_id", pa.string(), nullable=False),
    pa.field("sequence", pa.int64(), nullable=False),
    pa.field("source_name", pa.string(), nullable=False),
    pa.field("received_at", INSTANT, nullable=False),
    pa.field("status", pa.string(), nullable=False),
    pa.field("reasons", pa.list_(pa.string()), nullable=False),
    pa.field("region_code", pa.string()),
    pa.field("region_name", pa.string()),
    pa.field("region_level", pa.string()),
    pa.field("region_within", pa.string()),
    pa.field("agency", pa.string()),
    pa.field("report_year", pa.int32()),
    pa.field("kind", pa.string(), nullable=False),
    pa.field("published_on", pa.date32()),
    pa.field("chars", pa.int64()),
    pa.field("format", pa.string()),
    pa.field("replaces", pa.string()),
    pa.field("extractor_version", pa.string(), nullable=False),
    pa.field("catalog_version", pa.string(), nullable=False),
)
DOCUMENT_SCHEMA = pa.schema(_DOCUMENT_FIELDS)
"""One row per reading of a submission; the newest reading of a submission is the one in force."""

OBSERVATION_FIELDS: tuple[pa.Field[Any], ...] = (
    pa.field("disposition", pa.string(), nullable=False),
    pa.field("raw_text", pa.string(), nullable=False),
    pa.field("rule", pa.string(), nullable=False),
    pa.field("evidence", pa.string(), nullable=False),
    pa.field("confidence", pa.float64(), nullable=False),
    pa.field("indicator_id", pa.string()),
    pa.field("value", pa.float64()),
    pa.field("value_low", pa.float64()),
    pa.field("value_high", pa.float64()),
    pa.field("unit", pa.string()),
    pa.field("qualifier", pa.string()),
    pa.field("in_words", pa.bool_(), nullable=False),
    pa.field("value_status", pa.string()),
    pa.field("org_scope", pa.string()),
    pa.field("scope_basis", pa.string()),
    pa.field("period_type", pa.string()),
    pa.field("period_year", pa.int32()),
    pa.field("period_start", pa.date32()),
    pa.field("period_end", pa.date32()),
    pa.field("event_label", pa.string()),
    pa.field("assertion", pa.string()),
    pa.field(
        "alternatives",
        pa.list_(pa.struct([pa.field("indicator_id", pa.string()), pa.field("confidence", pa.float64())])),
    ),
    pa.field("start", pa.int64()),
    pa.field("end", pa.int64()),
    pa.field("page", pa.int32()),
    pa.field("sheet", pa.string()),
    pa.field("cell", pa.string()),
)
"""The columns of an observation in Parquet; whose figure it is follows them there, for every row."""

OBSERVATION_SCHEMA = pa.schema(
    [
        pa.field("observation_id", pa.string(), nullable=False),
        pa.field("reading_id", pa.string(), nullable=False),
        pa.field("submission_id", pa.string(), nullable=False),
        pa.field("batch_id", pa.string(), nullable=False),
        *OBSERVATION_FIELDS,
        pa.field("region_code", pa.string()),
        pa.field("region_name", pa.string()),
        pa.field("report_year", pa.int32()),
        pa.field("extractor_version", pa.string(), nullable=False),
        pa.field("catalog_version", pa.string(), nullable=False),
    ]
)
"""One row per observation of a reading."""

_TEXT_FIELDS: tuple[pa.Field[Any], ...] = (
    pa.field("reading_id", pa.string(), nullable=False),
    pa.field("batch_id", pa.string(), nullable=False),
    pa.field("text", pa.string(), nullable=False),
)
TEXT_SCHEMA = pa.schema(_TEXT_FIELDS)
"""One row per reading of a file that has a text: the text that its observations count characters in."""
