"""Reads every form of a document: figures, findings and the spans of text they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from catalog.forms import FormCatalog
from catalog.model import Indicator
from ingestion.documents import Cell, Document, Table
from ingestion.forms.accounting import account_for_form, account_for_unread
from ingestion.forms.figures import Doubt, Source, is_filled, read_record
from ingestion.forms.grids import Grid, address
from ingestion.forms.headers import HeaderPath
from ingestion.forms.layout import Block
from ingestion.forms.lexicon import FormLexicon, compile_forms
from ingestion.forms.periods import period_of
from ingestion.forms.proofs import broken_totals
from ingestion.forms.recognition import Section, kind_of, lines_before, sections_of, table_units
from ingestion.forms.records import Record
from ingestion.forms.results import FormFinding, FormReading
from ingestion.forms.standing import of_sheet, standings
from ingestion.forms.tables import FormTable
from ingestion.observations import Observation, in_reading_order
from ingestion.submissions import Identity, SubmissionKind

_LONGEST_CELL = 80


class FormSource(Protocol):
    """The part of the catalogue that reading forms needs."""

    @property
    def forms(self) -> FormCatalog:
        """The form maps."""

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators by id, for their default scopes."""


@dataclass(frozen=True, slots=True)
class _Part:
    observations: tuple[Observation, ...] = ()
    findings: tuple[FormFinding, ...] = ()
    is_claimed: bool = True


def recognise(document: Document, catalog: FormSource) -> SubmissionKind | None:
    """The kind of submission if the document is a known form, else None."""
    return kind_of(document, compile_forms(catalog.forms))


def read_forms(document: Document, identity: Identity, catalog: FormSource) -> FormReading:
    """All figures of the forms in a document, with every other number of its tables accounted for.

    A table that cannot be read safely (an unknown header) yields a finding and no facts; its numbers
    are kept as ``unmapped``. The other tables are read all the same.
    """
    lexicon = compile_forms(catalog.forms)
    parts = [_read_grid(document, table, identity, catalog, lexicon) for table in document.tables]
    claimed = [
        (table.start, table.end)
        for table, part in zip(document.tables, parts, strict=True)
        if part.is_claimed and table.start is not None and table.end is not None
    ]
    return FormReading(
        observations=in_reading_order(o for part in parts for o in part.observations),
        findings=tuple(finding for part in parts for finding in part.findings),
        claimed_spans=tuple(claimed),
    )


def _read_grid(
    document: Document, table: Table, identity: Identity, catalog: FormSource, lexicon: FormLexicon
) -> _Part:
    if table.hidden:
        return _Part(findings=(_finding("hidden_sheet", table, None, "是隐藏的工作表，没有读取。"),))
    shown = _without_hidden_cells(table)
    part = _read_shown(document, Grid(shown), identity, catalog, lexicon)
    if shown is table:
        return part
    note = _finding("hidden_cells", table, None, "有隐藏的行或列，其中的内容没有读取。")
    return replace(part, findings=(*part.findings, note))


def _without_hidden_cells(table: Table) -> Table:
    shown = tuple(cell for cell in table.cells if not cell.hidden)
    return table if len(shown) == len(table.cells) else replace(table, cells=shown)


def _read_shown(
    document: Document, grid: Grid, identity: Identity, catalog: FormSource, lexicon: FormLexicon
) -> _Part:
    sections = sections_of(document, grid, lexicon)
    if not any(section.table is not None for section in sections):
        return _read_unknown(document, grid, sections, lexicon)
    parts = [_read_section(document, grid, section, identity, catalog, lexicon) for section in sections]
    return _Part(
        tuple(o for part in parts for o in part.observations),
        tuple(finding for part in parts for finding in part.findings),
    )


def _read_section(
    document: Document,
    grid: Grid,
    section: Section,
    identity: Identity,
    catalog: FormSource,
    lexicon: FormLexicon,
) -> _Part:
    table = section.table
    if _is_plan(section.lines, lexicon):
        return _Part(findings=(_finding("plan_table", grid.table, None, "是计划安排，不是实绩，没有读取。"),))
    stopped = () if table is None else _stopping(grid.table, table)
    if table is None or stopped:
        return _Part(tuple(account_for_unread(document, grid, section.block, lexicon)), stopped)
    units = table_units(section.lines, lexicon)
    source = Source(document, grid, units, identity.region_level, catalog.indicators, lexicon)
    return _read_form(source, section, table, identity)


def _read_form(source: Source, section: Section, table: FormTable, identity: Identity) -> _Part:
    document, grid, form = source.document, source.grid, table.form
    period = period_of(section.lines)
    records = [record for record in table.records if is_filled(source, record)]
    standing = standings(records, identity, form, period, source.lexicon)
    standing = of_sheet(grid.table.sheet, standing, identity, source.lexicon)
    read = [read_record(source, table, r, s) for r, s in zip(records, standing, strict=True)]
    figures = [observation for observations, _ in read for observation in observations]
    if not figures:
        return _Part(
            findings=(_finding("blank_template", grid.table, None, f"《{form.name_zh}》没有填数，是空表。"),)
        )
    findings = [_doubtful(grid.table, table, doubt) for _, doubts in read for doubt in doubts]
    findings += _unequal_totals(source, table)
    findings += _nobody(grid.table, table, figures)
    return _Part((*figures, *account_for_form(document, grid, table)), tuple(findings))


def _read_unknown(
    document: Document, grid: Grid, sections: tuple[Section, ...], lexicon: FormLexicon
) -> _Part:
    """A table of no known form; in a text it may be layout around prose, which is left alone."""
    if not _is_tabular(grid, lexicon):
        return _Part(is_claimed=False)
    lines = [line for section in sections for line in section.lines] or _first_lines(document, grid)
    if _is_plan(lines, lexicon):
        return _Part(findings=(_finding("plan_table", grid.table, None, "是计划安排，不是实绩，没有读取。"),))
    blocks: list[Block | None] = [section.block for section in sections] or [None]
    numbers = tuple(o for block in blocks for o in account_for_unread(document, grid, block, lexicon))
    titled = next((p.form for p in lexicon.forms if p.title_matches(lines)), None)
    if titled is None or grid.table.sheet is None:
        return _Part(
            numbers,
            (_finding("unknown_table", grid.table, None, "不是已知的表式，数字已登记但未归入指标。"),),
        )
    message = f"的标题像《{titled.name_zh}》，但认不出它的表头，没有读取；请核对表头。"
    return _Part(numbers, (_finding("unknown_header", grid.table, None, message, needs_review=True),))


def _is_tabular(grid: Grid, lexicon: FormLexicon) -> bool:
    if grid.table.sheet is not None:
        return True
    values = sum(lexicon.cells.is_value(cell) for cell in grid.table.cells)
    return values > 1 and all(len(cell.text) <= _LONGEST_CELL for cell in grid.table.cells)


def _first_lines(document: Document, grid: Grid) -> list[str]:
    inside = [cells[0].text for row in grid.filled_rows if len(cells := grid.row(row)) == 1]
    return [*inside[:3], *lines_before(document, grid.table), *filter(None, [grid.table.sheet])]


def _is_plan(lines: Iterable[str], lexicon: FormLexicon) -> bool:
    return any(lexicon.is_plan(line) for line in lines)


def _stopping(table: Table, form: FormTable) -> tuple[FormFinding, ...]:
    """The findings that forbid reading the table: a header nobody knows, or one that stands twice."""
    name = form.form.name_zh
    unknown = [
        _finding(
            "unknown_header",
            table,
            path.cell,
            f"：表头“{path.evidence}”不在《{name}》的已知表头中，"
            "本表没有读取；请核对表头，确属新式样的请补充表头对照。",
            needs_review=True,
        )
        for path in form.fit.unknown
    ]
    repeated = [
        _finding(
            "repeated_header",
            table,
            path.cell,
            f"：表头“{path.evidence}”在《{name}》中重复出现，分不清是哪一项，本表没有读取。",
            needs_review=True,
        )
        for path in form.fit.repeated
    ]
    return (*unknown, *repeated)


def _doubtful(table: Table, form: FormTable, doubt: Doubt) -> FormFinding:
    name = form.form.name_zh
    message = f"单元格 {doubt.cell} 的“{doubt.text.strip()}”{doubt.reason}，《{name}》的这一格留待核对。"
    return FormFinding(
        code="doubtful_cell",
        message=f"{_name(table)}{message}",
        needs_review=True,
        sheet=table.sheet,
        cell=doubt.cell,
    )


def _unequal_totals(source: Source, table: FormTable) -> Iterator[FormFinding]:
    for record in table.records:
        values = {entry: source.lexicon.cells.read(entry.cell) for entry in record.entries}
        for entry, total in broken_totals(table.form, values):
            printed = values[entry].number
            message = f"：“{entry.path.evidence}”填{printed}，各分项相加为{total}。"
            yield _finding("unequal_total", source.grid.table, entry.cell, message)


def _nobody(table: Table, form: FormTable, figures: list[Observation]) -> Iterator[FormFinding]:
    """A table whose rows all belong to others: the reporter's row was not found."""
    mapped = [o for o in figures if o.indicator_id is not None]
    if mapped and all(o.disposition == "reference" and o.period_type is not None for o in mapped):
        labels = "、".join(dict.fromkeys(_labels(form.records)))
        name = form.form.name_zh
        message = f"《{name}》中没有本单位、本年度或合计的数字（各行：{labels}），没有一格计入。"
        yield _finding("no_row_of_reporter", table, None, message, needs_review=True)


def _labels(records: Iterable[Record]) -> Iterator[str]:
    return (record.label or "无名行" for record in records)


def _finding(
    code: str, table: Table, cell: Cell | HeaderPath | None, message: str, needs_review: bool = False
) -> FormFinding:
    where = address(cell.row, cell.column) if isinstance(cell, Cell) else None
    place = f"单元格 {where} " if where is not None else ""
    return FormFinding(
        code=code,
        message=f"{_name(table)}{place}{message}".replace(" ：", "："),
        needs_review=needs_review,
        sheet=table.sheet,
        cell=where,
    )


def _name(table: Table) -> str:
    return f"工作表“{table.sheet}”" if table.sheet is not None else "文中表格"
