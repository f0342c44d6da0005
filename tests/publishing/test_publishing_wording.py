"""How figures are printed: units, rounding, inexact numbers, changes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import Catalog, load_catalog
from publishing.comparison import ComparisonRow, Figure, Region
from publishing.wording import (
    in_prose,
    multiple,
    printed_amount,
    printed_change,
    printed_comparison,
    printed_figure,
    rounded,
)

COUNT, MONEY, RATE = "arb_cases_accepted", "arb_amount_involved", "arb_closure_rate"
REGION = Region(code="990100", name="澄湾市", full_name="澄湾市", level="city")


@pytest.mark.parametrize(
    ("indicator", "value", "printed"),
    [
        (COUNT, "1030", "1030"),
        (COUNT, "0", "0"),
        (COUNT, "100", "100"),
        (MONEY, "29005051", "2900.51"),
        (MONEY, "29000050", "2900.01"),
        (MONEY, "31000000", "3100"),
        (MONEY, "240000000", "24000"),
        (MONEY, "929200", "92.92"),
        (MONEY, "929000", "92.9"),
        (MONEY, "30", "…"),
        (MONEY, "0", "0"),
        (RATE, "82.64", "82.64"),
        (RATE, "100", "100"),
        (RATE, "95.50", "95.5"),
        (RATE, "98.125", "98.13"),
    ],
)
def test_amounts_print_as_statisticians_print_them(
    catalog: Catalog, indicator: str, value: str, printed: str
) -> None:
    assert printed_amount(Decimal(value), catalog.indicators[indicator]).text == printed


@given(st.integers(0, 10**9), st.integers(0, 2))
def test_no_decimals_are_printed_that_the_source_did_not_print(digits: int, decimals: int) -> None:
    printed_by_source = Decimal(digits).scaleb(-decimals)
    shown = printed_amount(printed_by_source * 10_000, load_catalog().indicators[MONEY])
    assert shown.number == printed_by_source and shown.decimals <= decimals
    assert len(shown.text.partition(".")[2]) == shown.decimals


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.integers(0, 4))
def test_rounding_is_half_up_in_magnitude(value: Decimal, decimals: int) -> None:
    expected = abs(value).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    assert abs(rounded(value, decimals)) == expected
    assert abs(rounded(value, decimals) - value) * 2 <= Decimal(10) ** -decimals


@given(st.integers(0, 10**15))
def test_a_money_value_survives_printing_within_half_a_unit(yuan: int) -> None:
    indicator = load_catalog().indicators[MONEY]
    shown = printed_amount(Decimal(yuan), indicator)
    if shown.number is None:
        assert 0 < yuan < 50
    else:
        assert abs(shown.number * 10_000 - yuan) <= 50
        assert Decimal(shown.text) == shown.number


@pytest.mark.parametrize(
    ("indicator", "raw_text", "value", "qualifier", "table", "prose"),
    [
        (MONEY, "2900余万元", 29_000_000, "at_least", "2900余", "2900余万元"),
        (COUNT, "近3000件", 3000, "at_most", "近3000", "近3000件"),
        (COUNT, "约3500件", 3500, "approx", "约3500", "约3500件"),
        (COUNT, "超过500件", 500, "at_least", "超过500", "超过500件"),
        (COUNT, "380多件", 380, "at_least", "380多", "380多件"),
        (RATE, "99%以上", 99, "at_least", "99以上", "99%以上"),
        (RATE, "不低于95%", 95, "at_least", "不低于95", "不低于95%"),
        (COUNT, "3500件左右", 3500, "approx", "3500左右", "3500件左右"),
        (COUNT, None, 100, "at_least", "≥100", "≥100件"),
        (COUNT, "百余件", 100, "at_least", "100余", "100余件"),
    ],
)
def test_inexact_numbers_keep_their_word(
    catalog: Catalog,
    indicator: str,
    raw_text: str | None,
    value: int,
    qualifier: str,
    table: str,
    prose: str,
) -> None:
    figure = Figure(observation_id="o", value=Decimal(value), qualifier=qualifier, raw_text=raw_text)
    described = catalog.indicators[indicator]
    assert printed_figure(figure, described).text == table
    assert printed_figure(figure, described).number is None
    assert in_prose(figure, described) == prose


@pytest.mark.parametrize(
    ("status", "value", "printed"),
    [
        ("value", "12", "12"),
        ("zero", "0", "0"),
        ("nil_return", "0", "0"),
        ("nil_return", None, "零报告"),
        ("blank", None, "未报送"),
        ("not_applicable", None, "—"),
        ("masked", None, "原件隐去"),
        ("below_unit", None, "…"),
    ],
)
def test_zero_blank_nil_and_not_applicable_stay_apart(
    catalog: Catalog, status: str, value: str | None, printed: str
) -> None:
    figure = Figure(observation_id="o", value=None if value is None else Decimal(value), status=status)
    assert printed_figure(figure, catalog.indicators[COUNT]).text == printed


def test_a_missing_figure_is_never_a_number(catalog: Catalog) -> None:
    printed = printed_figure(None, catalog.indicators[COUNT])
    assert (printed.text, printed.number) == ("未报送", None)


def test_a_range_shows_both_bounds(catalog: Catalog) -> None:
    figure = Figure(
        observation_id="o",
        value=None,
        low=Decimal(60),
        high=Decimal(70),
        qualifier="range",
        raw_text="60%～70%",
    )
    assert printed_figure(figure, catalog.indicators[RATE]).text == "60～70"


def _row(catalog: Catalog, indicator: str, **compared: Decimal) -> ComparisonRow:
    return ComparisonRow(
        region=REGION,
        scope="region",
        indicator=catalog.indicators[indicator],
        current=None,
        previous=None,
        **compared,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("indicator", "compared", "change", "comparison"),
    [
        (COUNT, {"change": "-24", "change_rate": "-3.1"}, "-24", "-3.1"),
        (COUNT, {"change": "0", "change_rate": "0"}, "0", "0.0"),
        (MONEY, {"change": "-1994949", "change_rate": "-6.4"}, "-199.49", "-6.4"),
        (MONEY, {"change": "49", "change_rate": "0.0"}, "…", "0.0"),
        (MONEY, {"change": "20000000", "change_rate": "9.1"}, "2000", "9.1"),
        (COUNT, {"change": "5"}, "5", "—"),
        (COUNT, {}, "—", "—"),
        (RATE, {"change_points": "0.85"}, "—", "提高0.85个百分点"),
        (RATE, {"change_points": "-17.36"}, "—", "降低17.36个百分点"),
        (RATE, {"change_points": "0"}, "—", "持平"),
    ],
)
def test_changes_of_quantities_and_of_rates(
    catalog: Catalog, indicator: str, compared: dict[str, str], change: str, comparison: str
) -> None:
    row = _row(catalog, indicator, **{name: Decimal(text) for name, text in compared.items()})
    assert printed_change(row).text == change
    assert printed_comparison(row).text == comparison


def test_every_indicator_of_the_catalogue_can_be_printed(catalog: Catalog) -> None:
    factors = {multiple(indicator) for indicator in catalog.indicators.values()}
    assert factors == {Decimal(1), Decimal(10_000)}


def test_a_display_unit_without_a_factor_is_refused(catalog: Catalog) -> None:
    odd = catalog.indicators[MONEY].model_copy(update={"display_unit": "吨"})
    with pytest.raises(ValueError, match="no factor from 元 to 吨"):
        multiple(odd)
