"""Whether a number counts what is named, or only members or a part of it, or who has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.signs import all_behind
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.added_up import added_up
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities import Mention


class Members:
    """The words of groups, their members and their parts; see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]
        self._within = standing_alone(data["within"], data["not_within"])
        self._times_of = re.compile(
            rf"[^,。;、\d]{{1,10}}{one_of(data['within']).pattern}{one_of(data['there_are']).pattern}?"
        )
        self._of_group, self._times = _of_group(data), frozenset(data["times"])
        self._group_units = frozenset(data["group_measures"])
        self._places = re.compile(rf"{one_of(data['places']).pattern}(?=[{STRONG}、]|$)")
        self._offices, self._counts_offices = one_of(data["offices"]), frozenset(data["counts_offices"])
        self._of_members = _of_members(data, catalog.lexicon["linking"]["attributive"])
        self._counts_members = frozenset(data["counts_members"])
        self._whole_groups = tuple(data["whole_groups"])
        self._distinguished = one_of(data["distinguished"])
        self._not_distinguished = frozenset(data["not_distinguished"])
        self._added, self._adding, self._total = _added(data), one_of(data["added"]), one_of(data["total"])
        self._carried = one_of((*data["earlier_years"], *data["left_over"]))
        self._added_up = added_up(catalog)
        self._faults = tuple(data["faults"])
        self._faulty: str = data["faulty"]
        self._things, self._entities = frozenset(data["things"]), frozenset(data["entities"])

    def may_belong_to_group(self, indicator: Indicator) -> bool:
        """Whether a number may count members instead of it: what counts members itself never does."""
        return indicator.id not in self._counts_members

    def may_have_faults(self, indicator: Indicator) -> bool:
        """Whether it counts who may have faults: a number of faults may be taken for theirs."""
        return indicator.unit == self._faulty

    def whole(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a number is the whole of which a part is told next (在受理的90件中)."""
        return self._within.match(marked.normal, around.mention.end) is not None

    def whole_of_part(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """90件中不予受理的有7件, 21次会议中有4次…: what follows is said of a part of the number."""
        return all_behind(around, best) and (
            self.whole(marked, around)
            or self._of_times(marked, around)
            or self._of_part(marked, around, best)
        )

    def _of_part(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """54户被抽查对象中的11户存在问题: a word of the reading is said of so many among them."""
        number, part = around.mention, around.follower
        if part is None or part.unit != number.unit or max(best.used)[0] < part.end:
            return False
        return marked.lists.among.search(marked.normal, number.end, part.start) is not None

    def _of_times(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether so many of the times are told next (21次会议中有4次)."""
        number, part = around.mention, around.follower
        if part is None or number.unit not in self._times or part.unit != number.unit:
            return False
        return self._times_of.fullmatch(marked.normal, number.end, part.start) is not None

    def of_a_group(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """124个县区中有101个建成调解中心: the members of the group are counted, not what they have.

        Nor is what so many of them have a figure of all (21个镇中有6个调解不足20件).
        """
        at, before = around.mention.start, around.previous
        if best.indicator_id in self._counts_members:
            return False
        if self._counts_places(marked, around, best):
            return True
        if before is None:
            return False
        members = self._tells_members(marked, before, around.mention)
        if members or all_behind(around, best):
            return members
        group = marked.quantity_before(before.start)
        if group is None or not self._tells_members(marked, group, before):
            return False
        return before.start >= marked.boundary_before(at, STRONG, reach.CLAUSE)

    def _counts_places(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether places right behind a number that is read by words before it are counted (扩大到9个乡镇).

        So are offices that its words do not name, wherever those stand (由1个窗口受理).
        """
        number = around.mention
        if number.unit not in self._group_units:
            return False
        if self._places.match(marked.normal, number.end) is not None:
            return all(end <= number.start for _, end in best.used)
        offices = self._offices.match(marked.normal, number.end)
        if offices is None or best.indicator_id in self._counts_offices:
            return False
        return not any(start < offices.end() and end > offices.start() for start, end in best.used)

    def _tells_members(self, marked: MarkedText, group: Mention, number: Mention) -> bool:
        """Whether a number tells how many of a group before it have something."""
        if group.unit != number.unit or number.start - group.end >= reach.GROUP:
            return False
        return self._of_group.match(marked.normal[group.end - 1 : number.start]) is not None

    def rate_of_members(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """有3个县区结案率不足90%: a rate of some members, unless they are all there are; so is 不足3人."""
        at, members = around.mention.start, around.previous
        bounded = around.mention.unit == "%" or around.mention.qualifier == "at_most"
        if not bounded or members is None or members.start < around.sentence:
            return False
        first = min(start for start, _ in best.used)
        if not members.end <= first < at or marked.normal.endswith(self._whole_groups, 0, members.start):
            return False
        return self._of_members.fullmatch(marked.normal, members.end - 1, first) is not None

    def distinguishes(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """5家调解组织被评为金牌: those that were distinguished are counted, not all that there are."""
        if best.indicator_id in self._not_distinguished:
            return False
        end = marked.boundary_after(around.mention.end, STRONG, reach.CLAUSE)
        said = self._distinguished.search(marked.normal, around.mention.end, end)
        return said is not None and all(
            start < said.start() and not said.start() < stop for start, stop in best.used
        )

    def added_to(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """设立调解组织12个，加上企业的共96个: what is added to before the total is told is a part of it.

        So is what is added to that (连同公共服务事项73项，目前共88项), but for what came over from last year.
        """
        if self._added.match(marked.normal, around.mention.end) is not None:
            return True
        return self._is_added(marked, around) or self._added_up.adds_to(marked, around.mention, best)

    def _is_added(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a number is added before the total of its measure, and came from no earlier year."""
        text, end = marked.normal, around.mention.end
        clause = marked.boundary_before(around.mention.start, STRONG, reach.CLAUSE)
        adding = self._adding.match(text, clause, around.mention.start)
        if adding is None or self._carried.search(text, clause, around.mention.start):
            return False
        follower = around.follower
        if follower is None or follower.unit != around.mention.unit or not text.startswith(",", end):
            return False
        return self._total.search(text, end, follower.start) is not None

    def of_faults(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """发现问题64个: with nobody counted before it, these are the faults, not who has them."""
        if not self.may_have_faults(best.reading.indicator) or around.mention.unit not in self._things:
            return False
        if not any(marked.normal.endswith(self._faults, start, end) for start, end in best.used):
            return False
        before = marked.quantities_in(around.sentence, around.mention.start)
        return all(number.unit not in self._entities for number in before)


def share_of_it(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """31名，100%持证上岗: what stands behind a share is said of the share, none of its own words.

    Nothing but a share of all is looked beyond, where it may tell what all before it are.
    """
    share = around.follower
    if share is None or share.unit != "%" or share.start >= around.far_end or around.mention.unit == "%":
        return False
    return any(start >= share.end for start, _ in best.used)


def _of_group(data: Mapping[str, Any]) -> re.Pattern[str]:
    """What stands between a group and how many of it (个县区中有), from its measure word on."""
    measures, members = one_of(data["group_measures"]).pattern, one_of(data["group_members"]).pattern
    among, already, are = (one_of(data[name]).pattern for name in ("among", "already", "there_are"))
    group = rf"{measures}[^,。;、\d()]{{0,4}}{members}(?:\([^()]{{1,8}}\))?"
    return re.compile(rf"{group}{among},?{already}*{are}?$")


def _of_members(data: Mapping[str, Any], attributive: str) -> re.Pattern[str]:
    """What stands between so many members, from their measure word on, and the rate that they have."""
    measures, members = one_of(data["group_measures"]).pattern, one_of(data["group_members"]).pattern
    return re.compile(rf"{measures}{members}(?:\([^()]{{1,8}}\))?{attributive}?[^,。;、\d]{{0,4}}")


def _added(data: Mapping[str, Any]) -> re.Pattern[str]:
    added, total = one_of(data["added"]).pattern, one_of(data["total"]).pattern
    return re.compile(rf"[,、]?{added}[^,。;]{{0,20}}{total}")
