"""Why a number is left for review although a phrase of the catalogue fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from ingestion.extraction.candidates import Candidate
from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.surroundings import Surroundings

JOINING = "、和与及"
NEGATING = "非未拟"
ONE = re.compile(r"一(?![百千万亿成])")
WITHIN = re.compile(r"(?:当|之)?中(?![小介国央级心型层标高学职专外共华等长期])|里(?!程)")
SCALES = "万亿"
OWN_NAME = re.compile(
    r"“[^“”,。;]{2,12}”(?:事项|服务事项|服务|业务|类|占比|事项占比|达到|达|共|超过|超|近|约|[ ])*$"
)
LONGEST_NAME = 32
OF_GROUP = re.compile(
    r"[个家](?:[^,。;、\d()]{0,4}(?:[县区市州旗镇村]|街道|社区|部门|单位|企业))(?:\([^()]{1,8}\))?当?中,?(?:已|也|共)?有?$"
)
GROUP_REACH = 24
ADDED_TO = re.compile(r"[,、]?(?:加上|连同)[^,。;]{0,20}[共计]")
FAULTS = ("问题", "行为", "隐患", "情形")
OF_THINGS = ("个", "处", "项", "条")
OF_ENTITIES = ("户", "家", "户次", "家次")
CARRIED = re.compile(
    r"(?:(?:结转|遗留|转入|接转|未结)(?:下来|过来)?|(?:上年度?|去年|前年|上一年度?|往年)[^,。;、]{0,10})的$"
)

Doubt = Callable[[MarkedText, Surroundings, Candidate], bool]


def doubt(marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
    """The first reason not to take ``best`` for a fact, by its name; None where there is none."""
    for name, holds in DOUBTS.items():
        if holds(marked, around, best):
            return name
    return None


def _behind(around: Surroundings, best: Candidate) -> bool:
    return all(start >= around.mention.end for start, _ in best.used)


def _indefinite(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """一堂法治课: one and a measure word before a noun is an article more often than a count."""
    one = around.mention.value == 1 and ONE.match(marked.normal, around.mention.start) is not None
    return one and _behind(around, best)


def _attributive(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """涉及212人的380万元: a count that only describes what follows, unless that is its share (212人的95%)."""
    if around.mention.unit == "%" or not marked.normal.startswith("的", around.mention.end):
        return False
    share = marked.quantity_after(around.mention.end)
    return share is None or share.start > around.mention.end + 1 or share.unit != "%"


def _whole_of_part(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """90件中不予受理的有7件: what follows is said of a part of the number."""
    return _behind(around, best) and WITHIN.match(marked.normal, around.mention.end) is not None


def _of_group(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """124个县区中有101个建成调解中心: the members of the group are counted, not what they have."""
    at = around.mention.start
    before = marked.quantity_before(at)
    if before is None or before.unit != around.mention.unit or not _behind(around, best):
        return False
    return OF_GROUP.match(marked.normal[before.end - 1 : at]) is not None and at - before.end < GROUP_REACH


def _unmeasured(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """追讨工资约65万: with 万 and no measure word it may be money as well as anything else."""
    end = around.mention.end
    noun_behind = any(start == end for start, _ in best.used)
    return around.mention.unit == "" and marked.normal[end - 1] in SCALES and not noun_behind


def _negated(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """非立案处理5件: a word of the reading is denied."""
    return any(start and marked.normal[start - 1] in NEGATING for start, _ in best.used)


def _carried_over(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """上年结转的2件复议案件: cases that came over from the year before are none of this year's."""
    before = marked.normal[max(around.clause, around.mention.start - 18) : around.mention.start]
    return best.reading.indicator.kind == "flow" and CARRIED.search(before) is not None


def _added_to(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """设立调解组织12个，加上企业的共96个: what is added to before the total is told is a part of it."""
    return ADDED_TO.match(marked.normal, around.mention.end) is not None


def _named_otherwise(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """“甲办”31项、“乙办”44项: an item of a list with a quoted name of its own is none of its neighbour's."""
    text, end = marked.normal, around.left_end
    name = OWN_NAME.search(text, max(around.left, end - LONGEST_NAME), end)
    if name is None or not around.mention.start >= name.end():
        return False
    return not any(
        max(start, name.start()) < min(stop, name.end()) or start >= around.mention.end
        for start, stop in best.used
    )


def _joined(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """受理、审结争议案件53件: the number belongs to two verbs, of which the reading knows one."""
    spans = sorted(span for span in best.used if span[1] <= around.left_end)
    others = [hit for span in spans for hit in _coordinates(marked, around, best, span)]
    if not others:
        return False
    own = {word for _, part in (*best.reading.left, *best.reading.right) for word in part.words}
    return any(marked.normal[hit.start : hit.end] not in own for hit in others)


def _compact(marked: MarkedText, best: Candidate) -> bool:
    """Whether nothing unexplained stands between the words of a reading."""
    return not any(marked.unexplained(a[1], b[0]) for a, b in pairwise(sorted(best.used)))


def _coordinates(
    marked: MarkedText, around: Surroundings, best: Candidate, span: tuple[int, int]
) -> list[Hit]:
    """The words that stand beside a used word with nothing but a conjunction between them."""
    text, (start, end) = marked.normal, span
    found: list[Hit] = []
    if start > around.clause and text[start - 1] in JOINING and _compact(marked, best):
        begin = marked.boundary_before(start - 1)
        words = [hit for hit in marked.hits_in(max(begin, around.clause), start - 1) if hit.info.parts]
        alone = words and words[0].end == start - 1 and not marked.unexplained(begin, words[0].start)
        found += words[:1] if alone and len(words) == 1 else []
    if text[end : end + 1] in JOINING and end < around.left_end:
        following = min((other for other in best.used if other[0] > end), default=None)
        words = [hit for hit in marked.hits_in(end + 1, around.left_end) if hit.info.parts]
        leads_on = words and words[0].start == end + 1 and following is not None
        if leads_on and following is not None and not marked.unexplained(words[0].end, following[0]):
            found.append(words[0])
    return found


def _of_faults(marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
    """发现问题64个: with nobody counted before in its sentence, these are the faults, not who has them."""
    at = around.mention.start
    faults = any(marked.normal[start:end].endswith(FAULTS) for start, end in best.used)
    if best.reading.indicator.unit != "户" or around.mention.unit not in OF_THINGS or not faults:
        return False
    before = marked.quantity_before(at)
    while before is not None and before.start >= around.sentence:
        if before.unit in OF_ENTITIES:
            return False
        before = marked.quantity_before(before.start)
    return True


DOUBTS: Mapping[str, Doubt] = MappingProxyType(
    {
        "indefinite_one": _indefinite,
        "attributive": _attributive,
        "whole_of_a_part": _whole_of_part,
        "of_a_group": _of_group,
        "no_measure_word": _unmeasured,
        "negated": _negated,
        "carried_over": _carried_over,
        "joined_verbs": _joined,
        "part_of_total": _added_to,
        "named_otherwise": _named_otherwise,
        "counts_faults": _of_faults,
    }
)
