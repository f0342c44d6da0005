"""The quick rounding of scores is that of Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.extraction.matching.candidates import _rounded


@given(st.floats(min_value=-1, max_value=1))
def test_a_score_is_rounded_as_python_rounds_it(score: float) -> None:
    assert _rounded(score) == round(score, 4)


@pytest.mark.parametrize("weight", [1.0, 0.95, 0.9, 0.85, 0.5])
def test_scores_at_a_half_are_rounded_as_python_rounds_them(weight: float) -> None:
    scores = [number / 100_000 * weight for number in range(-200, 100_000)]
    assert [_rounded(score) for score in scores] == [round(score, 4) for score in scores]
