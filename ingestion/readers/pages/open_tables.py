"""Tables without vertical rules (三线表): columns are told apart by the blanks between them.

Rules of one length, one above the other, close such a table: above its header, below it, and at its end.
What stands between them is a table only where its lines fall into columns one of which holds numbers; prose
between two lines is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.readers.assembly import GridCell, cell_line
from ingestion.readers.pages.grids import TOLERANCE, RuledGrid, merged_rules
from ingestion.readers.pages.layout import Character, Rule
from ingestion.readers.pages.lines import Part, parts_of
from ingestion.readers.pages.tables import PrintedTable
from ingestion.readers.soft_breaks import join_lines

_SAME_END = 6.0
_SHORTEST = 120.0
_FEWEST_RULES = 3
_FEWEST_COLUMNS = 2
_SAME_LINE = 0.5
_SHARE_OF_LINES = 0.6
_NARROW_GAP = 0.6
_NUMBER = re.compile(r"[\d,，.]+\D{0,2}|[-—–/…*％%]+")

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """The area of such a table, with the characters in it."""

    top: float
    bottom: float
    characters: tuple[Character, ...]
    table: PrintedTable


def open_tables(
    rules: Sequence[Rule], characters: Sequence[Character], grids: Sequence[RuledGrid], page: int
) -> list[OpenTable]:
    """The tables of a page that have no vertical rules, from the top."""
    across = merged_rules(rule for rule in rules if rule.horizontal)
    free = [rule for rule in across if rule.high - rule.low >= _SHORTEST and not _in_any(rule, grids)]
    found: list[OpenTable] = []
    for group in _of_one_length(free):
        for run in _tabular_runs(group, characters):
            table = _read(run, characters, page)
            if table is not None:
                found.append(table)
    return sorted(found, key=lambda table: -table.top)


def _in_any(rule: Rule, grids: Sequence[RuledGrid]) -> bool:
    middle = (rule.low + rule.high) / 2
    return any(
        grid.columns[0] <= middle <= grid.columns[-1]
        and grid.rows[-1] - TOLERANCE <= rule.at <= grid.rows[0] + TOLERANCE
        for grid in grids
    )


def _of_one_length(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules that begin and end at the same place, from the top; too few of them close no table."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -rule.at):
        for group in groups:
            if abs(group[0].low - rule.low) <= _SAME_END and abs(group[0].high - rule.high) <= _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _tabular_runs(group: Sequence[Rule], characters: Sequence[Character]) -> list[list[Rule]]:
    """The rules that follow each other with lines of several pieces between them."""
    runs: list[list[Rule]] = [[group[0]]]
    for upper, lower in pairwise(group):
        if _is_tabular(_lines(_between(characters, upper, lower))):
            runs[-1].append(lower)
        else:
            runs.append([lower])
    return [run for run in runs if len(run) >= _FEWEST_RULES]


def _between(characters: Iterable[Character], upper: Rule, lower: Rule) -> list[Character]:
    return [
        character
        for character in characters
        if lower.at < character.middle[1] < upper.at
        and upper.low - _SAME_END <= character.middle[0] <= upper.high + _SAME_END
    ]


def _is_tabular(lines: Sequence[Sequence[Part]]) -> bool:
    divided = sum(len(line) > 1 for line in lines)
    return bool(lines) and divided >= _SHARE_OF_LINES * len(lines)


def _lines(characters: Sequence[Character]) -> list[list[Part]]:
    """The parts of each printed line, from the top, each line from the left."""
    lines: list[list[Part]] = []
    for part in parts_of(characters) if characters else ():
        if lines and abs(lines[-1][0].y - part.y) <= _SAME_LINE * min(lines[-1][0].size, part.size):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [sorted(line, key=lambda part: part.left) for line in lines]


def _read(run: Sequence[Rule], characters: Sequence[Character], page: int) -> OpenTable | None:
    head = _lines(_between(characters, run[0], run[1]))
    body = _lines(_between(characters, run[1], run[-1]))
    columns = _columns(head, body)
    head = [[piece for part in line for piece in _divided(part, columns)] for line in head]
    rows = [*_head_rows(head, columns), *([(part, part.text) for part in line] for line in body)]
    cells = [cell for number, row in enumerate(rows) for cell in _cells(row, number, columns, page)]
    if len(columns) < _FEWEST_COLUMNS or not _holds_numbers(cells, len(rows) - len(body)):
        return None
    borders = (*(left for left, _ in columns), columns[-1][1])
    table = PrintedTable(tuple(cells), len(rows), len(columns), page, run[0].at, borders)
    inside = tuple(_between(characters, run[0], run[-1]))
    return OpenTable(run[0].at, run[-1].at, inside, table)


def _columns(head: Sequence[Sequence[Part]], body: Sequence[Sequence[Part]]) -> list[Span]:
    """The columns that the body's pieces make up, and those that only the head names."""
    columns = _clusters([(part.left, part.right) for line in body for part in line])
    for line in reversed(head):
        for part in line:
            touched = [c for c in columns if _overlap((part.left, part.right), c)]
            if len(touched) <= 1:
                columns = _clusters([*columns, (part.left, part.right)])
    return columns


def _divided(part: Part, columns: Sequence[Span]) -> list[Part]:
    """A piece over several columns, parted at narrow gaps where each part then has a column of its own."""
    if len(_touched(part, columns)) < _FEWEST_COLUMNS:
        return [part]
    pieces = [[part.characters[0]]]
    for before, after in pairwise(part.characters):
        if after.x - before.right > _NARROW_GAP * after.size:
            pieces.append([])
        pieces[-1].append(after)
    divided = [Part(tuple(piece)) for piece in pieces]
    touched = [_touched(piece, columns) for piece in divided]
    is_one_each = all(len(found) == 1 for found in touched) and len({f[0] for f in touched}) == len(touched)
    return divided if is_one_each else [part]


def _clusters(spans: Iterable[Span]) -> list[Span]:
    clusters: list[Span] = []
    for left, right in sorted(spans):
        if clusters and left <= clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(clusters[-1][1], right))
        else:
            clusters.append((left, right))
    return clusters


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


Row = Sequence[tuple[Part, str]]


def _head_rows(head: Sequence[Sequence[Part]], columns: Sequence[Span]) -> list[Row]:
    """The head as one row of names, below a row of the groups that span several columns, if any do."""
    groups = [p for line in head for p in line if len(_touched(p, columns)) > 1]
    names: dict[tuple[int, ...], tuple[Part, str]] = {}
    for part in (p for line in head for p in line if p not in groups):
        place = tuple(_touched(part, columns))
        first, text = names.get(place, (part, ""))
        names[place] = (first, join_lines(text, part.text) if text else part.text)
    rows: list[Row] = [[(part, part.text) for part in groups]] if groups else []
    return [*rows, list(names.values())]


def _touched(part: Part, columns: Sequence[Span]) -> list[int]:
    return [n for n, column in enumerate(columns) if _overlap((part.left, part.right), column)]


def _cells(row: Row, number: int, columns: Sequence[Span], page: int) -> list[GridCell]:
    """The cells of a row; pieces of one column are one text."""
    texts: dict[int, list[str]] = {}
    spans: dict[int, int] = {}
    for part, text in row:
        touched = _touched(part, columns)
        texts.setdefault(touched[0], []).append(text)
        spans[touched[0]] = max(spans.get(touched[0], 1), len(touched))
    return [
        GridCell(
            row=number,
            column=place,
            text=cell_line([" ".join(found)]),
            column_span=spans[place],
            page=page,
        )
        for place, found in sorted(texts.items())
    ]


def _holds_numbers(cells: Sequence[GridCell], head_rows: int) -> bool:
    """Whether half of what stands below the head in some column right of the first is numbers."""
    below: dict[int, list[bool]] = {}
    for cell in cells:
        if cell.row >= head_rows and cell.column > 0:
            below.setdefault(cell.column, []).append(_NUMBER.fullmatch(cell.text.strip()) is not None)
    return any(2 * sum(found) >= len(found) for found in below.values())
