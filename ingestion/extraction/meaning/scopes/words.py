"""The words of a text that say whose a figure is, and which of them speak of another body than the own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.scopes.bureau_level import WIDER, level_of_bureau
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STRONG
from ingestion.extraction.text.lists.words import list_words
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.words.wordlist import any_word, each_before, one_of
from ingestion.observations import OrgScope
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.submissions import Identity

MAX_JOINED = 16
KINDS: tuple[OrgScope, ...] = ("own", "region", "system", "other")


class ScopeWord(NamedTuple):
    """A scope word at its place."""

    start: int
    end: int
    scope: OrgScope
    foreign: bool


@dataclass(frozen=True, slots=True)
class ScopePatterns:
    """The scope words and who may be addressed before one, see ``catalog/lexicon/scopes.yaml``."""

    words: re.Pattern[str]
    addressed_with: re.Pattern[str]
    """Somebody else who is addressed beside those whose figure follows."""
    beside_us: re.Pattern[str]
    """All of a clause before a wider body with which we, or nobody who is named, do something …"""
    acting_together: re.Pattern[str]
    """… by what stands behind it (与省厅联合检查)."""
    kinds: Mapping[str, OrgScope]
    units: Mapping[str, str]
    """Bureaus and their units by their names with a level, which is that of others where it is wider."""
    neighbours: re.Pattern[str]
    """Other places that are told of by no name (隔壁县, 有的县)."""
    no_body_names: re.Pattern[str]
    formed: re.Pattern[str]
    """What we, or nobody else, formed, up to its name (我局组建普法宣讲团)."""


@compiled_once
def _patterns(catalog: Catalog) -> ScopePatterns:
    data = catalog.lexicon["scopes"]
    addressed, joined = one_of(data["addressed"]).pattern, one_of(list_words(catalog).conjunctions).pattern
    kinds = {word: kind for kind in KINDS for word in data[kind]} | dict.fromkeys(
        data["spoken_own"], KINDS[0]
    )
    units = _wider_units(data)
    partners = one_of(catalog.lexicon["elsewhere"]["partners_joined"]).pattern
    us = one_of((*data["own"], *data["region"], *data["our_units"], *data["all_of_us"])).pattern
    words = any_word((*kinds, *units, *data["not_scopes"], *data["that_body"]))
    neighbours = _neighbours(catalog)
    return ScopePatterns(
        words=re.compile(f"{words}|{neighbours}"),
        addressed_with=re.compile(rf"{addressed}[^,。;、\d]{{1,8}}{joined}$"),
        beside_us=re.compile(
            rf"{before_subject(catalog).pattern}(?:[^,。;\d]{{0,6}}?{us}[^,。;\d]{{0,6}}?)?"
            rf"{partners}(?:[^,。;\d]{{1,12}}(?:、|{joined}))?"
        ),
        acting_together=re.compile(
            rf"[^,。;:\d]{{0,12}}?{one_of(catalog.lexicon['elsewhere']['partners_act']).pattern}"
        ),
        kinds=kinds,
        units=units,
        neighbours=re.compile(neighbours),
        no_body_names=one_of(data["no_body_names"]),
        formed=re.compile(f"{formed_by_us(catalog)}$"),
    )


def _wider_units(data: Mapping[str, Any]) -> dict[str, str]:
    """The bureaus of a level and their units that have no entry of their own (省劳动监察总队)."""
    words, known = data["wider_units"], {*data["own"], *data["levels"]}
    named = {
        level + of + end: kind
        for (level, kind), of, end in product(words["names"].items(), words["of"], words["ends"])
    }
    return {unit: kind for unit, kind in named.items() if unit not in known}


def _neighbours(catalog: Catalog) -> str:
    """Another place, by what it is to the own one (隔壁县, 周边县市); see ``catalog/lexicon/places.yaml``."""
    data = catalog.lexicon["places"]
    near = {*data["nearby"], *data["neighbours"]} - set(data["no_neighbour_alone"])
    kind, no_place = one_of(data["neighbouring"]).pattern, one_of(data["no_place_with"]).pattern
    return each_before(near, rf"{kind}(?!{no_place})")


@compiled_once
def before_subject(catalog: Catalog) -> re.Pattern[str]:
    """All that may stand before a word or a body that speaks for its whole sentence (2031年，…)."""
    return re.compile(rf"(?:{one_of(catalog.lexicon['scopes']['leads']).pattern}|[\d年月度日,\s-])*")


def _leading(words: Iterable[ScopeWord]) -> list[ScopeWord]:
    """The words without those of parts directly behind another, which says whose they are (全国各级仲裁)."""
    kept: list[ScopeWord] = []
    end = 0
    for word in words:
        if word.start > end or not kept or word.scope != "region":
            kept.append(word)
        end = word.end
    return kept


def formed_by_us(catalog: Catalog) -> str:
    """A clause in which one of us forms a body, or in which nobody is named who does (组成联合检查组)."""
    data = catalog.lexicon["scopes"]
    forming, together = one_of(data["forming"]).pattern, one_of(data["together"]).pattern
    ours = one_of((*data["own"], *data["spoken_own"], *data["our_parts"])).pattern
    nobody = rf"(?<![^{STRONG}\n]){before_subject(catalog).pattern}(?:{together}[^,。;\d]{{1,20}}?)?"
    return rf"(?:{ours}[^,。;\d]{{0,12}}?|{nobody}){forming}[^,。;\d]{{0,30}}"


class ScopeWords:
    """The scope words of one text, in order."""

    def __init__(self, marked: MarkedText, identity: Identity, catalog: Catalog) -> None:
        self.marked = marked
        data = catalog.lexicon["scopes"]
        patterns = _patterns(catalog)
        self._kinds, self._neighbours = patterns.kinds, patterns.neighbours
        self._units, self._levels = patterns.units, {**patterns.units, **data["levels"]}
        self._addressed, self._addressed_with = tuple(data["addressed"]), patterns.addressed_with
        self._asking = tuple(data["asking"])
        self._beside_us, self._acting_together = patterns.beside_us, patterns.acting_together
        self._no_subject = (*data["taken_part"], *data["held_for"])
        self._no_scope_before = (*data["included"], *data["bodies"])
        self._that_body, self._own_bodies = frozenset(data["that_body"]), tuple(data["own_bodies"])
        self._no_body_names, self._formed = patterns.no_body_names, patterns.formed
        self._never_ours = frozenset(data["that_of_others"])
        self._one_region = frozenset(data["one_region"])
        self._own_suffix = (identity.region_name or "")[-1:]
        self.level = identity.region_level or level_of_bureau(
            identity.agency, marked.normal, patterns.words, data
        )
        self._name = re.compile(re.escape(normalise(identity.agency))) if identity.agency else None
        self.words = _leading(w for m in patterns.words.finditer(marked.normal) if (w := self._word(m)))
        self.starts = [word.start for word in self.words]

    def between(self, start: int, end: int) -> list[ScopeWord]:
        """The words that begin from ``start`` on and before ``end``."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def named_before(self, start: int, end: int) -> int | None:
        """Where the own body is last named in full between two places; None where it is not."""
        if self._name is None:
            return None
        return max((m.start() for m in self._name.finditer(self.marked.normal, start, end)), default=None)

    def _word(self, match: re.Match[str]) -> ScopeWord | None:
        if match.group() in self._that_body and self._of_another(match):
            return ScopeWord(match.start(), match.end(), "other", True)
        kind = self._kinds.get(match.group()) or self._of_wider_unit(match)
        if kind is None and self._neighbours.fullmatch(match.group()):
            kind = "other"
        if kind is None or self._of_a_name(match, kind):
            return None
        foreign = kind == "other" or self._wider(match.group()) or self._narrower(match.group(), kind)
        before = self.marked.normal[max(0, match.start() - MAX_JOINED) : match.start()]
        if foreign and kind != "other" and self._is_no_subject(before, match):
            return None
        if kind in ("region", "other") and before.endswith(self._no_subject):
            return None
        return ScopeWord(match.start(), match.end(), kind, foreign)

    def _is_no_subject(self, before: str, match: re.Match[str]) -> bool:
        """Whether a wider body is addressed, only asks for something, or is whom we act with."""
        if before.endswith(self._addressed) or self._addressed_with.search(before) is not None:
            return True
        if self.marked.normal.startswith(self._asking, match.end()):
            return True
        if self._acting_together.match(self.marked.normal, match.end()) is None:
            return False
        clause = self.marked.boundary_before(match.start(), STRONG, reach.WHOSE)
        return self._beside_us.fullmatch(self.marked.normal, clause, match.start()) is not None

    def _of_wider_unit(self, match: re.Match[str]) -> OrgScope | None:
        """The scope of a unit of a wider level, unless it is whom the text is addressed to (省人社厅：)."""
        of_others = match.group() in self._units and self._wider(match.group())
        return "own" if of_others and self.marked.normal[match.end() : match.end() + 1] != ":" else None

    def _of_a_name(self, match: re.Match[str], kind: OrgScope) -> bool:
        """Whether the own region begins the name of another body (师市司法局), or only counts in (…在内)."""
        own = kind in ("own", "region")
        return own and self.marked.normal.startswith(self._no_scope_before, match.end())

    def _of_another(self, match: re.Match[str]) -> bool:
        """Whether 该局 speaks of another body than the own one: of which, the name before it tells."""
        text, kind = self.marked.normal, match.group()[-1]
        start = max(0, match.start() - reach.WHOSE)
        said = self._no_body_names.sub(lambda word: "-" * len(word.group()), text[start : match.start()])
        named = said.rfind(kind) + 1
        if named == 0 or self._formed.search(said, 0, named):
            return named == 0 and match.group() in self._never_ours
        return not said.endswith((*self._own_bodies, *self._that_body), 0, named)

    def _wider(self, word: str) -> bool:
        """Whether 全市 in a county's report (but not in a county-level city's) speaks of someone else."""
        named = self._levels.get(word)
        if named is None or self.level is None or (self._own_suffix and self._own_suffix in word[:2]):
            return False
        return WIDER[named] > WIDER[self.level]

    def _narrower(self, word: str, kind: OrgScope) -> bool:
        """Whether 市级 in a province's report speaks of the bureaus below it, or 全市 there of one city."""
        named = self._levels.get(word)
        if named is None or self.level is None or (kind != "own" and word not in self._one_region):
            return False
        if kind == "region" and self._own_suffix and self._own_suffix in word[:2]:
            return False
        return WIDER[named] < WIDER[self.level]
