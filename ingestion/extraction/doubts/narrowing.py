"""Why what was counted may be less, or something else, than the words of a reading name by themselves.

Another body's relative clause (上级组织的培训), a second object of the same number (400家项目和用人单位), a
field that the cases are of (建筑领域争议案件).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.beside import beside
from ingestion.extraction.doubts.columns import columns
from ingestion.extraction.doubts.coordination import SameFigure
from ingestion.extraction.doubts.drawn import drawing
from ingestion.extraction.doubts.subjects import subjects
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.text.word_finding import Hit
from ingestion.extraction.words.wordlist import not_behind, one_of
from ingestion.quantities.compiled import compiled_once

MIN_UNSAID = 2
LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*\d")
BROKEN_BEFORE = re.compile(r"\d[ \t]*\n[ \t]*$")

Narrowed = Callable[[MarkedText, Surroundings, Candidate], bool]


@compiled_once
def narrowing(catalog: Catalog) -> Narrowing:
    """What narrows a noun by the words of ``catalog``; the same content is compiled once per process."""
    return Narrowing(catalog)


class Narrowing:
    """What may narrow or change a counted noun; see ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, scopes = catalog.lexicon["narrowing"], catalog.lexicon["scopes"]
        self._read_others(data, scopes, catalog.lexicon["linking"]["attributive"])
        self._read_fields(data)
        self._read_kinds(data)
        self._conjunction = re.compile(rf"、|{one_of(catalog.lexicon['lists']['conjunctions']).pattern}")
        self._same = SameFigure()
        self._counted_things = tuple(data["counted_things"])
        self._only_a_part = one_of(catalog.lexicon["denials"]["narrowing"])
        self.in_order: dict[str, Narrowed] = self._of_the_noun(catalog) | self._told_around(catalog)
        self.concerned: dict[str, Callable[[Indicator], bool]] = self._concerned(catalog)
        """The indicators that one of these may be said of, where it is not of all."""

    def _read_others(self, data: Mapping[str, Any], scopes: Mapping[str, Any], attributive: str) -> None:
        """The words of what another body did."""
        done = one_of(data["done_by_others"]).pattern
        self._relative = not_behind(
            data["by_others"], data["done_to"], rf"[^,。;、]{{0,4}}?{done}{attributive}"
        )
        self._by_anybody = frozenset(data["by_anybody"])
        self._received = frozenset(scopes["received_by_others"])
        self._own = re.compile(one_of(scopes["first_person"]).pattern + one_of(scopes["own_units"]).pattern)

    def _read_fields(self, data: Mapping[str, Any]) -> None:
        """The words of a field, and the topics that are told apart."""
        touching, fields = one_of(data["touching"]).pattern, one_of(data["fields"]).pattern
        named = one_of(data["named_fields"]).pattern
        self._field = re.compile(
            rf"(?:{touching}[^,。;、]{{1,8}}|{fields}|(?P<named>{named})[^,。;、\d]{{0,6}})$"
        )
        self._field_free = tuple(data["any_field"])
        self._apart = frozenset(data["topics_apart"])

    def _read_kinds(self, data: Mapping[str, Any]) -> None:
        """The words of one kind among several, and of what is meant among more."""
        one = data["one_kind"]
        self._of_all_kinds, self._wholes = frozenset(one["of"]), one_of(one["wholes"])
        self._kind = re.compile(rf"({one_of(one['kinds']).pattern}){one_of(one['kind_said']).pattern}*")
        self._same_kind: dict[str, str] = {
            word: id_ for id_, words in one["figures"].items() for word in words
        }
        self._parted, self._only_kind = one_of(one["parted"]), one_of(one["only_kind"])
        self._decided: str = one["decided"]
        self._finer = {
            id_: [(frozenset(words["coarse"]), *_finer(words)) for words in told]
            for id_, told in data["finer"].items()
        }

    def _of_the_noun(self, catalog: Catalog) -> dict[str, Narrowed]:
        """What the words of the noun itself say, by the doubt they raise."""
        return {
            "broken_number": _broken,
            "done_by_others": self._by_others,
            "two_objects": self._two_objects,
            "of_a_field": self._of_field,
            "other_topic": self._of_other_topic,
            "narrowed_denial": self._narrowed_denial,
            "only_drawn": drawing(catalog).only_drawn,
        }

    def _told_around(self, catalog: Catalog) -> dict[str, Narrowed]:
        """What is told around it, by the doubt it raises."""
        told = beside(catalog)
        return {
            "of_any_subject": subjects(catalog).of_any_subject,
            "held_by_others": told.held_by_others,
            "at_the_beginning": told.at_the_beginning,
            "over_years": told.over_years,
            "outcome_beside": told.outcome_beside,
            "rated_apart": told.rated_apart,
            "listed_under": told.listed_under,
            "by_all_channels": told.by_all_channels,
            "by_one_channel": told.by_one_channel,
            "of_disclosure": told.of_disclosure,
            "of_one_column": columns(catalog).of_one,
            "told_finer": self._told_finer,
            "of_one_kind": self._of_one_kind,
        }

    def _concerned(self, catalog: Catalog) -> dict[str, Callable[[Indicator], bool]]:
        told, of_subjects, drawn = beside(catalog), subjects(catalog), drawing(catalog)
        return {
            "done_by_others": lambda indicator: indicator.id not in self._by_anybody,
            "of_a_field": lambda indicator: not indicator.id.startswith(self._field_free),
            "only_drawn": lambda indicator: drawn.concerns(indicator.id),
            "of_any_subject": lambda indicator: of_subjects.concern(indicator.id),
            "at_the_beginning": lambda indicator: indicator.kind == "stock",
            "over_years": lambda indicator: indicator.kind == "flow",
            "outcome_beside": lambda indicator: told.with_outcome(indicator.id),
            "rated_apart": lambda indicator: told.may_be_rated_apart(indicator.id),
            "listed_under": lambda indicator: told.may_be_listed(indicator.id),
            "by_all_channels": lambda indicator: told.with_channels(indicator.id),
            "by_one_channel": lambda indicator: told.of_channels(indicator.id),
            "of_disclosure": lambda indicator: told.disclosed(indicator.id),
            "of_one_column": lambda indicator: columns(catalog).concern(indicator.id),
            "told_finer": lambda indicator: indicator.id in self._finer,
            "of_one_kind": lambda indicator: indicator.id in self._of_all_kinds,
        }

    def _by_others(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """参加上级组织的培训14场次: another body did it; courts receive cases against the own one."""
        if best.indicator_id in self._by_anybody:
            return False
        text, clause, at = marked.normal, around.clause, around.mention.start
        if best.indicator_id in self._received and self._own.search(text, clause, at):
            return False
        return self._relative.search(text, clause, at) is not None

    def _two_objects(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """对400家在建项目和用人单位开展排查: the number counts both together, in whichever order."""
        end = around.mention.end
        noun = min((span for span in best.used if span[0] >= end), default=None)
        if noun is None:
            return False
        others = self._objects_before(marked, end, noun)
        if not marked.unexplained(end, noun[0]):
            others += self._objects_behind(marked, noun[1], around.right)
        own = {word for _, part in (*best.reading.left, *best.reading.right) for word in part.words}
        strange = [hit for hit in others if hit.info.parts and marked.normal[hit.start : hit.end] not in own]
        return bool(strange) and not any(self._same.names(marked, around, best, hit) for hit in others)

    def _objects_behind(self, marked: MarkedText, noun: int, right: int) -> list[Hit]:
        """The words that a conjunction joins to the noun that ends here."""
        joined = self._conjunction.match(marked.normal, noun)
        if joined is None or joined.end() >= right:
            return []
        return [hit for hit in marked.hits_in(joined.end(), right) if hit.start == joined.end()]

    def _objects_before(self, marked: MarkedText, number: int, noun: tuple[int, int]) -> list[Hit]:
        """The things between a number and its noun that a conjunction joins to the noun (241家企业和工地).

        Words of any other kind describe the noun with what stands there (12个监察和仲裁典型案例).
        """
        return [
            hit
            for hit in marked.hits_in(number, noun[0])
            if hit.start == number
            and self._conjunction.fullmatch(marked.normal, hit.end, noun[0])
            and marked.normal.endswith(self._counted_things, hit.start, hit.end)
        ]

    def _of_field(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """建筑领域争议案件37件, 涉外卖骑手争议案件14件: a part of the cases is counted."""
        if best.indicator_id.startswith(self._field_free):
            return False
        before = sorted(span for span in best.used if around.clause <= span[0] and span[1] <= around.left_end)
        if not before:
            return False
        start = max(around.left, before[-2][1] if len(before) > 1 else around.left)
        text, noun = marked.normal, before[-1][0]
        found = self._field.search(text, start, noun)
        if found is None:
            return False
        return found["named"] is not None or marked.unexplained(found.start(), noun) >= MIN_UNSAID

    def _of_other_topic(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """各类调解组织受理纠纷417宗: the clause names a subject that the reading does not ask for."""
        asked = best.reading.phrase.topics
        if not asked:
            return False
        first = min(start for start, _ in best.used)
        hits = marked.hits_in(around.clause, min(first, around.mention.start))
        named = self._apart.intersection(topic for hit in hits for topic in hit.info.topics)
        return bool(named) and named.isdisjoint(asked)

    def _of_one_kind(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """受理劳务派遣许可申请15件: a licence of one kind, where the sentence tells of no other."""
        if best.indicator_id not in self._of_all_kinds:
            return False
        if best.indicator_id != self._decided and self._is_only_kind(marked, around):
            return False
        said = marked.normal[self._kinds_told_from(marked, around) : around.right]
        return len(self._kinds_in(said)) == 1 and self._wholes.search(self._kind.sub("", said)) is None

    def _is_only_kind(self, marked: MarkedText, around: Surroundings) -> bool:
        """保留在我局的只有特殊工时审批一项，收到申请11件: the sentence says that there is no other kind."""
        only = self._only_kind.search(marked.normal, around.sentence, around.mention.start)
        return (
            only is not None
            and self._kind.search(marked.normal, only.end(), around.mention.start) is not None
        )

    def _kinds_in(self, said: str) -> set[str]:
        """The kinds that words name; two systems of special hours are one kind of licence."""
        return {self._same_kind.get(match[1], match[1]) for match in self._kind.finditer(said)}

    def _kinds_told_from(self, marked: MarkedText, around: Surroundings) -> int:
        """Where what is told of the kinds begins: at a kind of its own, behind a semicolon or a total."""
        at = around.mention.start
        if len(self._kinds_in(marked.normal[around.clause : at])) == 1:
            return around.clause
        start = max(around.sentence, at - reach.KIND)
        begins = [match.end() for match in self._parted.finditer(marked.normal, start, at)]
        return begins[-1] if begins and self._kind.search(marked.normal, begins[-1], at) else start

    def _narrowed_denial(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """无一件因许可引发的行政复议, 没有一起超时办件: only a part of what the noun names is denied."""
        mention = around.mention
        behind = min((start for start, _ in best.used if start >= mention.end), default=None)
        if mention.value != 0 or not mention.in_words or behind is None:
            return False
        tied = marked.normal.startswith(marked.attributive, behind - 1)
        apart = tied and behind - mention.end > MIN_UNSAID
        return apart or self._only_a_part.match(marked.normal, mention.end, behind) is not None

    def _told_finer(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """窗口20个，其中综合窗口14个: the sentence goes on with what the figure is meant to count."""
        if best.indicator_id not in self._finer:
            return False
        start, said = around.mention.end, {marked.normal[a:b] for a, b in best.used}
        end = marked.boundary_after(start, SENTENCE_ENDS)
        ended = marked.normal[start : start + 1] in STRONG
        return any(
            not said.isdisjoint(coarse)
            and (ended or not fine.match(marked.normal, start))
            and any(
                not counted or _counts(marked, found.end())
                for found in fine.finditer(marked.normal, start, end)
            )
            for coarse, fine, counted in self._finer[best.indicator_id]
        )


def _finer(words: Mapping[str, Any]) -> tuple[re.Pattern[str], bool]:
    """What tells of something finer, and whether a number must stand behind it."""
    if "fine" in words:
        return one_of(words["fine"]), False
    return one_of(map("".join, product(*words["counted"].values()))), True


def _counts(marked: MarkedText, at: int) -> bool:
    """Whether a number that is no share begins at a place."""
    number = marked.quantity_after(at)
    return number is not None and number.start == at and number.unit != "%"


def _broken(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """Digits on both sides of a line break, and no measure word between them: one number or two."""
    text, mention = marked.normal, around.mention
    if mention.unit == "" and LINE_BREAK.match(text, mention.end):
        return True
    before = max(0, mention.start - reach.BROKEN_NUMBER), mention.start
    return text.find("\n", *before) >= 0 and BROKEN_BEFORE.search(text, *before) is not None
