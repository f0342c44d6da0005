"""The suites of the gate over the marts."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from catalog.model import SUBJECT_AREAS
from expectations.expected import (
    AREA_KEY,
    FIGURE_KEY,
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
    unique_together,
)


def marts_suites(catalog: Catalog) -> Iterator[Suite]:
    """What the marts are held to: keys, what they are made from, what is held back, coverage."""
    yield Suite("marts", "fct_observation", tuple(_fct_observation(catalog)))
    yield Suite("marts", "fct_indicator_year", tuple(_fct_indicator_year(catalog)))
    yield Suite("marts", "cmp_year_over_year", tuple(_comparison(catalog)))
    for area in SUBJECT_AREAS:
        yield Suite("marts", f"fct_{area}", tuple(_area(catalog)))
    yield Suite("marts", "published_figures", tuple(_published_figures()))
    yield Suite("marts", "rpt_reconciliation", tuple(_reconciliation(catalog)))
    yield Suite("marts", "rules_by_subject", (equal("judged", "rules", "every rule has one result"),))
    yield Suite("marts", "rpt_coverage", tuple(_coverage(catalog)))
    yield Suite("marts", "rpt_reporting_rate", tuple(_reporting_rate(catalog)))
    yield Suite("marts", "dim_region_comparability", tuple(_comparability(catalog)))
    yield Suite("marts", "cmp_merged_region", tuple(_merged_region()))
    yield Suite("marts", "rpt_roll_up", tuple(_roll_up(catalog)))
    yield Suite("marts", "dimensions", (true("is_unique", "a dimension names its members once"),))
    yield Suite("marts", "completeness", tuple(_completeness()))
    yield Suite("marts", "counts_basis", tuple(_counts_basis()))
    yield Suite("marts", "row_counts", (true("is_filled", "no table loses all its rows"),))


def _fct_observation(catalog: Catalog) -> Iterator[Expected]:
    yield unique("observation_id", "an observation is loaded once")
    yield from filled(
        "observation_id", "submission_id", "indicator_id", "evidence", "source_name", "source_sha256"
    )
    yield matches("source_sha256", SHA256, "every figure leads to the bytes it was read from")
    yield true("has_place", "a figure has a span of text or a cell")
    yield true("has_submission", "a figure belongs to a submission")
    yield one_of("indicator_id", list(catalog.indicators))
    yield one_of("org_scope", codes(catalog, "org_scope"))
    yield one_of("period_type", codes(catalog, "period_type"))


def _fct_indicator_year(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(FIGURE_KEY, "a region, year, scope and indicator have one figure in force")
    yield from filled(*FIGURE_KEY, "observation_id")
    yield true("is_finite", "a value and its bounds are numbers")
    yield true("has_observation", "a figure in force is an observation")
    yield true("has_region", "a figure stands under a region that exists")
    yield true("is_as_observed", "the figure in force is the printed one, also where it is held back")
    yield one_of("indicator_id", list(catalog.indicators))
    yield one_of("org_scope", codes(catalog, "org_scope"))
    yield matches("held_back_reason", _reason_pattern(catalog), "a held-back figure says why")


def _comparison(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(FIGURE_KEY, "a region, year, scope and indicator are compared once")
    yield from filled(*FIGURE_KEY)
    yield true("is_publishable", "a held-back figure is not published")
    yield true("agrees", "a published figure is the one in force")
    refusals = "|".join(codes(catalog, "refusal_reason"))
    yield matches("refusal_reason", f"^(?:{refusals})(?::.+)?$", "a comparison is refused for a known reason")
    yield true("is_explained", "a row without a comparison says why")


def _area(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(AREA_KEY, "a region, year and scope have one row")
    yield from filled(*AREA_KEY)
    yield one_of("org_scope", codes(catalog, "org_scope"))


def _published_figures() -> Iterator[Expected]:
    yield true("is_publishable", "a held-back figure is not published")
    yield equal("value", "value_in_force", "a published figure is the one in force")


def _reconciliation(catalog: Catalog) -> Iterator[Expected]:
    key = ["rule_id", "subject", "submission_id", "region_code", "year"]
    many = "select sum(results - judged) from judged_subjects"
    yield unique_together(key, "a rule judges a subject once", surplus=many)
    yield from filled("rule_id", "subject", "severity", "result")
    yield one_of("rule_id", list(catalog.identities))
    yield one_of("result", codes(catalog, "rule_result"))
    yield one_of("severity", codes(catalog, "severity"))
    yield one_of("subject", codes(catalog, "rule_subject"))
    yield true("is_explained", "a contradiction shows its figures")


def _coverage(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(["region_code", "year", "kind"], "a duty has one state")
    yield one_of("status", codes(catalog, "coverage_status"))
    yield one_of("duty_basis", codes(catalog, "duty_basis"))


def _reporting_rate(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(["region_code", "year", "kind", "owing_level"], "a rate is stated once")
    yield one_of("owing_level", codes(catalog, "region_level"))
    yield one_of("duty_basis", codes(catalog, "duty_basis"))
    yield between("owed", 1, None, "a rate has a base")
    yield between("reporting_rate_pct", 0, 100, "a rate is a share of its base")
    yield true("adds_up", "every duty is in one state")


def _comparability(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(["region_code", "year"], "a region and year have one verdict")
    yield from filled("is_comparable", "comparable_since_year")
    yield one_of("comparability", codes(catalog, "comparability"))
    yield true("fits_since", "years compare exactly where the territory is as old as the earlier one")


def _merged_region() -> Iterator[Expected]:
    yield unique_together(FIGURE_KEY, "a merger is added up once")
    yield expected(
        "expect_column_values_to_be_in_set",
        {"column": "is_official", "value_set": [False]},
        "nobody reported the sum of what merged",
    )
    yield true("is_whole", "a sum stands only where every part reported")


def _roll_up(catalog: Catalog) -> Iterator[Expected]:
    yield unique_together(FIGURE_KEY, "a region, year and indicator are rolled up once")
    yield expected(
        "expect_column_values_to_be_in_set",
        {"column": "org_scope", "value_set": ["region"]},
        "scopes are never mixed: only whole regions are put together",
    )
    yield one_of("basis", codes(catalog, "roll_up_basis"))
    yield one_of("check_result", codes(catalog, "roll_up_check"))
    yield one_of("indicator_id", list(catalog.indicators))
    yield true("is_as_reported", "a reported total is the figure in force, and nothing is built beside it")
    yield true("is_addable", "what cannot be added is not added")
    yield true("is_covered", "no more counties stand behind a total than there are")


def _completeness() -> Iterator[Expected]:
    yield unique_together(["region_code", "year"], "a region and year is counted once")
    yield true("is_there", "a region and year that was reported does not vanish")
    yield true("is_whole", "a region and year does not lose figures unseen")


def _counts_basis() -> Iterator[Expected]:
    yield true("is_counted", "regions and years are held against counts under version control", "warn")
    yield true("is_counted_where_required", "where counts are required, there are some")


def _reason_pattern(catalog: Catalog) -> str:
    known = "|".join(codes(catalog, "held_back_reason"))
    rules = r"(?::[CEPAGXQ][0-9]{2}(?:\+[CEPAGXQ][0-9]{2})*)?"
    return f"^(?:{known}){rules}(?:;(?:{known}){rules})*$"
