"""Numbers whose noun stands before their own clause: totals that close a list, and counts told apart.

The noun of 一审6件、二审3件,共9件 stands before the first part, that of 追索劳动报酬的最多,有204件 in the
clause before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from catalog import Indicator
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.structure import Division
from ingestion.extraction.text.surroundings import STRONG, Surroundings, surroundings
from ingestion.quantities import Mention

GROWN, CLOSING, CLAUSE_BEFORE = "grown_to", "closing_total", "clause_before"
BEHIND_TITLE = "。:\n \t"
CLOSES = ",、。;!?\n)"
INTRODUCES = (",", ":")
PARTS = (",", "、")
MAX_YEARS = 5
"""So many other years are told before this one at most."""
MIN_PARTS = 2
MAX_WORD = 4
MAX_NAME = 8
"""So many characters has the name of a part in a list."""
OPENS = (",", ":", "(")
"""Behind one of these a list of parts begins whose noun stands before it."""
FULL = 100.0


def noun_before(
    marked: MarkedText, around: Surroundings, heading: Division | None, *, grown: bool = True
) -> tuple[str, Surroundings | None]:
    """The surroundings in which the noun of a number stands that has none in its own clause, and the rule.

    ``heading`` is the last one before it; whether something may have ``grown`` to it is the caller's to say.
    """
    if (total := closing_total(marked, around)) is not None:
        return CLOSING, total
    if grown and (stock := grown_stock(marked, around)) is not None:
        return GROWN, stock
    titled = None if heading is None else in_title(marked, around, heading)
    if (before := titled or clause_before(marked, around)) is not None:
        return CLAUSE_BEFORE, before
    return "said_of_all", said_of_all(marked, around)


def sum_of_figures(
    marked: MarkedText, link: Link, told: Sequence[Link], whole: Mapping[str, Indicator], cost: float
) -> Link | None:
    """A sum of figures that are parts of the same whole (甲许可9件、乙许可5件,共14件): that whole.

    Where all of them were read as one figure it is that one (乡镇调解组织9个、企业调解组织5个,共14个). None
    where it closes no list of figures; a link to nothing where they have no whole in common.
    """
    added = parts_of_sum(marked, link.around) if closes_list(marked, link.around) else ()
    parts = {part.start for part in added}
    figures = [figure.chosen[0] for figure in told if figure.around.mention.start in parts]
    rest = bool(added) and _is_rest(marked, added[0])
    if not figures or len(figures) < len(parts) - rest:
        return None
    common = _in_common([figure.reading.indicator for figure in figures])
    if len(common) != 1:
        return link
    score = min(figure.score for figure in figures) - cost
    candidate = figures[0].read_as(whole[common[0]])._replace(score=score, by_topic=False)
    return replace(link, chosen=(candidate,), rule=CLOSING, sure=True)


def mixed_sum(marked: MarkedText, around: Surroundings, whole: Candidate, told: Sequence[Link]) -> bool:
    """Whether a number sums up figures of which one is no part of it (一审6件、检察监督2件,共8件).

    In 移送公安、法院4件、2件,另有3件,共9件 the noun of the first number is no noun of the sum.
    """
    added = parts_of_sum(marked, around) if closes_list(marked, around) else ()
    parts = {part.start for part in added}
    figures = [figure for figure in told if figure.around.mention.start in parts]
    of_all = bool(figures) and _is_of_all_pieces(marked, added[-1], whole)
    return any(_is_apart(figure, whole.indicator_id, of_all=of_all) for figure in figures)


def _is_of_all_pieces(marked: MarkedText, first: Mention, whole: Candidate) -> bool:
    """Whether a noun is that of a row, told behind what is said of its pieces (甲、乙受理的复议分别…)."""
    start = min(whole.used)[0]
    piece = marked.boundary_before(start)
    told = marked.normal.find(marked.attributive, piece, start) >= 0
    return told and marked.boundary_before(first.start) == piece


def _is_apart(figure: Link, whole: str, *, of_all: bool) -> bool:
    """Whether a figure is no part of a whole, or one of a paired list and so none of it but itself."""
    indicator = figure.chosen[0].reading.indicator
    if indicator.id == whole:
        return figure.rule == "paired_list" and not of_all
    return whole != indicator.parent and whole not in indicator.further_parents


def _is_rest(marked: MarkedText, part: Mention) -> bool:
    """Whether the last part of a sum is what is left of it, whatever that counts (其余为…22件,共236件)."""
    clause = marked.boundary_before(part.start, STRONG, reach.WORDS)
    return marked.normal.startswith(marked.lists.rest_of, clause)


def _in_common(parts: Sequence[Indicator]) -> list[str]:
    """What several figures are parts of; the figure itself where they are all of one."""
    if len({part.id for part in parts}) == 1:
        return [parts[0].id]
    wholes = [{part.parent, *part.further_parents} for part in parts]
    return [whole for whole in set.intersection(*wholes) if whole is not None]


def in_title(marked: MarkedText, around: Surroundings, heading: Division) -> Surroundings | None:
    """The surroundings of a number with which the text under a heading begins (行政复议。全年9件,…)."""
    text, start, end = marked.normal, heading.start, heading.title_end
    begins = start < end <= around.left and not text[end : around.left].strip(BEHIND_TITLE)
    if not begins or marked.quantity_before(end) not in (None, marked.quantity_before(start)):
        return None
    if marked.lists.being.fullmatch(text, around.left, around.mention.start) is None:
        return None
    return replace(around, left=start, clause=start, left_end=end, far_left=start)


def clause_before(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number that only a verb of being parts from the clause before (…方面,共12场).

    None where something else is said of it, or where that clause has a number of its own.
    """
    text, at = marked.normal, around.mention.start
    if text[around.mention.end : around.mention.end + 1] not in CLOSES:
        return None
    left = _behind_another_year(marked, around.left)
    if text[left - 1 : left] not in INTRODUCES:
        return None
    start = marked.boundary_before(left - 1, STRONG, reach.WORDS)
    ranked = marked.lists.ranked.search(text, start, left - 1)
    alone = ranked is not None and not text[left:at].strip()
    if not alone and marked.lists.being.fullmatch(text, around.left, at) is None:
        return None
    before = marked.quantity_before(left)
    once = before is not None and before.value == 1 and before.unit == marked.lists.held_once
    if start >= left - 1 or (before is not None and before.end > start and not once):
        return None
    end = around.left_end if left == around.left else left - 1
    end = ranked.start() if ranked is not None else end
    return replace(around, left=start, clause=start, left_end=end, far_left=start)


def _behind_another_year(marked: MarkedText, left: int) -> int:
    """Where the first of the pieces begins that only tell other years (立案,去年322件,今年301件)."""
    text, told = marked.normal, marked.lists.another_year
    for _ in range(MAX_YEARS):
        if text[left - 1 : left] not in PARTS:
            break
        number = marked.quantity_before(left)
        if number is None or number.end != left - 1:
            break
        begin = marked.boundary_before(number.start)
        if told.fullmatch(text, begin, number.start) is None:
            break
        left = begin
    return left


def said_of_all(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number of which the next clause tells what all are or did (31名,全部持证上岗).

    None where that clause has a number of its own, unless that says that it is all of them (31名,持证率100%).
    """
    end = around.mention.end
    stop = marked.boundary_after(end, STRONG, reach.WORDS)
    stretch = marked.boundary_after(stop + 1, STRONG, reach.WORDS)
    follower = marked.quantity_after(end)
    numbered = follower is not None and follower.start < stretch
    goes_on = marked.normal.startswith(",", stop)
    all_of_it = goes_on and follower is not None and (follower.unit, follower.value) == ("%", FULL)
    if not (numbered and all_of_it) and (numbered or marked.lists.of_all.match(marked.normal, stop) is None):
        return None
    return replace(around, far_right=stop + 1, far_end=stretch)


def grown_stock(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number that says what a stock has grown to (新设中心3个,累计建成29个).

    By how much may be told as a share (受理量增长5%,达到29件).
    """
    whole, added = around.mention, marked.quantity_before(around.left)
    if added is None or added.start < around.sentence:
        return None
    points = whole.unit == "%" and added.unit in marked.lists.points
    if added.unit != whole.unit and added.unit != "%" and not points:
        return None
    said = marked.lists.grown_to.fullmatch(marked.normal, around.left, around.left_end)
    if said is None or (added.unit == whole.unit and (whole.value or 0.0) < (added.value or 0.0)):
        return None
    head = surroundings(marked, added, reach.WORDS)
    return replace(around, left=head.left, clause=head.clause, left_end=head.left_end, far_left=head.left)


def closing_total(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number that is the sum of the parts listed before it.

    In ``办理某许可设立9家、变更5家,共14家`` what is counted stands before 设立, in
    ``甲、乙受理的复议分别为9件和2件,共11件`` before 分别. None where it is no such sum.
    """
    parts = parts_of_sum(marked, around) if closes_list(marked, around) else ()
    if not parts:
        return None
    first = parts[-1]
    head = surroundings(marked, first, reach.WORDS)
    if (row := marked.lists.row_begins.search(marked.normal, head.clause, first.start)) is not None:
        return replace(
            around, left=head.clause, clause=head.clause, left_end=row.start(), far_left=head.clause
        )
    words = [
        hit for hit in marked.hits_in(head.clause, first.start) if hit.end == first.start and hit.info.parts
    ]
    own = max(
        (hit.start for hit in words if MIN_PARTS <= hit.end - hit.start <= MAX_WORD), default=head.clause
    )
    if own <= head.clause:
        return None
    return replace(around, left=head.clause, clause=head.clause, left_end=own, far_left=head.clause)


def sum_in_front(
    marked: MarkedText, around: Surroundings, qualified: Callable[[Surroundings], bool]
) -> Surroundings | None:
    """The surroundings of a sum whose noun stands before a list of parts that have names of their own.

    It has a clause of its own (欠薪线索:平台转办412条,自接548条,合计960条), or begins that of the first part
    (受理投诉举报来信12件,来访114件,共126件). The names are short, and tell neither whose nor when a part is.
    """
    parts = parts_of_sum(marked, around) if closes_list(marked, around) else ()
    if not parts or not all(_is_named_shortly(marked, part) for part in parts[:-1]):
        return None
    if any(qualified(surroundings(marked, part, reach.WORDS)) for part in parts):
        return None
    first = parts[-1]
    clause = marked.boundaries.before(first.start, STRONG)
    start, end = _clause_in_front(marked, around, clause), clause - 1
    if start is None or not _is_named_shortly(marked, first):
        start, end = clause, _before_name(marked, clause, first.start)
    return replace(around, left=start, clause=start, left_end=end, far_left=start) if start < end else None


def _clause_in_front(marked: MarkedText, around: Surroundings, clause: int) -> int | None:
    """Where the clause before one begins that it belongs to, if that has a word and no number."""
    start, before = marked.boundaries.before(clause - 1, STRONG, reach.WORDS), marked.quantity_before(clause)
    if marked.normal[clause - 1 : clause] not in OPENS or start < around.sentence:
        return None
    if before is not None and before.end > start:
        return None
    return start if any(hit.info.parts for hit in marked.hits_in(start, clause - 1)) else None


def _before_name(marked: MarkedText, clause: int, first: int) -> int:
    """Where the name of the first part begins in its clause, behind a word; else where that begins."""
    ends = (hit.end for hit in marked.hits_in(clause, first) if hit.info.parts)
    return max((end for end in ends if MIN_PARTS <= first - end <= MAX_WORD), default=clause)


def _is_named_shortly(marked: MarkedText, part: Mention) -> bool:
    """Whether a part of a list has no more before it than a short name of its own, and no other deed."""
    start, before = marked.boundary_before(part.start), marked.quantity_before(part.start)
    start = start if before is None else max(start, before.end)
    if part.start - start > MAX_NAME:
        return False
    return marked.lists.no_names.search(marked.normal, start, part.start) is None


def closes_list(marked: MarkedText, around: Surroundings) -> bool:
    """Whether nothing but a word for a sum parts a number from the list before it."""
    return marked.lists.closing_total.fullmatch(marked.normal, around.left, around.left_end) is not None


def parts_of_sum(marked: MarkedText, around: Surroundings) -> tuple[Mention, ...]:
    """The numbers of the same measure before it in the sentence that add up to it, the nearest first.

    What a bracket behind one tells of another year is none of them (甲许可2件（上年3件）、乙许可4件,合计6件).
    """
    whole, added = around.mention, 0.0
    parts: tuple[Mention, ...] = ()
    part = marked.quantity_before(around.left)
    while part is not None and part.start >= around.sentence and part.unit == whole.unit:
        if not _only_compared(marked, part):
            added, parts = added + (part.value or 0.0), (*parts, part)
        if len(parts) >= MIN_PARTS and added == whole.value:
            return parts
        part = marked.quantity_before(part.start)
    return ()


def _only_compared(marked: MarkedText, part: Mention) -> bool:
    """Whether a number stands in a bracket that tells of another year."""
    begin = marked.boundary_before(part.start)
    if marked.normal[begin - 1 : begin] != "(":
        return False
    return marked.lists.another_year.fullmatch(marked.normal, begin, part.start) is not None
