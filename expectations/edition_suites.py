"""The suites of the gate over an edition."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from expectations.expected import (
    FIGURE_KEY,
    SHA256,
    Expected,
    Suite,
    equal,
    filled,
    matches,
    one_of,
    true,
    unique_together,
)


def edition_suites(catalog: Catalog) -> Iterator[Suite]:
    """What an edition is held to: the marts say the same, every figure has its source, no name shows."""
    yield Suite("edition", "comparison", tuple(_edition_comparison(catalog)))
    yield Suite("edition", "sources", tuple(_edition_sources()))
    yield Suite("edition", "texts", (equal("text", "masked_text", "no text shows a personal name"),))
    yield Suite("edition", "row_counts", (equal("rows", "expected_rows", "no figure is lost or added"),))


def _edition_comparison(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(FIGURE_KEY, "a figure is published once")
    yield from filled(*FIGURE_KEY, "unit")
    yield one_of("indicator_id", list(catalog.indicators))
    for column in ("value", "previous_value", "change", "change_rate", "change_points"):
        yield equal(column, f"{column}_of_marts", "a published number is the one of the marts")
    yield true("is_publishable", "a held-back figure is not published")
    yield true("has_source", "every published figure has its source")


def _edition_sources() -> Iterator[Expected]:
    yield from filled("observation_id", "source_name", "source_sha256", "evidence")
    yield matches("source_sha256", SHA256, "every figure leads to the bytes it was read from")
