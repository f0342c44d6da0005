"""Interval arithmetic, roundings and hints: never a contradiction where some admissible values agree."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.identities import hints, intervals
from expectations.identities.codes import coded
from expectations.identities.intervals import Interval
from expectations.identities.printed import bounds, show, steps

numbers = st.floats(0, 1e6, allow_nan=False).map(lambda x: round(x, 2))


def point_within(draw: st.DrawFn) -> tuple[Interval, float]:
    low, width, share = draw(numbers), draw(numbers), draw(st.floats(0, 1))
    interval = Interval(np.array([low]), np.array([low + width]), np.array([True]))
    return interval, low + width * share


@given(st.data(), st.sampled_from("+-*/"))
def test_a_result_lies_within_the_bounds_of_the_result(data: st.DataObject, sign: str) -> None:
    (a, x), (b, y) = (point_within(data.draw) for _ in range(2))
    if sign == "/" and y == 0:
        return
    value = {"+": x + y, "-": x - y, "*": x * y}[sign] if sign != "/" else x / y
    result = intervals.combine(sign, a, b)
    slack = 1e-9 * max(1.0, abs(value))
    assert result.low[0] - slack <= value <= result.high[0] + slack


@given(st.data(), st.sampled_from(["=", "<=", ">=", "<", ">", "!="]))
def test_what_some_admissible_values_satisfy_is_never_refuted(data: st.DataObject, sign: str) -> None:
    (a, x), (b, y) = (point_within(data.draw) for _ in range(2))
    holds = {"=": x == y, "<=": x <= y, ">=": x >= y, "<": x < y * (1 - 1e-6), ">": x * (1 - 1e-6) > y,
             "!=": abs(x - y) > 1e-6 * max(x, y)}[sign]  # fmt: skip
    assert not (holds and intervals.refuted(a, sign, b, 0.0, 0.0)[0])


@given(st.data(), st.sampled_from(["=", "<=", ">=", "<", ">", "!="]))
def test_what_is_certain_is_not_refuted(data: st.DataObject, sign: str) -> None:
    (a, _), (b, _) = (point_within(data.draw) for _ in range(2))
    far = np.abs(a.low - b.low)[0] > 1e-3  # beyond the slack for binary fractions
    assert not (far and intervals.certain(a, sign, b)[0] and intervals.refuted(a, sign, b, 0.0, 0.0)[0])


@pytest.mark.parametrize(
    ("raw", "value", "is_rate", "step"),
    [
        ("67", 67.0, False, 0.0),
        ("1,250", 1250.0, False, 0.0),
        ("12.5万", 125000.0, False, 1000.0),
        ("3万", 30000.0, False, 10000.0),
        ("4.1", 41000.0, False, 1000.0),
        ("523.31万元", 5233100.0, False, 100.0),
        ("1.2亿", 120000000.0, False, 10000000.0),
        ("99%", 99.0, True, 1.0),
        ("95.45%", 95.45, True, 0.01),
        ("0.9545", 95.45, True, 0.01),
        ("双百", 100.0, True, 0.0),
        ("0", 0.0, False, 0.0),
        ("", 0.0, False, 0.0),
        ("67.0", 67.0, False, 0.0),
        ("6.70", 6.7, False, 0.01),
        ("１２", 12.0, False, 0.0),
    ],
)
def test_the_step_of_the_last_printed_digit(raw: str, value: float, is_rate: bool, step: float) -> None:
    found = steps(np.array([value]), pa.array([raw], pa.string()), np.array([is_rate]))
    assert found[0] == pytest.approx(step)


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high", "expected"),
    [
        ("exact", 67.0, 67.0, 67.0, (67.0, 67.0)),
        ("at_least", 2900.0, 2900.0, np.nan, (2900.0, np.inf)),
        ("at_most", 30.0, np.nan, 30.0, (0.0, 30.0)),
        ("approx", 50.0, np.nan, np.nan, (45.0, 55.0)),
        ("range", np.nan, 60.0, 70.0, (60.0, 70.0)),
        (None, 5.0, np.nan, np.nan, (5.0, 5.0)),
    ],
)
def test_bounds_by_qualifier(
    qualifier: str | None, value: float, low: float, high: float, expected: tuple[float, float]
) -> None:
    numbers = (np.array([number]) for number in (value, low, high))
    found = bounds(*numbers, coded(pa.array([qualifier], pa.string())), np.zeros(1))
    assert (found[0][0], found[1][0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("printed", "value", "slips"),
    [
        (126, 16, 1),
        (250, 205, 1),
        (41, 14, 1),
        (420, 42, 1),
        (36000, 3.6, 1),
        (58, 158, 1),
        (58, 227, 3),
        (7, 7, 0),
    ],
)
def test_slips_between_two_numbers(printed: float, value: float, slips: int) -> None:
    assert hints._slips(printed, value) == slips


@pytest.mark.parametrize(
    ("value", "text"), [(67.0, "67"), (71.25, "71.25"), (0.1 + 0.2, "0.3"), (1e6, "1000000")]
)
def test_numbers_are_shown_as_a_reader_writes_them(value: float, text: str) -> None:
    assert show(value) == text
