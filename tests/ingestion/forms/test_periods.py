"""The period that the lines above a table state, by the words of the conventions."""

from __future__ import annotations

import pytest

from catalog.forms import load_forms
from ingestion.forms.findings.stated_years import years_of_lines
from ingestion.forms.headers.lexicon import compile_forms
from ingestion.forms.headers.periods import Period, period_of

WORDS = compile_forms(load_forms()).period_words
THE_MONTHS = {
    "2023年上半年行政处罚情况表": Period(2023, (1, 6)),
    "2023年前三季度行政处罚情况表": Period(2023, (1, 9)),
    "行政处罚情况表（截至2023年11月底）": Period(2023, (1, 11), cumulative=True),
    "截止2023年11月底行政处罚情况表": Period(2023, (1, 11), cumulative=True),
    "2023年11月行政处罚情况表": Period(2023, (11, 11)),
    "2023年11月行政处罚月报": Period(2023, (11, 11)),
    "2023年1—11月行政处罚情况表": Period(2023, (1, 11), cumulative=True),
}
NO_MONTHS = {
    "2023年11月": Period(2023),
    "填报日期：2024年1月9日": Period(),
    "2024年1月报送": Period(),
    "2024年1月9日": Period(),
}
YEARS = {
    "2023年度行政处罚情况表": (2023,),
    "2023年1—12月行政处罚情况表": (2023,),
    "行政处罚情况表（2021年修订）": (),
    "2021年至2023年行政处罚情况表": (),
    "2022年和2023年行政处罚情况表": (),
}


@pytest.mark.parametrize("line", THE_MONTHS)
def test_a_title_names_its_months(line: str) -> None:
    assert period_of([line], WORDS) == THE_MONTHS[line]


@pytest.mark.parametrize("line", NO_MONTHS)
def test_the_day_of_signing_or_sending_is_no_period(line: str) -> None:
    assert period_of([line], WORDS) == NO_MONTHS[line]


@pytest.mark.parametrize("line", YEARS)
def test_an_edition_and_several_years_state_no_year(line: str) -> None:
    assert years_of_lines([line], None, WORDS) == YEARS[line]
