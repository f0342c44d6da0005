"""Where the columns of a document begin and end, as its lines show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingestion.readers.pages.layout import Line

_FEW_LINES = 6
_COMMON = 3


def with_margins(lines: Sequence[Line]) -> list[Line]:
    """The lines with the margins of their columns; a page of few lines has those of all pages."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    margins = {key: _margins(column) for key, column in columns.items()}
    usual = {
        number: _usual(
            [margins[key] for key, column in columns.items() if key[1] == number and _is_telling(column)]
        )
        for number in {column for _, column in columns}
    }
    for key, column in columns.items():
        if not _is_telling(column):
            margins[key] = usual[key[1]] or margins[key]
    return [
        replace(
            line,
            margin_left=margins[line.page, line.column][0],
            margin_right=margins[line.page, line.column][1],
        )
        for line in lines
    ]


def body_size(lines: Sequence[Line]) -> float:
    """The height of the running text: that of most characters."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[round(line.size, 1)] += len(line.text)
    return max(counted, key=lambda size: (counted[size], size), default=0.0)


def _is_telling(column: Sequence[Line]) -> bool:
    return len(column) >= _FEW_LINES


def _usual(margins: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    if not margins:
        return None
    return median(left for left, _ in margins), median(right for _, right in margins)


def _margins(column: Sequence[Line]) -> tuple[float, float]:
    """The left end of the leftmost line; the right end that most lines share, else of the longest."""
    size = median(line.size for line in column)
    rights = Counter(round(line.right / (size / 2)) for line in column)
    common = max(rights, key=lambda place: (rights[place], place))
    longest = max(line.right for line in column)
    if rights[common] >= _COMMON:
        shared = [line.right for line in column if round(line.right / (size / 2)) == common]
        return min(line.left for line in column), max(shared)
    return min(line.left for line in column), longest
