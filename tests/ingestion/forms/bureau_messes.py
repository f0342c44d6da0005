"""What a messy workbook of a bureau is, and what the tests of them draw with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drawn_grid import COUNTY
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import Change, book, codes, read_book, values

from ingestion.submissions import Identity


@dataclass(frozen=True)
class Mess:
    """A workbook and what must be read from it; values are in base units, ``None`` is a mark or a blank."""

    sheets: Mapping[str, str]
    facts: Mapping[str, float | None]
    undecided: Mapping[str, float | None] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    identity: Identity = COUNTY
    change: Change | None = None


TITLE = "2023年度行政许可实施情况统计表（虚构）\n"
HEAD = "申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量\n"
ROW = "341 | 338 | 330 | 6 | 1"
ALL = {"lic_applications": 341, "lic_accepted": 338, "lic_granted": 330, "lic_denied": 6, "lic_revoked": 1}


def licence(row: str = ROW, head: str = HEAD, title: str = TITLE, below: str = "") -> dict[str, str]:
    """A workbook with the licence table in a sheet of a telling name."""
    return {"附件2": f"{title}{head}{row}{below}"}


def without(*indicators: str) -> dict[str, float | None]:
    """The figures of the licence table but some."""
    return {name: value for name, value in ALL.items() if name not in indicators}


def hide_row(row: int) -> Change:
    """Hide a row of the first sheet."""

    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[row].hidden = True

    return change


def hide_column(letter: str) -> Change:
    """Hide a column of the first sheet."""

    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions[letter].hidden = True

    return change


def hide_sheet(sheet: Worksheet) -> None:
    """Hide the first sheet."""
    sheet.sheet_state = "hidden"


def show_as(cell: str, number_format: str) -> Change:
    """Give a cell of the first sheet a number format."""

    def change(sheet: Worksheet) -> None:
        sheet[cell].number_format = number_format

    return change


PENALTY = "2023年度行政处罚实施情况统计表（虚构）\n"
PENALTY_HEAD = "警告、通报批评 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计（宗） | 罚没金额（万元）\n"
DISPUTE = "2023年劳动人事争议处理情况统计表（虚构）\n"
SERVICE = "2023年政务服务情况汇总表（虚构）\n单位 | 事项数 | 网办率 | 办件量 | 满意率(%)\n"
BY_UNIT = TITLE + "单位名称 | 申请数量 | 受理数量\n"


def assert_read(mess: Mess) -> None:
    """Holds a reading against what a mess must give; what is in doubt sends the submission to review."""
    reading = read_book(book(mess.sheets, mess.change), mess.identity)
    assert values(reading) == mess.facts
    assert values(reading, "undecided") == mess.undecided
    assert tuple(dict.fromkeys(codes(reading))) == mess.findings
    assert reading.problems or not mess.undecided
