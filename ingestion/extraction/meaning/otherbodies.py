"""Whether another body than the reporting one is the subject of a figure (县法院受理…)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodypatterns import body_patterns, own_matters
from ingestion.extraction.meaning.scopewords import ScopeWord, ScopeWords, before_subject
from ingestion.extraction.meaning.sources import of_who_acts, sources
from ingestion.extraction.meaning.topicchains import TopicChains
from ingestion.extraction.meaning.unknownbodies import unknown_bodies
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings

NO_BODIES: frozenset[str] = frozenset()


class Clauses(NamedTuple):
    """The clauses before a figure through which the subject of an earlier one may go on to it."""

    own: int
    """Where its own begins."""
    sentence: int
    starts: list[int]
    """Where those before begin, the nearest first."""
    until: int
    """The sentence begins with all clauses up to there: before its first number."""


class OtherBodies:
    """What one text tells of other bodies than the one that wrote it."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        self._patterns, self.matters = body_patterns(catalog), own_matters(catalog)
        self._lead = before_subject(catalog)
        self._chains, self._unknown = TopicChains(marked, catalog), unknown_bodies(catalog)
        self._sources = sources(catalog)
        self._unknown_subjects: dict[int, re.Match[str] | None] = {}
        self._asked: tuple[Surroundings, Candidate] | None = None
        """The figure that was asked about last: several rules ask of one in turn, and none comes back …"""
        self._told = Clauses(0, 0, [], 0)
        """… and the clauses before it."""

    def others_deed(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the clause; of our cases, where no figure stands before it.

        What another body receives of the own cases is the own figure (司法局受理我局为被申请人的案件3件),
        and so is one whose own words name that body (法院判决确认违法1件).
        """
        clause = self.marked.boundaries.before(around.mention.start, STRONG, reach.WHOSE)
        if self._comes_to_us(clause, around, candidate):
            return True
        before = self.marked.quantity_before(clause)
        told = before is not None and before.start >= around.sentence
        if told and candidate.indicator_id in self.matters.told_before:
            return False
        if candidate.indicator_id in self.matters.received and any(
            word.scope == "own" for word in self.words.between(clause, around.mention.start)
        ):
            return False
        return self._acts(clause, around, candidate)

    def _comes_to_us(self, clause: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether what is handed over elsewhere comes from another body (由公安机关移送我局的案件3件).

        What is told only of what was given so (由调解组织移送仲裁院14件) is a figure of what came in.
        """
        text = self.marked.normal
        if candidate.indicator_id in self.matters.handed_elsewhere:
            return self._patterns.to_us.search(text, clause, around.right) is not None
        if candidate.indicator_id in self.matters.coming_in:
            return False
        return self._patterns.only_given.match(text, clause, around.mention.start) is not None

    def _acts(self, start: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body that the reading's own words do not name is the subject from ``start`` on."""
        text, at = self.marked.normal, around.mention.start
        if not self._may_tell(start, at):
            return False
        if self._patterns.named.search(text, start, min(at, start + reach.BODY)) is None:
            return self._holds(start, at, candidate)
        body = self._patterns.acting.match(text, start, at)
        if body is None:
            return self._holds(start, at, candidate)
        ours = candidate.indicator_id in self.matters.handed_by_us
        gives = ours and body[0].endswith(self._patterns.handing_over)
        return gives or not self._names(candidate, body)

    def _may_tell(self, start: int, at: int) -> bool:
        """Whether a stretch has a name, a 由 or a row of trades: without these it tells of no other body.

        Most have none, and a look for each costs less than one for all that a body may be the subject of.
        """
        text, patterns = self.marked.normal, self._patterns
        by = text.find(patterns.by, start, at) >= 0
        if by or patterns.any_named.search(text, start, at) is not None:
            return True
        row = text.find("、", start, at)
        return row >= 0 and any(text.find(kind, row, at) >= 0 for kind in patterns.kinds)

    def _holds(self, start: int, at: int, candidate: Candidate) -> bool:
        """Whether a body stands directly before the first words of a figure, or acts: it is its own then."""
        head = self._behind_leads(start, at)
        body = self._patterns.holding.match(self.marked.normal, head, at)
        if body is not None and self._its_own(body, candidate):
            return any(hit.start == body.end() for hit in self.marked.hits_in(body.end(), at)) or self._heads(
                head, at, candidate
            )
        return self._heads(head, at, candidate)

    def _its_own(self, body: re.Match[str], candidate: Candidate) -> bool:
        """Whether a figure told of a body is that body's: no word of the reading, nor does it hear it."""
        hearing = self.matters.heard.get(candidate.indicator_id, NO_BODIES)
        if hearing is None:
            return self._patterns.of_all.match(self.marked.normal, body.end()) is not None
        return body["body"] not in hearing and not self._names(candidate, body)

    def _names(self, candidate: Candidate, body: re.Match[str]) -> bool:
        """Whether a word of the reading names a body (法院判决): 行政复议 names no 行政复议局."""
        named = any(a <= body.start("body") < b for a, b in candidate.used)
        return named and body["body"] not in self._patterns.called_by_matters

    def _heads(self, head: int, at: int, candidate: Candidate) -> bool:
        """Whether a body is the subject of the clause, or does what 由 tells, with none of ours since."""
        text = self.marked.normal
        if self._done_by_others(head, at, candidate):
            return True
        body = self._patterns.heading.match(text, head, at) or self._patterns.several.match(text, head, at)
        body = body or self._patterns.led.search(text, head, at)
        if body is None or not self._its_own(body, candidate):
            return False
        return not self._tells_of_us(self._patterns.ours, body.end(), at, candidate)

    def _done_by_others(self, head: int, at: int, candidate: Candidate) -> bool:
        """Whether the last 由 of a clause says that others did it (用人单位由市场监管部门检查36户)."""
        by = list(self._patterns.done_by.finditer(self.marked.normal, head, at))
        if not by or (by[-1]["body"] and not self._its_own(by[-1], candidate)):
            return False
        return self._patterns.us_acting.search(self.marked.normal, by[-1].end(), at) is None

    def others_sentence(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the sentence so far, and none of its own since.

        住建局检查项目68个，下达整改通知书52份: a clause without a subject goes on with the one before, and
        so does a sentence whose figure needs what the one before it tells (区政府收到复议申请53件。受理49件).
        """
        at = around.mention.start

        def told_first(start: int) -> bool:
            if not self._may_tell(start, at):
                return False
            head = self._behind_leads(start, at)
            return self._in_office(head, at) or self._acts(head, around, candidate)

        def told_since(start: int) -> bool:
            head = self._behind_leads(start, at)
            return self._busy(head, at) or self._acts(head, around, candidate)

        if self._helped(around, candidate) or self._power_gone(around, candidate):
            return True
        if self._patterns.by_us.match(self.marked.normal, around.mention.end):
            return False
        if self._severally(around) or self._by_source(around, candidate):
            return True
        if not self._may_tell(self._earliest(around), at):
            return False
        earliest = min(self._clauses(around, candidate).starts)
        return self._may_tell(earliest, at) and self._carried_on(around, candidate, told_first, told_since)

    def _busy(self, head: int, at: int) -> bool:
        """Whether another body does work of its own (县司法局办年报审查，检查用人单位45户)."""
        return self._patterns.busy.match(self.marked.normal, head, at) is not None

    def _by_source(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether its sentence names another body as source or leader, and not us since (据县医保局统计)."""
        of, at = candidate.indicator_id, around.mention.start
        if not self._sources.may_tell(self.marked, self._sentence(around), at):
            return False
        ours = of in self.matters.told_before or of in self.matters.heard
        if ours or not of_who_acts(candidate.reading.indicator):
            return False
        clauses = self._clauses(around, candidate)
        starts = (clauses.own, *clauses.starts)
        named = next((start for start in starts if self._sources.named(self.marked, start, at)), None)
        return named is not None and not self._turned(named, list(starts), clauses.own, at)

    def _severally(self, around: Surroundings) -> bool:
        """Whether each of several bodies has one of the numbers (县政府、市人社局受理的…分别为9件和2件)."""
        at = around.mention.start
        clause = self.marked.boundaries.before(at, STRONG, reach.WHOSE)
        head = self._behind_leads(clause, at)
        return self._patterns.severally.match(self.marked.normal, head, at) is not None

    def _power_gone(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether its sentence has said that the power went to another body, and not told of us since."""
        if not candidate.indicator_id.startswith(self.matters.by_power):
            return False
        at = around.mention.start
        gone = self._patterns.power_gone.search(
            self.marked.normal, max(around.sentence, at - reach.WHOSE), at
        )
        return gone is not None and self._patterns.ours.search(self.marked.normal, gone.end(), at) is None

    def _helped(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether the own bureau only helped another body with what is counted (协助市总工会举办讲座4场)."""
        if candidate.indicator_id in self.matters.with_others:
            return False
        at = around.mention.start
        clause = self.marked.boundaries.before(at, STRONG, reach.WHOSE)
        if not self._may_tell(clause, at):
            return False
        body = self._patterns.helped.match(self.marked.normal, self._behind_leads(clause, at), at)
        return body is not None and self._its_own(body, candidate)

    def unknown_acts(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether what is shaped like the name of an unknown body is the subject, and we are not told of."""
        hearing = self.matters.heard.get(candidate.indicator_id, NO_BODIES)
        if hearing is None:
            return False
        own = self.marked.boundaries.before(around.mention.start, STRONG, reach.CLAUSE)
        end = self.marked.boundaries.after(around.mention.start, STRONG, reach.CLAUSE) + 1
        if not self._unknown.act_in(self.marked, self._earliest(around), end):
            return False

        def acts(start: int) -> bool:
            body = self._unknown_subject(start)
            if body is None or any(known in body["body"] for known in hearing):
                return False
            if (
                body["body"] in self.matters.spoken_region
                and candidate.indicator_id in self.matters.coming_in
            ):
                return False
            if self._unknown.formed_by_us(self.marked, around.sentence, start):
                return False
            end = min(around.mention.start, self.marked.boundaries.after(start, STRONG, reach.CLAUSE))
            return not self._tells_of_us(self._patterns.us_told, start, end, candidate)

        return acts(own) or self._carried_on(around, candidate, acts, acts)

    def _tells_of_us(self, us: re.Pattern[str], start: int, end: int, candidate: Candidate) -> bool:
        """Whether a clause tells of us, or of what was given to us: not by its deed (推送普法短视频20条)."""
        told = us.finditer(self.marked.normal, start, end)
        if candidate.indicator_id not in self.matters.handed_out:
            return any(told)
        return any(all(not a <= word.start() < b for a, b in candidate.used) for word in told)

    def _unknown_subject(self, clause: int) -> re.Match[str] | None:
        """What heads a clause and is shaped like the name of an unknown body; each is looked at once."""
        if clause not in self._unknown_subjects:
            self._unknown_subjects[clause] = self._unknown.subject(self.marked, clause)
        return self._unknown_subjects[clause]

    def _carried_on(
        self,
        around: Surroundings,
        candidate: Candidate,
        told_first: Callable[[int], bool],
        told_since: Callable[[int], bool],
    ) -> bool:
        """Whether the subject of an earlier clause goes on to the one of a number: a body by ``told_first``
        with which its sentence begins, or one by ``told_since`` that took over in it.

        It begins with all clauses before its first number (同一时期，县法院新收60件，审结57件).
        """
        at, (own, sentence, starts, until) = around.mention.start, self._clauses(around, candidate)
        start = next((start for start in starts if start < until and told_first(start)), None)
        if start is None:
            carried = own > sentence and self._taken_over(starts, own, around, candidate, told_since)
        else:
            carried = not self._turned(start, starts, own, at)
        return carried and not self._chains.of_own_unit(own, at)

    def _clauses(self, around: Surroundings, candidate: Candidate) -> Clauses:
        """The clauses before a figure; found once for the questions about it that follow each other."""
        if self._asked is None or self._asked[0] is not around or self._asked[1] is not candidate:
            self._asked, self._told = (around, candidate), self._find_clauses(around, candidate)
        return self._told

    def _earliest(self, around: Surroundings) -> int:
        """Where the sentence before that of a number begins: no clause that goes on to it begins earlier."""
        return self.marked.boundaries.before(max(0, self._sentence(around) - 1), STOPS, reach.WHOSE)

    def _sentence(self, around: Surroundings) -> int:
        """Where the sentence of a number begins, or what a semicolon parts off in it."""
        return max(around.sentence, self.marked.boundaries.before(around.mention.start, STOPS, reach.WHOSE))

    def _find_clauses(self, around: Surroundings, candidate: Candidate) -> Clauses:
        at, boundaries, sentence = around.mention.start, self.marked.boundaries, self._sentence(around)
        starts = self._chains.before(sentence, at)
        if self._topic_before(sentence, at, candidate) or self._no_subject(sentence, around):
            starts.append(boundaries.before(max(0, sentence - 1), STOPS, reach.WHOSE))
        first = self.marked.quantity_after(sentence)
        until = at if first is None else first.end
        return Clauses(boundaries.before(at, STRONG, reach.WHOSE), sentence, starts, until)

    def _no_subject(self, start: int, around: Surroundings) -> bool:
        """Whether what begins behind a semicolon leaves out its subject (县商会走访企业；发放资料3000份)."""
        behind = start > around.sentence
        return behind and self._patterns.going_on.match(self.marked.normal, start) is not None

    def _turned(self, start: int, starts: list[int], own: int, at: int) -> bool:
        """Whether the sentence has turned to the own bureau or region since the clause at ``start``."""
        since = [clause for clause in (*starts, own) if clause > start]
        if any(self._of_members(clause) or self._chains.of_own_unit(clause, at) for clause in since):
            return True
        behind = self.marked.boundaries.after(start, STRONG, reach.WHOSE)
        return any(
            word.scope != "other"
            and (word.start > behind or word.scope != "region")
            and self._turns(word, at)
            for word in self.words.between(start, at)
        )

    def _taken_over(
        self,
        starts: list[int],
        own: int,
        around: Surroundings,
        candidate: Candidate,
        told_since: Callable[[int], bool],
    ) -> bool:
        """Whether the clause before, or one before that without a subject since, is another body's.

        我局受理投诉130件，公安机关立案2件，罚款8万元: the subject changed, and goes on where a clause begins
        with a verb. What others decide on our cases is ours all the same.
        """
        text, clause = self.marked.normal, own
        if candidate.indicator_id in self.matters.told_before:
            return False
        for start in starts:
            if self._patterns.going_on.match(text, clause) is None:
                return False
            if self._patterns.us_told.search(text, clause, around.right):
                return False
            if told_since(start):
                return True
            clause = start
        return False

    def _of_members(self, clause: int) -> bool:
        """Whether a clause has so many parts of the region for its subject (六个区县已建成5个)."""
        number = self.marked.quantity_after(clause)
        if number is None or number.start != clause:
            return False
        return self.marked.normal.startswith(self._patterns.members, number.end)

    def _in_office(self, head: int, at: int) -> bool:
        """Whether the office of another body is told of: all that it does then, our cases and others'."""
        body = self._patterns.heading.match(self.marked.normal, head, at)
        if body is None:
            return False
        end = self.marked.boundaries.after(body.end(), STRONG, reach.WHOSE)
        return self._patterns.in_office.search(self.marked.normal, body.end(), min(end, at)) is not None

    def said_of_another(self, indicator_id: str, at: int) -> bool:
        """Whether another body is the subject of a clause that tells in words (县水利局全员持证)."""
        head = self._behind_leads(self.marked.boundaries.before(at, STRONG, reach.WHOSE), at)
        body = self._patterns.heading.match(self.marked.normal, head, at)
        hearing = self.matters.heard.get(indicator_id, NO_BODIES)
        if body is None or hearing is None or body["body"] in hearing:
            return False
        return self._patterns.ours.search(self.marked.normal, body.end(), at) is None

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

    def _turns(self, word: ScopeWord, at: int) -> bool:
        """Whether a scope word turns to its own body again: not as a giver (受理我局移送的案件).

        Nor does a body that only takes part in what another one does, nor a region as the place where
        another body acts (在全县开展检查).
        """
        clause = self.marked.boundaries.before(word.start, STRONG, reach.WHOSE)
        if self._chains.interlude(clause) and not self._chains.counted(clause, at):
            return False
        if self._behind_leads(clause, word.start) == word.start:
            return True
        if word.scope == "region" or self._patterns.own_subject.match(self.marked.normal, word.start) is None:
            return False
        return self._patterns.handed_over.match(self.marked.normal, word.end) is None
