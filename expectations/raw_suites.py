"""The suites of the gate over the raw layer."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from expectations.expected import (
    REGION_CODE,
    SHA256,
    Expected,
    Suite,
    between,
    codes,
    equal,
    expected,
    filled,
    matches,
    one_of,
    true,
    unique,
)


def raw_suites(catalog: Catalog) -> Iterator[Suite]:
    """What the raw layer is held to: shape, provenance, spans, units, ranges."""
    yield Suite("raw", "receipts", tuple(_receipts(catalog)))
    yield Suite("raw", "documents", tuple(_documents(catalog)))
    yield Suite("raw", "observations", tuple(_observations(catalog)))
    yield Suite("raw", "facts", tuple(_facts(catalog)))
    yield Suite("raw", "texts", tuple(_texts()))


def _receipts(catalog: Catalog) -> Iterator[Expected]:
    yield unique("receipt_id", "a receipt is counted once")
    yield unique("sequence", "receipts have one order over the whole home")
    yield from filled("receipt_id", "submission_id", "batch_id", "source_name", "received_at", "outcome")
    yield matches("submission_id", SHA256, "a submission is named by the sha256 of its bytes")
    yield one_of("outcome", codes(catalog, "receipt_outcome"))
    yield between("size_bytes", 0, None, "a file has a size")


def _documents(catalog: Catalog) -> Iterator[Expected]:
    yield unique("reading_id", "a reading is kept once")
    yield matches("submission_id", SHA256, "a submission is named by the sha256 of its bytes")
    yield from filled("submission_id", "receipt_id", "source_name", "received_at", "status", "kind")
    yield from filled("extractor_version", "catalog_version")
    yield true("has_receipt", "what was read was received")
    yield one_of("status", codes(catalog, "submission_status"))
    yield one_of("kind", codes(catalog, "submission_kind"))
    yield one_of("region_level", codes(catalog, "region_level"))
    yield matches("region_code", REGION_CODE, "a region has a six-digit code, kept as text")


def _observations(catalog: Catalog) -> Iterator[Expected]:
    yield unique("observation_id", "an observation is kept once")
    yield matches("submission_id", SHA256, "every figure leads to the bytes it was read from")
    yield from filled("submission_id", "reading_id", "disposition", "raw_text", "evidence", "rule")
    yield from filled("confidence", "extractor_version", "catalog_version")
    yield true("has_reading", "a figure belongs to a reading that is kept")
    yield true("has_place", "a figure has a span of text or a cell")
    yield between("start", 0, None, "a span lies in the text")
    yield between("span_length", 1, None, "a span ends after it begins")
    yield true("span_fits", "a number in a text is as long as its span")
    yield between("evidence_length", 1, None, "a fact shows its sentence or cell")
    yield true("is_shown", "the sentence of a number shows it")
    yield true("is_in_text", "the text as received has the number at its span")
    yield true("has_text", "the text that a number was read from is kept", "warn")
    yield between("confidence", 0, 1, "confidence is a share")
    yield between("bounds_width", 0, None, "bounds are in order")
    yield true("is_finite", "a value and its bounds are numbers")
    for column in ("disposition", "qualifier", "org_scope", "scope_basis", "period_type", "value_status"):
        yield one_of(column, codes(catalog, column))
    yield one_of("assertion", codes(catalog, "assertion"))


def _facts(catalog: Catalog) -> Iterator[Expected]:
    yield from filled("indicator_id", "unit")
    yield one_of("indicator_id", list(catalog.indicators), "a fact has an indicator that the catalogue knows")
    yield equal("unit", "catalogue_unit", "a fact is kept in the base unit of its indicator")
    for column in ("qualifier", "value_status", "org_scope", "period_type", "assertion"):
        yield expected(
            "expect_column_values_to_not_be_null", {"column": column}, "a fact says what it is", "warn"
        )
    # What a bureau printed wrongly is held back by the identities; it does not stop everyone else's figures.
    yield between("rate", 0, 100, "a rate is a share of its base", "warn")
    yield between("amount", 0, None, "counts and amounts are not negative", "warn")
    yield between("count_fraction", 0, 0, "counts are whole", "warn")
    yield true("status_fits", "a status says whether there is a number", "warn")


def _texts() -> Iterator[Expected]:
    yield unique("reading_id", "a reading has one text")
    yield from filled("reading_id", "text")
    yield true("has_reading", "a text belongs to a reading that is kept")
