"""A phrase of the catalogue made ready for reading, and what a word of the vocabulary is good for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalog import Indicator
from ingestion.extraction.words.phrases import Part, Phrase


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What phrases ask of the place of a number; equal questions are one object."""

    level: str | None
    """The level of the reporting bureau."""
    topics: frozenset[str]
    """One of them must be open."""
    excluded: frozenset[str]
    """The topics under which nothing is read."""


@dataclass(frozen=True, slots=True, eq=False)
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
    parts: frozenset[int]
    """… and of those that may be missing."""
    further: int
    """The last of them: besides the one next to the number, where there are several."""
    asked: Asked
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


class Roles(NamedTuple):
    """What a word can do in the readings of one measure word."""

    parts: frozenset[int]
    """The parts that it can play."""
    near: tuple[Reading, ...]
    """The readings whose part next to the number it can play."""
    far: tuple[Reading, ...]
    """… where any wording of the sentence may stand between the number and that part."""


class RolesOfWords:
    """What words can do in the readings of one measure word."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = tuple(readings)
        self.known: dict[WordInfo, Roles] = {}
        """The words that were met."""
        self._near: dict[int, list[Reading]] = defaultdict(list)
        self._far: dict[int, list[Reading]] = defaultdict(list)
        self._parts: set[int] = set()
        for reading in self.readings:
            by_key = self._far if reading.key_is_far else self._near
            by_key[reading.needed[0][0]].append(reading)
            self._parts.update(number for number, _ in (*reading.left, *reading.right))

    def work_out(self, info: WordInfo) -> Roles:
        """What a word can do; asked once for each word that is met."""
        parts = dict.fromkeys(part for part in info.parts if part in self._parts)
        near = (reading for part in parts for reading in self._near.get(part, ()))
        far = (reading for part in parts for reading in self._far.get(part, ()))
        self.known[info] = roles = Roles(frozenset(parts), tuple(near), tuple(far))
        return roles


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
