"""Every other number of a table: serial numbers, codes, dates in titles, and what no form knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ingestion.documents import Cell, Document, Table
from ingestion.forms.cells.grids import Grid, address
from ingestion.forms.cells.measures import measure
from ingestion.forms.cells.places import place_of
from ingestion.forms.cells.text import squeeze
from ingestion.forms.cells.values import has_digits
from ingestion.forms.figures.observing import CERTAIN
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import column_paths
from ingestion.forms.tables.fitted import FormTable
from ingestion.observations import Disposition, Observation

_DIGITS = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:[.．]\d+)?|\d+(?:[.．]\d+)?")
_DATE_CELL = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:\d{1,2}:\d{2}(?::\d{2})?)?")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]?)?\d{7,11}(?:[-—－]\d{1,5})?(?!\d)")
_DATE_AFTER = re.compile(r"\s*(?:[-—–~～至]\s*\d+\s*)?(?:年|月|日|季度)")
_LIST_BEFORE = re.compile(r"(?:^|[\s。；;：:）)])$")
_LIST_AFTER = re.compile(r"\s*[.、．)）]")
_ORDINAL_BEFORE = re.compile(r"第\s*$")
_CODE_LENGTH = 7


def account_for_form(
    document: Document, grid: Grid, table: FormTable, lexicon: FormLexicon
) -> Iterator[Observation]:
    """The numbers of a recognised table that are not its figures."""
    block = table.fit.block
    figures = {(entry.row, entry.column) for record in table.records for entry in record.entries}
    for cell in block.numbers:
        yield from _whole(document, grid.table, cell, "marker", "column_number")
    for row in block.body:
        for cell in grid.row(row):
            if (cell.row, cell.column) not in figures:
                yield from _beside_figures(document, grid.table, cell, table, lexicon)
    header = [cell for row in block.header for cell in grid.row(row)]
    contacts = frozenset(_contacts((*block.lines, *block.notes), lexicon))
    for cell in (*block.lines, *header, *block.notes):
        if cell in contacts:
            yield from _whole(document, grid.table, cell, "name", "contact")
        else:
            yield from numbers_in_text(document, grid.table, cell, lexicon)


def _contacts(cells: Iterable[Cell], lexicon: FormLexicon) -> Iterator[Cell]:
    """The cells right of 联系电话 and its like."""
    before: Cell | None = None
    for cell in cells:
        if before is not None and before.row == cell.row and lexicon.is_contact(before.text):
            yield cell
        before = cell


def _beside_figures(
    document: Document, table: Table, cell: Cell, form: FormTable, lexicon: FormLexicon
) -> Iterator[Observation]:
    match form.fit.columns[cell.column].use:
        case "serial":
            yield from _whole(document, table, cell, "marker", "serial_number")
        case "code" | "contact":
            yield from _whole(document, table, cell, "name", "code")
        case "item" if form.fit.orientation == "list" and not _DATE_CELL.fullmatch(squeeze(cell.text)):
            yield from _whole(document, table, cell, "name", "listed")
        case _:
            yield from numbers_in_text(document, table, cell, lexicon)


def account_for_plan(
    document: Document, grid: Grid, block: Block | None, lexicon: FormLexicon
) -> Iterator[Observation]:
    """The numbers of a plan: targets, beside the dates, serial numbers and names that stand there too."""
    for found in account_for_unread(document, grid, block, lexicon):
        is_target = found.disposition == "unmapped"
        yield (
            replace(found, disposition="target", assertion="target", rule="form:plan") if is_target else found
        )


def account_for_unread(
    document: Document, grid: Grid, block: Block | None, lexicon: FormLexicon
) -> Iterator[Observation]:
    """The numbers of a table that no form was read from: quantities nobody has an indicator for."""
    header = block.header if block is not None else _first_text_rows(grid, lexicon)
    paths = column_paths(grid, header, lexicon)
    body = frozenset(block.body) if block is not None else frozenset[int]()
    stubs = {c: lexicon.stub(path.names[0]) for c, path in enumerate(paths) if len(path.names) == 1}
    for row in _rows(grid, block):
        label = next((c.text.strip() for c in grid.row(row) if not lexicon.cells.is_value(c)), "")
        for cell in grid.row(row):
            stub = stubs.get(cell.column) if row in body else None
            if stub == "serial":
                yield from _whole(document, grid.table, cell, "marker", "serial_number")
            elif stub in ("code", "contact"):
                yield from _whole(document, grid.table, cell, "name", "code")
            elif row in header or not lexicon.cells.is_value(cell) or not has_digits(cell.text):
                yield from numbers_in_text(document, grid.table, cell, lexicon)
            else:
                yield _unmapped(
                    document, grid.table, cell, f"{label}｜{paths[cell.column].evidence}", lexicon
                )


def _rows(grid: Grid, block: Block | None) -> Iterable[int]:
    if block is None:
        return grid.filled_rows
    cells = (*block.lines, *block.numbers, *block.notes)
    return sorted({*(cell.row for cell in cells), *block.header, *block.body})


def _first_text_rows(grid: Grid, lexicon: FormLexicon) -> range:
    """The first row with two texts and no value: the header of a table that nobody knows."""
    for row in grid.filled_rows:
        cells = grid.row(row)
        if len(cells) > 1 and not any(map(lexicon.cells.is_value, cells)):
            return range(row, row + 1)
    return range(0)


def _unmapped(document: Document, table: Table, cell: Cell, label: str, lexicon: FormLexicon) -> Observation:
    place = place_of(document, table, cell, cell.row, cell.column)
    value = lexicon.cells.read(cell)
    unit = value.unit if value.unit in lexicon.conventions.units else None
    number = measure(value, unit or lexicon.conventions.case_unit, (), (), lexicon.conventions).number
    return Observation(
        disposition="unmapped",
        raw_text=place.raw_text,
        rule="form:unknown_table",
        evidence=f"{label.strip('｜')}：{place.raw_text.strip()}",
        confidence=CERTAIN,
        value=None if number is None else float(number),
        unit=unit,
        qualifier=value.qualifier,
        value_status=value.status,
        start=place.start,
        end=place.end,
        sheet=place.sheet,
        cell=place.cell,
    )


def _whole(
    document: Document, table: Table, cell: Cell, disposition: Disposition, rule: str
) -> Iterator[Observation]:
    if has_digits(cell.text):
        place = place_of(document, table, cell, cell.row, cell.column)
        yield _mention(table, cell, place.raw_text, disposition, rule, place.start, place.end)


def numbers_in_text(
    document: Document, table: Table, cell: Cell, lexicon: FormLexicon
) -> Iterator[Observation]:
    """The numerals inside a label, title, note or remark."""
    is_placed = cell.start is not None and cell.end is not None
    text = document.text[cell.start : cell.end] if is_placed else cell.text
    for found in _DIGITS.finditer(text):
        disposition = _kind(text, found, lexicon)
        start = cell.start + found.start() if is_placed and cell.start is not None else None
        end = start + len(found.group()) if start is not None else None
        yield _mention(table, cell, found.group(), disposition, "text_in_table", start, end)


def _kind(text: str, found: re.Match[str], lexicon: FormLexicon) -> Disposition:
    before, after = text[: found.start()], text[found.end() :]
    tests: tuple[tuple[Callable[[], object], Disposition], ...] = (
        (lambda: _ORDINAL_BEFORE.search(before), "ordinal"),
        (lambda: _DATE_AFTER.match(after) or _DATE_CELL.fullmatch(squeeze(text)), "date"),
        (lambda: _is_phone(text, found, lexicon), "name"),
        (lambda: re.fullmatch(r"\s*(?:19|20)\d{2}\s*", text), "date"),
        (lambda: lexicon.numbered_things.search(before), "marker"),
        (lambda: _LIST_BEFORE.search(before) and _LIST_AFTER.match(after), "marker"),
        (lambda: len(found.group()) >= _CODE_LENGTH, "name"),
    )
    return next((disposition for test, disposition in tests if test()), "unmapped")


def _is_phone(text: str, found: re.Match[str], lexicon: FormLexicon) -> bool:
    """Whether the number lies in a telephone number, or behind the word for one."""
    spans = (phone.span() for phone in _PHONE.finditer(text))
    return any(start <= found.start() < end for start, end in spans) or bool(
        lexicon.contact_before.search(text[: found.start()])
    )


def _mention(
    table: Table,
    cell: Cell,
    raw: str,
    disposition: Disposition,
    rule: str,
    start: int | None,
    end: int | None,
) -> Observation:
    return Observation(
        disposition=disposition,
        raw_text=raw,
        rule=f"form:{rule}",
        evidence=" ".join(cell.text.split()) or raw,
        confidence=CERTAIN,
        start=start,
        end=end,
        sheet=table.sheet,
        cell=address(cell.row, cell.column),
    )
