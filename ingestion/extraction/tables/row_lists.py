"""Tables written out in running text: a sentence names the columns, and each row is a piece behind its colon.

（依次为项目、单位、2031年、2030年）：1.行政检查，次，1312，1268；2.行政处罚，件，5，8。 Rows are read
only where all have a cell for each column; else no number of them is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from catalog import Catalog
from ingestion.extraction.tables.slots import Slots
from ingestion.extraction.tables.table_words import TableWords, legend_words, table_words
from ingestion.extraction.text.grids import FIGURE, Grid, GridCell
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

MAX_LEGEND = 80
MAX_TABLE = 2000
"""So many characters behind its colon a list of rows goes on at most."""
BESIDE = r"(?:\([^()\n]{1,8}\))?"
NAME = rf"[^、,/|;。:()“”\n]{{1,10}}?{BESIDE}"
PARTS = re.compile(r"[、,/|](?![^()]*\))")
ENDS = re.compile(r"[;。\n]")
ROW = re.compile(r"[^;。\n]+")
NUMBERING = re.compile(r"\s*(?:\d{1,2}[.、)](?!\d)|\(\d{1,2}\)|[①-⑳])?\s*")
WIDE_COMMA = "，"
MARKS = (",", "、", "/", "|")
JOINED = re.compile(rf"(?P<label>[^\d]*?[^\d\s+\-])(?P<first>{FIGURE})")
DIGIT = re.compile(r"\d")
A_FIGURE = re.compile(FIGURE)
NO_FIGURE = re.compile(r"[—/\-~]{0,4}")
LEAST_NAMES = 2
Cells = tuple[GridCell, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, and which of them holds the labels; none does where these have no name."""

    names: tuple[str, ...]
    labels: int | None
    lead: str


class RowLists:
    """Finds such tables."""

    def __init__(self, catalog: Catalog) -> None:
        self.words: TableWords = table_words(catalog)
        data = catalog.lexicon["tables"]
        in_order, columns = legend_words(catalog).in_order.pattern, self.words.columns.pattern
        listed = rf"(?P<names>{NAME}(?:(?P<mark>[、,/|]){NAME})(?:(?P=mark){NAME}){{0,6}}?)"
        self._legend = re.compile(rf"(?:^|[(,]){listed}{columns}*\)?{columns}*$")
        self._opens = re.compile(rf".*(?:{in_order}|{self.words.listed_by.pattern})(?=.)")
        self._labels = one_of(data["label_column"])
        self._lead_ends = one_of((*data["legend_in_order"], *data["listed_by"]), "$")

    def found_in(self, normal: str, printed: str, slots: Slots) -> Iterator[Grid]:
        """The tables of a text in uniform spelling."""
        done, at = 0, normal.find(":")
        while at >= 0:
            columns = self._columns(normal, at, slots) if at >= done else None
            if columns is not None:
                done = min(len(normal), at + MAX_TABLE)
                yield from self._table(normal, printed, at + 1, columns)
            at = normal.find(":", at + 1)

    def _columns(self, normal: str, colon: int, slots: Slots) -> Columns | None:
        """The names of columns that the clause before a colon ends with."""
        floor = max(0, colon - MAX_LEGEND)
        start = max((end.end() for end in ENDS.finditer(normal, floor, colon)), default=floor)
        if not any(mark in normal[start:colon] for mark in MARKS):
            return None
        found = self._legend.search(normal, start, colon)
        if found is None:
            return None
        opened = self._opens.match(found["names"].partition(found["mark"])[0])
        begin = found.start("names") + (opened.end() if opened is not None else 0)
        names = tuple(PARTS.split(normal[begin : found.end("names")]))
        labels = [i for i, name in enumerate(names) if self._labels.fullmatch(name)]
        if len(labels) > 1 or not self._tells_columns(names, labels, slots):
            return None
        lead = normal[start:begin].rstrip("(,")
        return Columns(names, labels[0] if labels else None, self._lead_ends.sub("", lead).rstrip("(,"))

    def _tells_columns(self, names: Sequence[str], labels: Sequence[int], slots: Slots) -> bool:
        """Whether all names are those of columns: with one for the labels, or of years, changes and plans."""
        if labels:
            return len(names) >= LEAST_NAMES
        units = [name for name in names if self.words.unit_column.search(name)]
        kinds = {slots.slot(name).kind for name in names if name not in units}
        compared = bool(units) or not kinds.isdisjoint(("change", "plan"))
        return compared and kinds <= {"level", "change", "plan"}

    def _table(self, normal: str, printed: str, start: int, columns: Columns) -> Iterator[Grid]:
        """The table behind a colon; where a row has not its width no number of it is known."""
        pieces = list(self._pieces(normal, start))
        rows: list[Cells] = []
        unclear = False
        for piece, end in pieces:
            if DIGIT.search(normal, piece, end) is None:
                continue
            row = self._row(normal, printed, piece, end, columns)
            if row is None and rows and normal[piece - 1] == "\n":
                break
            unclear = unclear or row is None
            rows.append(row or self._numbers(normal, piece, end))
        names = columns.names if columns.labels is not None else ("", *columns.names)
        header = tuple(GridCell(name, start, start) for name in _labels_first(names, columns.labels))
        if not unclear and rows:
            yield Grid(columns.lead, header, tuple(rows))
        elif any(len(row) == len(names) for row in rows):
            numbers = (cell for row in rows for cell in row if cell.is_number)
            yield Grid(columns.lead, header, (), unclear=tuple(numbers))

    def _pieces(self, normal: str, start: int) -> Iterator[tuple[int, int]]:
        """The pieces behind a colon up to a full stop."""
        stop = normal.find("。", start, start + MAX_TABLE)
        for piece in ROW.finditer(normal, start, min(len(normal), start + MAX_TABLE) if stop < 0 else stop):
            yield piece.span()

    def _row(self, normal: str, printed: str, start: int, end: int, columns: Columns) -> Cells | None:
        """The cells of a piece, where one mark parts it into as many as there are columns."""
        numbering = NUMBERING.match(normal, start, end)
        begin = numbering.end() if numbering is not None else start
        for text, mark in ((printed, WIDE_COMMA), *((normal, mark) for mark in MARKS)):
            if mark not in text[begin:end]:
                continue
            cells = _cells(normal, text, mark, begin, end)
            if not columns.labels and len(cells) < len(columns.names) + (columns.labels is None):
                cells = _unjoined(normal, cells)
            if len(cells) == len(columns.names) + (columns.labels is None) and self._fits(cells, columns):
                return _labels_first(cells, columns.labels)
        return None

    def _fits(self, cells: Sequence[GridCell], columns: Columns) -> bool:
        """Whether each cell holds what its column may: a label, a measure word, a figure or a change."""
        label, *rest = _labels_first(cells, columns.labels)
        names = _labels_first(columns.names, columns.labels)[columns.labels is not None :]
        if DIGIT.search(label.text.partition("(")[0]) or not label.text:
            return False
        return all(self._holds(name, cell) for name, cell in zip(names, rest, strict=True))

    def _holds(self, name: str, cell: GridCell) -> bool:
        if self.words.unit_column.search(name):
            return self.words.units.fullmatch(cell.text) is not None or cell.text == "%"
        if self.words.changes.search(name):
            return True
        return cell.is_number or NO_FIGURE.fullmatch(cell.text) is not None

    def _numbers(self, normal: str, start: int, end: int) -> Cells:
        """The numbers of a row that has not the width of its table."""
        return tuple(_cell(normal, *m.span()) for m in A_FIGURE.finditer(normal, start, end))


@compiled_once
def row_lists(catalog: Catalog) -> RowLists:
    """The finder of the words of ``catalog``."""
    return RowLists(catalog)


def _labels_first(things: Sequence[T], labels: int | None) -> tuple[T, ...]:
    """The cells of a row, or the names of columns, with that of the labels first."""
    if not labels:
        return tuple(things)
    return (things[labels], *things[:labels], *things[labels + 1 :])


def _cells(normal: str, text: str, mark: str, start: int, end: int) -> list[GridCell]:
    """The cells of a row that ``mark`` parts in ``text``, none of it within brackets."""
    found, begin, depth = [], start, 0
    for at in range(start, end + 1):
        character = text[at] if at < end else mark
        depth += (normal[at] == "(") - (normal[at] == ")") if at < end else 0
        if at == end or (character == mark and depth == 0):
            found.append(_cell(normal, begin, at))
            begin = at + 1
    return found


def _unjoined(normal: str, cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a row whose first one joins the label and its figure (检查用人单位312户、287户)."""
    first = cells[0]
    joined = JOINED.fullmatch(first.text)
    if joined is None:
        return list(cells)
    at = first.start + joined.start("first")
    return [_cell(normal, first.start, at), _cell(normal, at, first.end), *cells[1:]]


def _cell(normal: str, start: int, end: int) -> GridCell:
    text = normal[start:end]
    begin = start + len(text) - len(text.lstrip())
    return GridCell(text.strip(), begin, begin + len(text.strip()))
