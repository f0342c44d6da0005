"""Whose figure a number is: stated in its clause, inherited within the sentence or point, or the default."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from catalog import Catalog, Indicator
from ingestion.extraction.candidates import Candidate
from ingestion.extraction.listwords import list_words
from ingestion.extraction.marked import STOPS, MarkedText
from ingestion.extraction.surroundings import STRONG, Surroundings
from ingestion.extraction.wordlist import one_of, standing_alone
from ingestion.observations import OrgScope, ScopeBasis
from ingestion.quantities.compiled import compiled_once
from ingestion.submissions import Identity, RegionLevel

REACH = 160
MAX_JOINED = 16
BODY_REACH = 32
"""The name of a body that is the subject of a clause ends within so many characters."""
KINDS: tuple[OrgScope, ...] = ("own", "region", "system", "other")
KNOWN = ("county", "city", "province")
WIDER = {"county": 0, "local": 0, "city": 1, "province": 2, "nation": 3}


class Scope(NamedTuple):
    """A scope, on what basis, and whether it is another body's than the reporting one."""

    scope: OrgScope
    basis: ScopeBasis
    foreign: bool = False


class ScopeWord(NamedTuple):
    """A scope word at its place."""

    start: int
    end: int
    scope: OrgScope
    foreign: bool


@dataclass(frozen=True, slots=True)
class ScopePatterns:
    """The scope words and what may stand before one, see ``catalog/lexicon/scopes.yaml``."""

    words: re.Pattern[str]
    lead: re.Pattern[str]
    """What may stand before one that speaks for its whole sentence."""
    below: re.Pattern[str]
    handed_over: re.Pattern[str]
    bodies: re.Pattern[str]
    kinds: Mapping[str, OrgScope]


@compiled_once
def _patterns(catalog: Catalog) -> ScopePatterns:
    data = catalog.lexicon["scopes"]
    return ScopePatterns(
        words=one_of(
            (*(word for kind in KINDS for word in data[kind]), *data["not_scopes"], *data["that_body"])
        ),
        lead=re.compile(rf"(?:{one_of(data['leads']).pattern}|[\d年月度日,\s-])*"),
        below=re.compile(f"{one_of(data['led']).pattern}?{one_of((*data['parts'], *data['below'])).pattern}"),
        handed_over=one_of(data["handed_over"]),
        bodies=one_of(data["bodies"]),
        kinds={word: kind for kind in KINDS for word in data[kind]},
    )


@compiled_once
def _addressed_with(catalog: Catalog) -> re.Pattern[str]:
    """Somebody else who is addressed beside those whose figure follows."""
    addressed = one_of(catalog.lexicon["scopes"]["addressed"]).pattern
    joined = one_of(list_words(catalog).conjunctions).pattern
    return re.compile(rf"{addressed}[^,。;、\d]{{1,8}}{joined}$")


@compiled_once
def _others(catalog: Catalog) -> re.Pattern[str]:
    """A clause whose subject is another body (县法院全年受理…)."""
    data = catalog.lexicon["scopes"]
    bodies, verbs = (one_of(data[name]).pattern for name in ("bodies", "body_verbs"))
    together = standing_alone(data["with_others"], data["bodies"]).pattern
    between = rf"(?:{one_of(data['between_body_and_verb']).pattern}|(?:19|20)\d\d年度?)*"
    prefix = rf"(?:(?!{together})[^,。;、]){{0,8}}?"
    helped = rf"(?:{one_of(data['together']).pattern}(?!{one_of(data['own']).pattern})[^,。;、]{{1,12}}?)?"
    levels, all_levels = one_of(data["body_levels"]).pattern, one_of(data["all_levels"]).pattern
    offices = "".join(f"(?<!{office})" for office in data["offices"])
    several = rf"{offices}(?P<body>{bodies})(?:、{levels}?{bodies})*"
    return re.compile(rf"{prefix}{all_levels}?{levels}?{several}{between}{helped}{verbs}")


@compiled_once
def _holders(catalog: Catalog) -> re.Pattern[str]:
    """Another body at the head of a clause, up to where the words of its figure begin (县法院的…)."""
    data = catalog.lexicon["scopes"]
    named = one_of((*data["bodies"], *data["holders"])).pattern
    against = ("with_others", "addressed", "handed_over", "upon", "body_verbs", "own", "not_holders")
    no_place = standing_alone((word for key in against for word in data[key]), data["bodies"]).pattern
    between = one_of(data["between_body_and_verb"]).pattern
    partner = one_of((*data["with_others"], *data["not_holders"])).pattern
    place = rf"(?:(?!{no_place})[^,。;、\d]){{0,8}}?"
    return re.compile(rf"{place}(?P<body>{named})(?:{between})*[的所]?(?!{partner})")


def _leading(words: Iterable[ScopeWord]) -> list[ScopeWord]:
    """The words without those of parts directly behind another, which says whose they are (全国各级仲裁)."""
    kept: list[ScopeWord] = []
    end = 0
    for word in words:
        if word.start > end or not kept or word.scope != "region":
            kept.append(word)
        end = word.end
    return kept


class Scopes:
    """The scope words of one text."""

    def __init__(self, marked: MarkedText, identity: Identity, catalog: Catalog) -> None:
        self.marked = marked
        data = catalog.lexicon["scopes"]
        patterns = _patterns(catalog)
        self._kinds = patterns.kinds
        self._levels: dict[str, str] = data["levels"]
        self._addressed = tuple(data["addressed"])
        self._no_subject = (*data["taken_part"], *data["held_for"])
        self._addressed_with = _addressed_with(catalog)
        self._first_person = tuple(data["first_person"])
        self._districts, self._not_district = frozenset(data["districts"]), data["no_district"]
        self._each = tuple(data["each"])
        self._markers = [m.start for m in marked.mentions if m.kind == "marker"]
        self._against = tuple(data["against"])
        self._upon = tuple(data["upon"])
        self._parts = frozenset(data["parts"])
        self._that_body, self._own_bodies = frozenset(data["that_body"]), tuple(data["own_bodies"])
        self.decided_by_others: frozenset[str] = frozenset(data["decided_by_others"])
        self._received_by_others: frozenset[str] = frozenset(data["received_by_others"])
        self._handed_by_us: frozenset[str] = frozenset(data["handed_over_by_us"])
        self._handing_over = tuple(data["handing_over"])
        self._below, self._handed_over, self._lead = patterns.below, patterns.handed_over, patterns.lead
        self._own_suffix = (identity.region_name or "")[-1:]
        self._others, self._bodies, self._holders = _others(catalog), patterns.bodies, _holders(catalog)
        self._held_before_others: frozenset[str] = frozenset(data["held_before_others"])
        self.level = identity.region_level or self._unregistered(identity.agency, data, patterns.words)
        self.words = _leading(w for m in patterns.words.finditer(marked.normal) if (w := self._word(m)))
        self._starts = [word.start for word in self.words]
        self._asides = [start for start, _ in marked.asides]

    def _unregistered(
        self, agency: str | None, data: Mapping[str, Any], words: re.Pattern[str]
    ) -> RegionLevel | None:
        """The level of a bureau of a place that no register has: by its name, or by its words."""
        found = one_of(data["agencies"]).search(agency or "")
        place = (agency or "")[: found.start()] if found is not None else ""
        ends = (end for end in data["agency_levels"] if place.endswith(end))
        end = max(ends, key=len, default=None)
        named = cast(RegionLevel, data["agency_levels"][end]) if end is not None else None
        return named if end not in data["either"] and named else self._inferred(words) or named

    def _inferred(self, pattern: re.Pattern[str]) -> RegionLevel | None:
        """The level of a bureau that nobody names: what it calls its own (我县), else speaks of most."""
        words = [match.group() for match in pattern.finditer(self.marked.normal)]
        if self._in_a_city(words):
            return "county"
        spoken = [word for word in words if word.startswith(self._first_person) and word in self._levels]
        named = (self._levels.get(word) for word in spoken or words)
        counted = Counter(level for level in named if level in KNOWN)
        best = max(counted.items(), key=lambda entry: (entry[1], -WIDER[entry[0]]), default=None)
        return cast(RegionLevel, best[0]) if best is not None else None

    def _in_a_city(self, words: Sequence[str]) -> bool:
        """Whether 我区 is a district: its city is spoken of, and no autonomous region."""
        district = not self._districts.isdisjoint(words) and self._not_district not in self.marked.normal
        return district and any(self._levels.get(word) == "city" for word in words)

    def _word(self, match: re.Match[str]) -> ScopeWord | None:
        if match.group() in self._that_body and self._of_another(match):
            return ScopeWord(match.start(), match.end(), "other", True)
        kind = self._kinds.get(match.group())
        if kind is None:
            return None
        foreign = kind == "other" or self._wider(match.group()) or self._narrower(match.group(), kind)
        before = self.marked.normal[max(0, match.start() - MAX_JOINED) : match.start()]
        if (
            foreign
            and kind != "other"
            and (before.endswith(self._addressed) or self._addressed_with.search(before) is not None)
        ):
            return None
        if kind == "region" and before.endswith(self._no_subject):
            return None
        return ScopeWord(match.start(), match.end(), kind, foreign)

    def _of_another(self, match: re.Match[str]) -> bool:
        """Whether 该局 speaks of another body than the own one: of which, the name before it tells."""
        text, kind = self.marked.normal, match.group()[-1]
        named = text.rfind(kind, max(0, match.start() - REACH), match.start()) + 1
        return named > 0 and not text.endswith((*self._own_bodies, *self._that_body), 0, named)

    def _wider(self, word: str) -> bool:
        """Whether 全市 in a county's report (but not in a county-level city's) speaks of someone else."""
        named = self._levels.get(word)
        if named is None or self.level is None or (self._own_suffix and self._own_suffix in word[:2]):
            return False
        return WIDER[named] > WIDER[self.level]

    def _narrower(self, word: str, kind: OrgScope) -> bool:
        """Whether 市级 in a province's report speaks of the bureaus below it."""
        named = self._levels.get(word)
        if kind != "own" or named is None or self.level is None:
            return False
        return WIDER[named] < WIDER[self.level]

    def of(self, indicator: Indicator, around: Surroundings) -> Scope:
        """The scope of a figure of ``indicator``."""
        default = indicator.default_scope[self.level] if self.level else indicator.default_scope["county"]
        word = self.word_for(around)
        if word is not None and default == "own" and self._of_bodies_below(word):
            word = word._replace(foreign=True)
        if word is not None:
            stated = word.start >= around.clause or word.end > around.mention.end
            scope: OrgScope = "other" if word.foreign else word.scope
            return Scope(scope, "stated" if stated else "inherited", word.foreign)
        return Scope(default, "default")

    def _of_bodies_below(self, word: ScopeWord) -> bool:
        """Whether the bureaus below the own one are the subject (各县（市、区）人社局应诉案件53件)."""
        said = self.marked.normal[word.start : word.end] in self._parts
        return said and self.marked.normal.startswith(self._own_bodies, word.end)

    def others_deed(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the clause, and of the first one with a figure.

        What another body receives of the own cases is the own figure (司法局受理我局为被申请人的案件3件),
        and so is one whose own words name that body (法院判决确认违法1件).
        """
        clause = self.marked.boundary_before(around.mention.start, STRONG, REACH)
        before = self.marked.quantity_before(clause)
        if before is not None and before.start >= around.sentence:
            return False
        if candidate.indicator_id in self._received_by_others and any(
            word.scope == "own" for word in self._words_between(clause, around.mention.start)
        ):
            return False
        return self._acts(clause, around, candidate)

    def _acts(self, start: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body that the reading's own words do not name is the subject from ``start`` on."""
        text, at = self.marked.normal, around.mention.start
        if self._bodies.search(text, start, min(at, start + BODY_REACH)) is None:
            return self._holds(start, at, candidate)
        body = self._others.match(text, start, at)
        if body is None:
            return self._holds(start, at, candidate)
        gives = candidate.indicator_id in self._handed_by_us and body[0].endswith(self._handing_over)
        return gives or not any(a <= body.start("body") < b for a, b in candidate.used)

    def _holds(self, start: int, at: int, candidate: Candidate) -> bool:
        """Whether a body stands directly before the first words of a figure, which is its own then."""
        if candidate.indicator_id in self._held_before_others:
            return False
        body = self._holders.match(self.marked.normal, self._behind_leads(start, at), at)
        if body is None or any(a <= body.start("body") < b for a, b in candidate.used):
            return False
        return any(hit.start == body.end() for hit in self.marked.hits_in(body.end(), at))

    def others_sentence(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body was the subject at the beginning of the sentence, and none of its own since.

        住建局检查项目68个，下达整改通知书52份: a clause without a subject goes on with the one before, and
        so does a sentence whose figure needs what the one before it tells (区政府收到复议申请53件。受理49件).
        """
        at = around.mention.start
        starts = [max(around.sentence, self.marked.boundary_before(at, STOPS, REACH))]
        if self._topic_before(starts[0], at, candidate):
            starts.append(self.marked.boundary_before(max(0, starts[0] - 1), STOPS, REACH))
        acting = (start for start in starts if self._acts(self._behind_leads(start, at), around, candidate))
        start = next(acting, None)
        if start is None:
            return False
        return not any(word.scope != "other" and self._turns(word) for word in self._words_between(start, at))

    def _topic_before(self, sentence: int, at: int, candidate: Candidate) -> bool:
        """Whether a sentence names nothing of what a figure asks for, so that the one before must have."""
        if not candidate.by_topic or self.marked.normal[sentence - 1 : sentence] in ("", "\n"):
            return False
        asked = candidate.reading.asked.topics
        return all(asked.isdisjoint(hit.info.topics) for hit in self.marked.hits_in(sentence, at))

    def _behind_leads(self, start: int, end: int) -> int:
        """Where the subject of a sentence may begin: behind its words of time (2031年，…)."""
        lead = self._lead.match(self.marked.normal, start, end)
        return lead.end() if lead is not None else start

    def _turns(self, word: ScopeWord) -> bool:
        """Whether a scope word turns to its own body again: not as a giver (受理我局移送的案件)."""
        return self._handed_over.match(self.marked.normal, word.end) is None

    def _words_between(self, start: int, end: int) -> list[ScopeWord]:
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def in_piece(self, around: Surroundings) -> bool:
        """Whether one stands in the own piece before a number that says whose it is as a whole."""
        index = bisect_left(self._starts, around.left)
        if index >= len(self._starts) or self.words[index].end > around.left_end:
            return False
        return self.marked.normal[self.words[index].start : self.words[index].end] not in self._parts

    def word_for(self, around: Surroundings) -> ScopeWord | None:
        """The scope word that governs a number: the nearest before it, in its sentence."""
        index = bisect_left(self._starts, around.mention.end)
        if index < len(self.words) and self.words[index].end <= around.right:
            ahead = self.words[index]
            if ahead.start - around.mention.end <= 4 and not (ahead.foreign or self._aside(ahead)):
                return ahead
        governing = self._governing(around)
        upon = next(governing, None)
        if upon is not None and self._told_of_parts(upon, around):
            return upon._replace(scope="other", foreign=True)
        if upon is None or not (self._acted_upon(upon) or self._of_each(upon)):
            return upon
        return next((word for word in governing if word.foreign), upon)

    def _of_each(self, word: ScopeWord) -> bool:
        """Whether it speaks of all bodies of a region that was named before (全省…；各级监察机构…)."""
        return word.scope == "region" and self.marked.normal.startswith(self._each, word.start)

    def _told_of_parts(self, word: ScopeWord, around: Surroundings) -> bool:
        """Whether the clause turns from the own bureau to those below it (市本级检查20户，县级检查80户)."""
        inherited = word.scope == "own" and not word.foreign and word.start < around.clause
        below = self._below.match(self.marked.normal, around.clause, around.mention.start)
        return inherited and below is not None

    def _governing(self, around: Surroundings) -> Iterator[ScopeWord]:
        """The scope words before a number in its sentence that may speak for it, the nearest first."""
        index = bisect_left(self._starts, around.mention.start) - 1
        point = self._point(around)
        while index >= 0 and self.words[index].start >= around.sentence:
            word = self.words[index]
            index -= 1
            if point[0] <= word.start < point[1]:
                return
            if self.marked.bracket_end(word.start) < around.mention.start or self._aside(word):
                continue
            if word.start >= around.clause or (self._carries(word) and not self._of_part(word, around)):
                yield word

    def _point(self, around: Surroundings) -> tuple[int, int]:
        """Where the points of its sentence before its own are told: what one says is none of the next's."""
        own = bisect_left(self._markers, around.mention.start)
        first = bisect_left(self._markers, around.sentence)
        return (self._markers[first], self._markers[own - 1]) if first < own - 1 else (0, 0)

    def _of_part(self, word: ScopeWord, around: Surroundings) -> bool:
        """Whether it says of a part whose it is, which a semicolon ends (其中市本级52件；结案281件).

        So it does where a figure stands before it in its sentence (选树项目21个，全市达标率96%；发函58份).
        """
        clause = self.marked.boundary_before(word.start, STRONG, REACH)
        if self.marked.boundary_before(around.mention.start, STOPS, REACH) <= word.end:
            return False
        before = self.marked.quantity_before(word.start)
        told = before is not None and before.start >= max(
            around.sentence, self.marked.boundary_before(word.start, STOPS, REACH)
        )
        return told or self.marked.normal.startswith(self.marked.lists.parts_of, clause)

    def _acted_upon(self, word: ScopeWord) -> bool:
        """Whether it says where or upon whom another body acted (市支队对我区2家企业作出处罚)."""
        return word.scope == "region" and self.marked.normal.endswith(self._upon, 0, word.start)

    def _aside(self, word: ScopeWord) -> bool:
        """Whether it stands in a short bracket without a figure, which says it of the word before alone."""
        index = bisect_right(self._asides, word.start) - 1
        return index >= 0 and self.marked.asides[index][1] > word.start and not self._whole(index, word)

    def _whole(self, index: int, word: ScopeWord) -> bool:
        """Whether nothing but the scope stands in the bracket (市仲裁院（市直）立案517件)."""
        start, end = self.marked.asides[index]
        return word.start == start + 1 and word.end == end - 1

    def _carries(self, word: ScopeWord) -> bool:
        """Whether a scope word speaks for later clauses too: it heads its clause, or stands at a number."""
        start = self.marked.boundary_before(word.start, STRONG, REACH)
        if self.marked.normal[start : word.start].endswith(self._against):
            return False
        if self._lead.fullmatch(self.marked.normal, start, word.start):
            return True
        end = self.marked.boundary_after(word.end, STRONG, REACH)
        following = self.marked.quantity_after(word.end)
        return following is not None and following.start < end
