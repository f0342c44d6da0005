"""Rows and columns of a clerk's own table that cannot be read, left for a person beside those that can.

Each figure stands beside a label of its own there, so that one nobody knows takes nothing from the others;
only what is a part of it (其中, a deeper indent) waits with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ingestion.documents import Cell
from ingestion.forms.cells.text import is_subset
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.tables.fitted import LabelRow, repeated_items
from ingestion.forms.tables.matching import Match

_INDENT = re.compile(r"^[ \t\u3000]*")


def may_leave_rows(block: Block, patterns: FormPatterns) -> bool:
    """Whether single rows of a table may wait: of one that bureaus lay out themselves, under a header."""
    return (patterns.form.is_general or patterns.form.borrows) and not block.given


def without_strange(
    rows: Sequence[LabelRow], strange: Collection[LabelRow], patterns: FormPatterns
) -> tuple[list[LabelRow], list[HeaderPath]]:
    """The rows without the items of those that wait, and the labels of these.

    Nothing is read where fewer rows are known than not; strange parts of a row take nothing from it.
    """
    found = [(row.path, Match("item", row.item)) for row in rows if row.item is not None]
    repeated = repeated_items(found, patterns)
    twice = (row for row in rows if row.item is not None and row.path in repeated)
    waiting = set(map(_place, (*strange, *_parts_of(rows, strange), *twice)))
    known = sum(row.item is not None and _place(row) not in waiting for row in rows)
    if len(waiting) - len(parts_among(strange)) >= known:
        return list(rows), []
    read = [replace(row, item=None) if _place(row) in waiting else row for row in rows]
    return read, [row.path for row in rows if _place(row) in waiting]


def parts_among(strange: Iterable[LabelRow]) -> list[HeaderPath]:
    """The labels of the strange rows that only hold a part of a row above (其中：日常检查): of any form."""
    return [row.path for row in strange if is_subset(_label(row))]


def _place(row: LabelRow) -> tuple[int, range]:
    return row.row, row.columns


def without_strange_columns(
    matches: Sequence[Match], paths: Sequence[HeaderPath], patterns: FormPatterns
) -> tuple[list[Match], list[HeaderPath]]:
    """The columns of a clerk's own table without the items of those that wait, and the headers of these.

    A word that the form knows and that may mean several things here (审结) stops the table as before.
    """
    waiting: list[int] = []
    for column, match in enumerate(matches):
        is_part = column - 1 in waiting and any(map(is_subset, paths[column].printed[-1:]))
        if match.use == "unknown" or (match.item is not None and is_part):
            waiting.append(column)
    known = sum(match.item is not None for c, match in enumerate(matches) if c not in waiting)
    strange = (paths[column] for column in waiting if matches[column].use == "unknown")
    is_ambiguous = any(_may_be_a_count(path, patterns) for path in strange)
    if not patterns.form.is_general or is_ambiguous or len(waiting) >= known:
        return list(matches), []
    read = [Match("unknown") if column in waiting else match for column, match in enumerate(matches)]
    return read, [paths[column] for column in waiting]


def _may_be_a_count(path: HeaderPath, patterns: FormPatterns) -> bool:
    """Whether the form counts cases under such a name; whose money it is matters to no other column."""
    found = patterns.by_ending.get(path.names[-1], ()) if path.names else ()
    return any(item.unit == patterns.case_unit for _, item, _ in found)


def _parts_of(rows: Sequence[LabelRow], strange: Collection[LabelRow]) -> Iterator[LabelRow]:
    """The rows that say they are parts of a strange one right above them."""
    whole: LabelRow | None = None
    places = set(map(_place, strange))
    for row in rows:
        if _place(row) in places and not (whole is not None and _is_part(row, whole)):
            whole = row
        elif whole is not None and _is_part(row, whole):
            yield row
        else:
            whole = None


def _is_part(row: LabelRow, whole: LabelRow) -> bool:
    label, above = _label(row), _label(whole)
    return is_subset(label) or _depth(label) > _depth(above)


def _label(row: LabelRow) -> str:
    return row.path.cell.text if isinstance(row.path.cell, Cell) else ""


def _depth(label: str) -> int:
    found = _INDENT.match(label)
    return len(found.group()) if found is not None else 0
