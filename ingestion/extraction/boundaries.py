"""Where clauses and sentences begin and end, and where brackets close."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

BOUNDARY = re.compile(r"[,。;:!?、\n\t()]")
SENTENCE_ENDS = "。!?\n"
STOPS = SENTENCE_ENDS + ";"


class Boundaries:
    """The marks of a text that part its clauses; of each kind that is asked for the places are kept.

    ``closed`` says of every character whether a mark there parts nothing (in a title, a number, an aside).
    """

    def __init__(self, text: str, closed: Sequence[int]) -> None:
        self.text = text
        self.length = len(text)
        self.places = [at for m in BOUNDARY.finditer(text) if not closed[at := m.start()]]
        self._by_kind: dict[str | None, list[int]] = {None: self.places}

    def before(self, at: int, marks: str | None, reach: int) -> int:
        """The end of the nearest boundary before ``at`` (of these marks, where given), or ``reach`` back."""
        places = self.of(marks)
        limit = at - reach if at > reach else 0
        index = bisect_left(places, at)
        if index and places[index - 1] >= limit:
            return places[index - 1] + 1
        return limit

    def after(self, at: int, marks: str | None, reach: int) -> int:
        """The start of the nearest boundary from ``at`` on, or the reach of sight."""
        places = self.of(marks)
        limit = min(self.length, at + reach)
        index = bisect_left(places, at)
        if index < len(places) and places[index] < limit:
            return places[index]
        return limit

    def of(self, marks: str | None) -> list[int]:
        """The places of all boundaries of these marks, in order."""
        places = self._by_kind.get(marks)
        if places is None:
            text, kind = self.text, marks or ""
            places = self._by_kind[marks] = [at for at in self.places if text[at] in kind]
        return places


class Brackets:
    """The brackets that are boundaries, each with the one around it; a sentence's end closes all."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._length = boundaries.length
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._outer: list[int] = []
        open_: list[int] = []
        for at in boundaries.of("()" + SENTENCE_ENDS):
            mark = boundaries.text[at]
            if mark == "(":
                self._outer.append(open_[-1] if open_ else -1)
                open_.append(len(self._starts))
                self._starts.append(at)
                self._ends.append(at)
            elif mark == ")" and open_:
                self._ends[open_.pop()] = at
            elif mark != ")":
                open_.clear()

    def end(self, at: int) -> int:
        """Where the innermost bracket around ``at`` closes; the end of the text outside brackets."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0:
            if self._ends[index] > at:
                return self._ends[index]
            index = self._outer[index]
        return self._length
