"""Reads a pdf file: pages into lines, lines into paragraphs, ruled grids into tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from ingestion.documents import Document
from ingestion.readers.assembly import TextAssembly
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.pages.columns import ordered_lines
from ingestion.readers.pages.grids import RuledGrid, ruled_grids
from ingestion.readers.pages.layout import Line, PageContent
from ingestion.readers.pages.lines import parts_of
from ingestion.readers.pages.margins import body_size, with_margins
from ingestion.readers.pages.paragraphs import paragraphs_of
from ingestion.readers.pages.pdfium import opened, page_content
from ingestion.readers.pages.running_heads import without_running_heads
from ingestion.readers.pages.tables import PrintedTable, continues, joined, printed_table

_DOUBTFUL_AT_MOST = 0.1
_LEAST_CHARACTERS = 8
_PLACEHOLDERS = frozenset({"(anonymous)", "(unspecified)", "untitled", "无标题"})
_DATE_PREFIX = "D:"


@dataclass(slots=True)
class Page:
    """What a page holds for the reader: its lines of running text and its tables."""

    height: float
    lines: list[Line]
    tables: list[PrintedTable]


def read_pdf(data: bytes, limits: Limits) -> Document:
    """The document of a pdf file with a text layer.

    Raises :class:`UnreadableSubmission`: ``encrypted``, ``truncated_pdf``, ``corrupt_document``,
    ``too_many_pages``, ``scanned`` (no text layer), ``garbled_text`` (the fonts do not say which
    characters they show).
    """
    with opened(data, limits) as document:
        contents = [page_content(document, index) for index in range(len(document))]
        metadata = _metadata(document)
    _require_text(contents)
    assembly = assemble([_page(content) for content in contents])
    return Document(
        format="pdf",
        text=assembly.text,
        blocks=tuple(assembly.blocks),
        tables=tuple(assembly.tables),
        metadata=metadata | {"pages": str(len(contents))},
    )


def _require_text(contents: Sequence[PageContent]) -> None:
    readable = sum(len(content.characters) for content in contents)
    doubtful = sum(content.doubtful for content in contents)
    if doubtful > _DOUBTFUL_AT_MOST * (readable + doubtful):
        raise fault("garbled_text")
    if readable < _LEAST_CHARACTERS:
        raise fault("scanned" if any(content.has_picture for content in contents) else "no_text")


def _page(content: PageContent) -> Page:
    """A table takes the characters inside it; what is left is running text."""
    tables: list[PrintedTable] = []
    characters = content.characters
    for grid in ruled_grids(content.rules):
        inside = [character for character in characters if grid.contains(*character.middle)]
        if _is_table(grid) and inside:
            taken = {id(character) for character in inside}
            characters = [character for character in characters if id(character) not in taken]
            tables.append(printed_table(grid, inside, content.number))
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


def _metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """Title, author and dates as the file states them."""
    stated = document.get_metadata_dict(skip_empty=True)
    names = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords"}
    found = {key: text for name, key in names.items() if (text := stated.get(name, "").strip())}
    found = {key: text for key, text in found.items() if text not in _PLACEHOLDERS}
    for name, key in (("CreationDate", "created"), ("ModDate", "modified")):
        day = stated.get(name, "").removeprefix(_DATE_PREFIX)[:8]
        if len(day) == 8 and day.isdigit():
            found[key] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return found
