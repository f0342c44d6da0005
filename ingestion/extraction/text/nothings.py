"""Clauses that only deny (年末无未结案件, 全年未被申请行政复议, 申请法院强制执行的也没有).

A denial is read like a nought in its place: a figure is zero where the words around it say nothing but what
the figure counts, of when and of whom. One more word (无重大…, 无新增…) denies only a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STOPS, STRONG, Boundaries
from ingestion.extraction.text.dates import MONTH, YEAR_IN_FULL
from ingestion.extraction.words.wordlist import Endings, one_of
from ingestion.quantities.compiled import compiled_once

SHORTEST = 2
DIGIT = re.compile(r"\d")
COUNTED = re.compile(r"\([^()\d]{0,8}\d[^()]*\)?")
"""A number in brackets."""

Span = tuple[int, int]


class Nothing(NamedTuple):
    """A clause that denies: its words of denial, and what it denies, which may be a list."""

    start: int
    end: int
    clause: Span
    said: tuple[Span, ...]
    """What is denied, piece by piece."""
    opens: bool
    """Whether the words of denial stand before what they deny."""
    framed: bool
    """Whether the clause says of when or of whom it tells."""
    of_deed: bool
    """Whether it denies that something was done, and not that there is something."""


@compiled_once
def nothings(catalog: Catalog) -> Nothings:
    """The words of clauses that deny, of ``catalog``; the same content is compiled once per process."""
    return Nothings(catalog)


class Nothings:
    """Finds the clauses that only deny; see ``catalog/lexicon/denials.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data: dict[str, Any] = catalog.lexicon["denials"]["nothing"]
        lists, scopes = catalog.lexicon["lists"], catalog.lexicon["scopes"]
        lead, also = one_of(data["leads"]).pattern, one_of(data["also"]).pattern
        of_whom = one_of((*data["whose"], *scopes["own"], *scopes["region"])).pattern
        frame = rf"(?:{one_of(data['when']).pattern}|{of_whom}|{YEAR_IN_FULL}|(?:{MONTH})?[{data['edges']}])"
        deeds, things = one_of(data["not_done"]).pattern, one_of(data["none"]).pattern
        self._denials = one_of((*data["none"], *data["not_done"]))
        self._not_done, self._none = frozenset(data["not_done"]), Endings(data["none"])
        self._fills = re.compile(f"(?:{things}|{deeds}).+|.+(?:{things})")
        self._frame = re.compile(f"(?:{lead})?(?P<frame>{frame}*)(?:{also})?")
        self._also = one_of(data["also"], "$")
        self._plain = re.compile(rf"(?:{lead}|{frame}|{also})*")
        self._closing = re.compile(f"(?:{one_of((*data['closing'], '“', '”')).pattern})*")
        self._separator = re.compile(f"、|{one_of((*lists['conjunctions'], *data['or'])).pattern}")
        self._those: str = catalog.lexicon["linking"]["attributive"]
        self._undeniable = frozenset(data["undeniable"])
        self._of_all_kinds = one_of(data["of_all_kinds"])

    def found_in(self, text: str, boundaries: Boundaries) -> Iterator[Nothing]:
        """The clauses of ``text`` that deny, in its order."""
        done = 0
        for denial in self._denials.finditer(text):
            if denial.start() < done:
                continue
            clause = _clause(text, denial.start(), boundaries)
            found = self._behind(text, denial, clause) or self._before(text, denial, clause)
            if found is not None:
                done = clause[1]
                yield found

    def denies_in(self, text: str, start: int, end: int) -> bool:
        """Whether anything is denied in a stretch."""
        return self._denials.search(text, start, end) is not None

    def deniable(self, indicator: str, text: str, piece: Span) -> bool:
        """Whether words behind a denial that name a figure deny all of it, and describe nobody."""
        return indicator not in self._undeniable or self._of_all_kinds.search(text, *piece) is not None

    def fills(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch begins or ends with a denial."""
        return self._fills.fullmatch(text, start, end) is not None

    def none_before(self, text: str, end: int) -> bool:
        """Whether a word that there was none ends at a place (败诉无)."""
        return self._none.at(text, end)

    def covered(self, text: str, nothing: Nothing, piece: Span, used: Iterable[Span]) -> bool:
        """Whether the words used say all of a piece, but for when, of whom and that it is about cases."""
        before = ((nothing.clause[0], nothing.start),) if nothing.opens else ()
        spans = sorted(used)
        return all(self._says_all(text, stretch, spans) for stretch in (*before, piece))

    def _says_all(self, text: str, stretch: Span, spans: list[Span]) -> bool:
        at, end = stretch
        for start, stop in spans:
            if stop <= at or start >= end:
                continue
            if start > at and not self._adds_nothing(text, at, start):
                return False
            at = max(at, stop)
        return at >= end or self._adds_nothing(text, at, end)

    def _adds_nothing(self, text: str, start: int, end: int) -> bool:
        found = self._plain.fullmatch(text, start, end) or self._closing.fullmatch(text, start, end)
        return found is not None

    def _before(self, text: str, denial: re.Match[str], clause: Span) -> Nothing | None:
        """A denial that what is denied follows."""
        said, of_deed = (denial.end(), clause[1]), denial[0] in self._not_done
        if said[1] - said[0] < SHORTEST or DIGIT.search(text, *said):
            return None
        if text.endswith(self._those, *said) and not self._ends(text, clause[1]):
            return None
        frame = self._frame.fullmatch(text, clause[0], denial.start())
        framed = frame is not None and bool(frame["frame"])
        if of_deed and not framed:
            return None
        return Nothing(*denial.span(), clause, self._pieces(text, said), True, framed, of_deed)

    def _ends(self, text: str, end: int) -> bool:
        """Whether a sentence ends with a clause, or goes on with another that denies.

        Those without something are spoken of where it goes on otherwise (没有许可证的，责令停业).
        """
        follows = self._frame.match(text, end + 1)
        denied = follows is not None and self._denials.match(text, follows.end()) is not None
        return text[end : end + 1] in STOPS or denied

    def _behind(self, text: str, denial: re.Match[str], clause: Span) -> Nothing | None:
        """A denial at the end of its clause, behind what is denied; a bracket may tell of another year."""
        ends = self._closing.fullmatch(text, denial.end(), clause[1])
        if denial[0] in self._not_done or not (ends or COUNTED.fullmatch(text, denial.end(), clause[1])):
            return None
        also = self._also.search(text, clause[0], denial.start())
        said = clause[0], also.start() if also else denial.start()
        if said[1] - said[0] < SHORTEST or DIGIT.search(text, *said):
            return None
        return Nothing(*denial.span(), clause, self._pieces(text, said), False, False, False)

    def _pieces(self, text: str, said: Span) -> tuple[Span, ...]:
        """What is denied, each item of a list by itself."""
        pieces, at = [], said[0]
        for separator in self._separator.finditer(text, *said):
            pieces.append((at, separator.start()))
            at = separator.end()
        return (*pieces, (at, said[1]))


def _clause(text: str, at: int, boundaries: Boundaries) -> Span:
    """The clause around a place, or what is said in a short bracket there (准予9件（不予许可无）)."""
    start, end = boundaries.before(at, STRONG, reach.CLAUSE), boundaries.after(at, STRONG, reach.CLAUSE)
    opened, closed = text.rfind("(", start, at), text.find(")", at, end)
    return max(start, opened + 1), closed if closed >= 0 else end
