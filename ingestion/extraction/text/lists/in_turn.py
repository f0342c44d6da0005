"""Numbers of one noun that only times tell apart: years, or the beginning and the end of one.

规范性文件，上年4件，本年3件; 持证人员年初为52人，…，年末为55人 (of what stands, not of what was done).
"""

from __future__ import annotations

from ingestion.extraction.text import reach
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.lists.year_words import YearWords
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.quantities import Mention

LEADS = (",", ":")
LAST_YEAR, THIS_YEAR = -1, 0
Told = tuple[Mention, int]
"""A number, and the year that its piece names and nothing else."""
Span = tuple[int, int]


def told_in_turn(marked: MarkedText) -> dict[int, Pairing]:
    """Such numbers, by their places."""
    words, found = marked.lists.years, dict[int, Pairing]()
    chain: list[Told] = []
    for number in marked.quantities:
        piece = marked.boundaries.before(number.start, reach=reach.LIST)
        year = words.alone(marked.normal, piece, number.start)
        if year is None or not _goes_on(marked, chain, piece, number, year):
            found |= _paired(marked, chain)
            chain = []
        if year is not None:
            chain.append((number, year))
        elif (began := words.beginning(marked.normal, piece, number.start)) is not None:
            found |= _standing(marked, words, number, began)
    return found | _paired(marked, chain)


def _goes_on(marked: MarkedText, chain: list[Told], piece: int, number: Mention, year: int) -> bool:
    """Whether a number is told as the one before it, of another year."""
    if not chain:
        return True
    last = chain[-1][0]
    between = marked.normal[last.end : piece]
    beside = between.endswith((",", "、")) and not any(mark in between for mark in STOPS)
    return beside and last.unit == number.unit and year not in (told for _, told in chain)


def _paired(marked: MarkedText, chain: list[Told]) -> dict[int, Pairing]:
    """The numbers of several years with the noun before them all, which a mark parts from the first year."""
    if len(chain) < 2:
        return {}
    first = marked.boundaries.before(chain[0][0].start, reach=reach.LIST)
    noun = _clause_before(marked, first)
    return {} if noun is None else {number.start: Pairing((noun,), year=year) for number, year in chain}


def _clause_before(marked: MarkedText, at: int) -> Span | None:
    """The clause that a comma or colon parts from a place, where it counts nothing and names something."""
    if not marked.normal.endswith(LEADS, 0, at):
        return None
    start = marked.boundaries.before(at - 1, STRONG, reach.LIST)
    before = marked.quantity_before(at)
    counts = before is not None and before.end > start
    return (start, at - 1) if not counts and marked.says(start, at - 1) else None


def _standing(marked: MarkedText, words: YearWords, number: Mention, began: Span) -> dict[int, Pairing]:
    """What there was at the beginning of the year and at its end."""
    last = _at_the_end(marked, words, number)
    noun = _noun_of_standing(marked, words, number, began)
    if last is None or noun is None:
        return {}
    return {
        number.start: Pairing((noun,), year=LAST_YEAR, stands=True),
        last.start: Pairing((noun,), year=THIS_YEAR, stands=True),
    }


def _at_the_end(marked: MarkedText, words: YearWords, number: Mention) -> Mention | None:
    """The number of the end of the year behind that of its beginning, with nothing but its time."""
    end = marked.boundary_after(number.end, STOPS, reach.AIM)
    behind = marked.quantities_in(number.end, end)
    return next((n for n in behind if _ends(marked, words, n, number)), None)


def _ends(marked: MarkedText, words: YearWords, number: Mention, first: Mention) -> bool:
    """Whether only the end of the year is told with a number of the measure of the first."""
    piece = marked.boundaries.before(number.start, reach=reach.LIST)
    return (
        number.unit == first.unit and words.ending.fullmatch(marked.normal, piece, number.start) is not None
    )


def _noun_of_standing(marked: MarkedText, words: YearWords, number: Mention, began: Span) -> Span | None:
    """The noun of what stands: before its time, in the clause before, or behind it."""
    clause = marked.boundaries.before(began[0], STRONG, reach.LIST)
    if marked.says(clause, began[0]):
        return clause, began[0]
    copula = words.being.fullmatch(marked.normal, began[1], number.start) is not None
    if not copula and marked.says(began[1], number.start):
        return began[1], number.start
    return _clause_before(marked, clause)
