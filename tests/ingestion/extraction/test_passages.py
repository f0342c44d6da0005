"""Passages by the rule of prose that they show, read as a careful statistician reads them."""

from __future__ import annotations

from itertools import count

import pytest
from passages import Expected, Passage, passages
from reading_aids import read

from ingestion.observations import Observation

PASSAGES = list(passages())
LEAST = 150


def test_the_passages_are_read() -> None:
    assert len(PASSAGES) >= LEAST


@pytest.mark.parametrize(
    "passage", PASSAGES, ids=[f"{p.file}-{number}" for p, number in zip(PASSAGES, count(1), strict=False)]
)
def test_passage(passage: Passage) -> None:
    observations = read(passage.text, level=passage.level)  # type: ignore[arg-type]
    assert list(_faults(passage, observations)) == [], passage.rule


def _faults(passage: Passage, observations: tuple[Observation, ...]) -> list[str]:
    faults, right = [], []
    for expected in passage.expected:
        here = [o for o in observations if _overlaps(o, expected)]
        facts = [o for o in here if o.disposition == "fact"]
        right += facts
        faults += _differences(passage.text[expected.start : expected.end], expected, here, facts)
    others = [o for o in observations if o.disposition == "fact" and o not in right]
    return faults + [f"{o.raw_text} is no fact of {o.indicator_id}" for o in others]


def _differences(
    printed: str, expected: Expected, here: list[Observation], facts: list[Observation]
) -> list[str]:
    if expected.for_review:
        undecided = any(o.disposition == "undecided" for o in here)
        return [] if undecided and not facts else [f"{printed} must be left for review"]
    if expected.optional and not facts:
        return []
    wanted = {(name.lstrip("?"), expected.value) for name in expected.indicators}
    found = {(o.indicator_id, o.value) for o in facts}
    if wanted != found:
        what = sorted({f"{o.disposition} {o.indicator_id} {o.value} ({o.rule})" for o in here})
        return [f"{printed} is {what}, not {sorted(map(str, wanted))}"]
    return [
        f"{printed} has {name} {getattr(o, name)}, not {value}"
        for o in facts
        for name, value in expected.meaning.items()
        if getattr(o, name) != value
    ]


def _overlaps(observation: Observation, expected: Expected) -> bool:
    start, end = observation.start or 0, observation.end or 0
    return start < expected.end and expected.start < end
