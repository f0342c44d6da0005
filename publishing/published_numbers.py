"""Reads finished files back: what a workbook, a page and a summary really show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from catalog import Catalog
from publishing.comparison import Comparison
from publishing.workbook.grid import Sheet

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
TABLE_HEADING = re.compile(r"^表[0-9]+　(.+)（单位：")
REFERENCES = ("src", "href", "action", "data", "srcset", "poster")
EXTERNAL = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
ATTACHMENT = re.compile(r"^(?:附件：|　　　)[0-9]+\.")

FigureKey = tuple[str, str, str]
CellValue = object


def numbers_of_document(path: Path) -> set[str]:
    """Every number in the text of the summary; the numbering of its attachments is no figure."""
    paragraphs = (paragraph.text for paragraph in Document(str(path)).paragraphs)
    return {n for text in paragraphs if not ATTACHMENT.match(text) for n in NUMBER.findall(text)}


def numbers_of_sheets(sheets: Iterable[Sheet]) -> set[str]:
    """Every number that the sheets show, without its sign: 降低 and 减少 say it in words."""
    numbers: set[str] = set()
    for sheet in sheets:
        for cell in (cell for line in sheet.lines for cell in line.cells):
            text = f"{abs(cell.value):f}" if isinstance(cell.value, Decimal) else str(cell.value or "0")
            numbers.update(NUMBER.findall(text))
    return numbers


def sheet_faults(path: Path, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Cells of the workbook that do not hold what was laid out for them."""
    book = load_workbook(path, read_only=True)
    expected_sheets = tuple(sheets)
    if book.sheetnames != [sheet.name for sheet in expected_sheets]:
        yield f"{path.name} has the sheets {book.sheetnames}"
        return
    for sheet in expected_sheets:
        found = [tuple(row) for row in book[sheet.name].iter_rows(values_only=True)]
        if len(found) != len(sheet.lines):
            yield f"{path.name}, {sheet.name}: {len(found)} rows instead of {len(sheet.lines)}"
        for position, (line, row) in enumerate(zip(sheet.lines, found, strict=False), start=1):
            for cell, value in zip(line.cells, row, strict=False):
                if not _reads_back(cell.value, value):
                    yield f"{path.name}, {sheet.name}, row {position}: {value!r} instead of {cell.value!r}"
    book.close()


def region_figures(path: Path, catalog: Catalog) -> dict[FigureKey, CellValue]:
    """What the sheet 分地区 shows for the year, by region code, scope and indicator."""
    indicators = {indicator.name_zh: indicator.id for indicator in catalog.indicators.values()}
    scopes = {term.label: code for code, term in catalog.vocabulary.vocabularies["org_scope"].items()}
    book = load_workbook(path, read_only=True)
    figures: dict[FigureKey, CellValue] = {}
    indicator = ""
    for row in book["分地区"].iter_rows(values_only=True):
        heading = TABLE_HEADING.match(str(row[0] or ""))
        if heading:
            indicator = indicators[heading[1]]
        elif len(row) > 3 and row[2] in scopes:
            figures[str(row[1]), scopes[str(row[2])], indicator] = row[3]
    book.close()
    return figures


def page_faults(path: Path, comparison: Comparison) -> Iterator[str]:
    """What is wrong with the page: something fetched from elsewhere, or a figure without its source."""
    elements = [node.attributes for node in LexborHTMLParser(path.read_bytes()).css("*")]
    for attributes in elements:
        for target in (attributes.get(name) or "" for name in REFERENCES):
            if EXTERNAL.match(target):
                yield f"{path.name} refers to {target}"
    anchors = {attributes["id"] for attributes in elements if "id" in attributes}
    links = {
        (attributes.get("href") or "").removeprefix("#") for attributes in elements if _is_inner(attributes)
    }
    for missing in sorted(str(link) for link in links - anchors):
        yield f"{path.name} links to the missing place {missing}"
    for observation in sorted(comparison.sources.keys() & _shown(comparison)):
        if f"s-{observation}" not in anchors:
            yield f"{path.name} does not show where {observation} was read"


def _is_inner(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element links to a place of its own page."""
    return (attributes.get("href") or "").startswith("#")


def _shown(comparison: Comparison) -> set[str]:
    return {
        figure.observation_id
        for row in comparison.rows
        for figure in (row.current, row.previous)
        if figure is not None
    }


def _reads_back(written: object, read: object) -> bool:
    if written in (None, ""):
        return read in (None, "")
    if isinstance(written, Decimal):
        return isinstance(read, int | float) and Decimal(repr(read)) == written
    return written == read
