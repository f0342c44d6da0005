"""Whose figure a number is: stated in its clause, inherited within the sentence or point, or the default."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.scopes.below import Below
from ingestion.extraction.meaning.scopes.by_levels import ByLevels
from ingestion.extraction.meaning.scopes.wholes import Wholes
from ingestion.extraction.meaning.scopes.words import ScopeWord, ScopeWords, before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import OrgScope, ScopeBasis
from ingestion.quantities.compiled import compiled_once

FULL_STOP = "。"


class Scope(NamedTuple):
    """A scope, on what basis, and whether it is another body's than the reporting one."""

    scope: OrgScope
    basis: ScopeBasis
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class ScopePatterns:
    """What turns a sentence to other bodies than the own one, see ``catalog/lexicon/scopes.yaml``."""

    below: re.Pattern[str]
    """The bureaus below the own one (县级检查80户) …"""
    below_since: re.Pattern[str]
    """… at the head of any clause."""
    both_levels: re.Pattern[str]
    """How the sum of both begins (两级合计)."""
    all_bodies: re.Pattern[str]
    """All bodies of a region, whatever they do (全县各部门)."""
    ours: re.Pattern[str]
    """The bureau and its own work …"""
    our_name: re.Pattern[str]
    """… and how it is called behind the name of another one."""
    any_of_us: re.Pattern[str]
    """Any body of our trade, however it is called."""
    of_own_level: re.Pattern[str]
    """What tells of its own level as of a part (，其中市本级32名)."""
    tasked: re.Pattern[str]
    standing: re.Pattern[str]
    of_any_body: frozenset[str]
    exam: re.Pattern[str]
    """Behind another body: what it did to an exam at the head of the sentence (命题的学法考试，)."""
    """The indicators of what any body has, whatever it does."""


@compiled_once
def _patterns(catalog: Catalog) -> ScopePatterns:
    data = catalog.lexicon["scopes"]
    every, bodies, counted = (
        one_of(data[name]).pattern for name in ("every", "any_bodies", "bodies_counted")
    )
    parts, levels = one_of(catalog.lexicon["lists"]["parts_of"]).pattern, one_of(data["own_levels"]).pattern
    members = one_of((*data["parts"], *data["below"])).pattern
    each, of = one_of(data["each_below"]).pattern, catalog.lexicon["linking"]["attributive"]
    return ScopePatterns(
        below=re.compile(f"{one_of(data['led']).pattern}?{members}"),
        below_since=re.compile(rf"[{STRONG}、]{before_subject(catalog).pattern}{each}*{members}"),
        both_levels=re.compile(rf"[,、]?{one_of(data['both_levels']).pattern}?"),
        all_bodies=re.compile(rf"(?:{every}|\d+{counted})*{bodies}"),
        ours=one_of((*data["own"], *data["our_work"])),
        our_name=one_of(data["our_name"]),
        any_of_us=one_of((*data["our_name"], *data["named_below"])),
        of_own_level=re.compile(rf"[,(]?{parts}[:,]?{levels}"),
        tasked=one_of(data["tasked"]),
        standing=one_of(catalog.lexicon["doubts"]["standing"]),
        of_any_body=frozenset(data["of_any_body"]),
        exam=re.compile(
            rf"[^{STRONG}、\d]{{0,12}}{of}[^{STRONG}\d]{{0,12}}{one_of(data['exams']['set']).pattern},"
        ),
    )


class Scopes:
    """Which scope word governs a number, and the scope that it gives to its figure."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        data = catalog.lexicon["scopes"]
        self.level, self.words, self._starts = words.level, words.words, words.starts
        self._named_before = words.named_before
        self._each, self._spoken = tuple(data["each"]), frozenset(data["spoken_own"])
        self._markers = [m.start for m in marked.mentions if m.kind == "marker"]
        self._against = tuple(data["against"])
        self._first_person = tuple(data["first_person"])
        self._upon, self._entrusting = tuple(data["upon"]), tuple(data["entrusting"])
        self._parts, self._own_bodies = frozenset(data["parts"]), tuple(data["own_bodies"])
        self._patterns, self._lead = _patterns(catalog), before_subject(catalog)
        self._any_matters = tuple(data["matters_of_any_body"])
        self._our_cases = frozenset((*data["decided_by_others"], *data["received_by_others"]))
        self._decided = frozenset(data["decided_by_others"])
        self._of_exams = frozenset(data["exams"]["of"])
        self._below_own, self._wholes = Below(marked, words, catalog), Wholes(marked, catalog)
        self._by_levels = ByLevels(marked, words, catalog)
        self._asides = [start for start, _ in marked.asides]
        self._asked: Surroundings | None = None
        """The number that was asked about last: several rules ask of one in turn, and none comes back …"""
        self._word: ScopeWord | None = None
        """… and the word that governs it."""

    def of(
        self, indicator: Indicator, around: Surroundings, read: Mapping[int, Indicator] | None = None
    ) -> Scope:
        """The scope of a figure of ``indicator``; ``read`` says what the numbers that start there are of."""
        default = indicator.default_scope[self.level] if self.level else indicator.default_scope["county"]
        word = self.word_for(around)
        if word is not None and (
            self._said_of_others(word, indicator, around, read or {})
            or self._sat_by_us(word, indicator, around)
            or self._decides_ours(word, indicator, around, read or {})
        ):
            word = None
        if word is not None and default == "own" and self._of_bodies_below(word):
            word = word._replace(foreign=True)
        if self._below_own.did(indicator, around):
            return Scope("other", "stated", True)
        if (scope := self._of_both_levels(default, word, around)) is not None:
            return scope
        if word is not None:
            stated = word.start >= around.clause or word.end > around.mention.end
            whose: OrgScope = "other" if word.foreign else word.scope
            return Scope(whose, "stated" if stated else "inherited", word.foreign)
        return Scope(default, "default")

    def _of_both_levels(self, default: str, word: ScopeWord | None, around: Surroundings) -> Scope | None:
        """The region's, where parts of both levels make up a figure, or one before it in its sentence.

        A word for the own level that one of those parts has says nothing of what follows, but the
        writer's own goes on as the subject (…、乡镇95条，我局办理272条，办结270条).
        """
        if word is None and default == "own" and self._by_levels.whole(around.mention):
            return Scope("region", "stated")
        if word is None:
            silent = default == "own"
        else:
            writer = self.marked.normal.startswith(self._first_person, word.start)
            silent = word.scope == "own" and word.end <= around.clause and not writer
        return Scope("region", "inherited") if silent and self._by_levels.since(around) else None

    def _sat_by_us(self, word: ScopeWord, indicator: Indicator, around: Surroundings) -> bool:
        """省厅命题的学法考试，参考率99%: others set the exam, and the own people sat it."""
        if not word.foreign or indicator.id not in self._of_exams or word.end > around.mention.start:
            return False
        return self._patterns.exam.match(self.marked.normal, word.end, around.mention.start) is not None

    def _of_bodies_below(self, word: ScopeWord) -> bool:
        """Whether the bureaus below the own one are the subject (各县（市、区）人社局应诉案件53件)."""
        said = self.marked.normal[word.start : word.end] in self._parts
        return said and self.marked.normal.startswith(self._own_bodies, word.end)

    def _said_of_others(
        self, word: ScopeWord, indicator: Indicator, around: Surroundings, read: Mapping[int, Indicator]
    ) -> bool:
        """Whether the region was named of a figure of another area, and a bureau's own is told since.

        全县现有派遣单位64家；新批许可47件: what only the bureau does says nothing of the region by then.
        """
        clause = self.marked.boundary_before(around.mention.start, STRONG, reach.WHOSE)
        kept = word.scope == "region" and not word.foreign and word.start < clause
        if not kept or not indicator.is_of_bureaus_alone:
            return False
        number = self.marked.quantity_after(word.end)
        first = read.get(number.start) if number is not None else None
        if first is not None and first.subject_area != indicator.subject_area:
            return True
        if number is not None and self._patterns.standing.search(self.marked.normal, word.end, number.start):
            return True
        if first is not None:
            return False
        return (
            number is None
            or self._patterns.our_name.search(self.marked.normal, word.end, number.start) is None
        )

    def _decides_ours(
        self, word: ScopeWord, indicator: Indicator, around: Surroundings, read: Mapping[int, Indicator]
    ) -> bool:
        """Whether a wider body decides on own cases told before it (我局被复议2件，市人社局维持1件)."""
        if not word.foreign or indicator.id not in self._decided:
            return False
        before = self.marked.quantity_before(word.start)
        if before is None or before.start < around.sentence:
            return False
        told = read.get(before.start)
        if told is None or told.id not in self._our_cases:
            return False
        first = bisect_left(self._starts, around.sentence), bisect_left(self._starts, word.start)
        return not any(earlier.foreign for earlier in self.words[slice(*first)])

    def of_all_bodies(self, indicator: Indicator, around: Surroundings) -> bool:
        """Whether a figure that any body has is told of a region, not of its bureaus (全县应诉案件136件)."""
        word = self.word_for(around)
        if self._wholes.shared_out(around):
            return True
        of_any = indicator.id in self._patterns.of_any_body
        if (word is None or (of_any and word.scope == "region")) and self._wholes.with_our_part(around):
            return True
        if word is None or word.scope != "region" or self._acted_upon(word):
            return False
        if not of_any:
            ours = self._patterns.ours.search(self.marked.normal, word.start, word.end)
            return ours is None and self._wholes.of_others(word.end)
        text = self.marked.normal
        if self._patterns.all_bodies.match(text, word.end) is not None:
            return True
        point = self.marked.boundary_before(word.start, STOPS, reach.WHOSE)
        told = text.startswith(self._any_matters, word.end)
        return (
            (told or word.start >= self.marked.boundary_before(around.mention.start, STRONG, reach.WHOSE))
            and self._patterns.ours.search(text, point, around.right) is None
            and self._patterns.of_own_level.match(text, around.right) is None
        )

    def of_place_before(self, around: Surroundings) -> bool:
        """Whether the sentence before counted for another place, and nobody is named since.

        A sentence without a subject goes on with that of the one before it (全市检查1200户。追回工资324万元).
        """
        end, number_at = around.sentence - 1, around.mention.start
        if end <= 0 or self.marked.normal[end] != FULL_STOP or self.word_for(around) is not None:
            return False
        start = self.marked.boundary_before(end, SENTENCE_ENDS, reach.WHOSE)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, number_at)
        if first == last or any(not word.foreign for word in self.words[first:last]):
            return False
        word, number = self.words[last - 1], self.marked.quantity_before(end)
        told = number is not None and word.end <= number.start and word.start < end
        bracketed = self.marked.bracket_end(word.start) < number_at
        if word.scope == "other" or not told or bracketed or not self._heads_clause(word):
            return False
        return self._patterns.any_of_us.search(self.marked.normal, around.sentence, number_at) is None

    def _heads_clause(self, word: ScopeWord) -> bool:
        """Whether it is the subject of its clause: nothing but a time stands before it."""
        start = self.marked.boundary_before(word.start, STRONG, reach.WHOSE)
        return self._lead.fullmatch(self.marked.normal, start, word.start) is not None

    def in_piece(self, around: Surroundings) -> bool:
        """Whether one stands in the own piece before a number that says whose it is as a whole."""
        index = bisect_left(self._starts, around.left)
        if index >= len(self._starts) or self.words[index].end > around.left_end:
            return False
        return self.marked.normal[self.words[index].start : self.words[index].end] not in self._parts

    def word_for(self, around: Surroundings) -> ScopeWord | None:
        """The scope word that governs a number: the nearest before it, in its sentence."""
        if self._asked is not around:
            self._asked, self._word = around, self._word_for(around)
        return self._word

    def _word_for(self, around: Surroundings) -> ScopeWord | None:
        index = bisect_left(self._starts, around.mention.end)
        if index < len(self.words) and self.words[index].end <= around.right:
            ahead = self.words[index]
            if ahead.start - around.mention.end <= 4 and not (ahead.foreign or self._aside(ahead)):
                return ahead
        governing = self._governing(around)
        upon = next(governing, None)
        if upon is not None and self._told_of_parts(upon, around):
            return upon._replace(scope="other", foreign=True)
        if upon is not None and self._sums_up(upon, around):
            return upon._replace(scope="region")
        if upon is None or not (self._acted_upon(upon) or self._of_each(upon)):
            return upon
        return next((word for word in governing if word.foreign), upon)

    def _of_each(self, word: ScopeWord) -> bool:
        """Whether it speaks of all bodies of a region that was named before (全省…；各级监察机构…)."""
        return word.scope == "region" and self.marked.normal.startswith(self._each, word.start)

    def _told_of_parts(self, word: ScopeWord, around: Surroundings) -> bool:
        """Whether the clause turns from the own bureau to those below it (市本级检查20户，县级检查80户)."""
        inherited = word.scope == "own" and not word.foreign and word.start < around.clause
        below = self._patterns.below.match(self.marked.normal, around.clause, around.mention.start)
        return inherited and below is not None

    def _sums_up(self, word: ScopeWord, around: Surroundings) -> bool:
        """Whether a sum is that of the own part and those below it (市本级20件、各县区80件，合计100件)."""
        text, at = self.marked.normal, around.mention.start
        if word.scope != "own" or word.foreign or word.start >= around.clause:
            return False
        sums = self._patterns.both_levels.match(text, around.clause, at)
        if sums is None or not self.marked.lists.closing_total.fullmatch(text, sums.end(), at):
            return False
        return self._patterns.below_since.search(text, word.end, around.clause) is not None

    def _governing(self, around: Surroundings) -> Iterator[ScopeWord]:
        """The scope words before a number in its sentence that may speak for it, the nearest first."""
        index = bisect_left(self._starts, around.mention.start) - 1
        point, named = self._point(around), self.own_name(around)
        while index >= 0 and self.words[index].start >= around.sentence:
            word = self.words[index]
            index -= 1
            if point[0] <= word.start < point[1] or word.start < named:
                return
            if self.marked.bracket_end(word.start) < around.mention.start or self._aside(word):
                continue
            if word.start >= around.clause or (self._carries(word) and not self._of_part(word, around)):
                yield word

    def own_name(self, around: Surroundings) -> int:
        """Where the own body, named in full, heads a clause of the sentence before a number, or 0.

        What was said of the region before is none of its (全市学法考试中，某市人社局参考率100%).
        """
        named = self._named_before(around.sentence, around.mention.start)
        if named is None or self.marked.boundary_before(named, STRONG, reach.WHOSE) != named:
            return 0
        return named

    def _point(self, around: Surroundings) -> tuple[int, int]:
        """Where the points of its sentence before its own are told: what one says is none of the next's."""
        own = bisect_left(self._markers, around.mention.start)
        first = bisect_left(self._markers, around.sentence)
        return (self._markers[first], self._markers[own - 1]) if first < own - 1 else (0, 0)

    def _of_part(self, word: ScopeWord, around: Surroundings) -> bool:
        """Whether it says of a part whose it is, which a semicolon ends (其中市本级52件；结案281件).

        So it does where a figure stands before it in its sentence (选树项目21个，全市达标率96%；发函58份).
        """
        clause = self.marked.boundary_before(word.start, STRONG, reach.WHOSE)
        if self.marked.boundary_before(around.mention.start, STOPS, reach.WHOSE) <= word.end:
            return False
        before = self.marked.quantity_before(word.start)
        told = before is not None and before.start >= max(
            around.sentence, self.marked.boundary_before(word.start, STOPS, reach.WHOSE)
        )
        return told or self.marked.normal.startswith(self.marked.lists.parts_of, clause)

    def _acted_upon(self, word: ScopeWord) -> bool:
        """Whether it says where or upon whom another body acted (对我区2家企业作出处罚, 省厅抽查我县企业)."""
        if word.scope != "region":
            return False
        return self.marked.normal.endswith(self._upon, 0, word.start) or self._in_others_clause(word)

    def _in_others_clause(self, word: ScopeWord) -> bool:
        """Whether the clause of the own region has another body at its head, which does not set it a task."""
        text, clause = self.marked.normal, self.marked.boundary_before(word.start, STRONG, reach.WHOSE)
        head = self._lead.match(text, clause, word.start)
        first = self.words[bisect_left(self._starts, clause if head is None else head.end())]
        return (
            first.foreign
            and not word.foreign
            and not self._patterns.tasked.search(text, first.end, word.start)
        )

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
        if self.marked.normal[word.start : word.end] in self._spoken:
            return False
        start = self.marked.boundary_before(word.start, STRONG, reach.WHOSE)
        if self.marked.normal[start : word.start].endswith(self._against):
            return False
        if self.marked.normal.endswith(self._entrusting, start, word.start):
            return True
        if self._lead.fullmatch(self.marked.normal, start, word.start):
            return True
        end = self.marked.boundary_after(word.end, STRONG, reach.WHOSE)
        following = self.marked.quantity_after(word.end)
        return following is not None and following.start < end
