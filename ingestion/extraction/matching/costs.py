"""The weights of linking, as the lexicon states them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@dataclass(frozen=True, slots=True)
class Costs:
    """What a reading starts with, loses and gains; see ``catalog/lexicon/linking.yaml``."""

    fact: float
    candidate: float
    margin: float
    start: float
    lost: Mapping[str, float]
    gained: Mapping[str, float]
    topic_weight: Mapping[str, float]
    own_noun: int
    counted_themselves: tuple[str, ...]
    attributive: str
    """What ties a number to the noun behind it."""
    undone: re.Pattern[str]
    """What says, before the words of a reading, that something else was done with what they name."""
    no_subject: frozenset[str]
    measured: frozenset[str]
    """Units of figures that need not be whole numbers."""
    levels: re.Pattern[str]
    ratings: re.Pattern[str]
    told_later: Mapping[str, re.Pattern[str]]
    """Words that only the figures of a topic have, by the topic."""
    ended_with: Mapping[str, frozenset[str]]
    """Of which other figures a bare verb of an end may be said, by the figure that it is read as."""
    verified: re.Pattern[str]
    """What says of a number that so many of what was opened proved true."""
    kinds_of: tuple[frozenset[str], frozenset[str]]
    """Behind which figures kinds of cases are kinds of these, and the figures that they are none of then."""
    loose_measures: Mapping[str, frozenset[str]]
    """The measure words that a verb alone does not explain, by the unit of its figure."""
    rate: re.Pattern[str]
    """The end of a rate's name and what may follow it."""
    window: int


@compiled_once
def costs(catalog: Catalog) -> Costs:
    """The weights of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["linking"]
    thresholds = data["thresholds"]
    return Costs(
        fact=thresholds["fact"],
        candidate=thresholds["candidate"],
        margin=thresholds["margin"],
        start=data["start"],
        lost=data["costs"],
        gained=data["gains"],
        topic_weight=data["topic_weight"],
        own_noun=data["own_noun"],
        counted_themselves=tuple(data["counted_themselves"]),
        attributive=data["attributive"],
        undone=one_of(data["undone"], _between_undone(data)),
        no_subject=frozenset(data["no_subject"]),
        measured=frozenset(data["measured"]),
        ratings=one_of(data["ratings"]),
        told_later={topic: one_of(words) for topic, words in data["told_later"].items()},
        ended_with={end: frozenset(opened) for end, opened in data["ended_with"].items()},
        verified=one_of(data["verified"]),
        kinds_of=(frozenset(data["kinds_of"]["of"]), frozenset(data["kinds_of"]["none"])),
        loose_measures={unit: frozenset(words) for unit, words in data["loose_measures"].items()},
        rate=one_of(data["rates"], rf"[{data['rate_said']} :]{{0,3}}$"),
        levels=re.compile(f"{one_of(data['levels']).pattern}{data['of_level']}?"),
        window=data["window"],
    )


def _between_undone(data: Mapping[str, Any]) -> str:
    """What may stand between what else was done with a thing and its name (转发了上级印制的…)."""
    rank, of = one_of(data["of_rank"]).pattern, data["attributive"]
    return rf"[{data['done_marks']}]?(?:{rank}|[^,。;、\d]{{1,10}}{of})?$"
