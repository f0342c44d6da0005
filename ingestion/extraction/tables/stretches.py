"""The groups of one text, found once; those of a stretch are a view, so that time stays linear."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.extraction.tables.groups import Group, Groups, Kind
from ingestion.extraction.tables.statements import Names
from ingestion.extraction.text.boundaries import NOWHERE, Boundaries

KINDS: dict[bool | None, tuple[Kind, ...]] = {
    True: ("slashes",),
    False: ("brackets",),
    None: ("slashes", "brackets", "pairs"),
}
"""The kinds of groups that names may be meant for, by what is told of them."""
LINE = re.compile(r"[^\n]+")
Asked = tuple[Kind, int, bool, str]


class Stretch:
    """Groups that follow each other in a text, of which it keeps only from where to where they are."""

    __slots__ = ("_groups", "_high", "_low")

    def __init__(self, groups: Row, low: int, high: int) -> None:
        self._groups, self._low, self._high = groups, low, high

    def __len__(self) -> int:
        return max(0, self._high - self._low)

    def __iter__(self) -> Iterator[Group]:
        return (self._groups.groups[at] for at in range(self._low, self._high))

    def first(self) -> Group:
        """The first of its groups."""
        return self._groups.groups[self._low]

    def between(self, start: int, end: int = NOWHERE) -> Stretch:
        """Those of its groups that lie between two places."""
        within = self._groups.between(start, end)
        return Stretch(self._groups, max(self._low, within._low), min(self._high, within._high))

    def around(self, at: int) -> bool:
        """Whether one of its groups stands around a place."""
        last = bisect_left(self._groups.starts, at, self._low, max(self._low, self._high)) - 1
        return last >= self._low and self._groups.ends[last] > at


@dataclass(frozen=True, slots=True)
class Row:
    """Groups in the order of a text, and where they begin and end."""

    groups: Sequence[Group]
    starts: Sequence[int]
    ends: Sequence[int]

    def between(self, start: int, end: int) -> Stretch:
        """Those that lie between two places."""
        return Stretch(self, bisect_left(self.starts, start), bisect_right(self.ends, end))


NO_GROUPS = Stretch(Row((), (), ()), 0, 0)


class Stretches:
    """The groups of one text, and its marks."""

    def __init__(self, text: str, groups: Groups) -> None:
        self.text = text
        self._groups = groups
        self._boundaries = Boundaries(text, bytes(len(text)))
        self._rows: dict[Asked, Row] = {}
        self._matches: dict[Kind, tuple[list[re.Match[str]], list[int], list[int]]] = {}
        self._others: dict[tuple[bool | None, int], list[int]] = {}

    def start(self, at: int, marks: str) -> int:
        """The place behind the last of ``marks`` before a place."""
        return self._boundaries.before(at, marks, NOWHERE)

    def end(self, at: int, marks: str) -> int:
        """The first of ``marks`` from a place on, or the end of the text."""
        return self._boundaries.after(at, marks, NOWHERE)

    def under(self, start: int, end: int, named: Names, unit: str) -> Stretch:
        """The groups that ``named`` is meant for: of the first kind that stands in the stretch."""
        kinds = KINDS[named.slashed] if named.names else ()
        found = (self._of(kind, named.names, unit).between(start, end) for kind in kinds)
        return next((stretch for stretch in found if stretch), NO_GROUPS)

    def ends_at(self, start: int, end: int) -> bool:
        """Whether a group with brackets ends a stretch."""
        _, starts, ends = self._found("brackets")
        at = bisect_left(ends, end)
        return at < len(ends) and ends[at] == end and starts[at] >= start

    def any_between(self, start: int, end: int, slashed: bool | None) -> bool:
        """Whether a group that may be meant stands in a stretch."""
        kinds: tuple[Kind, ...] = KINDS[None] if slashed is None else ("slashes", "brackets")
        return any(self._stands(kind, start, end) for kind in kinds)

    def lines_around(self, at: int, named: Names) -> tuple[int, int]:
        """The lines around a place that are blank or have groups, its own one taken for such a line."""
        others = self._lines_without(named)
        line, end = self.start(at, "\n"), self.end(at, "\n")
        above, below = bisect_left(others, line) - 1, bisect_right(others, end)
        first = self.end(others[above], "\n") + 1 if above >= 0 else 0
        return first, others[below] - 1 if below < len(others) else len(self.text)

    def _lines_without(self, named: Names) -> list[int]:
        """Where the lines begin that are neither blank nor have groups."""
        key = named.slashed, len(named.names)
        if key not in self._others:
            lines = (m.span() for m in LINE.finditer(self.text) if not m.group().isspace())
            self._others[key] = [start for start, end in lines if not self.under(start, end, named, "")]
        return self._others[key]

    def _stands(self, kind: Kind, start: int, end: int) -> bool:
        _, starts, ends = self._found(kind)
        at = bisect_left(starts, start)
        return at < len(ends) and ends[at] <= end

    def _found(self, kind: Kind) -> tuple[list[re.Match[str]], list[int], list[int]]:
        if kind not in self._matches:
            found = list(self._groups.kinds[kind].finditer(self.text))
            self._matches[kind] = found, [m.start() for m in found], [m.end() for m in found]
        return self._matches[kind]

    def _of(self, kind: Kind, names: Sequence[str], unit: str) -> Row:
        """All groups of a kind that have as many numbers as there are names."""
        asked = kind, len(names), self._groups.alike(names), unit
        if asked not in self._rows:
            groups = [self._groups.group(match, unit, asked[2]) for match in self._found(kind)[0]]
            groups = [group for group in groups if len(group.numbers) == len(names)]
            self._rows[asked] = Row(
                groups, [group.start for group in groups], [group.end for group in groups]
            )
        return self._rows[asked]
