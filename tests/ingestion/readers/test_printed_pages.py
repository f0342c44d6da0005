"""Printed pages: paragraphs over lines and pages, running heads left out, tables kept, columns followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from printed_pages import (
    FONT,
    HEIGHT,
    LEADING,
    LEFT,
    SIZE,
    TOP,
    WIDTH,
    draw_grid,
    draw_lines,
    pdf_file,
    set_lines,
)
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from ingestion.documents import Document, UnreadableSubmission
from ingestion.readers import LimitedReader, Limits, read_document
from ingestion.readers.pages.glyphs import as_written

FIRST = (
    "2031年，望杉区人力资源和社会保障局依法受理劳动人事争议案件1234件，其中裁决56件、调解1178件，"
    "结案率98.8%，为劳动者追回工资2514.6万元，案件质量和办案效率稳步提升。"
)
SECOND = (
    "（一）规范执法行为。全年开展检查320余户次，立案12件，罚款3.5万元，全部按期办结并依法公示，接受社会监督。"
)
THIRD = "（二）加强法治宣传。开展普法活动62场次，发放宣传资料3.6万余份，接受群众现场咨询8900余人次。"
SETTING = [*set_lines(FIRST), *set_lines(SECOND), *set_lines(THIRD)]


def read(data: bytes) -> Document:
    return read_document("报告.pdf", data)


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind != "table"]


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def test_lines_become_paragraphs() -> None:
    assert paragraphs(read(pdf_file(lambda canvas: draw_lines(canvas, SETTING)))) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("cut", range(1, len(SETTING)))
def test_paragraphs_go_on_over_the_page(cut: int) -> None:
    """Wherever the page ends: within a paragraph it goes on, between two paragraphs it does not."""
    document = read(
        pdf_file(
            lambda canvas: draw_lines(canvas, SETTING[:cut]), lambda canvas: draw_lines(canvas, SETTING[cut:])
        )
    )
    assert paragraphs(document) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "number",
    [
        "{n}",
        "- {n} -",
        "—{n}—",
        "— {n} —",
        "第{n}页",
        "第 {n} 页 共 3 页",
        "第{n}页/共3页",
        "{n}/3",
        "Page {n} of 3",
    ],
)
@pytest.mark.parametrize("y", [40, HEIGHT - 40])
def test_page_numbers_are_left_out(number: str, y: float) -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, SETTING)
        canvas.drawCentredString(WIDTH / 2, y, number.format(n=canvas.getPageNumber()))

    assert paragraphs(read(pdf_file(draw, draw, draw))) == [FIRST, SECOND, THIRD] * 3


def test_running_heads_are_left_out_and_a_heading_stays() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, HEIGHT - 50, "望杉区人社局2031年度报告")
        canvas.drawCentredString(WIDTH / 2, 40, "虚构样例")
        below = draw_lines(canvas, [f"\u3000\u3000{'一二三'[canvas.getPageNumber() - 1]}、工作情况"])
        draw_lines(canvas, SETTING, top=below)

    document = read(pdf_file(draw, draw, draw))
    expected = [[f"{number}、工作情况", FIRST, SECOND, THIRD] for number in "一二三"]
    assert paragraphs(document) == [text for page in expected for text in page]
    assert [block.page for block in document.blocks] == [1] * 4 + [2] * 4 + [3] * 4


def test_a_number_at_the_end_of_a_table_is_no_page_number() -> None:
    document = read(pdf_file(lambda canvas: draw_grid(canvas, [["地区", "件数"], ["望杉区", "7"]], TOP)))
    assert grid(document) == [["地区", "件数"], ["望杉区", "7"]]


def test_two_columns_are_read_one_after_the_other() -> None:
    narrow = 15
    left, right = set_lines(FIRST, narrow), [*set_lines(SECOND, narrow), *set_lines(THIRD, narrow)]

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, TOP + 30, "望杉区2031年度法治政府建设情况")
        draw_lines(canvas, left, left=60)
        draw_lines(canvas, right, left=60 + (narrow + 2) * SIZE)

    assert paragraphs(read(pdf_file(draw))) == ["望杉区2031年度法治政府建设情况", FIRST, SECOND, THIRD]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("how", ["the page", "the text"])
def test_turned_pages(turn: int, how: str) -> None:
    def draw(canvas: Canvas) -> None:
        if how == "the page":
            canvas.setPageRotation(turn)
        else:
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(turn)
            canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        below = draw_lines(canvas, set_lines(FIRST), top=620)
        draw_grid(canvas, [["地区", "件数"], ["望杉区", "120"], ["青岚县", "85"]], below)

    document = read(pdf_file(draw))
    assert paragraphs(document) == [FIRST]
    assert grid(document) == [["地区", "件数"], ["望杉区", "120"], ["青岚县", "85"]]


def test_a_watermark_across_the_page_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, SETTING)
        canvas.saveState()
        canvas.rotate(35)
        canvas.drawString(400, 200, "内部资料9999")
        canvas.restoreState()

    assert paragraphs(read(pdf_file(draw))) == [FIRST, SECOND, THIRD]


def test_letters_printed_twice_count_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            canvas.drawString(LEFT + shift, TOP, "受理1122件，结案1100件。")

    assert paragraphs(read(pdf_file(draw))) == ["受理1122件，结案1100件。"]


def test_a_stretched_line_has_no_blanks() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        text.setFont(FONT, SIZE)
        text.setCharSpace(8)
        text.textLine("受理1452件，不予受理16件，")
        canvas.drawText(text)

    assert paragraphs(read(pdf_file(draw))) == ["受理1452件，不予受理16件，"]


def test_a_table_with_merged_cells() -> None:
    def draw(canvas: Canvas) -> None:
        lines = [(90, 700, 330, 700), (170, 676, 330, 676), (90, 652, 330, 652), (90, 628, 330, 628)]
        canvas.lines([*lines, *((x, 700, x, 628) for x in (90, 170, 330)), (250, 676, 250, 628)])
        for x, y, text in ((95, 670, "地区"), (200, 683, "案件情况"), (175, 659, "受理"), (255, 659, "结案")):
            canvas.drawString(x, y, text)
        for x, text in ((95, "白榆县"), (175, "85"), (255, "80")):
            canvas.drawString(x, 635, text)

    (table,) = read(pdf_file(draw)).tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "地区"),
        (0, 1, 1, 2, "案件情况"),
        (1, 1, 1, 1, "受理"),
        (1, 2, 1, 1, "结案"),
        (2, 0, 1, 1, "白榆县"),
        (2, 1, 1, 1, "85"),
        (2, 2, 1, 1, "80"),
    ]


def test_a_table_with_open_sides() -> None:
    """Statistical tables are often not closed at the left and right."""

    def draw(canvas: Canvas) -> None:
        canvas.lines([(90, y, 330, y) for y in (700, 676, 652)])
        canvas.lines([(x, 700, x, 652) for x in (170, 250)])
        for row, texts in enumerate((("地区", "受理", "结案"), ("石萤县", "85", "80"))):
            for column, text in enumerate(texts):
                canvas.drawString(95 + 80 * column, 683 - 24 * row, text)

    assert grid(read(pdf_file(draw))) == [["地区", "受理", "结案"], ["石萤县", "85", "80"]]


def test_rows_without_upright_rules_stay_apart() -> None:
    """A table of three horizontal rules is not read as a grid, but its rows never run into each other."""

    def draw(canvas: Canvas) -> None:
        below = draw_lines(canvas, set_lines(FIRST))
        for number, texts in enumerate(
            (("地区", "受理", "结案"), ("石萤县", "85", "80"), ("临棠区", "7", "6"))
        ):
            for column, text in enumerate(texts):
                canvas.drawString(LEFT + 150 * column, below - number * LEADING, text)
        draw_lines(canvas, set_lines(SECOND), top=below - 3 * LEADING)

    document = read(pdf_file(draw))
    assert paragraphs(document) == [FIRST, "地区 受理 结案", "石萤县 85 80", "临棠区 7 6", SECOND]


HEAD = ["地区", "受理", "结案"]


@pytest.mark.parametrize("repeats_head", [True, False])
def test_a_table_goes_on_over_the_page(repeats_head: bool) -> None:
    above = [HEAD, *([f"甲{n}区", str(n), str(n)] for n in range(1, 5))]
    below = [[f"乙{n}县", str(n), str(n)] for n in range(5, 9)]

    def first(canvas: Canvas) -> None:
        draw_lines(canvas, set_lines(FIRST))
        canvas.drawCentredString(WIDTH / 2, 40, "— 1 —")
        draw_grid(canvas, above, 300)

    def second(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, 40, "— 2 —")
        end = draw_grid(canvas, [HEAD, *below] if repeats_head else below, TOP)
        draw_lines(canvas, set_lines(SECOND), top=end - 2 * LEADING)

    document = read(pdf_file(first, second))
    assert grid(document) == [*above, *below]
    assert {cell.page for cell in document.tables[0].cells if cell.row > 4} == {2}
    assert paragraphs(document) == [FIRST, SECOND]


def test_tables_of_other_columns_stay_apart() -> None:
    document = read(
        pdf_file(
            lambda canvas: draw_grid(canvas, [HEAD, ["望杉区", "1", "1"]], 300),
            lambda canvas: draw_grid(canvas, [HEAD, ["青岚县", "2", "2"]], TOP, wide=100),
        )
    )
    assert len(document.tables) == 2


def test_a_frame_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, WIDTH - 120, HEIGHT - 120)
        draw_lines(canvas, SETTING)

    document = read(pdf_file(draw))
    assert (paragraphs(document), document.tables) == ([FIRST, SECOND, THIRD], ())


def test_every_place_points_at_its_text() -> None:
    document = read((Path(__file__).with_name("fixtures") / "report_libreoffice.pdf").read_bytes())
    assert len(document.blocks) > 10
    for block in document.blocks:
        assert document.text[block.start : block.end].strip() and block.page
    for cell in (cell for table in document.tables for cell in table.cells):
        assert document.text[cell.start : cell.end] == cell.text and cell.page


@pytest.mark.parametrize(
    ("printed", "written"), [("⼈社局", "人社局"), ("⻓⻛⻚", "长风页"), ("１２件", "１２件"), ("ﬁ", "fi")]
)
def test_radicals_are_read_as_the_characters_they_stand_for(printed: str, written: str) -> None:
    assert as_written(printed) == written


def encrypted() -> bytes:
    return pdf_file(
        lambda canvas: draw_lines(canvas, SETTING), encrypt=pdfencrypt.StandardEncryption("geheim", "owner")
    )


def only_drawings() -> bytes:
    return pdf_file(lambda canvas: canvas.rect(100, 100, 200, 200))


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "needs_a_password": (encrypted, "encrypted"),
    "truncated": (lambda: pdf_file(lambda canvas: draw_lines(canvas, SETTING))[:-300], "truncated_pdf"),
    "only_a_beginning": (lambda: b"%PDF-1.7\n%abc", "truncated_pdf"),
    "no_structure": (lambda: b"%PDF-1.7\n" + b"abc " * 100 + b"%%EOF", "corrupt_document"),
    "no_text": (only_drawings, "no_text"),
    "too_many_pages": (
        lambda: pdf_file(*[lambda canvas: canvas.drawString(9, 9, "x")] * 41),
        "too_many_pages",
    ),
    "text_named_pdf": ("受理67件".encode, "mislabelled"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_has_its_code(case: str) -> None:
    data, code = FAULTS[case]
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document("报告.pdf", data(), Limits(pages=40))
    assert refusal.value.code == code
    assert refusal.value.reason.endswith("。")


def test_restrictions_without_a_password_to_open_do_not_matter() -> None:
    data = pdf_file(
        lambda canvas: draw_lines(canvas, SETTING),
        encrypt=pdfencrypt.StandardEncryption("", "owner", canCopy=0),
    )
    assert paragraphs(read(data)) == [FIRST, SECOND, THIRD]


def test_a_child_reads_pages_within_its_limits() -> None:
    data = pdf_file(lambda canvas: draw_lines(canvas, SETTING))
    with LimitedReader() as reader:
        document = reader.read("报告.pdf", data)
    assert paragraphs(document) == [FIRST, SECOND, THIRD]
    assert document.blocks[0].page == 1
