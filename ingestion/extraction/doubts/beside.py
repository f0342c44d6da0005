"""What is told beside a number and makes it less, or something else, than its own words say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

CLAUSE = ",。;:!?\n\t"
ENDS_PART = ";", "。", ")"
"""What is told behind one of these is no more said of a part."""


@compiled_once
def beside(catalog: Catalog) -> Beside:
    """The words of ``catalog``; the same content is compiled once per process."""
    return Beside(catalog)


class Beside:
    """What a sentence tells around a number; see ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["narrowing"]
        us, held = one_of(data["not_us"]).pattern, one_of(data["held_by"]).pattern
        we, helping = (one_of(data["helped"][name]).pattern for name in ("we", "helping"))
        by = rf",?{catalog.lexicon['scopes']['by']}(?!{us})[^,。;\d]{{0,30}}?(?:\d+[^,。;\d]{{0,4}})?{held}"
        self._held = re.compile(rf"{by}|[,(]{we}{helping}(?=[{CLAUSE})]|$)")
        carried = one_of(catalog.lexicon["periods"]["carried_over"]).pattern
        of_which = catalog.lexicon["lists"]["of_which"]
        began = one_of(data["at_the_beginning"]).pattern
        self._beginning = re.compile(rf"\s*(?:{of_which})?{began}(?![^,。;、\d]{{0,2}}{carried})")
        self._cumulated = one_of(data["over_years"]["cumulated"])
        this_year = one_of(data["over_years"]["of_this_year"]).pattern
        self._this_year = re.compile(rf"[,(]{of_which}[, ]?(?:{this_year}|\d{{4}}年)")
        self._of_this_year = re.compile(this_year)
        basis = one_of(catalog.lexicon["stances"]["standing"]["as_basis"]).pattern
        of = catalog.lexicon["linking"]["attributive"]
        self._built_upon = re.compile(rf"[^,。;、\d]{{0,8}}{of}?{basis}")
        said = one_of((*data["over_years"]["said"], *data["over_years"]["of_this_year"])).pattern
        self._years_said = re.compile(rf"{said}|\d{{4}}年")
        self._read_told(data, one_of(catalog.lexicon["lists"]["parts_of"]).pattern)
        self._read_channels(data, catalog.lexicon["lists"])

    def _read_told(self, data: Mapping[str, Any], part: str) -> None:
        """The words that are told beside figures of certain indicators, or behind ``part`` of a part."""
        outcomes = data["beside_outcomes"]
        self._outcomes = {
            id_: re.compile(rf"[,、]{one_of(words).pattern}") for id_, words in outcomes.items()
        }
        self._rated = {id_: one_of(words) for id_, words in data["rated_apart"].items()}
        under = data["listed_under"]
        self._under, self._reviewed = frozenset(under["of"]), one_of(under["reviewed"])
        self._done = one_of(under["done"])
        disclosure = data["disclosure"]
        self._of_disclosure = frozenset(disclosure["of"])
        self._disclosed, self._turned = one_of(disclosure["named"]), one_of(disclosure["back"])
        self._of_which = re.compile(rf"{part}[^{STRONG}]*?{self._disclosed.pattern}")
        self._arisen = one_of(disclosure["arisen"])

    def _read_channels(self, data: Mapping[str, Any], lists: Mapping[str, Any]) -> None:
        """The words of the channels by which disputes come to be settled."""
        channels = data["all_channels"]
        self._by_all_channels = frozenset(channels["of"])
        self._channels = tuple(one_of(words) for words in channels["channels"])
        alone = data["one_channel"]
        self._of_channels, self._other_channels = frozenset(alone["of"]), one_of(alone["others"])
        self._joint = _joint_channels(data["joint_channels"], one_of(lists["conjunctions"]).pattern)
        self._one_channel, self._parts_told = one_of(alone["channel"]), one_of(alone["parts"])

    def with_outcome(self, indicator_id: str) -> bool:
        """Whether an indicator counts one of several outcomes."""
        return indicator_id in self._outcomes

    def may_be_rated_apart(self, indicator_id: str) -> bool:
        """Whether an indicator is a rate that may be told of something else as well."""
        return indicator_id in self._rated

    def may_be_listed(self, indicator_id: str) -> bool:
        """Whether what an indicator counts may stand in a list of papers that were reviewed."""
        return indicator_id in self._under

    def with_channels(self, indicator_id: str) -> bool:
        """Whether what an indicator counts may come by several channels."""
        return indicator_id in self._by_all_channels or indicator_id in self._joint

    def of_channels(self, indicator_id: str) -> bool:
        """Whether an indicator counts what all channels did together."""
        return indicator_id in self._of_channels

    def disclosed(self, indicator_id: str) -> bool:
        """Whether an indicator may be told of disclosure."""
        return indicator_id in self._of_disclosure

    def held_by_others(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """普法活动96场次，由县司法局等12个部门轮流承办; 宣讲41场，我局配合: others held what is counted."""
        return self._held.match(marked.normal, around.mention.end) is not None

    def at_the_beginning(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """年初持证22人: how a stock stood when the year began is not how it stands."""
        began = self._beginning.match(marked.normal, around.left, around.mention.start)
        if began is None or best.reading.indicator.kind != "stock":
            return False
        return not any(a < began.end() <= b for a, b in best.used)

    def over_years(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """累计公布9家，其中今年4家: what was counted up over several years is none of this year's.

        Nor is what this year was added to (在五年办143场活动的底子上，今年办26场).
        """
        if self._built_upon.match(marked.normal, around.mention.end):
            return self._of_this_year.search(marked.normal, around.clause, around.mention.start) is None
        if self._this_year.match(marked.normal, around.mention.end) is None:
            return False
        told = marked.normal, around.sentence, around.mention.start
        return self._cumulated.search(*told) is not None and self._years_said.search(*told) is None

    def outcome_beside(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """答复8件，不予受理5件: the next number counts another outcome of the same matters."""
        other = self._outcomes.get(best.indicator_id)
        return other is not None and other.match(marked.normal, around.mention.end) is not None

    def rated_apart(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """诉求415件全部办结，群众满意率97.3%: the rate is told of what was counted right before it."""
        others, before = self._rated.get(best.indicator_id), around.previous
        if others is None:
            return False
        counted = before is not None and before.start >= around.sentence
        at = before.start if before is not None and counted else around.mention.start
        clause = marked.boundary_before(at, CLAUSE, reach.SENTENCE)
        return others.search(marked.normal, clause, around.mention.start) is not None

    def listed_under(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """合法性审核41件，其中合同31件、行政处罚决定7件: papers that were reviewed are listed."""
        text, clause, at = marked.normal, around.governed_by[0], around.mention.start
        if best.indicator_id not in self._under or clause == around.governed_by[1]:
            return False
        begin = around.sentence if text.startswith(marked.lists.parts_of, clause) else clause
        said = self._done.search(text, around.left, at)
        return said is None and self._reviewed.search(text, begin, around.left) is not None

    def by_all_channels(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """受理争议5000件，调解组织调解成功…，监察处理…: what came by all channels is counted."""
        if self._by_joint_channels(marked, around, best):
            return True
        if best.indicator_id not in self._by_all_channels:
            return False
        end = marked.boundary_after(around.mention.end, SENTENCE_ENDS)
        told = marked.normal[around.mention.end : end]
        return all(channel.search(told) for channel in self._channels)

    def _by_joint_channels(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """依托仲裁院、调解中心，处理争议574件: what two channels did together is not what one of them did."""
        channels = self._joint.get(best.indicator_id)
        if channels is None:
            return False
        joint = channels.search(marked.normal, around.sentence, around.mention.start)
        return joint is not None and not marked.lists.respectively.search(joint["told"])

    def by_one_channel(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """仲裁院办理仲裁案件264件: what one channel did, with no other one beside it, is not what all did."""
        if best.indicator_id not in self._of_channels:
            return False
        text, at = marked.normal, around.mention.start
        if self._one_channel.search(text, around.sentence, at) is None:
            return False
        end = marked.boundary_after(at, SENTENCE_ENDS)
        return not (
            self._other_channels.search(text, around.sentence, at) or self._parts_told.search(text, at, end)
        )

    def of_disclosure(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """全年收到信息公开申请9件。…行政复议1件: what a paragraph on disclosure tells is of disclosure."""
        if best.indicator_id not in self._of_disclosure:
            return False
        text, at = marked.normal, around.mention.start
        line = text.rfind("\n", max(0, at - reach.DISCLOSURE), at) + 1
        start = max(line, at - reach.DISCLOSURE)
        told = (match.end() for match in self._disclosed.finditer(text, start, at))
        named = max((end for end in told if not self._of_a_part(marked, end, around)), default=None)
        if named is None or self._turned.search(text, named, around.right) is not None:
            return False
        return named > around.sentence or not self._is_of_all(marked, around)

    def denied_of_disclosure(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> bool:
        """收到信息公开申请9件，无行政复议和行政诉讼案件: what its sentence denies is of disclosure."""
        if indicator_id not in self._of_disclosure:
            return False
        told = self._disclosed.finditer(marked.normal, around.sentence, around.mention.end)
        return any(not self._of_a_part(marked, match.end(), around) for match in told)

    def _of_a_part(self, marked: MarkedText, named: int, around: Surroundings) -> bool:
        """应诉14件，其中信息公开2件。一审10件: disclosure is named of a part, and this is told of all."""
        text, at = marked.normal, around.mention.start
        clause = marked.boundary_before(named, STRONG)
        part = marked.quantity_after(named)
        if not text.startswith(marked.lists.parts_of, clause) or part is None or part.end > at:
            return False
        ended = any(text.find(mark, part.end, at) >= 0 for mark in ENDS_PART)
        return ended or (around.mention.value or 0.0) > (part.value or 0.0)

    def _is_of_all(self, marked: MarkedText, around: Surroundings) -> bool:
        """诉讼26宗，其中涉信息公开1宗: of all, where its sentence goes on with those of disclosure."""
        text, at = marked.normal, around.mention.end
        if self._arisen.search(text, around.clause, around.mention.start):
            return False
        return self._of_which.search(text, at, marked.boundary_after(at, SENTENCE_ENDS)) is not None


def _joint_channels(kinds: Iterable[Mapping[str, Any]], conjunctions: str) -> dict[str, re.Pattern[str]]:
    """Two channels that are named together, with what is told of both, by the figures of one of them."""
    joined = rf"[^,。;、\d]{{0,6}}(?:、|{conjunctions})[^,。;\d]{{0,16}}?"
    found = {}
    for kind in kinds:
        first, second = (one_of(kind[name]).pattern for name in ("first", "second"))
        again = one_of((*kind["first"], *kind["second"], *kind["again"])).pattern
        told = rf"(?P<told>(?:(?!{again})[^。;\d])*)$"
        pattern = re.compile(rf"(?:{first}{joined}{second}|{second}{joined}{first}){told}")
        found.update(dict.fromkeys(kind["of"], pattern))
    return found
