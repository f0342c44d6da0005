"""Other places that a sentence tells of by their names (白榆县结案率达91%, 三河镇调解成功率最高)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog import Catalog
from catalog.regions import RegionRegister
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.submissions import RegionLevel

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
    no_districts: re.Pattern[str]
    """What ends like a name of a place, and is an area, unless the register of regions has it."""
    that_place: re.Pattern[str]
    told_before: Mapping[str, re.Pattern[str]]
    """What may have been named before 该县, by the kind of place: another one, or any word of it."""
    regions: RegionRegister
    """The places that there are."""


@compiled_once
def _place_words(catalog: Catalog) -> PlaceWords:
    data, scopes = catalog.lexicon["places"], catalog.lexicon["scopes"]
    leads = f"(?:{one_of((*scopes['leads'], *data['before_a_name'])).pattern}|[\\d年月日])*"
    heads = one_of((*data["heads"], *data["heads_of_areas"])).pattern
    behind = one_of(data["not_behind"]).pattern
    that_place = data["that_place"]
    ours = frozenset((*scopes["region"], *scopes["own"], *scopes["system"])) - frozenset(that_place)
    no_name = one_of((*data["times"], *scopes["leads"])).pattern
    nowhere = "".join(data["in_no_name"])
    area = rf"(?P<area>(?:(?![{nowhere}])[{HAN}]){{0,4}}?{one_of(data['areas']).pattern})"
    return PlaceWords(
        re.compile(
            rf"(?:^|(?<=[{STRONG}、]))[ ]*{leads}(?:{area}(?={one_of(data['units_there']).pattern})"
            rf"|(?P<name>(?P<body>[{HAN}]{{2,3}}){heads})(?!{behind}))"
        ),
        one_of(data["done_there"]),
        re.compile(rf"(?!{one_of(data['names_of_towns'], '$').pattern})(?:{no_name}|[{HAN}]*[{nowhere}])"),
        one_of(ours),
        re.compile(rf".*{one_of(data['no_districts']).pattern}{one_of(data['heads_of_areas']).pattern}"),
        one_of(that_place),
        {kind: _named_before(data, kind) for kind in {word[-1] for word in that_place}},
        catalog.regions,
    )


def _named_before(data: Mapping[str, Sequence[str]], kind: str) -> re.Pattern[str]:
    """A place of a kind, with its name where it is another one's that somebody went to, or a neighbour."""
    visited, neighbours = one_of(data["visited"]).pattern, one_of(data["neighbours"]).pattern
    name = rf"(?:(?![{''.join(data['in_no_name'])}])[{HAN}]){{2,3}}"
    return re.compile(rf"(?P<neighbour>{neighbours}{kind})|{visited}(?P<name>{name}{kind})|{kind}")


class Places:
    """The other places named in one text."""

    def __init__(
        self, marked: MarkedText, own: str | None, catalog: Catalog, level: RegionLevel | None = None
    ) -> None:
        """``own`` is the name of the reporting bureau's region; unknown, only narrower places are others."""
        self._marked = marked
        self._words = _place_words(catalog)
        name = normalise(own) if own else ""
        self._narrower = tuple(catalog.lexicon["places"]["narrower"].get(level, ()))
        found = self._words.named.finditer(marked.normal) if name or self._narrower else ()
        self._ends = [m.end() for m in found if self._is_named(m) and not self._is_own(m, name)]
        those = self._words.that_place.finditer(marked.normal)
        self._those = [m.end() for m in those if self._is_another(m.group()[-1], m.start(), name)]

    def _is_named(self, match: re.Match[str]) -> bool:
        """Whether it is a name: one of the register, or one that nothing speaks against (深入乡, 各乡镇)."""
        if match["area"]:
            return True
        if self._words.acting.match(match["body"]):
            return False
        if self._words.regions.named(match["name"]):
            return True
        area = self._words.no_districts.fullmatch(match["name"]) is not None
        return not area and self._words.nameless.match(match["body"]) is None

    def _is_own(self, match: re.Match[str], own: str) -> bool:
        """Whether it is the own place, or a wider one that the own name follows (澄湾市青岚县)."""
        if not own:
            return match["name"] is None or not match["name"].endswith(self._narrower)
        return (match["name"] or match["area"]) in own or self._marked.normal.startswith(own, match.end())

    def _is_another(self, kind: str, at: int, own: str) -> bool:
        """Whether the place of a kind that was named last before is not the own one (赴邻县考察，该县…)."""
        text = self._marked.normal
        start = max(text.rfind("\n", 0, at), at - reach.WHOSE, 0)
        last = deque(self._words.told_before[kind].finditer(text, start, at), maxlen=1)
        if not last:
            return False
        visited = own and last[0]["name"] is not None and last[0]["name"] not in own
        return bool(visited) or last[0]["neighbour"] is not None or last[0].end() in self._ends

    def tell(self, around: Surroundings) -> bool:
        """Whether another place heads a clause of the sentence before a number, and the own one no later."""
        return any(self._told(ends, around) for ends in (self._ends, self._those))

    def _told(self, ends: Sequence[int], around: Surroundings) -> bool:
        index = bisect_left(ends, around.mention.start) - 1
        if index < 0 or ends[index] <= around.sentence:
            return False
        return self._words.own.search(self._marked.normal, ends[index], around.mention.start) is None
