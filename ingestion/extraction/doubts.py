"""Why a number is left for review although a phrase of the catalogue fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from operator import itemgetter
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.candidates import Candidate
from ingestion.extraction.denials import denials
from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.narrowing import narrowing
from ingestion.extraction.signs import NEEDED, signs
from ingestion.extraction.surroundings import STRONG, Surroundings
from ingestion.extraction.typography import beside_digits_off_the_line, beside_struck_digits
from ingestion.extraction.unequal import Tellings
from ingestion.extraction.wordlist import one_of, standing_alone
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

ONE = re.compile(r"一(?![百千万亿成])")
SCALES = "万亿"
LONGEST_NAME = 32
GROUP_REACH = 24
REACH = 60
CARRIED_REACH = 18
MAX_DENIAL = 4

Doubt = Callable[[MarkedText, Surroundings, Candidate], bool]
Concerned = Callable[[Indicator], bool]


@compiled_once
def doubts(catalog: Catalog) -> Doubts:
    """The doubts that ``catalog`` has words for; the same content is compiled once per process."""
    return Doubts(catalog)


class Doubts:
    """What may speak against a reading of a number; see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]
        self._joining = frozenset({"、", *catalog.lexicon["lists"]["conjunctions"]})
        self._negating, self._negating_objects = tuple(data["negating"]), tuple(data["negating_objects"])
        self._not_negating = tuple(data["not_negating"])
        self._inside_words = tuple(catalog.lexicon["lists"]["not_conjunctions"])
        self._within = standing_alone(data["within"], data["not_within"])
        self._times_of = re.compile(
            rf"[^,。;、\d]{{1,10}}{one_of(data['within']).pattern}{one_of(data['there_are']).pattern}?"
        )
        self._of_group, self._times = _of_group(data), frozenset(data["times"])
        self._of_members = _of_members(data)
        self._attended = frozenset(data["attended"])
        self._counts_members = frozenset(data["counts_members"])
        self._whole_groups = tuple(data["whole_groups"])
        self._distinguished = one_of(data["distinguished"])
        self._not_distinguished = frozenset(data["not_distinguished"])
        self._added = _added(data)
        self._own_name = re.compile(rf"“[^“”,。;]{{2,12}}”(?:{one_of(data['of_named']).pattern}|[ ])*$")
        self._faults = tuple(data["faults"])
        self.tellings = Tellings(
            one_of(data["actual"], r"[^,。;、\d]{0,8}$"),
            one_of(data["carried_over"]),
            (*catalog.lexicon["lists"]["parts_of"], *data["part_told"]),
            frozenset(data["told_severally"]),
        )
        self._things, self._entities = frozenset(data["things"]), frozenset(data["entities"])
        self._standing = tuple(data["standing"])
        own = one_of(catalog.lexicon["scopes"]["region"]).pattern
        self._standing_first = re.compile(rf"\s*(?:{own})?{one_of(data['standing']).pattern}[^\d]*")
        self._denied_whole = denials(catalog).ends_there
        self._carried = _carried(data)
        narrowed = narrowing(catalog)
        self._in_order = {**self._doubts(), **narrowed.in_order}
        self._concerned = {**self._kinds(), **narrowed.concerned}
        self._open: dict[tuple[str, int], tuple[tuple[str, Doubt], ...]] = {}

    def _doubts(self) -> dict[str, Doubt]:
        """What may speak against a reading, in the order in which it is told."""
        return {
            "indefinite_one": _indefinite,
            "attributive": self._attributive,
            "whole_of_a_part": self._whole_of_part,
            "of_a_group": self._of_a_group,
            "of_members": self._rate_of_members,
            "distinguished": self._distinguishes,
            "no_measure_word": _unmeasured,
            "negated": self._negated,
            "denied_in_part": self._denied_in_part,
            "carried_over": self._carried_over,
            "joined_verbs": self._joined,
            "part_of_total": self._added_to,
            "named_otherwise": self._named_otherwise,
            "counts_faults": self._of_faults,
            "stands": self._stands,
            "share_of_it": _share_of_it,
            "digits_off_the_line": _off_the_line,
            "struck_digits": _struck,
        }

    def _kinds(self) -> dict[str, Concerned]:
        """The indicators that a doubt may arise of, where it does not of all."""
        return {
            "of_a_group": lambda indicator: indicator.id not in self._counts_members,
            "carried_over": lambda indicator: indicator.kind == "flow",
            "counts_faults": lambda indicator: indicator.unit == "户",
            "stands": lambda indicator: indicator.kind == "flow",
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the reasons, each with its words for a clerk in the vocabulary ``reading_basis``."""
        return tuple(self._in_order)

    def reason(self, marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
        """The first reason not to take ``best`` for a fact, by its name; None where there is none."""
        indicator, shown = best.reading.indicator, signs(marked, around, best)
        open_ = self._open.get((indicator.id, shown)) or self._leave_open(indicator, shown)
        for name, holds in open_:
            if holds(marked, around, best):
                return name
        return None

    def every_reason(self, marked: MarkedText, around: Surroundings, best: Candidate) -> list[str]:
        """All reasons against ``best`` in their order, none passed over for what shows."""
        return [name for name, holds in self._in_order.items() if holds(marked, around, best)]

    def _leave_open(self, indicator: Indicator, shown: int) -> tuple[tuple[str, Doubt], ...]:
        """The doubts that can arise of an indicator where this shows; worked out once."""
        needed, concerned = NEEDED, self._concerned
        open_ = tuple(
            (name, holds)
            for name, holds in self._in_order.items()
            if needed.get(name, 0) & ~shown == 0 and (name not in concerned or concerned[name](indicator))
        )
        self._open[indicator.id, shown] = open_
        return open_

    def whole(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a number is the whole of which a part is told next (在受理的90件中)."""
        return self._within.match(marked.normal, around.mention.end) is not None

    def _attributive(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """涉及212人的380万元: a count that only describes what follows, unless as its share (212人的95%).

        So many people of a course are those who attended it (180人次的培训).
        """
        end = around.mention.end
        if around.mention.unit == "%" or not marked.normal.startswith("的", end):
            return False
        if best.indicator_id in self._attended and max(best.used)[0] > end:
            return False
        share = marked.quantity_after(end)
        return share is None or marked.normal[end : share.start].strip() != "的" or share.unit != "%"

    def _whole_of_part(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """90件中不予受理的有7件, 21次会议中有4次…: what follows is said of a part of the number."""
        return _behind(around, best) and (
            self.whole(marked, around) or self._of_times(marked, around.mention)
        )

    def _of_times(self, marked: MarkedText, number: Mention) -> bool:
        """Whether so many of the times are told next (21次会议中有4次)."""
        part = marked.quantity_after(number.end)
        if part is None or number.unit not in self._times or part.unit != number.unit:
            return False
        return self._times_of.fullmatch(marked.normal, number.end, part.start) is not None

    def _of_a_group(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """124个县区中有101个建成调解中心: the members of the group are counted, not what they have.

        Nor is what so many of them have a figure of all (21个镇中有6个调解不足20件).
        """
        at = around.mention.start
        before = marked.quantity_before(at)
        if before is None or best.indicator_id in self._counts_members:
            return False
        if _behind(around, best):
            return self._members(marked, before, around.mention)
        group = marked.quantity_before(before.start)
        if group is None or not self._members(marked, group, before):
            return False
        return before.start >= marked.boundary_before(at, STRONG, REACH)

    def _members(self, marked: MarkedText, group: Mention, number: Mention) -> bool:
        """Whether a number tells how many of a group before it have something."""
        if group.unit != number.unit or number.start - group.end >= GROUP_REACH:
            return False
        return self._of_group.match(marked.normal[group.end - 1 : number.start]) is not None

    def _rate_of_members(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """有3个县区结案率不足90%: a rate of some members, unless they are all there are; so is 不足3人."""
        at, members = around.mention.start, marked.quantity_before(around.mention.start)
        bounded = around.mention.unit == "%" or around.mention.qualifier == "at_most"
        if not bounded or members is None or members.start < around.sentence:
            return False
        first = min(start for start, _ in best.used)
        if not members.end <= first < at or marked.normal.endswith(self._whole_groups, 0, members.start):
            return False
        return self._of_members.fullmatch(marked.normal, members.end - 1, first) is not None

    def _distinguishes(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """5家调解组织被评为金牌: those that were distinguished are counted, not all that there are."""
        if best.indicator_id in self._not_distinguished:
            return False
        end = marked.boundary_after(around.mention.end, STRONG, REACH)
        said = self._distinguished.search(marked.normal, around.mention.end, end)
        return said is not None and all(start < said.start() for start, _ in best.used)

    def _negated(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """非立案处理5件, 未将2家列入…: a word of the reading is denied, or what is done with the number.

        Nought says the same as the denial (没有作出行政处罚（0件）).
        """
        text, at = marked.normal, around.mention.start
        if around.mention.value == 0:
            return False
        if text.endswith(self._negating_objects, max(0, at - MAX_DENIAL), at):
            return True
        starts = (start for start, _ in best.used)
        denied = [a for a in starts if text.endswith(self._negating, max(0, a - MAX_DENIAL), a)]
        return any(
            not text.endswith(self._not_negating, 0, start) and all(end != start for _, end in best.used)
            for start in denied
        )

    def _denied_in_part(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """无一起复议案件被纠错: there were some, of which something is denied."""
        mention = around.mention
        if not mention.in_words or mention.value != 0 or not _behind(around, best):
            return False
        start, end = max(best.used, key=itemgetter(1))
        return not self._denied_whole(marked, start, end)

    def _carried_over(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """上年结转的2件复议案件: cases that came over from the year before are none of this year's."""
        text, at = marked.normal, around.mention.start
        if best.reading.indicator.kind != "flow" or not text.startswith("的", at - 1):
            return False
        return self._carried.search(text, max(around.clause, at - CARRIED_REACH), at) is not None

    def _added_to(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """设立调解组织12个，加上企业的共96个: what is added to before the total is told is a part of it."""
        return self._added.match(marked.normal, around.mention.end) is not None

    def _named_otherwise(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """“甲办”31项、“乙办”44项: an item with a quoted name of its own is none of its neighbour's.

        What has a verb of its own right before the name (印发“漫画”2万份) is no such item.
        """
        text, end = marked.normal, around.left_end
        name = self._own_name.search(text, max(around.left, end - LONGEST_NAME), end)
        if name is None or not around.mention.start >= name.end():
            return False
        return not any(
            max(start, name.start()) < min(stop, name.end())
            or start >= around.mention.end
            or (start >= around.left and stop == name.start())
            for start, stop in best.used
        )

    def _joined(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """受理、审结争议案件53件: the number belongs to two verbs, of which the reading knows one."""
        text, joining = marked.normal, self._joining
        spans = [(a, b) for a, b in best.used if text[a - 1] in joining or text[b : b + 1] in joining]
        spans = sorted(span for span in spans if span[1] <= around.left_end)
        others = [(span, hit) for span in spans for hit in self._coordinates(marked, around, best, span)]
        if not others:
            return False
        own = {word for _, part in (*best.reading.left, *best.reading.right) for word in part.words}
        return any(
            text[hit.start : hit.end] not in own and not _shares_head(text, span, hit, own)
            for span, hit in others
        )

    def _coordinates(
        self, marked: MarkedText, around: Surroundings, best: Candidate, span: tuple[int, int]
    ) -> list[Hit]:
        """The words that stand beside a used word with nothing but a conjunction between them."""
        text, (start, end) = marked.normal, span
        found: list[Hit] = []
        joined = text[start - 1] in self._joining and not text.endswith(self._inside_words, 0, start)
        if start > around.clause and joined and _compact(marked, best):
            begin = marked.boundary_before(start - 1)
            words = [hit for hit in marked.hits_in(max(begin, around.clause), start - 1) if hit.info.parts]
            alone = words and words[0].end == start - 1 and not marked.unexplained(begin, words[0].start)
            found += words[:1] if alone and len(words) == 1 else []
        if text[end : end + 1] in self._joining and end < around.left_end:
            following = min((other for other in best.used if other[0] > end), default=None)
            words = [hit for hit in marked.hits_in(end + 1, around.left_end) if hit.info.parts]
            leads_on = words and words[0].start == end + 1 and following is not None
            if leads_on and following is not None and not marked.unexplained(words[0].end, following[0]):
                found.append(words[0])
        return found

    def _stands(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """民办学校现有13所, 现有许可机构40家: what stands is none of what was done in the year."""
        text, left, at = marked.normal, around.left, around.mention.start
        if best.reading.indicator.kind != "flow":
            return False
        if text.endswith(self._standing, left, at):
            return True
        return self._standing_first.fullmatch(text, left, at) is not None and not _behind(around, best)

    def _of_faults(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """发现问题64个: with nobody counted before it, these are the faults, not who has them."""
        if best.reading.indicator.unit != "户" or around.mention.unit not in self._things:
            return False
        if not any(marked.normal.endswith(self._faults, start, end) for start, end in best.used):
            return False
        before = marked.quantity_before(around.mention.start)
        while before is not None and before.start >= around.sentence:
            if before.unit in self._entities:
                return False
            before = marked.quantity_before(before.start)
        return True


def _of_group(data: Mapping[str, Any]) -> re.Pattern[str]:
    """What stands between a group and how many of it (个县区中有), from its measure word on."""
    measures, members = one_of(data["group_measures"]).pattern, one_of(data["group_members"]).pattern
    among, already, are = (one_of(data[name]).pattern for name in ("among", "already", "there_are"))
    group = rf"{measures}[^,。;、\d()]{{0,4}}{members}(?:\([^()]{{1,8}}\))?"
    return re.compile(rf"{group}{among},?{already}*{are}?$")


def _of_members(data: Mapping[str, Any]) -> re.Pattern[str]:
    """What stands between so many members, from their measure word on, and the rate that they have."""
    measures, members = one_of(data["group_measures"]).pattern, one_of(data["group_members"]).pattern
    return re.compile(rf"{measures}{members}(?:\([^()]{{1,8}}\))?的?[^,。;、\d]{{0,4}}")


def _added(data: Mapping[str, Any]) -> re.Pattern[str]:
    added, total = one_of(data["added"]).pattern, one_of(data["total"]).pattern
    return re.compile(rf"[,、]?{added}[^,。;]{{0,20}}{total}")


def _carried(data: Mapping[str, Any]) -> re.Pattern[str]:
    over, on = one_of(data["carried_over"]).pattern, one_of(data["carried_on"]).pattern
    return re.compile(rf"(?:{over}{on}?|{one_of(data['earlier_years']).pattern}[^,。;、]{{0,10}})的$")


def _behind(around: Surroundings, best: Candidate) -> bool:
    return min(best.used)[0] >= around.mention.end


def _shares_head(text: str, span: tuple[int, int], hit: Hit, own: set[str]) -> bool:
    """Whether a word beside a used one lacks only the head of that (乡镇和企业调解组织)."""
    other, used = text[hit.start : hit.end], text[slice(*span)]
    return any(other + used[at:] in own for at in range(1, len(used) - 1))


def _compact(marked: MarkedText, best: Candidate) -> bool:
    """Whether nothing unexplained stands between the words of a reading."""
    return not any(marked.unexplained(a[1], b[0]) for a, b in pairwise(sorted(best.used)))


def _indefinite(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """一堂法治课: one and a measure word before a noun is an article more often than a count."""
    one = around.mention.value == 1 and ONE.match(marked.normal, around.mention.start) is not None
    return one and _behind(around, best)


def _share_of_it(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """127项事项100%可网办: what stands behind a share is said of the share, none of its own words."""
    share = marked.quantity_after(around.mention.end)
    if share is None or share.unit != "%" or share.start >= around.far_end or around.mention.unit == "%":
        return False
    return any(start >= share.end for start, _ in best.used)


def _off_the_line(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """案件12¹件: the raised digit is the mark of a note, or it is not."""
    at = around.mention
    return marked.odd_digits and beside_digits_off_the_line(marked.normal, at.start, at.end)


def _struck(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """案件35̶6件: which digits hold is for its writer to say."""
    at = around.mention
    return marked.odd_digits and beside_struck_digits(marked.normal, at.start, at.end)


def _unmeasured(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """追讨工资约65万: with 万 and no measure word it may be money as well as anything else."""
    end = around.mention.end
    if around.mention.unit or marked.normal[end - 1] not in SCALES:
        return False
    return all(start != end for start, _ in best.used)
