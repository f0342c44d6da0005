"""An observation made column by column is the same as one made by name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest

from ingestion.observations import COLUMNS, Alternative, Observation, observation_of

NAMED = Observation(
    disposition="fact",
    raw_text="12件",
    rule="phrase:受理{n}件",
    evidence="全年受理争议案件12件",
    confidence=0.9,
    indicator_id="arb_cases_accepted",
    value=12.0,
    value_low=12.0,
    value_high=12.0,
    unit="件",
    period_type="range",
    period_start=date(2031, 1, 1),
    alternatives=(Alternative("med_cases_accepted", 0.7),),
    start=8,
    end=11,
)


def test_columns_in_their_order_make_the_same_observation() -> None:
    made = observation_of([getattr(NAMED, field.name) for field in fields(NAMED)])
    assert made == NAMED
    assert hash(made) == hash(NAMED)
    assert repr(made) == repr(NAMED)


def test_it_cannot_be_changed_either() -> None:
    made = observation_of([getattr(NAMED, name) for name in COLUMNS])
    with pytest.raises(FrozenInstanceError):
        setattr(made, COLUMNS[0], "target")


@pytest.mark.parametrize("change", [-1, 1])
def test_columns_too_few_or_too_many_are_refused(change: int) -> None:
    columns = [getattr(NAMED, name) for name in COLUMNS]
    with pytest.raises(ValueError, match="columns"):
        observation_of(columns[:change] if change < 0 else [*columns, None])
