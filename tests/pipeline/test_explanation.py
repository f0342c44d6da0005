"""What `explain` tells of a figure that a reviewer changed, and of one that is made of others."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest
from homes import RunHome

from catalog import load_catalog
from pipeline.commands.explanation import explanation
from pipeline.explain import Chain, explain

FIGURE: Mapping[str, Any] = {
    "region_name": "青岚县",
    "region_code": "990121",
    "year": 2031,
    "name_zh": "受理案件",
    "org_scope": "region",
    "value": 74.0,
    "value_low": None,
    "value_high": None,
    "unit": "件",
    "qualifier": "exact",
    "held_back_reason": None,
    "previous_value": 70.0,
    "change": 4.0,
    "change_rate": 5.7,
    "change_points": None,
    "refusal_reason": None,
    "merged_from_codes": None,
    "merged_base": None,
    "printed_value": 47.0,
    "review_verdict": "replace_value",
    "decision_id": "d1",
    "decided_by": "审核人甲",
    "confirmed_by": "审核人乙",
    "decided_at": datetime(2032, 3, 1, 8),
    "decided_because": "与台账核对",
}
OBSERVATION: Mapping[str, Any] = {
    "not_in_force_reason": None,
    "period_type": "full_year",
    "evidence": "受理案件47件",
    "printed_value": 47.0,
    "decision_id": "d1",
    "sheet": None,
    "cell": None,
    "char_start": 3,
    "char_end": 6,
    "page": None,
    "source_name": "report.txt",
    "received_at": datetime(2032, 2, 1, 8),
    "source_sha256": "0" * 64,
    "observation_id": "o1",
    "confidence": 0.9,
}


def told(figure: Mapping[str, Any]) -> str:
    chain = Chain(dict(figure), (dict(OBSERVATION),))
    return "\n".join(explanation(chain, load_catalog()))


def test_a_decision_is_told_with_the_printed_value_and_the_people() -> None:
    text = told(FIGURE)
    for words in ("数值      74 件", "原印数值  47 件", "更正数值", "审核人甲、审核人乙", "与台账核对", "d1"):
        assert words in text
    assert "原印    47（审核决定 d1）" in text


def test_without_a_decision_nothing_is_told_of_one() -> None:
    text = told({**FIGURE, "decision_id": None})
    assert "审核决定  " not in text and "原印数值" not in text


@pytest.mark.parametrize(("base", "words"), [(120.0, "各部分合计 120"), (None, "各部分未报齐")])
def test_what_a_region_took_in_is_named_with_its_year(base: float | None, words: str) -> None:
    text = told({**FIGURE, "merged_from_codes": ["990104", "990105"], "merged_base": base})
    assert f"上年{words}（并入地区 990104、990105，各按 2030 年查询）" in text


@pytest.mark.slow
def test_the_parts_of_a_total_make_its_value(sample_home: RunHome) -> None:
    totals = sample_home.rows(
        "select region_code, year, indicator_id, value, basis from marts.rpt_roll_up"
        " where basis in ('built', 'recomputed') and qualifier = 'exact' order by all"
    )
    assert {basis for *_, basis in totals} == {"built", "recomputed"}
    numerators = dict(sample_home.rows("select indicator_id, numerator_id from marts.dim_indicator"))
    for code, year, indicator, value, basis in some(totals):
        (chain,) = (c for c in chains(sample_home, code, year, indicator) if c.total is not None)
        numerator = numerators[indicator] if basis == "recomputed" else None
        assert made_of(chain, numerator) == pytest.approx(value, abs=0.005), (code, year, indicator)


@pytest.mark.slow
def test_cells_of_wide_tables_comparisons_and_series_have_their_chain(sample_home: RunHome) -> None:
    cells = sample_home.rows(
        "select region_code, year, org_scope, name, value from"
        " (unpivot (from marts.fct_enforcement) on columns(* exclude"
        " (region_key, region_code, year, org_scope)) into name name value value) order by all"
    )
    cells += sample_home.rows(
        "select region_code, last_year - 1, org_scope, indicator_id, value_1_before"
        " from marts.rpt_five_year_series where value_1_before is not null order by all"
    )
    cells += sample_home.rows(
        "select region_code, year - 1, org_scope, indicator_id, previous_value"
        " from marts.cmp_year_over_year where previous_value is not null order by all"
    )
    assert len(cells) > 100
    for code, year, scope, name, value in some(cells):
        chain = next(c for c in chains(sample_home, code, year, name, scope) if c.total is None)
        assert chain.figure["value"] == value
        assert chain.observations[0]["observation_id"] == chain.figure["observation_id"]


def some(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Twenty of them, the same each time: to look at one takes a second or so."""
    return random.Random(len(rows)).sample(rows, 20)


def chains(home: RunHome, code: str, year: int, name: str, scope: str | None = None) -> tuple[Chain, ...]:
    return explain(home.root / "warehouse" / "nianjian.duckdb", code, year, name, scope)


def made_of(chain: Chain, numerator: str | None) -> float:
    """The total, worked out from the parts that were told."""
    above = sum(part["value"] or 0 for part in chain.parts if numerator in (None, part["indicator_id"]))
    if numerator is None:
        return float(above)
    below = sum(part["value"] or 0 for part in chain.parts if part["indicator_id"] != numerator)
    return float(100 * above / below)
