"""The reading order of a page: one column, or two with a clear gutter between them."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.readers.pages.layout import Line
from ingestion.readers.pages.lines import Part

_LEAST_PARTS = 6
_LEAST_SHARE = 0.25
_CROSSING_AT_MOST = 0.25
_FILLED = 0.55
_SAME_LINE = 0.5


def ordered_lines(parts: Sequence[Part], page: int) -> list[Line]:
    """The lines of a page in reading order."""
    gutter = _gutter(parts)
    if gutter is None:
        return _column(parts, page)
    lines: list[Line] = []
    left: list[Part] = []
    right: list[Part] = []
    for part in parts:
        if part.right <= gutter or part.left >= gutter:
            (left if part.right <= gutter else right).append(part)
            continue
        # What runs across both columns (a title, a line under a table) ends them.
        lines += [*_column(left, page, 1), *_column(right, page, 2), *_column([part], page)]
        left, right = [], []
    return [*lines, *_column(left, page, 1), *_column(right, page, 2)]


def _gutter(parts: Sequence[Part]) -> float | None:
    """The x of a gutter in the middle third that hardly any part crosses, with running text on both sides."""
    if len(parts) < 2 * _LEAST_PARTS:
        return None
    low, high = min(part.left for part in parts), max(part.right for part in parts)
    third = (high - low) / 3
    starts = sorted({part.left - 0.1 for part in parts if low + third < part.left < high - third})
    candidates = [x for x in starts if _divides(parts, x, low, high)]
    return min(candidates, key=lambda x: (_crossing(parts, x), x), default=None)


def _crossing(parts: Sequence[Part], x: float) -> int:
    return sum(1 for part in parts if part.left < x < part.right)


def _divides(parts: Sequence[Part], x: float, low: float, high: float) -> bool:
    left = [part for part in parts if part.right <= x]
    right = [part for part in parts if part.left >= x]
    least = max(_LEAST_PARTS, _LEAST_SHARE * len(parts))
    if min(len(left), len(right)) < least or _crossing(parts, x) > _CROSSING_AT_MOST * len(parts):
        return False
    return _is_running_text(left, x - low) and _is_running_text(right, high - x)


def _is_running_text(parts: Sequence[Part], width: float) -> bool:
    """Columns of prose are filled by most of their lines; the columns of a table are not."""
    filled = sum(1 for part in parts if part.right - part.left >= _FILLED * width)
    return filled >= len(parts) / 2


def _column(parts: Sequence[Part], page: int, column: int = 0) -> list[Line]:
    rows: list[list[Part]] = []
    for part in parts:
        same = rows and abs(rows[-1][-1].y - part.y) <= _SAME_LINE * min(rows[-1][-1].size, part.size)
        if same and part.left >= rows[-1][-1].right:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [_line(row, page, column) for row in rows]


def _line(row: Sequence[Part], page: int, column: int) -> Line:
    longest = max(row, key=lambda part: len(part.characters))
    return Line(
        text=" ".join(part.text for part in row),
        left=row[0].left,
        right=row[-1].right,
        y=longest.y,
        size=longest.size,
        page=page,
        parts=tuple((part.left, part.right, part.text) for part in row),
        column=column,
    )
