"""The surroundings of a number: where its clause, its list piece and its sentence begin and end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import SENTENCE_ENDS, STOPS, STRONG
from ingestion.extraction.text.marked import MarkedText
from ingestion.quantities import Mention

__all__ = [
    "STRONG",
    "Surroundings",
    "behind_total",
    "bracketed",
    "filled_bracket",
    "fills_with_a_year",
    "fronted",
    "surroundings",
]

MAX_JUXTAPOSED: Final = 3
BLANKS: Final = " \t"
MAX_SHARE: Final = 24
MAX_GAP: Final = 4
LONGEST_WORD: Final = 16


@dataclass(slots=True)
class Surroundings:
    """Stretches of text around a mention.

    ``left`` to ``left_end`` is its own piece before it, up to ``right`` what follows it; ``clause`` begins
    where the enumeration before it begins. Words further off are looked for from ``far_left`` on and from
    ``far_right`` to ``far_end``: where no other number stands in between, or where one verb governs the
    whole enumeration. ``sentence`` is where the sentence begins. Nobody changes them; as every number has its
    own, that is not enforced.
    """

    mention: Mention
    previous: Mention | None
    """The number before it …"""
    follower: Mention | None
    """… and the one behind it."""
    left: int
    left_end: int
    clause: int
    sentence: int
    right: int
    far_left: int
    far_right: int
    far_end: int
    governed_by: tuple[int, int]
    """Here the verb may stand that governs the whole list that the number is in."""
    common: tuple[int, int] = (0, 0)
    """What is said behind 分别 of every piece of a paired list."""


def surroundings(marked: MarkedText, mention: Mention, window: int) -> Surroundings:
    """The stretches around ``mention``, none of them longer than ``window``."""
    previous, follower = marked.quantity_before(mention.start), marked.quantity_after(mention.end)
    left, left_end, clause = _left(marked, mention, previous)
    right = _right(marked, mention, follower, window)
    beyond = follower
    if right in marked.interruptions:
        behind = marked.interruptions[right]
        right, beyond = marked.boundaries.after(behind, reach=window), marked.quantity_after(behind)
    right = _up_to_follower(marked, mention, beyond, right)
    stretch = min(clause, marked.boundaries.before(mention.start, STOPS, window))
    far_right, far_end = _far_right(marked, mention, right, window)
    if follower is not None and follower.unit == "%" != mention.unit and follower.start < far_end:
        far_right = far_end = right
    return Surroundings(
        mention=mention,
        previous=previous,
        follower=follower,
        left=left,
        left_end=left_end,
        clause=clause,
        sentence=min(clause, marked.boundaries.before(mention.start, SENTENCE_ENDS, 2 * window)),
        right=right,
        far_left=_far_left(marked, mention, stretch, window),
        far_right=far_right,
        far_end=far_end,
        governed_by=_governed_by(marked, left, window),
    )


def _up_to_follower(marked: MarkedText, mention: Mention, follower: Mention | None, right: int) -> int:
    """Where what follows a number ends for the next number; what labels or leads to that is none of it."""
    if follower is None or _beside_people(marked, mention, follower):
        return right
    parted = _labelled(marked, follower) or _joined_on(marked, mention)
    parted = parted or _in_unmarked_row(marked, mention, follower, right)
    return min(right, mention.end if parted else follower.start)


def _right(marked: MarkedText, mention: Mention, follower: Mention | None, window: int) -> int:
    """Where the piece behind a number ends: a list of people is one (36名监察员、仲裁员参加培训)."""
    right = marked.boundaries.after(mention.end, reach=window)
    if mention.unit not in marked.lists.people or not marked.normal.startswith("、", right):
        return right
    end = marked.boundaries.after(mention.end, STRONG, window)
    return right if follower is not None and follower.start < end else end


def _labelled(marked: MarkedText, mention: Mention) -> bool:
    """Whether a colon stands before a number: what is before that names it alone (制发：2件 废止：1件)."""
    return marked.normal.endswith(":", 0, mention.start)


def _in_unmarked_row(marked: MarkedText, mention: Mention, follower: Mention, end: int) -> bool:
    """Whether its word stands right before a number, and so on to the last of its piece (立案5件结案4件)."""
    following: Mention | None = follower
    last = mention
    while following is not None and following.end <= end:
        if following.unit != mention.unit or following.start == last.end:
            return False
        last, following = following, marked.quantity_after(following.end)
    if last is mention or last.end != end or marked.normal.startswith(marked.attributive, mention.start - 1):
        return False
    piece = max(0, mention.start - LONGEST_WORD)
    return any(hit.end == mention.start and hit.info.parts for hit in marked.hits_in(piece, mention.start))


def _joined_on(marked: MarkedText, mention: Mention) -> bool:
    """Whether a conjunction behind a number begins the next piece of its list (甲证5件和乙证4件)."""
    text, end = marked.normal, mention.end
    return text.startswith(marked.lists.conjunctions, end) and not text.startswith(
        marked.lists.not_conjunctions, end
    )


def _beside_people(marked: MarkedText, mention: Mention, people: Mention) -> bool:
    """Whether so many people took part in what both numbers stand before (2场共180人次的培训)."""
    of_people = marked.lists.people
    if people.unit not in of_people or mention.unit in of_people:
        return False
    joined = marked.lists.of_people.fullmatch(marked.normal, mention.end, people.start) is not None
    return joined and marked.normal.startswith(marked.attributive, people.end)


def _governed_by(marked: MarkedText, left: int, window: int) -> tuple[int, int]:
    """Where the verb may stand that governs a list (检查企业120户、工地34个): before its first number.

    Empty where the number is in no list, or is the first of it.
    """
    if marked.normal[left - 1 : left] != "、":
        return left, left
    start = marked.boundaries.before(left, STRONG, window)
    first = marked.quantity_after(start)
    return (start, first.start) if first is not None and first.end <= left else (left, left)


def _far_left(marked: MarkedText, mention: Mention, sentence: int, window: int) -> int:
    """Back to the sentence's beginning, but not into an earlier clause that has a number of its own."""
    clause = marked.boundaries.before(mention.start, STRONG, window)
    before = marked.quantity_before(clause)
    if before is None or before.end <= sentence:
        return sentence
    return min(clause, marked.boundaries.after(before.end, STRONG, window) + 1)


def _far_right(marked: MarkedText, mention: Mention, right: int, window: int) -> tuple[int, int]:
    """The rest of the own clause, behind its last number where an enumeration follows."""
    end = marked.boundaries.after(mention.end, STRONG, window)
    last = marked.quantity_before(end)
    start = last.end if last is not None and last.start > mention.start else right
    return start, max(start, end)


def _left(marked: MarkedText, mention: Mention, before: Mention | None) -> tuple[int, int, int]:
    """Start and end of the own piece before the number, and start of its clause; ``before`` is the last one.

    A number that follows another without a word between them shares its piece (1868人2552.11万元).
    """
    start = mention.start
    for _ in range(MAX_JUXTAPOSED):
        if before is None or not _juxtaposed(marked, before, start, mention):
            break
        start, before = before.start, marked.quantity_before(before.start)
    floor = before.end if before is not None else 0
    piece = max(floor, marked.boundaries.before(start))
    clause = max(floor, marked.boundaries.before(start, STRONG))
    said = marked.normal[piece:start].rstrip()
    joining = said.endswith(marked.lists.conjunctions) and not said.endswith(marked.lists.not_conjunctions)
    joined = floor == piece and floor and joining
    return piece, piece if joined else start, clause


def _juxtaposed(marked: MarkedText, before: Mention, start: int, mention: Mention) -> bool:
    """Whether a number follows another at once, or as another measure of the same thing (5场、625人次)."""
    between = marked.normal[before.end : start].strip()
    if not between:
        return True
    alone = mention.end >= len(marked.normal) or marked.normal[mention.end] in STRONG + "、"
    return between in "、," and alone and before.unit != mention.unit


def filled_bracket(text: str, mention: Mention) -> int | None:
    """Where the bracket opens that a number fills alone."""
    opening = max(0, mention.start - 1)
    while opening > 0 and text[opening] in BLANKS:
        opening -= 1
    closes = text[mention.end : mention.end + MAX_GAP].lstrip(BLANKS)[:1] == ")"
    return opening if closes and text[opening : opening + 1] == "(" else None


def fills_with_a_year(marked: MarkedText, mention: Mention) -> bool:
    """Whether a number and another year fill a bracket (2146件（2030年2310件）)."""
    text, start = marked.normal, marked.boundaries.before(mention.start)
    if not (text.endswith("(", 0, start) and text.startswith(")", mention.end)):
        return False
    return marked.lists.another_year.fullmatch(text, start, mention.start) is not None


def bracketed(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number that fills a bracket alone: what stands before the bracket is its own.

    A share before the bracket has the number for its part (调解结案占办结案件的57%（174件）): its subject is
    that of the number too.
    """
    text, mention = marked.normal, around.mention
    opening = filled_bracket(text, mention)
    if opening is None:
        return None
    before = marked.quantity_before(opening)
    if before is not None and before.end == opening:
        share = text.rfind(marked.lists.share, max(0, opening - MAX_SHARE), before.start)
        if before.unit != "%" or share < 0:
            return None
        opening = share
    before = marked.quantity_before(opening)
    left, _, clause = _left(marked, replace(mention, start=opening, end=opening), before)
    return replace(around, left=left, left_end=opening, clause=clause, right=mention.end)


def behind_total(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a share behind the count of its total (占应持证人员(44人)的95.5%)."""
    text, left = marked.normal, around.left
    total = marked.quantity_before(left)
    if around.mention.unit != "%" or total is None:
        return None
    if text[left : around.mention.start].strip() != marked.attributive:
        return None
    opening = total.start
    if text[left - 1 : left] == ")":
        opening = text.rfind("(", max(around.sentence, left - MAX_SHARE), left)
    if opening < around.sentence:
        return None
    before = marked.quantity_before(opening)
    start, _, clause = _left(marked, replace(around.mention, start=opening, end=opening), before)
    return replace(around, left=start, left_end=opening, clause=clause)


def fronted(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number whose verb stands behind the comma (对34份合同，法规科逐份审查).

    Its clause names a thing that something is done to, or a case that there is (有1件因场地不符，不予许可).
    """
    text, lists, mention = marked.normal, marked.lists, around.mention
    end = marked.boundaries.after(mention.end, STRONG, reach.WORDS)
    if text[end : end + 1] != "," or lists.predicating.search(text, mention.end, end) is not None:
        return None
    start = marked.boundaries.before(mention.start, STRONG, reach.WORDS)
    there_is = text[start : mention.start].strip() in lists.having
    beyond = marked.boundaries.after(end + 1, STRONG, reach.WORDS)
    counted = around.follower is not None and around.follower.start < beyond
    if counted or not (there_is or text.startswith(lists.fronting, start)):
        return None
    return replace(around, far_right=end + 1, far_end=beyond)
