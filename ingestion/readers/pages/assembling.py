"""Puts the pages of a document together: tables from their rules, paragraphs over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.readers.assembly import TextAssembly
from ingestion.readers.pages.columns import ordered_lines
from ingestion.readers.pages.grids import RuledGrid, ruled_grids
from ingestion.readers.pages.layout import Line, PageContent
from ingestion.readers.pages.lines import parts_of
from ingestion.readers.pages.margins import body_size, with_margins
from ingestion.readers.pages.open_tables import open_tables
from ingestion.readers.pages.paragraphs import paragraphs_of
from ingestion.readers.pages.running_heads import without_running_heads
from ingestion.readers.pages.tables import PrintedTable, continues, joined, printed_table


@dataclass(slots=True)
class Page:
    """What a page holds for the reader: its lines of running text and its tables."""

    height: float
    lines: list[Line]
    tables: list[PrintedTable]


def page_of(content: PageContent) -> Page:
    """A table takes the characters inside it; what is left is running text."""
    tables: list[PrintedTable] = []
    characters = content.characters
    grids = ruled_grids(content.rules)
    for grid in grids:
        inside = [character for character in characters if grid.contains(*character.middle)]
        if _is_table(grid) and inside:
            taken = {id(character) for character in inside}
            characters = [character for character in characters if id(character) not in taken]
            tables.append(printed_table(grid, inside, content.number))
    for found in open_tables(content.rules, characters, grids, content.number):
        taken = {id(character) for character in found.characters}
        characters = [character for character in characters if id(character) not in taken]
        tables.append(found.table)
    tables.sort(key=lambda table: -table.top)
    return Page(content.height, ordered_lines(parts_of(characters), content.number), tables)


def _is_table(grid: RuledGrid) -> bool:
    """A single column of boxes only frames its text."""
    return any(box.column > 0 for box in grid.boxes)


def assemble(pages: Sequence[Page]) -> TextAssembly:
    """The text of the pages: paragraphs and tables in reading order, joined over page breaks."""
    kept = without_running_heads([(page.height, page.lines) for page in pages])
    lines = with_margins([line for page in kept for line in page])
    size = body_size(lines)
    assembly = TextAssembly()
    pending: list[Line] = []
    for item in _in_order(lines, [table for page in pages for table in page.tables]):
        if isinstance(item, Line):
            pending.append(item)
            continue
        _add_paragraphs(assembly, pending, size)
        pending = []
        assembly.add_table(item.cells, item.row_count, item.column_count)
    _add_paragraphs(assembly, pending, size)
    return assembly


def _in_order(lines: Sequence[Line], tables: Sequence[PrintedTable]) -> list[Line | PrintedTable]:
    """Lines and tables as they follow each other; a table that goes on over the page is one table."""
    ordered: list[Line | PrintedTable] = []
    rest = list(tables)
    for line in lines:
        while rest and (rest[0].page, -rest[0].top) < (line.page, -line.y):
            _append_table(ordered, rest.pop(0))
        ordered.append(line)
    for table in rest:
        _append_table(ordered, table)
    return ordered


def _append_table(ordered: list[Line | PrintedTable], table: PrintedTable) -> None:
    before = ordered[-1] if ordered else None
    last_page = before.cells[-1].page if isinstance(before, PrintedTable) else None
    if isinstance(before, PrintedTable) and last_page == table.page - 1 and continues(before, table):
        ordered[-1] = joined(before, table)
    else:
        ordered.append(table)


def _add_paragraphs(assembly: TextAssembly, lines: Sequence[Line], size: float) -> None:
    for paragraph in paragraphs_of(lines, size):
        assembly.add_paragraph(paragraph.text, page=paragraph.page)
