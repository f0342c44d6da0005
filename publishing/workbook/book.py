"""All sheets of the workbook, in reading order: coverage and explanations come first."""

from __future__ import annotations

from catalog import Catalog
from publishing.comparison import Comparison
from publishing.explanations import NO_MAIN_FIGURES, explain
from publishing.workbook.grid import Sheet
from publishing.workbook.lists import coverage_sheet, explanation_sheet, held_back_sheet, source_sheet
from publishing.workbook.tables import headline_sheet, region_sheet

SHEETS: tuple[str, ...] = ("说明", "报送情况", "主要指标", "分地区", "暂不公布", "数据来源")


def book_sheets(comparison: Comparison, catalog: Catalog) -> tuple[Sheet, ...]:
    """The sheets of ``comparison.xlsx`` as grids."""
    explanations = explain(comparison, catalog)
    empty = f"{NO_MAIN_FIGURES}。" if explanations.is_empty else ""
    coverage = empty + explanations.coverage + explanations.cut_off
    return (
        explanation_sheet(explanations),
        coverage_sheet(comparison, catalog, coverage),
        headline_sheet(comparison, catalog, f"{comparison.year}年主要指标", coverage),
        region_sheet(comparison, catalog, f"{comparison.year}年分地区数据", coverage),
        held_back_sheet(comparison, catalog),
        source_sheet(comparison, catalog),
    )
