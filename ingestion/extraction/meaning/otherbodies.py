"""Whether another body than the reporting one is the subject of a figure (县法院受理…)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.scopewords import REACH, ScopeWord, ScopeWords, before_subject
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import any_word, each_alone, one_of, standing_alone
from ingestion.quantities import normalise
from ingestion.quantities.compiled import compiled_once

BODY_REACH = 32
"""The name of a body that is the subject of a clause ends within so many characters."""
NO_BODIES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BodyPatterns:
    """The names of other bodies, and what makes one a subject; see ``catalog/lexicon/scopes.yaml``."""

    named: re.Pattern[str]
    acting: re.Pattern[str]
    holding: re.Pattern[str]
    heading: re.Pattern[str]
    several: re.Pattern[str]
    led: re.Pattern[str]
    ours: re.Pattern[str]
    handed_over: re.Pattern[str]
    to_us: re.Pattern[str]
    """What another body hands over to the own one, or what it does so by."""
    only_given: re.Pattern[str]


@compiled_once
def _patterns(catalog: Catalog) -> BodyPatterns:
    data = catalog.lexicon["scopes"]
    return BodyPatterns(
        named=one_of(data["bodies"]),
        acting=_acting(catalog),
        holding=_holding(catalog),
        heading=_heading(catalog),
        several=_several(catalog),
        led=_led(catalog),
        ours=_ours(catalog),
        handed_over=one_of(data["handed_over"]),
        to_us=_to_us(data),
        only_given=_only_given(data),
    )


def _to_us(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Another body hands over to the own one (由公安机关移送, 移送我局)."""
    giving, named = one_of(data["handed_over"]).pattern, one_of(data["bodies"]).pattern
    ours = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
    by = rf"{data['by']}[^,。;、\d]{{0,6}}?{named}[^,。;、\d]{{0,3}}?{giving}"
    return re.compile(rf"{by}|{giving}[{data['towards']}]?{ours}")


def _only_given(data: Mapping[str, Any]) -> re.Pattern[str]:
    """All of a clause before a number that tells only who gave what is counted (由调解组织移送仲裁院)."""
    giving, ours = one_of(data["only_given"]).pattern, one_of(data["first_person"]).pattern
    giver = rf"(?:(?!{ours})[^,。;、\d]){{2,12}}?"
    acted = rf"(?!{one_of((*data['body_verbs'], *data['given_behind'])).pattern})"
    return re.compile(rf"(?:{data['by']}|{data['through']}){giver}{giving}(?:{acted}[^,。;、\d]){{0,12}}")


def _ours(catalog: Catalog) -> re.Pattern[str]:
    """The own body and its work, and those whom another one acts with (but not 参与)."""
    data = catalog.lexicon["scopes"]
    named = any_word((*data["own"], *data["our_work"], *data["given_to_us"]))
    return re.compile(f"{named}|{each_alone(data['together'], data['no_companions'])}")


def _acting(catalog: Catalog) -> re.Pattern[str]:
    """A clause whose subject is another body (县法院全年受理…)."""
    data = catalog.lexicon["scopes"]
    bodies, verbs = (one_of(data[name]).pattern for name in ("bodies", "body_verbs"))
    together = standing_alone(data["with_others"], data["bodies"]).pattern
    unit = rf"[^,。;、\d]{{1,6}}?{one_of(data['units_of_bodies']).pattern}"
    between = rf"(?:{one_of(data['between_body_and_verb']).pattern}|(?:19|20)\d\d年度?|{unit})*"
    prefix = rf"(?:(?!{together})[^,。;、]){{0,8}}?"
    helped = rf"(?:{one_of(data['together']).pattern}(?!{one_of(data['own']).pattern})[^,。;、]{{1,12}}?)?"
    levels, all_levels = one_of(data["body_levels"]).pattern, one_of(data["all_levels"]).pattern
    offices = "".join(f"(?<!{office})" for office in data["offices"])
    several = rf"{offices}(?P<body>{bodies})(?:、{levels}?{bodies})*"
    belonging = rf"(?:{one_of(data['belonging']).pattern}[^,。;、\d]{{1,10}}?)?"
    return re.compile(rf"{prefix}{all_levels}?{levels}?{several}{belonging}{between}{helped}{verbs}")


def _holding(catalog: Catalog) -> re.Pattern[str]:
    """Another body at the head of a clause, up to where the words of its figure begin (县法院的…)."""
    data = catalog.lexicon["scopes"]
    named = one_of((*data["bodies"], *data["holders"])).pattern
    between = one_of(data["between_body_and_verb"]).pattern
    partner = one_of(
        (*data["with_others"], *data["not_holders"], *data["our_name"], *data["given_to_us"])
    ).pattern
    alone = rf"(?:(?={one_of(data['suffered']).pattern})|(?!{partner}))"
    of, whose = catalog.lexicon["linking"]["attributive"], one_of(data["of_holder"]).pattern
    body = rf"(?P<body>{named})(?:(?={one_of(data['suffered']).pattern})|(?!{of}?{partner}))"
    return re.compile(rf"{_place(catalog)}{body}(?:{between})*{whose}?{alone}")


def _place(catalog: Catalog) -> str:
    """What may stand before the name of a body that is a subject: a place, and nothing done with the body."""
    data = catalog.lexicon["scopes"]
    against = ("with_others", "addressed", "handed_over", "upon", "body_verbs", "own", "not_holders")
    no_place = standing_alone((word for key in against for word in data[key]), data["bodies"]).pattern
    return rf"(?:(?!{no_place})[^,。;、\d]){{0,8}}?"


def _several(catalog: Catalog) -> re.Pattern[str]:
    """Some bodies that are called by their trade, none of them the own one (住建、交通等部门)."""
    data, more = catalog.lexicon["scopes"], catalog.lexicon["lists"]["and_others"]
    against = one_of((*data["no_trades"], *data["our_name"], *data["own"])).pattern
    one = rf"(?:(?!{against})[^,。;、\d]){{1,8}}"
    count = rf"(?:\d{one_of(data['bodies_counted']).pattern}?)?"
    bodies, against = one_of(data["several_bodies"]).pattern, one_of(data["no_subjects"]).pattern
    return re.compile(rf"(?P<body>(?:{one}、)+{one}{more}{count}[^,。;、\d]{{0,4}}{bodies})(?!{against})")


def _heading(catalog: Catalog) -> re.Pattern[str]:
    """Another body that is the subject of a clause, whatever it does (县司法局在各乡镇…)."""
    data = catalog.lexicon["scopes"]
    named, levels = one_of(data["bodies"]).pattern, one_of(data["body_levels"]).pattern
    against, of = one_of(data["no_subjects"]).pattern, catalog.lexicon["linking"]["attributive"]
    joining = one_of(("、", *catalog.lexicon["lists"]["conjunctions"])).pattern
    offices = "".join(f"(?<!{office})" for office in data["offices"])
    several = rf"{offices}(?P<body>{named})(?:{joining}{levels}?{named})*"
    return re.compile(rf"{_place(catalog)}{several}(?!{of}?{against})")


def _led(catalog: Catalog) -> re.Pattern[str]:
    """Another body by which a deed is done (由县总工会主办)."""
    data = catalog.lexicon["scopes"]
    named, verbs = one_of(data["bodies"]).pattern, one_of(data["led_by"]).pattern
    return re.compile(rf"{data['by']}[^,。;、\d]{{0,6}}?(?P<body>{named})[^,。;、\d]{{0,8}}?{verbs}")


def _held_before(entries: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str] | None]:
    """The bodies before which the own matters of an indicator are heard; None where any body may be."""
    return {
        indicator: frozenset(map(normalise, entry["bodies"])) if "bodies" in entry else None
        for entry in entries
        for indicator in entry["of"]
    }


class OtherBodies:
    """What one text tells of other bodies than the one that wrote it."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        data, patterns = catalog.lexicon["scopes"], _patterns(catalog)
        self._bodies, self._handed_over = patterns.named, patterns.handed_over
        self._others, self._holders = patterns.acting, patterns.holding
        self._our_name = one_of(data["our_name"])
        self._heading, self._several = patterns.heading, patterns.several
        self._led, self._ours = patterns.led, patterns.ours
        self._lead, self._office = before_subject(catalog), one_of(data["in_office"])
        self.decided_by_others: frozenset[str] = frozenset(data["decided_by_others"])
        """The indicators of what other bodies decide of the own cases."""
        self._received_by_others: frozenset[str] = frozenset(data["received_by_others"])
        self._handed_by_us: frozenset[str] = frozenset(data["handed_over_by_us"])
        self._handed_elsewhere: frozenset[str] = frozenset(data["handed_over_elsewhere"])
        self._coming_in: frozenset[str] = frozenset(data["coming_in"])
        self._to_us, self._only_given = patterns.to_us, patterns.only_given
        self._handing_over = tuple(data["handing_over"])
        self._members: tuple[str, ...] = tuple(catalog.lexicon["linking"]["counted_themselves"])
        self._called_by_matters = frozenset(data["called_by_matters"])
        self._held_before_others = _held_before(data["held_before_others"])
        self._of_our_cases = (
            self.decided_by_others
            | self._received_by_others
            | self._handed_by_us
            | self._held_before_others.keys()
        )

    def others_deed(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the clause; of our cases, where no figure stands before it.

        What another body receives of the own cases is the own figure (司法局受理我局为被申请人的案件3件),
        and so is one whose own words name that body (法院判决确认违法1件).
        """
        clause = self.marked.boundary_before(around.mention.start, STRONG, REACH)
        if self._comes_to_us(clause, around, candidate):
            return True
        before = self.marked.quantity_before(clause)
        told = before is not None and before.start >= around.sentence
        if told and candidate.indicator_id in self._of_our_cases:
            return False
        if candidate.indicator_id in self._received_by_others and any(
            word.scope == "own" for word in self.words.between(clause, around.mention.start)
        ):
            return False
        return self._acts(clause, around, candidate)

    def _comes_to_us(self, clause: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether what is handed over elsewhere comes from another body (由公安机关移送我局的案件3件).

        What is told only of what was given so (由调解组织移送仲裁院14件) is a figure of what came in.
        """
        text = self.marked.normal
        if candidate.indicator_id in self._handed_elsewhere:
            return self._to_us.search(text, clause, around.right) is not None
        if candidate.indicator_id in self._coming_in:
            return False
        return self._only_given.match(text, clause, around.mention.start) is not None

    def _acts(self, start: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body that the reading's own words do not name is the subject from ``start`` on."""
        text, at = self.marked.normal, around.mention.start
        if self._bodies.search(text, start, min(at, start + BODY_REACH)) is None:
            return self._holds(start, at, candidate)
        body = self._others.match(text, start, at)
        if body is None:
            return self._holds(start, at, candidate)
        gives = candidate.indicator_id in self._handed_by_us and body[0].endswith(self._handing_over)
        return gives or not self._names(candidate, body)

    def _holds(self, start: int, at: int, candidate: Candidate) -> bool:
        """Whether a body stands directly before the first words of a figure, or acts: it is its own then."""
        head = self._behind_leads(start, at)
        body = self._holders.match(self.marked.normal, head, at)
        if body is not None and self._its_own(body, candidate):
            return any(hit.start == body.end() for hit in self.marked.hits_in(body.end(), at)) or self._heads(
                head, at, candidate
            )
        return self._heads(head, at, candidate)

    def _its_own(self, body: re.Match[str], candidate: Candidate) -> bool:
        """Whether a figure told of a body is that body's: no word of the reading, nor does it hear it."""
        hearing = self._held_before_others.get(candidate.indicator_id, NO_BODIES)
        if hearing is None or body["body"] in hearing:
            return False
        return not self._names(candidate, body)

    def _names(self, candidate: Candidate, body: re.Match[str]) -> bool:
        """Whether a word of the reading names a body (法院判决): 行政复议 names no 行政复议局."""
        named = any(a <= body.start("body") < b for a, b in candidate.used)
        return named and body["body"] not in self._called_by_matters

    def _heads(self, head: int, at: int, candidate: Candidate) -> bool:
        """Whether a body is the subject of the clause, or does what 由 tells, with none of ours since."""
        text = self.marked.normal
        body = self._heading.match(text, head, at) or self._several.match(text, head, at)
        body = body or self._led.search(text, head, at)
        if body is None or not self._its_own(body, candidate):
            return False
        return self._ours.search(text, body.end(), at) is None

    def others_sentence(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body was the subject at the beginning of the sentence, and none of its own since.

        住建局检查项目68个，下达整改通知书52份: a clause without a subject goes on with the one before, and
        so does a sentence whose figure needs what the one before it tells (区政府收到复议申请53件。受理49件).
        """
        at = around.mention.start
        if self._our_name.match(self.marked.normal, self.marked.boundary_before(at, STRONG, REACH)):
            return False
        sentence = max(around.sentence, self.marked.boundary_before(at, STOPS, REACH))
        own = self.marked.boundary_before(at, STRONG, REACH)
        starts = self._clauses(sentence, at)
        if self._topic_before(sentence, at, candidate):
            starts.append(self.marked.boundary_before(max(0, sentence - 1), STOPS, REACH))
        acting = (start for start in starts if self._goes_on(start, sentence, around, candidate))
        start = next(acting, None)
        if start is None or any(clause > start and self._of_members(clause) for clause in (*starts, own)):
            return False
        return not any(word.scope != "other" and self._turns(word) for word in self.words.between(start, at))

    def _of_members(self, clause: int) -> bool:
        """Whether a clause has so many parts of the region for its subject (六个区县已建成5个)."""
        number = self.marked.quantity_after(clause)
        if number is None or number.start != clause:
            return False
        return self.marked.normal.startswith(self._members, number.end)

    def _clauses(self, sentence: int, at: int) -> list[int]:
        """Where the clauses of a sentence before the one of a number begin, the nearest first."""
        clause = self.marked.boundary_before(at, STRONG, REACH)
        starts = []
        while clause > sentence:
            clause = self.marked.boundary_before(clause - 1, STRONG, REACH)
            starts.append(clause)
        return starts or [sentence]

    def _goes_on(self, start: int, sentence: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of an earlier clause, and so of the figure: of the first one
        with a number, whatever words of time stand before (同一时期，县法院新收60件，审结57件).
        """
        before = self.marked.quantity_before(start)
        if before is not None and before.start >= sentence:
            return False
        head = self._behind_leads(start, around.mention.start)
        return self._in_office(head, around.mention.start) or self._acts(head, around, candidate)

    def _in_office(self, head: int, at: int) -> bool:
        """Whether the office of another body is told of: all that it does then, our cases and others'."""
        body = self._heading.match(self.marked.normal, head, at)
        if body is None:
            return False
        end = self.marked.boundary_after(body.end(), STRONG, REACH)
        return self._office.search(self.marked.normal, body.end(), min(end, at)) is not None

    def said_of_another(self, indicator_id: str, at: int) -> bool:
        """Whether another body is the subject of a clause that tells in words (县水利局全员持证)."""
        head = self._behind_leads(self.marked.boundary_before(at, STRONG, REACH), at)
        body = self._heading.match(self.marked.normal, head, at)
        hearing = self._held_before_others.get(indicator_id, NO_BODIES)
        if body is None or hearing is None or body["body"] in hearing:
            return False
        return self._ours.search(self.marked.normal, body.end(), at) is None

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
        """Whether a scope word turns to its own body again: not as a giver (受理我局移送的案件).

        Nor does a region as the place where another body acts (在全县开展检查).
        """
        clause = self.marked.boundary_before(word.start, STRONG, REACH)
        if self._behind_leads(clause, word.start) == word.start:
            return True
        if word.scope == "region":
            return False
        return self._handed_over.match(self.marked.normal, word.end) is None
