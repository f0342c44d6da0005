"""Through which clauses before a figure the subject of an earlier one goes on to it, and where it turns.

住建局检查项目68个，下达整改通知书52份: a clause without a subject has that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodies.clauses import ClauseBodies
from ingestion.extraction.meaning.bodies.patterns import body_patterns, own_matters
from ingestion.extraction.meaning.bodies.topic_chains import TopicChains
from ingestion.extraction.meaning.scopes.words import ScopeWord, ScopeWords
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

SENTENCES_BACK = 3
"""How many sentences may tell of an occasion one after another."""


@compiled_once
def _told_of_it(catalog: Catalog) -> re.Pattern[str]:
    """What begins a sentence that tells of the occasion of the one before it."""
    data = catalog.lexicon["periods"]
    return re.compile(rf"(?:{one_of(data['told_by']).pattern},?)?{one_of(data['told_of_it']).pattern}")


class Clauses(NamedTuple):
    """The clauses before a figure through which the subject of an earlier one may go on to it."""

    own: int
    """Where its own begins."""
    sentence: int
    starts: list[int]
    """Where those before begin, the nearest first."""
    until: int
    """The sentence begins with all clauses up to there: before its first number."""


class SubjectsBefore:
    """The subjects of the clauses before the figures of one text."""

    def __init__(self, marked: MarkedText, words: ScopeWords, acts: ClauseBodies, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        self._acts, self._chains = acts, TopicChains(marked, catalog)
        self._patterns, self._matters = body_patterns(catalog), own_matters(catalog)
        self._told_of_it = _told_of_it(catalog)
        self._asked: tuple[Surroundings, Candidate] | None = None
        """The figure that was asked about last: several rules ask of one in turn, and none comes back …"""
        self._told = Clauses(0, 0, [], 0)
        """… and the clauses before it."""

    def carried_on(
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
        at, (own, sentence, starts, until) = around.mention.start, self.before(around, candidate)
        start = next((start for start in starts if start < until and told_first(start)), None)
        if start is None:
            carried = own > sentence and self._taken_over(starts, own, around, candidate, told_since)
        else:
            carried = not self.turned(start, starts, own, at)
        return carried and not self._chains.of_own_unit(own, at)

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
        if candidate.indicator_id in self._matters.told_before:
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

    def turned(self, start: int, starts: list[int], own: int, at: int) -> bool:
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

    def _turns(self, word: ScopeWord, at: int) -> bool:
        """Whether a scope word turns to its own body again: not as a giver (受理我局移送的案件).

        Nor does a body that only takes part in what another one does, nor a region as the place where
        another body acts (在全县开展检查).
        """
        clause = self.marked.boundaries.before(word.start, STRONG, reach.WHOSE)
        if self._chains.interlude(clause) and not self._chains.counted(clause, at):
            return False
        if self._acts.behind_leads(clause, word.start) == word.start:
            return True
        if word.scope == "region" or self._patterns.own_subject.match(self.marked.normal, word.start) is None:
            return False
        return self._patterns.handed_over.match(self.marked.normal, word.end) is None

    def _of_members(self, clause: int) -> bool:
        """Whether a clause has so many parts of the region for its subject (六个区县已建成5个)."""
        number = self.marked.quantity_after(clause)
        if number is None or number.start != clause:
            return False
        return self.marked.normal.startswith(self._patterns.members, number.end)

    def before(self, around: Surroundings, candidate: Candidate) -> Clauses:
        """The clauses before a figure; found once for the questions about it that follow each other."""
        if self._asked is None or self._asked[0] is not around or self._asked[1] is not candidate:
            self._asked, self._told = (around, candidate), self._find_clauses(around, candidate)
        return self._told

    def _find_clauses(self, around: Surroundings, candidate: Candidate) -> Clauses:
        at, boundaries, sentence = around.mention.start, self.marked.boundaries, self.sentence(around)
        starts = self._chains.before(sentence, at)
        if self._of_occasion(sentence):
            starts += self._chains.before(self._naming_it(sentence), sentence)
        elif self._topic_before(sentence, at, candidate) or self._no_subject(sentence, around):
            starts.append(boundaries.before(max(0, sentence - 1), STOPS, reach.WHOSE))
        first = self.marked.quantity_after(sentence)
        until = at if first is None else first.end
        return Clauses(boundaries.before(at, STRONG, reach.WHOSE), sentence, starts, until)

    def earliest(self, around: Surroundings) -> int:
        """Where the sentence before that of a number begins: no clause that goes on to it begins earlier."""
        sentence = self.sentence(around)
        if self._of_occasion(sentence):
            return self._naming_it(sentence)
        return self.marked.boundaries.before(max(0, sentence - 1), STOPS, reach.WHOSE)

    def sentence(self, around: Surroundings) -> int:
        """Where the sentence of a number begins, or what a semicolon parts off in it."""
        return max(around.sentence, self.marked.boundaries.before(around.mention.start, STOPS, reach.WHOSE))

    def _of_occasion(self, sentence: int) -> bool:
        """Whether a sentence tells of the occasion of the one before it (县司法局举行宣传活动。现场发放…)."""
        return sentence > 0 and self._told_of_it.match(self.marked.normal, sentence) is not None

    def _naming_it(self, sentence: int) -> int:
        """Where the sentence begins that names what the next ones tell of, also in a paragraph before."""
        start = sentence
        for _ in range(SENTENCES_BACK):
            while start and self.marked.normal[start - 1] in SENTENCE_ENDS:
                start -= 1
            start = self.marked.boundaries.before(start, STOPS, reach.WHOSE)
            if not self._of_occasion(start):
                break
        return start

    def _no_subject(self, start: int, around: Surroundings) -> bool:
        """Whether what begins behind a semicolon leaves out its subject (县商会走访企业；发放资料3000份)."""
        behind = start > around.sentence
        return behind and self._patterns.going_on.match(self.marked.normal, start) is not None

    def _topic_before(self, sentence: int, at: int, candidate: Candidate) -> bool:
        """Whether a sentence names nothing of what a figure asks for, so that the one before must have."""
        if not candidate.by_topic or self.marked.normal[sentence - 1 : sentence] in ("", "\n"):
            return False
        asked = candidate.reading.asked.topics
        return all(asked.isdisjoint(hit.info.topics) for hit in self.marked.hits_in(sentence, at))
