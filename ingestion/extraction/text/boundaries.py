"""Where clauses and sentences begin and end, and where brackets close."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Final, TypeVar

from ingestion.extraction.text.reach import SENTENCE

BOUNDARY: Final = re.compile(r"[,。;:!?、\n\t()]")
CLOSING: Final = re.compile(rf"{BOUNDARY.pattern}|$")
"""What a piece of text ends with: a mark, or the end of the text."""
SENTENCE_ENDS: Final = "。!?\n"
STOPS: Final = SENTENCE_ENDS + ";"
"""The marks that end a sentence, or a part of it that tells for itself."""
STOP: Final = re.compile(f"[{STOPS}]")
STRONG: Final = ",。;:!?\n\t()"
"""The marks that end a clause: all but the one between the items of a list."""
NOWHERE: Final = 2**31 - 1
"""Behind the end of any text."""

T = TypeVar("T")


def between(things: Sequence[T], starts: Sequence[int], begin: int, end: int) -> Sequence[T]:
    """Those of ``things``, which are in order, that start in a stretch."""
    low = bisect_left(starts, begin)
    return things[low : bisect_left(starts, end, low)]


def behind_last(text: str, marks: str, start: int, end: int) -> int:
    """Behind the last of some marks in a stretch, or its start: for a text whose boundaries are not known."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in marks))


class Boundaries:
    """The marks of a text that part its clauses; of each kind that is asked for the places are kept.

    ``closed`` says of every character whether a mark there parts nothing (in a title, a number, an aside).
    """

    def __init__(self, text: str, closed: Sequence[int]) -> None:
        self.text = text
        self.length = len(text)
        places = [at for at in map(re.Match.start, BOUNDARY.finditer(text)) if not closed[at]]
        self._by_mark: dict[str, list[int]] = defaultdict(list)
        for at in places:
            self._by_mark[text[at]].append(at)
        self._framed: dict[str | None, list[int]] = {None: [-1, *places, self.length, NOWHERE]}
        """The places by the marks that were asked for, between places before and behind the text."""
        self._alike: dict[frozenset[str], list[int]] = {}
        """… by those of the marks that the text has: what was asked for with others besides is held once."""

    def before(self, at: int, marks: str | None = None, reach: int = SENTENCE) -> int:
        """The end of the nearest boundary before ``at`` (of these marks, where given), or ``reach`` back."""
        framed = self._framed.get(marks) or self._frame(marks)
        begin = framed[bisect_left(framed, at, 1) - 1] + 1
        return begin if begin > at - reach else at - reach

    def after(self, at: int, marks: str | None = None, reach: int = SENTENCE) -> int:
        """The start of the nearest boundary from ``at`` on, or the reach of sight."""
        framed = self._framed.get(marks) or self._frame(marks)
        end = framed[bisect_left(framed, at, 1)]
        return end if end < at + reach else at + reach

    def around(self, at: int, until: int, marks: str, reach: int) -> tuple[int, int]:
        """:meth:`before` one place and :meth:`after` another behind it, looked up together."""
        framed = self._framed.get(marks) or self._frame(marks)
        index = bisect_left(framed, at, 1)
        begin, end = framed[index - 1] + 1, framed[index]
        if end < until:
            end = framed[bisect_left(framed, until, index)]
        return max(begin, at - reach), min(end, until + reach)

    def of(self, marks: str) -> list[int]:
        """The places of all boundaries of these marks, in order."""
        return (self._framed.get(marks) or self._frame(marks))[1:-2]

    def _frame(self, marks: str | None) -> list[int]:
        present = frozenset(mark for mark in marks or "" if mark in self._by_mark)
        if present not in self._alike:
            places = sorted(chain.from_iterable(self._by_mark[mark] for mark in present))
            self._alike[present] = [-1, *places, self.length, NOWHERE]
        self._framed[marks] = framed = self._alike[present]
        return framed


class Brackets:
    """The brackets that are boundaries; one that its sentence does not close is none."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._length = boundaries.length
        self._places: list[int] = []
        self._ends: list[int] = []
        """Where the innermost bracket closes, from each of the places on."""
        closing = _closing(boundaries)
        around: list[int] = []
        for at in boundaries.of("()"):
            if at in closing:
                around.append(closing[at])
            elif around and around[-1] == at:
                around.pop()
            else:
                continue
            self._places.append(at)
            self._ends.append(around[-1] if around else self._length)

    def end(self, at: int) -> int:
        """Where the innermost bracket around ``at`` closes; the end of the text outside brackets."""
        index = bisect_right(self._places, at) - 1
        return self._ends[index] if index >= 0 else self._length


def _closing(boundaries: Boundaries) -> dict[int, int]:
    """Where every bracket closes that does so before its sentence ends."""
    closing: dict[int, int] = {}
    open_: list[int] = []
    for at in boundaries.of("()" + SENTENCE_ENDS):
        mark = boundaries.text[at]
        if mark == "(":
            open_.append(at)
        elif mark != ")":
            open_.clear()
        elif open_:
            closing[open_.pop()] = at
    return closing
