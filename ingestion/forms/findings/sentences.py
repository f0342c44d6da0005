"""What is said of a table that a person should know: one Chinese sentence each, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingestion.documents import Cell, Table
from ingestion.forms.cells.grids import address
from ingestion.forms.figures.observing import Doubt
from ingestion.forms.findings.results import FormFinding
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.records.rows import Record
from ingestion.forms.tables.fitted import FormTable
from ingestion.observations import Observation

_NAMED = 8
_IN_TEXT = "文中表格"


def finding(
    code: str, table: Table, cell: Cell | HeaderPath | None, message: str, needs_review: bool = False
) -> FormFinding:
    """A finding about a table, or one of its cells; the message goes on after the name of the sheet."""
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
    return f"工作表“{table.sheet}”" if table.sheet is not None else _IN_TEXT


def numbered(found: FormFinding, number: int) -> FormFinding:
    """A finding about one of several tables of a text, which says which of them it is."""
    if found.sheet is not None or not found.message.startswith(_IN_TEXT):
        return found
    return replace(found, message=f"文中第{number}个表格{found.message.removeprefix(_IN_TEXT)}")


def stopping(table: Table, form: FormTable) -> tuple[FormFinding, ...]:
    """The findings that forbid reading the table: a header nobody knows, or one that stands twice."""
    name = form.form.name_zh
    unknown = f"不在《{name}》的已知表头中，本表没有读取；请核对表头，确属新式样的请补充表头对照。"
    repeated = f"在《{name}》中重复出现，分不清是哪一项，本表没有读取。"
    return (
        *(_of_header("unknown_header", table, path, unknown) for path in form.fit.unknown),
        *(_of_header("repeated_header", table, path, repeated) for path in form.fit.repeated),
    )


def _of_header(code: str, table: Table, path: HeaderPath, said: str) -> FormFinding:
    return finding(code, table, path.cell, f"：表头“{path.evidence}”{said}", needs_review=True)


def left_open(table: Table, form: FormTable) -> Iterator[FormFinding]:
    """The rows or columns that wait while the others are read: nobody knows them, or they stand twice."""
    name, line = form.form.name_zh, "行" if form.fit.orientation == "down" else "列"
    for path in form.fit.left:
        message = (
            f"：表头“{path.evidence}”不在《{name}》的已知表头中，或重复出现分不清是哪一项，"
            f"这一{line}没有读取，其余照读；请核对这一{line}的名称和数字，确属新指标的请补充表头对照。"
        )
        yield finding("unknown_header", table, path.cell, message, needs_review=True)


def doubtful(table: Table, form: FormTable, doubts: Iterable[Doubt]) -> Iterator[FormFinding]:
    """The cells whose figures are left to a person; of many with one fault, the first few are named."""
    by_reason: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        by_reason.setdefault(doubt.reason, []).append(doubt)
    for reason, found in by_reason.items():
        if len(found) > _NAMED:
            yield _doubtful_cells(table, form, reason, found)
        else:
            yield from (_doubtful_cell(table, form, doubt) for doubt in found)


def _doubtful_cell(table: Table, form: FormTable, doubt: Doubt) -> FormFinding:
    text, name = doubt.text.strip(), form.form.name_zh
    message = f"单元格 {doubt.cell} 的“{text}”{doubt.reason}。《{name}》的这一格留待核对。"
    return _doubt(table, message, doubt)


def _doubtful_cells(table: Table, form: FormTable, reason: str, found: Sequence[Doubt]) -> FormFinding:
    cells = "、".join(doubt.cell for doubt in found[:_NAMED])
    first = found[0].text.strip()
    message = (
        f"单元格 {cells} 等{len(found)}格（如“{first}”）{reason}。《{form.form.name_zh}》的这些格留待核对。"
    )
    return _doubt(table, message, found[0])


def _doubt(table: Table, message: str, first: Doubt) -> FormFinding:
    return FormFinding(
        code="doubtful_cell",
        message=f"{_name(table)}{message}",
        needs_review=True,
        sheet=table.sheet,
        cell=first.cell,
    )


def nobodys(table: Table, form: FormTable, figures: Sequence[Observation]) -> Iterator[FormFinding]:
    """A table whose rows all belong to others: the reporter's row was not found."""
    mapped = [o for o in figures if o.indicator_id is not None]
    if mapped and all(o.disposition == "reference" and o.period_type is not None for o in mapped):
        names = list(dict.fromkeys(_labels(form.records)))
        labels = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        message = (
            f"《{form.form.name_zh}》中没有本单位、本年度或合计的数字（各行：{labels}），没有一格计入；"
            "请核对报送单位和年份，或在表中标明本单位的一行。"
        )
        yield finding("no_row_of_reporter", table, None, message, needs_review=True)


def _labels(records: Iterable[Record]) -> Iterator[str]:
    return (record.label or "无名行" for record in records)


def not_read(code: str, table: Table) -> FormFinding:
    """The finding about a table that is passed over and needs nobody's attention."""
    return finding(code, table, None, _PASSED_OVER[code])


_PASSED_OVER = {
    "plan_table": "是计划安排，不是实绩，其中的数只作目标登记。",
    "sample_table": "是填表示例，其中的数没有采用。",
    "unknown_table": "不是已知的表式，数字已登记但未归入指标。",
    "hidden_sheet": "是隐藏的工作表，其中的数没有采用。",
    "hidden_cells": "有隐藏的行或列，其中的数没有采用。",
}
