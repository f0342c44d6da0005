"""Number formats: what a person sees in a cell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.readers.workbooks.number_formats import is_percent, shown_date, shown_number


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567.0, "#,##0", "1,234,567"),
        (0.988, "0.0%", "98.8%"),
        (0.9545, "0.00%", "95.45%"),
        (1.0, "0%", "100%"),
        (0.125, "0.00", "0.13"),
        (2.675, "0.00", "2.68"),
        (-0.001, "0.00", "0.00"),
        (-5.0, "#,##0;-#,##0", "-5"),
        (-5.0, "0_);(0)", "(5)"),
        (-5.0, "0", "-5"),
        (7.0, "000", "007"),
        (12.0, '0"件"', "12件"),
        (12.0, 'General"件"', "12件"),
        (3.0, "@", "3"),
        (0.0, '#,##0;-#,##0;"-"', "-"),
        (0.0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1500.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,500.00"),
        (12345.0, '0!.0,"万"', "1.2万"),
        (12345.0, '[>=10000]0!.0,"万";0', "1.2万"),
        (500.0, '[>=10000]0!.0,"万";0', "500"),
        (1234.0, "[$¥-804]#,##0", "¥1,234"),
        (-5.0, "0;[Red]-0", "-5"),
        (2.5, "0.##", "2.5"),
        (1_500_000.0, "#,##0,", "1,500"),
        (99.0, ";;;", ""),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (1.8681e3, "General", "1868.1"),
        (123456789012.0, "General", "123456789012"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_numbers(number: float, number_format: str, shown: str) -> None:
    assert shown_number(number, number_format) == shown


@pytest.mark.parametrize(
    ("moment", "number_format", "shown"),
    [
        (date(2031, 3, 5), 'm"月"d"日"', "3月5日"),
        (date(2031, 3, 5), 'yyyy"年"m"月"d"日";@', "2031年3月5日"),
        (datetime(2031, 3, 5, 13, 4), "yyyy/m/d h:mm", "2031/3/5 13:04"),
        (date(2031, 3, 5), "m-d", "3-5"),
        (date(2031, 3, 5), "[$-409]d-mmm;@", "5-Mar"),
        (date(2031, 3, 5), "", "2031-03-05"),
    ],
)
def test_dates(moment: date, number_format: str, shown: str) -> None:
    assert shown_date(moment, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "expected"), [("0%", True), ("0.00%;-0.00%", True), ('0"%"', False), ("0", False)]
)
def test_percent_is_a_sign_of_the_format_not_a_character(number_format: str, expected: bool) -> None:
    assert is_percent(number_format) is expected


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4), st.booleans())
def test_decimals_are_rounded_half_up_and_read_back(number: Decimal, places: int, grouped: bool) -> None:
    number_format = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    shown = shown_number(float(number), number_format)
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Decimal(shown.replace(",", "")) == expected
