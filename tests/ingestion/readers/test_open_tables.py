"""Printed tables without vertical rules: told apart by their blanks; prose between two lines stays prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from printed_pages import FONT, LEFT, SIZE, draw_lines, pdf_file, set_lines
from reportlab.pdfgen.canvas import Canvas

from catalog import load_catalog
from ingestion.documents import Document
from ingestion.readers import read_document
from ingestion.reading import read_submission

TITLE = "石萤县人力资源和社会保障局2023年度劳动保障监察情况统计表（虚构）"
HEAD = ["单位名称", "主动检查用人单位（户）", "立案（件）", "责令改正（份）"]
ROWS = [["县本级", "210", "8", "5"], ["合计", "210", "8", "5"]]
PLACES = [0, 90, 230, 320]
RIGHT = LEFT + 410


def rule(canvas: Canvas, y: float) -> None:
    canvas.line(LEFT - 5, y, RIGHT, y)


def draw_row(canvas: Canvas, texts: Sequence[str], y: float, places: Sequence[float] = PLACES) -> None:
    for place, text in zip(places, texts, strict=False):
        canvas.drawString(LEFT + place, y, text)


def draw_table(
    canvas: Canvas,
    head: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    top: float,
    places: Sequence[float] = PLACES,
) -> float:
    """The table with its three rules; returns the y below it."""
    canvas.setFont(FONT, 11)
    y = top
    rule(canvas, y)
    for line in head:
        y -= 16
        draw_row(canvas, line, y, places)
    rule(canvas, y - 6)
    y -= 6
    for row in rows:
        y -= 16
        draw_row(canvas, row, y, places)
    rule(canvas, y - 6)
    canvas.setFont(FONT, SIZE)
    return y - 6


def grid(document: Document, number: int = 0) -> list[list[str]]:
    table = document.tables[number]
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def read(*pages: Callable[[Canvas], object]) -> Document:
    return read_document("报表.pdf", pdf_file(*pages))


def page(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        below = draw_lines(canvas, [TITLE])
        draw_table(canvas, head, rows, below)

    return draw


def test_three_rules_make_a_table() -> None:
    document = read(page([HEAD], ROWS))
    assert grid(document) == [HEAD, *ROWS]
    assert TITLE in document.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            [["单位名称", "主动检查用人", "立案", "责令改正"], ["", "单位（户）", "（件）", "（份）"]],
            [["单位名称", "主动检查用人单位（户）", "立案（件）", "责令改正（份）"]],
        ),
        (
            [["", "检查", "     查处情况及责令改正情况"], HEAD],
            [["", "", "查处情况及责令改正情况", ""], ["单位名称", "检查主动检查用人单位（户）", *HEAD[2:]]],
        ),
    ],
)
def test_a_head_of_two_lines_keeps_its_columns(head: list[list[str]], expected: list[list[str]]) -> None:
    assert grid(read(page(head, ROWS)))[: len(expected)] == expected


def test_two_tables_on_a_page_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        below = draw_table(canvas, [HEAD], ROWS, draw_lines(canvas, [TITLE]))
        below = draw_lines(canvas, ["以下为另一张虚构的表。"], top=below - 30)
        rows = [["当期案件受理数", "40"], ["结案数", "38"]]
        draw_table(canvas, [["项目", "本年（件）"]], rows, below, (0, 160))

    document = read(draw)
    assert grid(document, 0) == [HEAD, *ROWS]
    assert grid(document, 1) == [["项目", "本年（件）"], ["当期案件受理数", "40"], ["结案数", "38"]]


def test_prose_between_rules_is_no_table() -> None:
    lines = set_lines("全年依法受理虚构案件12件，办结11件，案件质量稳步提升，群众满意度不断提高。" * 3)

    def draw(canvas: Canvas) -> None:
        rule(canvas, 790)
        below = draw_lines(canvas, lines)
        rule(canvas, below)
        below = draw_lines(canvas, lines, top=below - 30)
        rule(canvas, below)

    document = read(draw)
    assert not document.tables
    assert "办结11件" in document.text


def test_words_in_columns_without_a_number_are_no_table() -> None:
    rows = [["甲处", "乙项", "丙类", "丁人"], ["戊处", "己项", "庚类", "辛人"]]
    assert not read(page([["部门", "事项", "类别", "责任人"]], rows)).tables


def test_the_figures_of_such_a_table_are_read() -> None:
    document = read(page([HEAD], ROWS))
    reading = read_submission(document, "石萤县2023.pdf", None, load_catalog())
    facts = {o.indicator_id: o.value for o in reading.observations if o.disposition == "fact"}
    assert facts == {"ins_employers_inspected": 210, "ins_cases_filed": 8, "ins_rectification_orders": 5}
