"""Other places that a sentence tells of by their names (白榆县结案率达91%, 三河镇调解成功率最高)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from catalog import Catalog
from catalog.regions import RegionRegister
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import normalise
from ingestion.quantities.compiled import compiled_once

HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of places, see ``catalog/lexicon/places.yaml``."""

    named: re.Pattern[str]
    """What may be the name of a place at the head of a clause."""
    acting: re.Pattern[str]
    """A word before a place, with which no name begins, not even one that is spelt so (会同县公安局)."""
    nameless: re.Pattern[str]
    """How no name begins that the register of regions does not have."""
    own: re.Pattern[str]
    """The words that lead back to the own place."""
    of_register: tuple[str, ...]
    """The ends of names that count only where the register of regions has them."""
    regions: RegionRegister
    """The places that there are."""


@compiled_once
def _place_words(catalog: Catalog) -> PlaceWords:
    data, scopes = catalog.lexicon["places"], catalog.lexicon["scopes"]
    leads = f"(?:{one_of((*scopes['leads'], *data['before_a_name'])).pattern}|[\\d年月日])*"
    heads = one_of((*data["heads"], *data["heads_of_the_register"])).pattern
    behind = one_of(data["not_behind"]).pattern
    no_name = one_of((*data["times"], *scopes["leads"])).pattern
    return PlaceWords(
        re.compile(
            rf"(?:^|(?<=[{STRONG}、]))[ ]*{leads}(?P<name>(?P<body>[{HAN}]{{2,3}}){heads})(?!{behind})"
        ),
        one_of(data["done_there"]),
        re.compile(rf"{no_name}|[{HAN}]*[{''.join(data['in_no_name'])}]"),
        one_of((*scopes["region"], *scopes["own"], *scopes["system"])),
        tuple(data["heads_of_the_register"]),
        catalog.regions,
    )


class Places:
    """The other places named in one text."""

    def __init__(self, marked: MarkedText, own: str | None, catalog: Catalog) -> None:
        """``own`` is the name of the reporting bureau's region; unknown, no place is another."""
        self._marked = marked
        self._words = _place_words(catalog)
        name = normalise(own) if own else ""
        found = self._words.named.finditer(marked.normal) if name else ()
        self._ends = [m.end() for m in found if self._is_named(m) and not self._is_own(m, name)]

    def _is_named(self, match: re.Match[str]) -> bool:
        """Whether it is a name: one of the register, or one that nothing speaks against (深入乡, 各乡镇)."""
        if self._words.acting.match(match["body"]):
            return False
        if self._words.regions.named(match["name"]):
            return True
        of_register = match["name"].endswith(self._words.of_register)
        return not of_register and self._words.nameless.match(match["body"]) is None

    def _is_own(self, match: re.Match[str], own: str) -> bool:
        """Whether it is the own place, or a wider one that the own name follows (澄湾市青岚县)."""
        return match["name"] in own or self._marked.normal.startswith(own, match.end())

    def tell(self, around: Surroundings) -> bool:
        """Whether another place heads a clause of the sentence before a number, and the own one no later."""
        index = bisect_left(self._ends, around.mention.start) - 1
        if index < 0 or self._ends[index] <= around.sentence:
            return False
        return self._words.own.search(self._marked.normal, self._ends[index], around.mention.start) is None
