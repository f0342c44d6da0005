"""Sentences composed from the catalogue's own phrases are read as what they were composed of."""

from __future__ import annotations

import pytest
from composing import Composer, Stated, wordings, wordings_on_topic
from reading_aids import read

from ingestion.observations import Observation

SEEDS = (1, 2, 3)
LEAST_READ = 0.97
LEAST_READ_ELSEWHERE = 0.93
SETTINGS = {
    "bracket": "各项工作有序推进（{}）。",
    "distance": "在各有关方面的共同努力下，经过一年来的扎实工作，{}。",
    "point": "一是抓住重点环节。{}；二是健全长效机制。",
    "broken line": "一年来，\n{}。",
}
"""Where a clause may stand without meaning anything else."""
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
    for number in range(SENTENCES):
        text, clauses = composer.sentence(number, CLAUSES)
        expected, found = {composed(clause) for clause in clauses}, {key(o) for o in facts(text)}
        right += len(found & expected)
        wrong += [(text, fact) for fact in found - expected]
    assert wrong == []
    assert right >= LEAST_READ * SENTENCES * CLAUSES


def read_as_composed(clauses: list[tuple[Stated, str]]) -> tuple[int, list[tuple[str, object]]]:
    """How many clauses are read as composed in their texts, and what else is read in them."""
    found = [(clause, text, {key(o) for o in facts(text)}) for clause, text in clauses]
    wrong = [(text, read_ - {composed(clause)}) for clause, text, read_ in found]
    return sum(composed(clause) in read_ for clause, _, read_ in found), [w for w in wrong if w[1]]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_clause_is_read_alike_wherever_it_stands(setting: str) -> None:
    clauses = [(clause, setting.format(clause.text)) for clause in wordings(Composer(4, other_units=True))]
    right, wrong = read_as_composed(clauses)
    assert wrong == []
    assert right >= LEAST_READ_ELSEWHERE * len(clauses)


def test_a_wording_is_read_where_its_topic_is_named_before() -> None:
    clauses = [(clause, clause.text + "。") for clause in wordings_on_topic(Composer(5))]
    assert len(clauses) > 200
    right, wrong = read_as_composed(clauses)
    assert wrong == []
    assert right >= LEAST_READ_ELSEWHERE * len(clauses)
