"""Sentences composed from the catalogue's own phrases are read as what they were composed of."""

from __future__ import annotations

import pytest
from composing import Composer, Stated, wordings
from reading_aids import read

from ingestion.observations import Observation

SEEDS = (1, 2, 3)
LEAST_READ = 0.97
SENTENCES = 40
CLAUSES = 3


def facts(text: str) -> list[Observation]:
    """The facts that stand in numerals."""
    return [o for o in read(text) if o.disposition == "fact" and not o.in_words]


def key(observation: Observation) -> tuple[str | None, float | None, str | None]:
    return observation.indicator_id, observation.value, observation.qualifier


def composed(clause: Stated) -> tuple[str, float, str]:
    return clause.indicator.id, clause.value, clause.qualifier


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plain_wording_is_read_as_its_indicator_or_left_for_review(seed: int) -> None:
    clauses = list(wordings(Composer(seed)))
    assert len(clauses) > 300
    found = [{key(o) for o in facts(clause.text + "。")} for clause in clauses]
    wrong = [
        (c.text, c.indicator.id, read_)
        for c, read_ in zip(clauses, found, strict=True)
        if read_ - {composed(c)}
    ]
    assert wrong == []
    assert sum(composed(c) in read_ for c, read_ in zip(clauses, found, strict=True)) >= LEAST_READ * len(
        clauses
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clause_is_read_alike_among_clauses_of_other_indicators(seed: int) -> None:
    composer = Composer(seed)
    right, wrong = 0, []
    for _ in range(SENTENCES):
        text, clauses = composer.sentence(CLAUSES)
        expected, found = {composed(clause) for clause in clauses}, {key(o) for o in facts(text)}
        right += len(found & expected)
        wrong += [(text, fact) for fact in found - expected]
    assert wrong == []
    assert right >= LEAST_READ * SENTENCES * CLAUSES
