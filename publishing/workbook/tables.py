"""The sheets with figures: 主要指标 (a block per body and scope) and 分地区 (a table per indicator)."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from publishing.by_region import RegionTable, region_tables
from publishing.comparison import Comparison, ComparisonRow
from publishing.footnotes import Footnotes, remark
from publishing.headline import HeadlineBlock, HeadlineRow, headline_blocks
from publishing.labels import Labels
from publishing.wording import (
    Printed,
    figure_words,
    missing_word,
    printed_change,
    printed_comparison,
)
from publishing.workbook.grid import Cell, Line, Sheet, figure_cell, header, spanning

HEADLINE_WIDTHS = (44.0, 8.0, 16.0, 16.0, 14.0, 20.0, 14.0)
REGION_WIDTHS = (28.0, 12.0, 10.0, 16.0, 16.0, 14.0, 20.0, 14.0)


def headline_sheet(comparison: Comparison, catalog: Catalog, title: str, coverage: str) -> Sheet:
    """主要指标: the tier-1 indicators of every reporting body, one block per scope."""
    notes = Footnotes(Labels(catalog), comparison.year)
    columns = ("指标", "单位", *_figure_columns(comparison))
    lines = [spanning(title, "title", 30), spanning(coverage, "subtitle"), header(columns)]
    for block in headline_blocks(comparison, catalog):
        lines.extend(_block_lines(block, comparison, notes))
    lines.extend(spanning(note, "note") for note in notes.lines())
    return Sheet("主要指标", tuple(lines), HEADLINE_WIDTHS, header_row=2)


def region_sheet(comparison: Comparison, catalog: Catalog, title: str, coverage: str) -> Sheet:
    """分地区: one table per indicator, regions in official code order, those without a figure last."""
    columns = ("地区", "行政区划代码", "统计范围", *_figure_columns(comparison))
    lines = [spanning(title, "title", 30), spanning(coverage, "subtitle"), header(columns)]
    for table in region_tables(comparison, catalog):
        lines.extend(_table_lines(table, comparison, catalog))
    return Sheet("分地区", tuple(lines), REGION_WIDTHS, header_row=2)


def table_heading(table: RegionTable) -> str:
    """The heading over one table of 分地区."""
    return f"表{table.position}　{table.indicator.name_zh}（单位：{table.indicator.display_unit}）"


def _figure_columns(comparison: Comparison) -> tuple[str, ...]:
    years = (f"{comparison.year}年", f"{comparison.previous_year}年")
    return (*years, "增减量", "同比(%)/百分点", "备注")


def _block_lines(block: HeadlineBlock, comparison: Comparison, notes: Footnotes) -> Iterator[Line]:
    labels = notes.labels
    yield spanning(
        f"{block.region.full_name}（{block.region.code}）　{labels.scope(block.scope)}", "block", 22
    )
    for area in block.areas:
        yield spanning(labels.area(area.area), "area")
        yield from (_headline_line(line, comparison, notes) for line in area.lines)
        missing = area.missing_said(missing_word(block.region, comparison))
        if missing:
            yield spanning(missing, "missing")


def _headline_line(line: HeadlineRow, comparison: Comparison, notes: Footnotes) -> Line:
    name = Cell(line.label, "indented" if line.depth else "text")
    unit = Cell(line.indicator.display_unit, "centred")
    return Line((name, unit, *figure_cells(line.row, comparison, notes)))


def figure_cells(row: ComparisonRow, comparison: Comparison, notes: Footnotes) -> Iterator[Cell]:
    """This year, last year, 增减量, 同比 or 百分点, and a remark: the five columns that all tables share."""
    words = figure_words(row, comparison)
    compared, change = printed_comparison(row), printed_change(row)
    mark = notes.mark(row)
    yield figure_cell(words.current)
    yield figure_cell(words.previous)
    yield figure_cell(change)
    yield figure_cell(_marked(compared, mark), in_points=row.change_points is not None)
    yield Cell(remark(row), "centred")


def _marked(printed: Printed, mark: str) -> Printed:
    return Printed(printed.text + mark) if mark else printed


def _table_lines(table: RegionTable, comparison: Comparison, catalog: Catalog) -> Iterator[Line]:
    notes = Footnotes(Labels(catalog), comparison.year)
    yield spanning(table_heading(table), "block", 22)
    for row in table.rows:
        place = (
            Cell(row.region.full_name),
            Cell(row.region.code, "code"),
            Cell(notes.labels.scope(row.scope), "centred"),
        )
        yield Line((*place, *figure_cells(row, comparison, notes)))
    for absence in table.absences:
        place = (Cell(absence.region.full_name), Cell(absence.region.code, "code"), Cell("", "centred"))
        yield Line((*place, Cell(absence.word, "number"), *(Cell("", "number") for _ in range(4))))
    if table.absent_count and not table.absences:
        yield spanning(f"另有{table.absent_count}个地区未报送本指标。", "note")
    yield from (spanning(note, "note") for note in notes.lines())
