"""Whether another body than the reporting one is the subject of a figure (县法院受理…)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodies.clauses import NO_BODIES, ClauseBodies
from ingestion.extraction.meaning.bodies.patterns import body_patterns, own_matters
from ingestion.extraction.meaning.bodies.sources import of_who_acts, sources
from ingestion.extraction.meaning.bodies.subjects_before import SubjectsBefore
from ingestion.extraction.meaning.bodies.unknown import unknown_bodies
from ingestion.extraction.meaning.scopes.words import ScopeWords
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings


class OtherBodies:
    """What one text tells of other bodies than the one that wrote it."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        self._patterns, self.matters = body_patterns(catalog), own_matters(catalog)
        self._acts = ClauseBodies(marked, catalog)
        self._before = SubjectsBefore(marked, words, self._acts, catalog)
        self._unknown, self._sources = unknown_bodies(catalog), sources(catalog)
        self._unknown_subjects: dict[int, re.Match[str] | None] = {}

    def others_deed(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the clause; of our cases, where no figure stands before it.

        What another body receives of the own cases is the own figure (司法局受理我局为被申请人的案件3件),
        and so is one whose own words name that body (法院判决确认违法1件).
        """
        clause = self.marked.boundaries.before(around.mention.start, STRONG, reach.WHOSE)
        if self._acts.comes_to_us(clause, around, candidate):
            return True
        before = self.marked.quantity_before(clause)
        told = before is not None and before.start >= around.sentence
        if told and candidate.indicator_id in self.matters.told_before:
            return False
        if candidate.indicator_id in self.matters.received and any(
            word.scope == "own" for word in self.words.between(clause, around.mention.start)
        ):
            return False
        return self._acts.acts(clause, around, candidate)

    def others_sentence(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether another body is the subject of the sentence so far, and none of its own since.

        住建局检查项目68个，下达整改通知书52份: a clause without a subject goes on with the one before, and
        so does a sentence whose figure needs what the one before it tells (区政府收到复议申请53件。受理49件).
        """
        at = around.mention.start

        def told_first(start: int) -> bool:
            if not self._acts.may_tell(start, at):
                return False
            head = self._acts.behind_leads(start, at)
            return self._acts.in_office(head, at) or self._acts.acts(head, around, candidate)

        def told_since(start: int) -> bool:
            head = self._acts.behind_leads(start, at)
            return self._acts.busy(head, at) or self._acts.acts(head, around, candidate)

        if self._acts.helped(around, candidate) or self._acts.power_gone(around, candidate):
            return True
        if self._patterns.by_us.match(self.marked.normal, around.mention.end):
            return False
        if self._acts.severally(around) or self._by_source(around, candidate):
            return True
        if not self._acts.may_tell(self._before.earliest(around), at):
            return False
        earliest = min(self._before.before(around, candidate).starts)
        return self._acts.may_tell(earliest, at) and self._before.carried_on(
            around, candidate, told_first, told_since
        )

    def _by_source(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether its sentence names another body as source or leader, and not us since (据县医保局统计)."""
        of, at = candidate.indicator_id, around.mention.start
        if not self._sources.may_tell(self.marked, self._before.sentence(around), at):
            return False
        ours = of in self.matters.told_before or of in self.matters.heard
        if ours or not of_who_acts(candidate.reading.indicator):
            return False
        clauses = self._before.before(around, candidate)
        starts = (clauses.own, *clauses.starts)
        named = next((start for start in starts if self._sources.named(self.marked, start, at)), None)
        return named is not None and not self._before.turned(named, list(starts), clauses.own, at)

    def unknown_acts(self, around: Surroundings, candidate: Candidate) -> bool:
        """Whether what is shaped like the name of an unknown body is the subject, and we are not told of."""
        hearing = self.matters.heard.get(candidate.indicator_id, NO_BODIES)
        if hearing is None:
            return False
        own = self.marked.boundaries.before(around.mention.start, STRONG, reach.CLAUSE)
        end = self.marked.boundaries.after(around.mention.start, STRONG, reach.CLAUSE) + 1
        if not self._unknown.act_in(self.marked, self._before.earliest(around), end):
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
            return not self._acts.tells_of_us(self._patterns.us_told, start, end, candidate)

        return acts(own) or self._before.carried_on(around, candidate, acts, acts)

    def _unknown_subject(self, clause: int) -> re.Match[str] | None:
        """What heads a clause and is shaped like the name of an unknown body; each is looked at once."""
        if clause not in self._unknown_subjects:
            self._unknown_subjects[clause] = self._unknown.subject(self.marked, clause)
        return self._unknown_subjects[clause]

    def said_of_another(self, indicator_id: str, at: int) -> bool:
        """Whether another body is the subject of a clause that tells in words (县水利局全员持证)."""
        head = self._acts.behind_leads(self.marked.boundaries.before(at, STRONG, reach.WHOSE), at)
        body = self._patterns.heading.match(self.marked.normal, head, at)
        hearing = self.matters.heard.get(indicator_id, NO_BODIES)
        if body is None or hearing is None or body["body"] in hearing:
            return False
        return self._patterns.ours.search(self.marked.normal, body.end(), at) is None
