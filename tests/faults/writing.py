"""Reports and forms as bureaus write them: one set of figures in varied sentences, as txt, docx, xlsx."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import docx
import openpyxl
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples"))

from figures import Figures
from make_samples import Sheet, as_workbook, repack
from places import Place

MARK = "虚构样例"
SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A topic and its wordings."""

    topic: str
    wordings: tuple[str, ...]


def _paragraphs() -> tuple[Paragraph, ...]:
    read = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text(encoding="utf-8"))
    # A folded line becomes a blank, which Chinese prose does not have.
    return tuple(Paragraph(p["topic"], tuple(w.replace(" ", "") for w in p["wordings"])) for p in read)


PARAGRAPHS = _paragraphs()


def printed(value: float, style: str = "") -> str:
    """A figure as reports print it: counts whole, money in 万元, rates without trailing noughts."""
    if style == "wan":
        return f"{value / 10_000:.2f}".rstrip("0").rstrip(".")
    return f"{value:.2f}".rstrip("0").rstrip(".")


def filled(template: str, figures: Figures) -> str:
    """The sentence with its figures."""
    return SLOT.sub(lambda m: printed(figures[m[1]], m[2] or ""), template)


def wordings_of(random: Random) -> tuple[str, ...]:
    """The wording of every paragraph that one bureau keeps to."""
    return tuple(random.choice(paragraph.wordings) for paragraph in PARAGRAPHS)


def narrative_lines(
    place: Place, year: int, figures: Figures, wordings: Sequence[str], skipped: int | None = None
) -> list[str]:
    """The report of a bureau, title first; ``skipped`` is a paragraph that it leaves out this year."""
    told = [n for n in range(len(PARAGRAPHS)) if n != skipped]
    body = [
        f"（{number}）{PARAGRAPHS[n].topic}。{filled(wordings[n], figures)}"
        for number, n in zip(_NUMBERS, told, strict=False)
    ]
    bureau = f"{place.name}人力资源和社会保障局"
    return [
        f"{bureau}{year}年法治政府建设情况报告",
        f"（{MARK}：本文的地区、机构和数字均为虚构。）",
        f"{year}年，{bureau}认真履行推进法治建设职责，各项工作稳步推进。现将有关情况报告如下。",
        f"一、{year}年主要工作和成效",
        *body,
        "二、存在的问题",
        "一是基层力量不足；二是少数企业用工管理不够规范。",
        f"三、{year + 1}年工作打算",
        "继续推进普法工作，进一步提升人社法治化水平。",
        bureau,
        f"{year + 1}年1月20日",
    ]


def as_text(lines: Sequence[str]) -> bytes:
    """The report as plain text."""
    return ("\n".join(lines) + "\n").encode("utf-8")


def as_docx(lines: Sequence[str]) -> bytes:
    """The report as a Word document."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


_PENALTY = (
    *("警告、通报批评", "罚款", "没收违法所得、没收非法财物", "暂扣许可证、执照，降低资质等级"),
    *("吊销许可证、执照", "限制开展生产经营活动", "责令停产停业、责令关闭、限制从业", "行政拘留"),
    *("其他行政处罚", "合计（宗）"),
)
_LICENCE = ("申请数量", "受理数量", "许可数量", "不予许可数量", "撤销许可数量")
LICENCE_COLUMNS = ("lic_applications", "lic_accepted", "lic_granted", "lic_denied", "lic_revoked")
PENALTY_COLUMNS: Mapping[str, int] = {
    "penalty_warning": 1,
    "penalty_fine": 2,
    "penalty_other_kinds": 9,
    "penalty_decisions": 10,
    "penalty_amount": 11,
}


def enforcement_workbook(place: Place, year: int, f: Figures) -> bytes:
    """行政执法统计年报 of a bureau: penalties, licences, inspections."""
    bureau, note = (
        f"{place.name}人力资源和社会保障局",
        f"说明：统计年度为1月1日至12月31日。（{MARK}：数字均为虚构）",
    )
    penalty_row = [f["penalty_warning"], f["penalty_fine"], 0, 0, 0, 0, 0, 0, f["penalty_other_kinds"],
                   f["penalty_decisions"], f["penalty_amount"] / 10_000]  # fmt: skip
    return as_workbook(
        [
            Sheet(
                "表一 行政处罚",
                [["表一"], [None], [None], [*_PENALTY], penalty_row, [note]],
                [
                    ("A2:K2", f"{bureau}{year}年度行政处罚实施情况统计表"),
                    ("A3:J3", "行政处罚实施数量（宗）"),
                    ("K3:K4", "罚没金额（万元）"),
                ],
            ),
            Sheet(
                "表二 行政许可",
                [["表二"], [None], [None], [*_LICENCE], [f[name] for name in LICENCE_COLUMNS], [note]],
                [
                    ("A2:E2", f"{bureau}{year}年度行政许可实施情况统计表"),
                    ("A3:E3", "行政许可实施数量（宗）"),
                ],
            ),
            Sheet(
                "表四 行政检查",
                [["表四"], [None], [None], ["行政检查总次数", "备注"], [f["admin_inspections"], ""], [note]],
                [
                    ("A2:B2", f"{bureau}{year}年度行政检查实施情况统计表"),
                    ("A3:B3", "行政检查实施数量"),
                ],
            ),
        ]
    )


def text_of(data: bytes, form: str) -> str:
    """The text of a report as received."""
    if form == "txt":
        return data.decode("utf-8")
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def with_text(data: bytes, form: str, change: Mapping[str, str]) -> bytes:
    """The report with every key of ``change`` replaced; :class:`ValueError` where one stands not once."""
    text = text_of(data, form)
    for old, new in change.items():
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times")
        text = text.replace(old, new)
    lines = text.rstrip("\n").split("\n")
    return as_text(lines) if form == "txt" else as_docx(lines)


def with_cells(data: bytes, sheet: int, cells: Mapping[str, object]) -> bytes:
    """The workbook with other values in some cells of a sheet (``None`` empties one)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book.worksheets[sheet][place] = value
    return _saved(book)


def without_sheet(data: bytes, sheet: int) -> bytes:
    """The workbook without one of its sheets."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.remove(book.worksheets[sheet])
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
