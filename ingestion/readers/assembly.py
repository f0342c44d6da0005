"""Puts paragraphs and tables one after another into one text, and notes where each one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.documents import Block, BlockKind, Cell, Table

BLANKS = " \t\n\r\v\f\u3000\xa0\u2002\u2003\u2009\ufeff\u200b\x1a\x1c\x1d\x1e\x1f"
"""What stands at the ends of a paragraph without being part of it, a DOS end-of-file mark included."""

_INVISIBLE = str.maketrans({"\xa0": " ", "\u200b": None, "\ufeff": None, "\xad": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell as found in the markup: its place in the grid, its spans, its text on one line."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None


class TextAssembly:
    """Collects the blocks of a document in reading order; one line each, the rows of a table one line each.

    In a table row each grid column has one field between tabs; a merged cell fills its first field
    and leaves the others empty, so that field ``n`` of a line is column ``n``.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        """The text so far, without a line break at its end."""
        return "".join(self._parts)

    def add_paragraph(self, text: str, level: int | None = None, page: int | None = None) -> None:
        """Appends a paragraph, or a heading where an outline level is given; nothing where it is blank."""
        line = one_line(text)
        if line:
            start = self._begin_line()
            self._append(line)
            kind: BlockKind = "paragraph" if level is None else "heading"
            self.blocks.append(Block(kind, start, self._length, level, page))

    def add_table(self, cells: Sequence[GridCell], row_count: int, column_count: int) -> None:
        """Appends a table; nothing where all its cells are blank."""
        if not any(cell.text for cell in cells):
            return
        start = self._begin_line()
        by_row: dict[int, dict[int, GridCell]] = {}
        for cell in cells:
            by_row.setdefault(cell.row, {})[cell.column] = cell
        placed: list[Cell] = []
        for row in range(row_count):
            self._append("\n" if row else "")
            placed += self._add_row(by_row.get(row, {}), column_count)
        pages = [cell.page for cell in cells if cell.page is not None]
        self.blocks.append(Block("table", start, self._length, page=min(pages, default=None)))
        self.tables.append(
            Table(
                cells=tuple(placed),
                row_count=row_count,
                column_count=column_count,
                start=start,
                end=self._length,
            )
        )

    def _add_row(self, cells: dict[int, GridCell], column_count: int) -> list[Cell]:
        placed: list[Cell] = []
        for column in range(column_count):
            self._append("\t" if column else "")
            if column in cells:
                cell = cells[column]
                start = self._length
                self._append(cell.text)
                placed.append(
                    Cell(
                        row=cell.row,
                        column=column,
                        text=cell.text,
                        row_span=cell.row_span,
                        column_span=cell.column_span,
                        start=start,
                        end=self._length,
                        page=cell.page,
                    )
                )
        return placed

    def _begin_line(self) -> int:
        if self._parts:
            self._append("\n")
        return self._length

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)


def one_line(text: str) -> str:
    """The text on one line: breaks and no-break spaces as spaces, none at its ends, no zero-width marks."""
    plain = text.translate(_INVISIBLE)
    return " ".join(part for line in plain.splitlines() if (part := line.strip(BLANKS)))


def cell_line(paragraphs: Sequence[str]) -> str:
    """The paragraphs of a cell as one field of a line: joined by a space, tabs as spaces."""
    return " ".join(part for text in paragraphs if (part := one_line(text.replace("\t", " "))))
