"""A phrase of the catalogue made ready for reading, and what a word of the vocabulary is good for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog import Indicator
from ingestion.extraction.phrases import Part, Phrase


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase of an indicator: its parts by number, its measure words, its value where it is in words."""

    indicator: Indicator
    phrase: Phrase
    left: tuple[tuple[int, Part], ...]
    right: tuple[tuple[int, Part], ...]
    units: frozenset[str]
    needed: tuple[tuple[int, Part], ...]
    """The parts that must be found, those before the number first, each side nearest first."""
    required: frozenset[int]
    """The numbers of the needed parts."""
    excluded: frozenset[str]
    """The topics under which it is not read."""
    key_is_far: bool
    """Whether any wording may stand between the number and the part next to it."""
    may_part: bool
    """Whether any wording may stand between two of its parts before the number, or behind the last."""
    order: tuple[str, str]
    """Its indicator and its phrase: the order of readings that fit as well as each other."""
    words_value: float | None = None
    excludes: bool = False
    """What it fits is not the indicator."""
    shared: tuple[Indicator, ...] = ()
    """The other indicators whose value the same words state."""
    partial: bool = False
    """It names one part of what the indicator counts."""


@dataclass(frozen=True, slots=True)
class ReadingsOfUnit:
    """The readings that a number with one measure word can have, by the part next to the number."""

    near: Mapping[int, tuple[Reading, ...]]
    far: Mapping[int, tuple[Reading, ...]]
    """Those between whose number and nearest part any wording of the sentence may stand."""
    played_by: Mapping[WordInfo, tuple[int, ...]]
    """The parts of these readings that a word can play."""


class Played(dict["WordInfo", tuple[int, ...]]):
    """Which of some parts a word can play; worked out once for each word that is met."""

    def __init__(self, parts: frozenset[int]) -> None:
        self.parts = parts

    def __missing__(self, info: WordInfo) -> tuple[int, ...]:
        self[info] = played = tuple(part for part in info.parts if part in self.parts)
        return played


@dataclass(slots=True, eq=False)
class WordInfo:
    """What a word is good for."""

    word: str
    parts: tuple[int, ...] = ()
    in_words: tuple[int, ...] = ()
    """Those of its parts that phrases without a number have."""
    topics: frozenset[str] = frozenset()
    filler: bool = False
    different: bool = False
    """It contains a cue and means something else (信访事项)."""
    guards: bool = False
    """It is only known lest a character in it be taken for a word (支持 is no 持)."""
    counts: bool = True
    """It says something: it plays a part, opens a topic or turns the sense."""
    noted: bool = False
    """It opens a topic, turns the sense or is part of a phrase without a number."""
    tells: bool = True
    """It says something where no number stands near too, or a word inside it does."""
