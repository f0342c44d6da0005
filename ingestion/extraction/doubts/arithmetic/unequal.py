"""Two unequal values of one figure in one paragraph: at most one of them is the figure.

抽取检查对象60户，实际检查57户: the reader cannot have both, and takes none that is not clearly the better
reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingestion.extraction.doubts.arithmetic.adding import Sums
from ingestion.extraction.text import reach
from ingestion.observations import Observation

CLEARLY = 0.1
"""One reading is surer than another by so much where its words fit the text clearly better."""

STAGE = 0.8
"""What is counted at two stages of one course is mostly nearer to each other than this share."""
NAMED, BY_TOPIC = "phrase:", "topic:"
"""Rules of figures whose own words say what they count, and of those that an open topic is needed for."""
WHOLE = "region", "system"
"""Scopes of which what is told of nobody may be a part."""

PIECE = re.compile(r"[^,。;:、!?()\n]*$")
PARTING = "\n", "\t"
"""Between paragraphs, and between the cells of a row (更正前 beside 更正后), which say each their own."""


class Tellings(NamedTuple):
    """What tells which of several values is the figure, see ``catalog/lexicon/doubts.yaml``."""

    actual: re.Pattern[str]
    """Before the figure itself (实际)."""
    carried: re.Pattern[str]
    """Before what it makes together with what came over (上年结转8件,合计128件)."""
    in_all: re.Pattern[str]
    """Directly before the sum of what was told before it (共)."""
    summed: re.Pattern[str]
    """In the clause of such a sum."""
    parts_of: Sequence[str]
    """Before a part of it (其中)."""
    severally: frozenset[str]
    """The indicators whose figures are told one occasion after another."""
    by_kinds: frozenset[str]
    """… and one kind after another."""
    attributive: str
    """At the end of what a part of it is told by."""
    things: tuple[str, ...]
    """The measures that faults are counted by."""
    faulty: str
    """… and that of who has them."""
    put_right: re.Pattern[str]
    """In a bracket with the right value."""
    of_one: re.Pattern[str]
    """One of those who are counted, or one of the ways."""


def settled(found: Sequence[Observation], text: str, tellings: Tellings) -> list[Observation]:
    """``found`` in which the facts that contradict each other within a paragraph are left for review.

    Of unequal ones that is kept of which the text tells that it is the figure, or whose words fit clearly
    better.
    """
    sums = Sums(found, text, tellings.parts_of)
    groups = _of_one_figure(found, text)
    doubted = {id(o) for group in groups for o in _doubted(group, text, tellings, sums)}
    return [for_review(o) if id(o) in doubted else o for o in found]


def for_review(observation: Observation) -> Observation:
    """A fact that another value of the same figure contradicts."""
    rule = f"two_values:{observation.rule.partition(':')[2]}"
    return replace(observation, disposition="undecided", rule=rule)


def _of_one_figure(found: Iterable[Observation], text: str) -> Iterator[list[Observation]]:
    """The facts of a paragraph or cell that are of one figure, several values among them."""
    groups: dict[Hashable, list[Observation]] = defaultdict(list)
    line = at = 0
    for o in found:
        if o.disposition != "fact" or o.start is None:
            continue
        line, at = line + sum([text.count(mark, at, o.start) for mark in PARTING]), o.start
        period = (o.period_type, o.period_year, o.period_start, o.period_end, o.event_label)
        groups[line, o.indicator_id, o.org_scope, period].append(o)
    yield from (group for group in groups.values() if len({o.value for o in group}) > 1)


def _doubted(
    group: Sequence[Observation], text: str, tellings: Tellings, sums: Sums
) -> Iterator[Observation]:
    """Those of several unequal values that are not to be taken."""
    whole, rest = group[0], [o for o in group[1:] if o.value != group[0].value]
    if all(_with_carried(o, whole, text, tellings.carried) for o in rest):
        return iter(rest)
    told = [o for o in group if _told(o, text, tellings.actual)] or [o for o in group if sums.divide(o)]
    told = (
        told or [*_told_in_all(group, text, tellings)] or [*_within_bounds(group)] or _faulty(group, tellings)
    )
    told = told or [*_closing(group, text, tellings, sums)] or [*_divided(group, sums)]
    told = told or _set_apart(group, text, tellings)
    if len({o.value for o in told}) == 1:
        return (o for o in group if o.value != told[0].value)
    if any(_puts_right(o, text, tellings) for o in rest):
        return iter(group)
    best = max(group, key=lambda o: o.confidence)
    rivals = [o for o in group if o.value != best.value]
    parts = [o for o in rest if _is_part(o, whole, text, tellings)]
    if whole.indicator_id in tellings.severally:
        return iter(parts)
    if all(best.confidence - o.confidence >= CLEARLY for o in rivals):
        return iter(rivals)
    if len(parts) == len(rest):
        return iter(rest)
    plainest = _plainest(group)
    return (o for o in group if o not in plainest or o.value != plainest[0].value)


def _told(o: Observation, text: str, actual: re.Pattern[str]) -> bool:
    """Whether the text tells that it is the figure itself, or it is the sum of the others."""
    start = o.start or 0
    return (
        o.rule.startswith("closing_total")
        or actual.search(text, max(0, start - reach.TOLD_TO_HOLD), start) is not None
    )


def _told_in_all(group: Sequence[Observation], text: str, tellings: Tellings) -> Sequence[Observation]:
    """The greatest and last of several values, where its sum is said (局长出庭2次，负责人出庭共6次)."""
    last = group[-1]
    greatest = all((o.value or 0.0) < (last.value or 0.0) for o in group if o.value != last.value)
    start = last.start or 0
    said = tellings.in_all.search(text, max(0, start - reach.TOLD_TO_HOLD), start) is not None
    return group[-1:] if said and greatest else ()


def _closing(
    group: Sequence[Observation], text: str, tellings: Tellings, sums: Sums
) -> Sequence[Observation]:
    """The last value, where its clause says that it is the sum of those before it (共登记投诉举报143件)."""
    last = group[-1]
    piece = PIECE.search(text, max(0, (last.start or 0) - reach.CLAUSE), last.start or 0)
    said = piece is not None and tellings.summed.search(piece[0]) is not None
    return group[-1:] if said and sums.close(last) else ()


def _faulty(group: Sequence[Observation], tellings: Tellings) -> list[Observation]:
    """Those that count who has faults, beside the faults themselves (发现存在问题的12户，发现问题31个)."""
    who = [o for o in group if o.unit == tellings.faulty and o.raw_text.endswith(tellings.faulty)]
    rest = [o for o in group if o not in who]
    return who if rest and all(o.raw_text.endswith(tellings.things) for o in rest) else []


def _divided(group: Sequence[Observation], sums: Sums) -> Sequence[Observation]:
    """The first value, where all others are among its parts (26份，零意见19份、有意见7份)."""
    rest = [o for o in group if o.value != group[0].value]
    return group[:1] if sums.whole(group[0], rest) else ()


def _set_apart(group: Sequence[Observation], text: str, tellings: Tellings) -> list[Observation]:
    """Those that stand in no bracket (7200份（印制1万份）), or are told of no one of them (局长本人2件)."""
    outside = [o for o in group if not _in_bracket(o, text, tellings)]
    if len(outside) < len(group) or group[0].unit == "%" or group[0].indicator_id in tellings.severally:
        return outside
    of_all = [o for o in group if not _of_one(o, text, tellings)]
    least = min((o.value or 0.0 for o in of_all), default=0.0)
    return of_all if all((o.value or 0.0) <= least for o in group if o not in of_all) else []


def _plainest(group: Sequence[Observation]) -> Sequence[Observation]:
    """Those that are told more plainly than all others: said to be the bureau's own, named by words of their
    own, or the whole of a region.

    中心好评率99.2%，我局事项满意率99.8%; 纳入清理范围15件，清理后继续有效11件; 全区线索1843条，热线转办717条.
    """
    told = [found for found in (_of_its_own(group), _named(group), _of_all(group)) if found]
    if not told or any(found != told[0] for found in told) or len({o.value for o in told[0]}) > 1:
        return ()
    others = (o for o in group if o not in told[0])
    by_topic = all(o.rule.startswith(BY_TOPIC) for o in told[0])
    return () if by_topic and any(o.rule.startswith(NAMED) for o in others) else told[0]


def _of_its_own(group: Sequence[Observation]) -> Sequence[Observation]:
    """Those said to be the bureau's own, where of no other one it is said whose it is."""
    others = [o for o in group if o.scope_basis != "stated"]
    own = [o for o in group if o.scope_basis == "stated" and o.org_scope == "own"]
    return (
        own if len(own) + len(others) == len(group) and {o.scope_basis for o in others} == {"default"} else ()
    )


def _named(group: Sequence[Observation]) -> Sequence[Observation]:
    """Those whose words say what they count, where all others need an open topic for that and are less."""
    named = [o for o in group if o.rule.startswith(NAMED)]
    by_topic = [o for o in group if o.rule.startswith(BY_TOPIC)]
    return named if len(named) + len(by_topic) == len(group) and _are_less(by_topic, named) else ()


def _of_all(group: Sequence[Observation]) -> Sequence[Observation]:
    """Those said to be of the whole region, where all others are less and may be its parts."""
    whole = [o for o in group if o.scope_basis == "stated" and o.org_scope in WHOLE]
    others = [o for o in group if o not in whole]
    return whole if group[0].unit != "%" and _are_less(others, whole) else ()


def _are_less(parts: Sequence[Observation], wholes: Sequence[Observation]) -> bool:
    """Whether all of some values are so much less than others that they are parts, and no stages of these
    (受理320件，立案312件).
    """
    least = min((o.value or 0.0 for o in wholes), default=0.0)
    return bool(parts) and all((o.value or 0.0) <= STAGE * least for o in parts)


def _in_bracket(o: Observation, text: str, tellings: Tellings) -> bool:
    """Whether a value stands in a bracket that does not put right what stands before it."""
    opened = _bracket(o, text)
    return opened is not None and tellings.put_right.search(text, opened, o.start or 0) is None


def _puts_right(o: Observation, text: str, tellings: Tellings) -> bool:
    """Whether a value stands in a bracket that puts right what stands before it (386户（经复核为380户）)."""
    opened = _bracket(o, text)
    return opened is not None and tellings.put_right.search(text, opened, o.start or 0) is not None


def _bracket(o: Observation, text: str) -> int | None:
    """Where the bracket opens that a value stands in."""
    line = text.rfind("\n", 0, o.start) + 1
    opened = text.rfind("(", max(line, (o.start or 0) - reach.CLAUSE), o.start)
    return opened if opened > text.rfind(")", line, o.start) else None


def _of_one(o: Observation, text: str, tellings: Tellings) -> bool:
    """Whether the piece of a value tells of one of those who are counted, or of one way (线上办件5.1万件)."""
    piece = PIECE.search(text, max(0, (o.start or 0) - reach.CLAUSE), o.start or 0)
    return piece is not None and tellings.of_one.search(piece[0]) is not None


def _within_bounds(group: Sequence[Observation]) -> Sequence[Observation]:
    """The exact value where all others are bounds that it keeps (连续三年突破500件，2031年为512件)."""
    exact = [o for o in group if o.qualifier == "exact"]
    bounds = [o for o in group if o.qualifier in ("at_least", "at_most")]
    kept = all(_keeps(e.value, bound) for e in exact for bound in bounds)
    return exact if bounds and kept and len(exact) + len(bounds) == len(group) else ()


def _keeps(value: float | None, bound: Observation) -> bool:
    """Whether a value is as great as a lower bound says, or as small as an upper one."""
    if value is None or bound.value is None:
        return False
    return value >= bound.value if bound.qualifier == "at_least" else value <= bound.value


def _with_carried(total: Observation, new: Observation, text: str, carried: re.Pattern[str]) -> bool:
    """Whether a greater value is the new cases and those that came over (受理120件,上年结转8件,共128件)."""
    greater = total.value is not None and new.value is not None and total.value > new.value
    return greater and carried.search(text, new.end or 0, total.start or 0) is not None


def _is_part(part: Observation, whole: Observation, text: str, tellings: Tellings) -> bool:
    """Whether a smaller value is a part of the one before it (54份，提出意见的19份), or in a bracket."""
    if (part.start or 0) - (whole.end or 0) > reach.PART:
        return False
    between = text[whole.end or 0 : part.start or 0]
    smaller = part.value is not None and whole.value is not None and part.value < whole.value
    told = any(word in between for word in tellings.parts_of) or between.endswith(tellings.attributive)
    return smaller and (told or between.rfind("(") > between.rfind(")"))
