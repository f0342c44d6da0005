"""What is done to whole columns at once gives what is done to one value after another."""

from __future__ import annotations

from itertools import combinations
from statistics import median

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from expectations.identities.codes import coded
from expectations.identities.keys import (
    combined,
    distinct,
    found_among,
    in_order,
    numbered,
    numbered_values,
    pairs_in_runs,
)
from expectations.identities.medians import medians, medians_of_others, ordered_in_groups
from expectations.identities.printed import show_all_bounds, show_bounds, show_result, show_results

AMOUNTS = st.lists(st.one_of(st.floats(0, 1e7), st.integers(0, 9_999).map(lambda n: n / 100)), max_size=20)


@given(AMOUNTS)
def test_results_are_shown_alike(amounts: list[float]) -> None:
    values = np.array(amounts, dtype=float)
    assert show_results(values).to_pylist() == [show_result(value) for value in amounts]


@pytest.mark.parametrize(
    "value", [0.005, 1.005, 2.675, 99.995, 1.1, -3.456, 1e12, np.inf, 0.0, 7.0, 0.049999]
)
def test_results_between_two_hundredths_and_out_of_the_usual_are_shown_alike(value: float) -> None:
    assert show_results(np.array([value])).to_pylist() == [show_result(value)]


@given(st.lists(st.integers(-5, 5), max_size=30))
def test_keys_are_numbered_in_their_order_with_the_first_row_of_each(keys: list[int]) -> None:
    number, first = numbered(np.array(keys, dtype=np.int64))
    known, rows, places = np.unique(np.array(keys, dtype=np.int64), return_index=True, return_inverse=True)
    assert number.tolist() == places.tolist() and first.tolist() == rows.tolist()
    assert distinct(np.array(keys, dtype=np.int64)).tolist() == known.tolist()


@given(st.lists(st.tuples(st.sampled_from([0, 1, 3, 70_000]), st.floats(-9, 9)), max_size=30))
def test_values_are_in_order_within_their_groups(rows: list[tuple[int, float]]) -> None:
    ordered, sizes = ordered_in_groups(*in_columns(rows))
    assert list(zip(np.repeat(np.arange(len(sizes)), sizes), ordered, strict=True)) == sorted(rows)


@given(st.lists(st.tuples(st.sampled_from([0, 1, 3, 70_000]), st.integers(-3, 3)), max_size=30))
def test_medians_are_those_of_the_group_and_of_the_others_in_it(rows: list[tuple[int, float]]) -> None:
    values, group = in_columns(rows)
    middle, sizes = medians(values, group)
    alone = {g: [v for other, v in rows if other == g] for g, _ in rows}
    assert {g: (middle[g], sizes[g]) for g in alone} == {g: (median(v), len(v)) for g, v in alone.items()}
    others = [[v for m, (g, v) in enumerate(rows) if g == group[n] and m != n] for n in range(len(rows))]
    assert medians_of_others(values, group).tolist() == [median(own) if own else 0.0 for own in others]


def in_columns(rows: list[tuple[int, float]]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The values, and the groups that they are of."""
    values = np.array([value for _, value in rows], dtype=float)
    return values, np.array([group for group, _ in rows], dtype=np.int64)


KEYS = st.one_of(st.integers(-1, 9), st.integers(0, 2**45))


@given(st.lists(st.tuples(KEYS, KEYS), max_size=30))
def test_rows_are_in_the_order_of_several_columns_and_equal_ones_as_they_stand(
    rows: list[tuple[int, int]],
) -> None:
    first, second = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(2))
    assert in_order(first, second).tolist() == sorted(range(len(rows)), key=rows.__getitem__)


@given(st.lists(KEYS, max_size=20), st.lists(KEYS, max_size=20))
def test_the_first_of_equal_values_is_found(wanted: list[int], known: list[int]) -> None:
    found = found_among(np.array(wanted, dtype=np.int64), np.array(known, dtype=np.int64))
    assert found.tolist() == [known.index(value) if value in known else -1 for value in wanted]


@given(st.lists(st.sampled_from([0.0, -0.0, 0.5, 3.0]), max_size=20))
def test_equal_values_have_one_number(values: list[float]) -> None:
    numbers = numbered_values(np.array(values, dtype=float)).tolist()
    assert [[a == b for b in numbers] for a in numbers] == [[a == b for b in values] for a in values]


@given(st.lists(st.integers(0, 4), max_size=12).map(sorted))
def test_every_two_rows_of_a_run_are_a_pair(group: list[int]) -> None:
    one, other = pairs_in_runs(np.array(group, dtype=np.int64))
    pairs = [(a, b) for a, b in combinations(range(len(group)), 2) if group[a] == group[b]]
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == pairs


def test_figures_with_a_bound_are_shown_alike() -> None:
    rows: list[tuple[float, float, float, str | None]] = [
        (2900.0, 2900.0, np.inf, "at_least"), (30.0, 0.0, 30.0, "at_most"), (50.0, 45.0, 55.0, "approx"),
        (np.nan, 60.0, 70.0, "range"), (12.5, 12.5, 12.5, "exact"), (7.0, 7.0, 7.0, None),
    ]  # fmt: skip
    value, low, high = (np.array([row[n] for row in rows], dtype=float) for n in range(3))
    qualifier = coded(pa.array([row[3] for row in rows], pa.string()))
    shown = show_all_bounds(value, low, high, qualifier).to_pylist()
    assert shown == [show_bounds(*row) for row in rows]
    assert shown[:2] == ["≥2900", "≤30"]


@pytest.mark.parametrize("span", [3_000, 10**12], ids=["looked up", "sorted"])
def test_many_keys_are_numbered_in_their_order(span: int) -> None:
    keys = np.random.default_rng(1).integers(0, span, 2_500) - 7
    keys[1_000] = keys[3]
    known, rows, places = np.unique(keys, return_index=True, return_inverse=True)
    number, first = numbered(keys)
    assert number.tolist() == places.tolist() and first.tolist() == rows.tolist()
    assert len(known) < len(keys)


def test_a_column_of_one_name_takes_no_room_and_is_picked_from_like_any_other() -> None:
    same = coded(pa.array(["fact"] * 4, pa.string()))
    mixed = coded(pa.array(["fact", None, "target", "fact"], pa.string()))
    assert same.numbers.strides == (0,) and mixed.numbers.strides != (0,)
    assert same.among(["fact"]).tolist() == [True] * 4 and same.take(np.array([2, 0])).at(1) == "fact"
    assert same.numbered_as(["a", "fact"]).tolist() == [1] * 4
    both = combined(same.numbers, mixed.numbers)
    assert combined(mixed.numbers).tolist() == both.tolist()
