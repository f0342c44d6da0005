"""Whether another body than the reporting one is the subject of one clause (县法院受理…)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodies.patterns import body_patterns, own_matters
from ingestion.extraction.meaning.scopes.words import before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings

NO_BODIES: frozenset[str] = frozenset()


class ClauseBodies:
    """What the clauses of one text tell of other bodies, each looked at alone."""

    def __init__(self, marked: MarkedText, catalog: Catalog) -> None:
        self.marked = marked
        self._patterns, self.matters = body_patterns(catalog), own_matters(catalog)
        self._lead = before_subject(catalog)

    def comes_to_us(self, clause: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether what is handed over elsewhere comes from another body (由公安机关移送我局的案件3件).

        What is told only of what was given so (由调解组织移送仲裁院14件) is a figure of what came in.
        """
        text = self.marked.normal
        if candidate.indicator_id in self.matters.handed_elsewhere:
            return self._patterns.to_us.search(text, clause, around.right) is not None
        if candidate.indicator_id in self.matters.coming_in:
            return False
        return self._patterns.only_given.match(text, clause, around.mention.start) is not None

    def acts(self, start: int, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body that the reading's own words do not name is the subject from ``start`` on."""
        text, at = self.marked.normal, around.mention.start
        if not self.may_tell(start, at):
            return False
        if self._patterns.named.search(text, start, min(at, start + reach.BODY)) is None:
            return self._holds(start, at, candidate)
        body = self._patterns.acting.match(text, start, at)
        if body is None:
            return self._holds(start, at, candidate)
        ours = candidate.indicator_id in self.matters.handed_by_us
        gives = ours and body[0].endswith(self._patterns.handing_over)
        return gives or not self._names(candidate, body)

    def may_tell(self, start: int, at: int) -> bool:
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
        head = self.behind_leads(start, at)
        body = self._patterns.holding.match(self.marked.normal, head, at)
        if body is not None and self.its_own(body, candidate):
            return any(hit.start == body.end() for hit in self.marked.hits_in(body.end(), at)) or self._heads(
                head, at, candidate
            )
        return self._heads(head, at, candidate)

    def its_own(self, body: re.Match[str], candidate: Candidate) -> bool:
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
        if body is None or not self.its_own(body, candidate):
            return False
        return not self.tells_of_us(self._patterns.ours, body.end(), at, candidate)

    def _done_by_others(self, head: int, at: int, candidate: Candidate) -> bool:
        """Whether the last 由 of a clause says that others did it (用人单位由市场监管部门检查36户)."""
        by = list(self._patterns.done_by.finditer(self.marked.normal, head, at))
        if not by or (by[-1]["body"] and not self.its_own(by[-1], candidate)):
            return False
        return self._patterns.us_acting.search(self.marked.normal, by[-1].end(), at) is None

    def busy(self, head: int, at: int) -> bool:
        """Whether another body does work of its own (县司法局办年报审查，检查用人单位45户)."""
        return self._patterns.busy.match(self.marked.normal, head, at) is not None

    def in_office(self, head: int, at: int) -> bool:
        """Whether the office of another body is told of: all that it does then, our cases and others'."""
        body = self._patterns.heading.match(self.marked.normal, head, at)
        if body is None:
            return False
        end = self.marked.boundaries.after(body.end(), STRONG, reach.WHOSE)
        return self._patterns.in_office.search(self.marked.normal, body.end(), min(end, at)) is not None

    def severally(self, around: Surroundings) -> bool:
        """Whether each of several bodies has one of the numbers (县政府、市人社局受理的…分别为9件和2件)."""
        at = around.mention.start
        clause = self.marked.boundaries.before(at, STRONG, reach.WHOSE)
        head = self.behind_leads(clause, at)
        return self._patterns.severally.match(self.marked.normal, head, at) is not None

    def helped(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether the own bureau only helped another body with what is counted (协助市总工会举办讲座4场)."""
        if candidate.indicator_id in self.matters.with_others:
            return False
        at = around.mention.start
        clause = self.marked.boundaries.before(at, STRONG, reach.WHOSE)
        if not self.may_tell(clause, at):
            return False
        body = self._patterns.helped.match(self.marked.normal, self.behind_leads(clause, at), at)
        return body is not None and self.its_own(body, candidate)

    def power_gone(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether its sentence has said that the power went to another body, and not told of us since."""
        if not candidate.indicator_id.startswith(self.matters.by_power):
            return False
        at = around.mention.start
        gone = self._patterns.power_gone.search(
            self.marked.normal, max(around.sentence, at - reach.WHOSE), at
        )
        return gone is not None and self._patterns.ours.search(self.marked.normal, gone.end(), at) is None

    def tells_of_us(self, us: re.Pattern[str], start: int, end: int, candidate: Candidate) -> bool:
        """Whether a clause tells of us, or of what was given to us: not by its deed (推送普法短视频20条)."""
        told = us.finditer(self.marked.normal, start, end)
        if candidate.indicator_id not in self.matters.handed_out:
            return any(told)
        return any(all(not a <= word.start() < b for a, b in candidate.used) for word in told)

    def behind_leads(self, start: int, end: int) -> int:
        """Where the subject of a sentence may begin: behind its words of time (2031年，…)."""
        lead = self._lead.match(self.marked.normal, start, end)
        return lead.end() if lead is not None else start
