"""The sheets that list: 说明, 报送情况, 暂不公布 and 数据来源."""

from __future__ import annotations

from collections import Counter

from catalog import Catalog
from publishing.comparison import Comparison, CoverageRow
from publishing.dates import in_chinese
from publishing.explanations import MARKS, NO_MAIN_FIGURES, Explanations
from publishing.labels import Labels
from publishing.tidy import source_table
from publishing.workbook.grid import Cell, Line, Sheet, header, spanning, texts

SOURCE_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("year", "年份", 8),
    ("region_name", "地区", 22),
    ("region_code", "行政区划代码", 12),
    ("org_scope", "统计范围", 10),
    ("indicator_zh", "指标", 28),
    ("value_printed", "数值", 14),
    ("display_unit", "单位", 8),
    ("source_name", "来源文件", 28),
    ("place", "位置", 24),
    ("evidence", "原文或单元格内容", 48),
    ("observation_id", "数据编号", 20),
    ("source_sha256", "文件 SHA-256", 34),
)
COVERAGE_COLUMNS: tuple[tuple[str, float], ...] = (
    ("地区", 28),
    ("行政区划代码", 14),
    ("报送内容", 32),
    ("报送期限", 16),
    ("报送状态", 12),
    ("收到日期", 16),
    ("公布数据（项）", 16),
    ("暂不公布（项）", 16),
)


def explanation_sheet(explanations: Explanations) -> Sheet:
    """说明: who has reported first, then scope, source, cut-off and the marks."""
    lines = [spanning(explanations.title, "title", 30)]
    if explanations.is_empty:
        lines.append(spanning(f"{NO_MAIN_FIGURES}。", "block", 22))
    for heading, paragraphs in explanations.sections:
        lines.append(spanning(heading, "area"))
        lines.extend(spanning(paragraph, "wrap") for paragraph in paragraphs)
    lines.append(spanning("符号", "area"))
    lines.extend(Line((Cell(mark, "centred"), Cell(meaning, "wrap"))) for mark, meaning in MARKS)
    return Sheet("说明", tuple(lines), (14.0, 110.0))


def coverage_sheet(comparison: Comparison, catalog: Catalog, coverage: str) -> Sheet:
    """报送情况: every submission owed, its deadline and what became of it."""
    names, widths = zip(*COVERAGE_COLUMNS, strict=True)
    title = spanning(f"{comparison.year}年度报送情况", "title", 30)
    lines = [title, spanning(coverage, "subtitle"), header(names)]
    published = Counter(row.region.code for row in comparison.published)
    held_back = Counter(row.region.code for row in comparison.held_back)
    labels, seen = Labels(catalog), set[str]()
    for row in comparison.coverage:
        code = row.region.code
        counts = () if code in seen else (published[code], held_back[code])
        lines.append(_coverage_line(row, labels, counts))
        seen.add(code)
    return Sheet("报送情况", tuple(lines), widths, header_row=2)


def held_back_sheet(comparison: Comparison, catalog: Catalog) -> Sheet:
    """暂不公布: which figures are held back and why, without the figures."""
    labels = Labels(catalog)
    lines = [
        spanning(f"{comparison.year}年暂不公布的数据", "title", 30),
        spanning("下列数据已经收到，核实之前不公布数值。", "subtitle"),
        header(("指标", "地区", "行政区划代码", "统计范围", "原因")),
    ]
    for row in comparison.held_back:
        name, code = Cell(row.indicator.name_zh), Cell(row.region.code, "code")
        reason = Cell(labels.held_back(row.held_back_reason or ""), "wrap")
        scope = Cell(labels.scope(row.scope), "centred")
        lines.append(Line((name, Cell(row.region.full_name), code, scope, reason)))
    if not comparison.held_back:
        lines.append(spanning("无。", "text"))
    return Sheet("暂不公布", tuple(lines), (34, 28, 14, 10, 70), header_row=2)


def source_sheet(comparison: Comparison, catalog: Catalog) -> Sheet:
    """数据来源: the file and the place of every published figure of both years."""
    labels = Labels(catalog)
    lines = [
        spanning("数据来源", "title", 30),
        spanning("每个公布的数值所在的文件、位置和原文；人名已遮盖。", "subtitle"),
        header(label for _, label, _ in SOURCE_COLUMNS),
    ]
    for row in source_table(comparison).to_pylist():
        row["org_scope"] = labels.scope(row["org_scope"])
        lines.append(texts((str(row[name]) for name, _, _ in SOURCE_COLUMNS), "wrap"))
    return Sheet("数据来源", tuple(lines), tuple(width for _, _, width in SOURCE_COLUMNS), header_row=2)


def _coverage_line(row: CoverageRow, labels: Labels, counts: tuple[int, ...]) -> Line:
    """A submission owed; the figures of its region are counted once, beside the first."""
    numbers = tuple(Cell(count, "number", "0") for count in counts) or (Cell("", "number"),) * 2
    return Line(
        (
            Cell(row.region.full_name),
            Cell(row.region.code, "code"),
            Cell(labels.label("submission_kind", row.kind)),
            Cell(in_chinese(row.due_on), "centred"),
            Cell(labels.label("coverage_status", row.status), "centred"),
            Cell(in_chinese(row.received_at), "centred"),
            *numbers,
        )
    )
