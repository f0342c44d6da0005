"""What is done to whole columns at once gives what is done to one value after another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.identities.codes import distinct, numbered, ordered_in_groups
from expectations.identities.printed import show_result, show_results

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
    group, values = (
        np.array([g for g, _ in rows], dtype=np.int64),
        np.array([v for _, v in rows], dtype=float),
    )
    order = ordered_in_groups(values, group)
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert [(group[n], values[n]) for n in order] == sorted(zip(group, values, strict=True))
