"""The suites of expectations, made from the catalogue.

A suite belongs to one view of a gate (a table, or rows derived from several). Each expectation says whether
a failure stops the run (error) or is shown to the reviewers (warn), and why it is expected. The suites are
also kept as files under ``expectations/suites/`` for readers; ``python -m expectations.suites`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from catalog import Catalog, load_catalog
from catalog.model import SUBJECT_AREAS
from expectations.contracts import GATES, Gate

SUITE_FOLDER = Path(__file__).parent / "suites"
SHA256 = "^[0-9a-f]{64}$"
REGION_CODE = "^[0-9]{6}$"

Stops = Literal["error", "warn"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: its type in Great Expectations, the arguments, what a failure means, and why."""

    type: str
    kwargs: dict[str, Any]
    severity: Stops
    why: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the expectation is about, in order."""
        named = (self.kwargs.get(key) for key in ("column", "column_A", "column_B"))
        return tuple(name for name in (*named, *self.kwargs.get("column_list", ())) if name is not None)

    def as_json(self) -> dict[str, Any]:
        """The expectation as the suite files show it."""
        return {
            "type": self.type,
            "kwargs": self.kwargs,
            "meta": {"severity": self.severity, "why": self.why},
        }


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one view of a gate."""

    gate: Gate
    view: str
    expectations: tuple[Expected, ...]

    @property
    def name(self) -> str:
        """The name under which the suite and its results are kept."""
        return f"{self.gate}.{self.view}"

    def check_id(self, expected: Expected) -> str:
        """What one of its expectations is called in results, messages and in the list of switches."""
        kind = expected.type.removeprefix("expect_")
        return f"{self.name}.{'+'.join(expected.columns)}.{kind}"

    def text(self) -> str:
        """The suite as its file says it."""
        listed = [expectation.as_json() for expectation in self.expectations]
        return json.dumps({"name": self.name, "expectations": listed}, ensure_ascii=False, indent=1) + "\n"


def suites_of(gate: Gate, catalog: Catalog) -> tuple[Suite, ...]:
    """All suites of a gate, the one that holds the tables to their contract first."""
    makers = {"raw": _raw, "marts": _marts, "edition": _edition}
    columns = Suite(
        gate, "columns", (_equal("type", "expected_type", "a table has the columns it promises"),)
    )
    return (columns, *makers[gate](catalog))


def write_suites(catalog: Catalog, folder: Path = SUITE_FOLDER) -> tuple[Path, ...]:
    """Writes every suite to its file and removes files of suites that are no more."""
    wanted = {folder / s.gate / f"{s.view}.json": s for gate in GATES for s in suites_of(gate, catalog)}
    for path in set(folder.rglob("*.json")) - set(wanted):
        path.unlink()
    for path, suite in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(suite.text(), encoding="utf-8")
    return tuple(sorted(wanted))


def _raw(catalog: Catalog) -> Iterator[Suite]:
    yield Suite("raw", "receipts", tuple(_receipts(catalog)))
    yield Suite("raw", "documents", tuple(_documents(catalog)))
    yield Suite("raw", "observations", tuple(_observations(catalog)))
    yield Suite("raw", "facts", tuple(_facts(catalog)))
    yield Suite("raw", "texts", tuple(_texts()))


def _receipts(catalog: Catalog) -> Iterator[Expected]:
    yield _unique("receipt_id", "a receipt is counted once")
    yield _unique("sequence", "receipts have one order over the whole home")
    yield from _filled("receipt_id", "submission_id", "batch_id", "source_name", "received_at", "outcome")
    yield _matches("submission_id", SHA256, "a submission is named by the sha256 of its bytes")
    yield _one_of("outcome", _codes(catalog, "receipt_outcome"))
    yield _between("size_bytes", 0, None, "a file has a size")


def _documents(catalog: Catalog) -> Iterator[Expected]:
    yield _unique("reading_id", "a reading is kept once")
    yield _matches("submission_id", SHA256, "a submission is named by the sha256 of its bytes")
    yield from _filled("submission_id", "receipt_id", "source_name", "received_at", "status", "kind")
    yield from _filled("extractor_version", "catalog_version")
    yield _true("has_receipt", "what was read was received")
    yield _one_of("status", _codes(catalog, "submission_status"))
    yield _one_of("kind", _codes(catalog, "submission_kind"))
    yield _one_of("region_level", _codes(catalog, "region_level"))
    yield _matches("region_code", REGION_CODE, "a region has a six-digit code, kept as text")


def _observations(catalog: Catalog) -> Iterator[Expected]:
    yield _unique("observation_id", "an observation is kept once")
    yield _matches("submission_id", SHA256, "every figure leads to the bytes it was read from")
    yield from _filled("submission_id", "reading_id", "disposition", "raw_text", "evidence", "rule")
    yield from _filled("confidence", "extractor_version", "catalog_version")
    yield _true("has_reading", "a figure belongs to a reading that is kept")
    yield _true("has_place", "a figure has a span of text or a cell")
    yield _between("start", 0, None, "a span lies in the text")
    yield _between("span_length", 1, None, "a span ends after it begins")
    yield _true("span_fits", "a number in a text is as long as its span")
    yield _true("is_shown", "the sentence of a number shows it")
    yield _true("is_in_text", "the text as received has the number at its span")
    yield _true("has_text", "the text that a number was read from is kept", "warn")
    yield _between("confidence", 0, 1, "confidence is a share")
    yield _between("bounds_width", 0, None, "bounds are in order")
    yield _true("is_finite", "a value and its bounds are numbers")
    for column in ("disposition", "qualifier", "org_scope", "scope_basis", "period_type", "value_status"):
        yield _one_of(column, _codes(catalog, column))
    yield _one_of("assertion", _codes(catalog, "assertion"))


def _facts(catalog: Catalog) -> Iterator[Expected]:
    yield from _filled("indicator_id", "unit")
    yield _one_of(
        "indicator_id", list(catalog.indicators), "a fact has an indicator that the catalogue knows"
    )
    yield _equal("unit", "catalogue_unit", "a fact is kept in the base unit of its indicator")
    yield _between("evidence_length", 1, None, "a fact shows its sentence or cell")
    for column in ("qualifier", "value_status", "org_scope", "period_type", "assertion"):
        yield _expected(
            "expect_column_values_to_not_be_null", {"column": column}, "a fact says what it is", "warn"
        )
    # What a bureau printed wrongly is held back by the identities; it does not stop everyone else's figures.
    yield _between("rate", 0, 100, "a rate is a share of its base", "warn")
    yield _between("amount", 0, None, "counts and amounts are not negative", "warn")
    yield _between("count_fraction", 0, 0, "counts are whole", "warn")
    yield _true("status_fits", "a status says whether there is a number", "warn")


def _texts() -> Iterator[Expected]:
    yield _unique("reading_id", "a reading has one text")
    yield from _filled("reading_id", "text")
    yield _true("has_reading", "a text belongs to a reading that is kept")


_AREA_KEY = ["region_code", "year", "org_scope"]
_FIGURE_KEY = [*_AREA_KEY, "indicator_id"]


def _marts(catalog: Catalog) -> Iterator[Suite]:
    yield Suite("marts", "fct_observation", tuple(_fct_observation(catalog)))
    yield Suite("marts", "fct_indicator_year", tuple(_fct_indicator_year(catalog)))
    yield Suite("marts", "cmp_year_over_year", tuple(_comparison(catalog)))
    for area in SUBJECT_AREAS:
        yield Suite("marts", f"fct_{area}", tuple(_area(catalog)))
    yield Suite("marts", "published_figures", tuple(_published_figures()))
    yield Suite("marts", "rpt_reconciliation", tuple(_reconciliation(catalog)))
    yield Suite("marts", "rules_by_subject", (_equal("judged", "rules", "every rule has one result"),))
    yield Suite("marts", "rpt_coverage", tuple(_coverage(catalog)))
    yield Suite("marts", "rpt_reporting_rate", tuple(_reporting_rate(catalog)))
    yield Suite("marts", "dim_region_comparability", tuple(_comparability(catalog)))
    yield Suite("marts", "cmp_merged_region", tuple(_merged_region()))
    yield Suite("marts", "rpt_roll_up", tuple(_roll_up(catalog)))
    yield Suite("marts", "dimensions", (_true("is_unique", "a dimension names its members once"),))
    yield Suite("marts", "completeness", tuple(_completeness()))
    yield Suite("marts", "counts_basis", tuple(_counts_basis()))
    yield Suite("marts", "row_counts", (_true("is_filled", "no table loses all its rows"),))


def _fct_observation(catalog: Catalog) -> Iterator[Expected]:
    yield _unique("observation_id", "an observation is loaded once")
    yield from _filled(
        "observation_id", "submission_id", "indicator_id", "evidence", "source_name", "source_sha256"
    )
    yield _matches("source_sha256", SHA256, "every figure leads to the bytes it was read from")
    yield _true("has_place", "a figure has a span of text or a cell")
    yield _true("has_submission", "a figure belongs to a submission")
    yield _one_of("indicator_id", list(catalog.indicators))
    yield _one_of("org_scope", _codes(catalog, "org_scope"))
    yield _one_of("period_type", _codes(catalog, "period_type"))


def _fct_indicator_year(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(_FIGURE_KEY, "a region, year, scope and indicator have one figure in force")
    yield from _filled(*_FIGURE_KEY, "observation_id")
    yield _true("is_finite", "a value and its bounds are numbers")
    yield _true("has_observation", "a figure in force is an observation")
    yield _true("has_region", "a figure stands under a region that exists")
    yield _true("is_as_observed", "the figure in force is the printed one, also where it is held back")
    yield _one_of("indicator_id", list(catalog.indicators))
    yield _one_of("org_scope", _codes(catalog, "org_scope"))
    yield _matches("held_back_reason", _reason_pattern(catalog), "a held-back figure says why")


def _comparison(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(_FIGURE_KEY, "a region, year, scope and indicator are compared once")
    yield from _filled(*_FIGURE_KEY)
    yield _true("is_publishable", "a held-back figure is not published")
    yield _true("agrees", "a published figure is the one in force")
    refusals = "|".join(_codes(catalog, "refusal_reason"))
    yield _matches(
        "refusal_reason", f"^(?:{refusals})(?::.+)?$", "a comparison is refused for a known reason"
    )
    yield _true("is_explained", "a row without a comparison says why")


def _area(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(_AREA_KEY, "a region, year and scope have one row")
    yield from _filled(*_AREA_KEY)
    yield _one_of("org_scope", _codes(catalog, "org_scope"))


def _published_figures() -> Iterator[Expected]:
    yield _true("is_publishable", "a held-back figure is not published")
    yield _equal("value", "value_in_force", "a published figure is the one in force")


def _reconciliation(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(
        ["rule_id", "subject", "submission_id", "region_code", "year"], "a rule judges a subject once"
    )
    yield from _filled("rule_id", "subject", "severity", "result")
    yield _one_of("rule_id", list(catalog.identities))
    yield _one_of("result", _codes(catalog, "rule_result"))
    yield _one_of("severity", _codes(catalog, "severity"))
    yield _one_of("subject", _codes(catalog, "rule_subject"))
    yield _true("is_explained", "a contradiction shows its figures")


def _coverage(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(["region_code", "year", "kind"], "a duty has one state")
    yield _one_of("status", _codes(catalog, "coverage_status"))
    yield _one_of("duty_basis", _codes(catalog, "duty_basis"))


def _reporting_rate(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(["region_code", "year", "kind", "owing_level"], "a rate is stated once")
    yield _one_of("owing_level", _codes(catalog, "region_level"))
    yield _one_of("duty_basis", _codes(catalog, "duty_basis"))
    yield _between("owed", 1, None, "a rate has a base")
    yield _between("reporting_rate_pct", 0, 100, "a rate is a share of its base")
    yield _true("adds_up", "every duty is in one state")


def _comparability(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(["region_code", "year"], "a region and year have one verdict")
    yield from _filled("is_comparable", "comparable_since_year")
    yield _one_of("comparability", _codes(catalog, "comparability"))
    yield _true("fits_since", "years compare exactly where the territory is as old as the earlier one")


def _merged_region() -> Iterator[Expected]:
    yield _unique_together(_FIGURE_KEY, "a merger is added up once")
    yield _expected(
        "expect_column_values_to_be_in_set",
        {"column": "is_official", "value_set": [False]},
        "nobody reported the sum of what merged",
    )
    yield _true("is_whole", "a sum stands only where every part reported")


def _roll_up(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(_FIGURE_KEY, "a region, year and indicator are rolled up once")
    yield _expected(
        "expect_column_values_to_be_in_set",
        {"column": "org_scope", "value_set": ["region"]},
        "scopes are never mixed: only whole regions are put together",
    )
    yield _one_of("basis", _codes(catalog, "roll_up_basis"))
    yield _one_of("check_result", _codes(catalog, "roll_up_check"))
    yield _one_of("indicator_id", list(catalog.indicators))
    yield _true("is_as_reported", "a reported total is the figure in force, and nothing is built beside it")
    yield _true("is_addable", "what cannot be added is not added")
    yield _true("is_covered", "no more counties stand behind a total than there are")


def _completeness() -> Iterator[Expected]:
    yield _unique_together(["region_code", "year"], "a region and year is counted once")
    yield _true("is_there", "a region and year that was reported does not vanish")
    yield _true("is_whole", "a region and year does not lose figures unseen")


def _counts_basis() -> Iterator[Expected]:
    yield _true("is_counted", "regions and years are held against counts under version control", "warn")
    yield _true("is_counted_where_required", "where counts are required, there are some")


def _edition(catalog: Catalog) -> Iterator[Suite]:
    yield Suite("edition", "comparison", tuple(_edition_comparison(catalog)))
    yield Suite("edition", "sources", tuple(_edition_sources()))
    yield Suite("edition", "texts", (_equal("text", "masked_text", "no text shows a personal name"),))
    yield Suite("edition", "row_counts", (_equal("rows", "expected_rows", "no figure is lost or added"),))


def _edition_comparison(catalog: Catalog) -> Iterator[Expected]:
    yield _unique_together(_FIGURE_KEY, "a figure is published once")
    yield from _filled(*_FIGURE_KEY, "unit")
    yield _one_of("indicator_id", list(catalog.indicators))
    for column in ("value", "previous_value", "change", "change_rate", "change_points"):
        yield _equal(column, f"{column}_of_marts", "a published number is the one of the marts")
    yield _true("is_publishable", "a held-back figure is not published")
    yield _true("has_source", "every published figure has its source")


def _edition_sources() -> Iterator[Expected]:
    yield from _filled("observation_id", "source_name", "source_sha256", "evidence")
    yield _matches("source_sha256", SHA256, "every figure leads to the bytes it was read from")


def _codes(catalog: Catalog, vocabulary: str) -> list[str]:
    return list(catalog.vocabulary.vocabularies[vocabulary])


def _reason_pattern(catalog: Catalog) -> str:
    known = "|".join(_codes(catalog, "held_back_reason"))
    rules = r"(?::[CEPAGXQ][0-9]{2}(?:\+[CEPAGXQ][0-9]{2})*)?"
    return f"^(?:{known}){rules}(?:;(?:{known}){rules})*$"


def _expected(kind: str, kwargs: dict[str, Any], why: str, severity: Stops = "error") -> Expected:
    return Expected(kind, kwargs, severity, why)


def _filled(*columns: str) -> Iterable[Expected]:
    for column in columns:
        yield _expected(
            "expect_column_values_to_not_be_null", {"column": column}, f"{column} is always known"
        )


def _unique(column: str, why: str) -> Expected:
    return _expected("expect_column_values_to_be_unique", {"column": column}, why)


def _unique_together(columns: list[str], why: str) -> Expected:
    kwargs = {"column_list": columns, "ignore_row_if": "never"}
    return _expected("expect_compound_columns_to_be_unique", kwargs, why)


def _matches(column: str, pattern: str, why: str) -> Expected:
    return _expected("expect_column_values_to_match_regex", {"column": column, "regex": pattern}, why)


def _one_of(column: str, values: list[str], why: str | None = None) -> Expected:
    kwargs = {"column": column, "value_set": values}
    return _expected(
        "expect_column_values_to_be_in_set", kwargs, why or f"{column} is a code of the catalogue"
    )


def _between(
    column: str, low: float | None, high: float | None, why: str, severity: Stops = "error"
) -> Expected:
    kwargs = {"column": column, "min_value": low, "max_value": high}
    return _expected("expect_column_values_to_be_between", kwargs, why, severity)


def _true(column: str, why: str, severity: Stops = "error") -> Expected:
    kwargs = {"column": column, "value_set": [True]}
    return _expected("expect_column_values_to_be_in_set", kwargs, why, severity)


def _equal(left: str, right: str, why: str) -> Expected:
    kwargs = {"column_A": left, "column_B": right, "ignore_row_if": "both_values_are_missing"}
    return _expected("expect_column_pair_values_to_be_equal", kwargs, why)


if __name__ == "__main__":
    for written in write_suites(load_catalog()):
        print(written)
