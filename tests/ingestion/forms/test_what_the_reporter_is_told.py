"""Every message about a table that waits names the place, says what is wrong and what to do."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as WordDocument
from docx.shared import Cm
from drawn_grid import COUNTY, DICTIONARY
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from word_tables import word_document
from workbooks import book, read_book, values

from catalog import load_catalog
from ingestion.forms import read_forms
from ingestion.readers import read_document
from ingestion.reading import read_submission

TITLE = "2023年法治建设主要数据汇总表（虚构）\n"


@pytest.mark.parametrize(
    ("printed", "wrong", "advice"),
    [
        ("尚在核实", "不是数字", "请改填数字"),
        ("-5", "是负数", "请核对"),
        ("12.5", "计数不是整数", "请核对是否填错格或单位"),
        ("12 30", "一格里有不止一个数", "请分格填写"),
        ("12/3", "一格里有两个数", "请分成两格填写"),
        ("3月5日", "像是日期", "请把单元格设为文本后填写原数"),
        ("2023-03-05", "像是日期", "请把单元格设为文本后填写原数"),
        ("√", "只有勾号", "请填写数字"),
    ],
)
def test_a_cell_that_cannot_be_a_figure(printed: str, wrong: str, advice: str) -> None:
    drawing = f'{TITLE}指标 | 数量\n行政处罚（件） | "{printed}"\n普法活动（场） | 8\n行政应诉案件（件） | 2'
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"pub_events": 8, "lit_cases_total": 2}
    (message,) = reading.problems
    assert message.startswith(f"工作表“表”单元格 B3 的“{printed}”") and wrong in message
    assert advice in message and message.endswith("这一格留待核对。")


def test_a_number_that_the_program_made_a_date() -> None:
    def as_date(sheet: Worksheet) -> None:
        sheet["B3"].value, sheet["B3"].number_format = date(2023, 3, 5), "m月d日"

    drawing = f"{TITLE}指标 | 数量\n行政处罚（件） | 3\n普法活动（场） | 8"
    (message,) = read_book(book({"表": drawing}, as_date)).problems
    assert "单元格 B3" in message and "像是日期" in message


def test_money_without_a_unit() -> None:
    (message,) = read_book(book({"表": f"{TITLE}指标 | 数量\n罚没金额 | 3.5\n普法活动（场） | 8"})).problems
    assert "没有写明金额单位；请在表头写明元或万元" in message


def test_of_several_tables_in_a_text_the_message_says_which() -> None:
    known = [["指标", "数量"], ["行政处罚", "3件"], ["普法活动", "8场"], ["行政应诉案件", "2件"]]
    data = word_document(
        "2023年法治建设主要数据汇总表", known, "二、2023年普法工作情况表", [*known, ["某新设事项", "4件"]]
    )
    reading = read_forms(read_document("附件.docx", data), COUNTY, DICTIONARY)
    assert any(message.startswith("文中第2个表格单元格 A5：") for message in reading.problems)


def test_a_table_without_the_reporters_row_says_what_to_do() -> None:
    drawing = "2023年行政应诉情况统计表（虚构）\n单位 | 一审 | 二审\n县公安局 | 3 | 1\n县财政局 | 1 | 0"
    (message,) = read_book(book({"表": drawing}), COUNTY).problems
    assert "各行：县公安局、县财政局" in message and "在表中标明本单位的一行" in message


def _with_picture(width: float, title: str) -> bytes:
    picture, stream = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 12), "white").save(picture, "png")
    document = WordDocument()
    document.add_paragraph(title)
    document.add_paragraph("一年来，全局上下依法履职，各项工作有序推进，群众办事更加便利。" * 8)
    document.add_picture(picture, width=Cm(width))
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("width", "title", "is_told"),
    [
        (14, "青岚县人力资源和社会保障局2023年行政处罚统计表", True),
        (4, "青岚县人力资源和社会保障局2023年行政处罚统计表", False),
        (14, "青岚县人力资源和社会保障局2023年法治政府建设情况报告", False),
    ],
    ids=["a table", "a seal", "a photograph in a report"],
)
def test_a_table_pasted_as_a_picture_is_asked_for(width: float, title: str, is_told: bool) -> None:
    document = read_document("附件.docx", _with_picture(width, title))
    read = read_submission(document, f"{title}.docx", None, load_catalog())
    told = [reason for reason in read.identity.reasons if "图片没有读取" in reason]
    assert told == (["文中有1张图片没有读取；如果是表格，请改为可编辑的表格后重新报送"] if is_told else [])
