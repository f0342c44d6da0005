"""Numbers that count something that the catalogue does not know, and those that count parts of a figure."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.shares import share_of_group
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.quantities import Mention

MIN_NOUN = 4


def unknown_noun(marked: MarkedText, around: Surroundings) -> bool:
    """Whether something that the catalogue does not know was counted, no part of a figure before it."""
    clause = marked.boundary_before(around.mention.start, STRONG)
    if marked.normal.startswith(marked.lists.parts_of, clause):
        return False
    sides = (around.left, around.left_end), (around.mention.end, around.right)
    if any(marked.lists.outcomes.search(marked.normal, *side) for side in sides):
        return False
    return any(marked.different_words(*side) or marked.unknown(*side) >= MIN_NOUN for side in sides)


def outcome(link: Link | None, fact: Link | None, marked: MarkedText) -> bool:
    """Whether a count tells what became of a part of a figure of its sentence (协调解决296件)."""
    if link is None or fact is None or fact.around.mention.start < link.around.sentence:
        return False
    around = link.around
    return marked.lists.outcomes.search(marked.normal, around.left, around.left_end) is not None


def told_of_unknown(last: Link | None, around: Surroundings, best: Candidate, sentence: int) -> bool:
    """Whether a bare verb (成功15件) stands behind a count in its sentence that was not understood."""
    if best.opening is None or last is None or last.sure or last.described or len(best.used) > 1:
        return False
    same = last.comparison == "level" and last.around.mention.unit == around.mention.unit
    told = same and last.around.mention.start >= around.sentence and bool(last.chosen)
    return told and best.opening.sentence != sentence


def told_of_opened(
    marked: MarkedText,
    told: Sequence[Link],
    last: Link | None,
    around: Surroundings,
    best: Candidate,
    costs: Costs,
) -> bool:
    """Whether a bare verb of an end may be said of what was opened last (受理126件，立案12件，结案12件).

    Of more than were opened it is not, nor is a rate that another number parts from these.
    """
    others = costs.ended_with.get(best.indicator_id)
    if others is None or not best.by_topic:
        return False
    if _verified(marked, last, around, costs):
        return True
    at = next((i for i in reversed(range(len(told))) if told[i].chosen[0].indicator_id in others), None)
    if at is None or any(
        told[i].chosen[0].indicator_id in best.reading.asked.topics for i in range(at + 1, len(told))
    ):
        return False
    opened, number = told[at].around.mention, around.mention
    if number.unit != "%":
        return _no_more(number, opened)
    if last is None:
        return False
    ended = bool(last.chosen) and last.chosen[0].indicator_id in costs.ended_with
    return last is told[at] or (ended and not last.sure)


def kind_of_others(told: Sequence[Link], best: Candidate, costs: Costs) -> bool:
    """Whether kinds of cases are kinds of those counted last (监察立案21件，其中社会保险类4件)."""
    of, none = costs.kinds_of
    if best.indicator_id not in none:
        return False
    last = next(
        (f.chosen[0].indicator_id for f in reversed(told) if f.chosen[0].indicator_id not in none), None
    )
    return last in of


def _verified(marked: MarkedText, last: Link | None, around: Surroundings, costs: Costs) -> bool:
    """Whether the number before it in its sentence counts those that proved true (查实12件，办结11件)."""
    if last is None or last.sure or last.around.mention.start < around.sentence:
        return False
    before = last.around
    told = costs.verified.search(marked.normal, before.left, before.right) is not None
    return told and _no_more(around.mention, before.mention)


def _no_more(number: Mention, opened: Mention) -> bool:
    """Whether a number counts as another one does, and no more than that."""
    return number.unit == opened.unit and (number.value or 0.0) <= (opened.value or 0.0)


def rate_of_unknown(
    last: Link | None, around: Surroundings, best: Candidate, marked: MarkedText, costs: Costs
) -> bool:
    """Whether a bare rate (结案率) stands behind a count in its sentence that was not understood."""
    if around.mention.unit != "%" or not best.by_topic or last is None or last.sure or last.described:
        return False
    counted = last.comparison == "level" and last.around.mention.unit not in costs.no_subject
    text, left = marked.normal, last.around.left
    lasted = last.around.mention.duration and "," in text[last.around.mention.end : around.mention.start]
    rest = text.startswith(marked.lists.rest_of, left)
    rest = rest or costs.ratings.search(text, left, last.around.left_end) is not None
    rest = rest or share_of_group(around, last.around.mention, marked, costs)
    return counted and not (rest or lasted) and last.around.mention.start >= around.sentence


class PartsTold:
    """The parts of a figure while they are told (线索212条，其中平台120条，热线92条)."""

    def __init__(self) -> None:
        self._of: Link | None = None
        self._told = 0.0

    def takes(self, around: Surroundings, fact: Link | None, marked: MarkedText) -> bool:
        """Whether a number is one of the parts of the last figure, which do not exceed it together, or only
        describes it.
        """
        if fact is None or fact.around.mention.start < around.sentence:
            return False
        if _describes(around, marked):
            return True
        part, whole = around.mention, fact.around.mention
        if part.unit != whole.unit or part.value is None or whole.value is None:
            return False
        told = self._told if fact is self._of else 0.0
        begun = fact is self._of or _begins(around, whole.end, marked) or _is_left(around, marked)
        if not begun or told + part.value > whole.value:
            return False
        self._of, self._told = fact, told + part.value
        return True


def _begins(around: Surroundings, end: int, marked: MarkedText) -> bool:
    """Whether the clause right behind a figure tells of parts of it (，其中…)."""
    clause = marked.boundary_before(around.mention.start, STRONG)
    return clause == end + 1 and marked.normal.startswith(marked.lists.parts_of, clause)


def _is_left(around: Surroundings, marked: MarkedText) -> bool:
    """Whether its clause begins with what says that it is left of a figure (受理135件，另2件转市局).

    Of what others did (另4场由司法局承办) nothing goes on.
    """
    if marked.normal.startswith(marked.lists.by_whom, around.mention.end):
        return False
    clause = marked.boundary_before(around.mention.start, STRONG)
    return marked.lists.remainder.match(marked.normal, clause, around.mention.start + 1) is not None


def _describes(around: Surroundings, marked: MarkedText) -> bool:
    """Whether it tells whom a figure reached (覆盖企业460家), or whose the next one is (9个县的80名)."""
    text, following = marked.normal, around.follower
    if marked.lists.reached.match(text, around.left, around.left_end):
        return True
    tied = text.startswith(marked.attributive, around.right - 1)
    return tied and following is not None and following.start == around.right
