"""The sheets of the review workbook: their columns, which of them a clerk fills in, and its lists.

Writing and reading a workbook both go by this module: neither can know a column that the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from catalog import Catalog

Subject = Literal["figure", "submission"]
ListName = Literal["choice", "indicator", "org_scope", "period_type", "region"]

ITEM_ID = "编号"
SOURCE = "文件标识"
CHOICE = "处理意见"
EXPORT_ID = "导出编号"
GUIDE = "填写说明"
LISTS = "选项"
PERIODS = ("full_year", "point_in_time", "ytd", "event", "range", "previous_year", "multi_year")
"""The periods that a clerk may choose; an earlier year is a full year with its year beside it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what its cells are checked against, if anything."""

    heading: str
    width: int
    choices: ListName | None = None
    kind: Literal["text", "number", "year"] = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook; the answers are the only unlocked cells."""

    name: str
    subject: Subject
    shown: tuple[Column, ...]
    answers: tuple[Column, ...]
    choices: tuple[str, ...]
    """The answers that its items allow, codes of the vocabulary ``review_choice``."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns from left to right."""
        return (*self.shown, *self.answers, *MACHINE)


MACHINE = (Column(ITEM_ID, 22, hidden=True), Column(SOURCE, 22, hidden=True))
WHO = (Column("理由", 24), Column("审核人", 10))
FIGURES = Sheet(
    name="数值审核",
    subject="figure",
    shown=(
        Column("序号", 6),
        Column("待审原因", 12),
        Column("地区", 11),
        Column("年度", 7),
        Column("指标", 18),
        Column("数值", 11, kind="number"),
        Column("单位", 6),
        Column("口径", 8),
        Column("时期", 10),
        Column("原文（所读数字以红色标出）", 46),
        Column("依据的规则与发现", 38),
        Column("历年同指标", 16),
        Column("其他可能", 20),
        Column("位置", 16),
        Column("文件", 24),
    ),
    answers=(
        Column(CHOICE, 14, "choice"),
        Column("更正后数值", 12, kind="number"),
        Column("改为指标", 20, "indicator"),
        Column("改为口径", 10, "org_scope"),
        Column("改为时期", 12, "period_type"),
        Column("改为年度", 9, kind="year"),
        *WHO,
        Column("复核人", 10),
    ),
    choices=(
        *("confirm", "replace_value", "other_indicator", "other_scope", "other_period"),
        *("no_figure", "send_back"),
    ),
)
SUBMISSIONS = Sheet(
    name="材料审核",
    subject="submission",
    shown=(
        Column("序号", 6),
        Column("待审原因", 14),
        Column("地区", 14),
        Column("年度", 8),
        Column("报送单位", 26),
        Column("材料种类", 16),
        Column("存疑之处", 56),
        Column("文件", 44),
        Column("收到", 12),
    ),
    answers=(
        Column(CHOICE, 14, "choice"),
        Column("指定地区", 18, "region"),
        Column("指定年度", 9, kind="year"),
        *WHO,
    ),
    choices=("confirm", "assign_region", "assign_year", "send_back"),
)
SHEETS = (FIGURES, SUBMISSIONS)

FILLED_BY: Mapping[str, frozenset[str]] = {
    "confirm": frozenset(),
    "replace_value": frozenset({"更正后数值", "复核人"}),
    "other_indicator": frozenset({"改为指标", "改为口径", "改为时期", "改为年度"}),
    "other_scope": frozenset({"改为口径", "改为时期", "改为年度"}),
    "other_period": frozenset({"改为时期", "改为年度"}),
    "no_figure": frozenset(),
    "assign_region": frozenset({"指定地区", "指定年度"}),
    "assign_year": frozenset({"指定地区", "指定年度"}),
    "send_back": frozenset(),
}
"""Which answers each choice may fill in besides who and why."""


def choice_labels(catalog: Catalog, sheet: Sheet) -> tuple[str, ...]:
    """The choices of a sheet in words."""
    return tuple(catalog.vocabulary.label("review_choice", code) for code in sheet.choices)


def codes_by_label(catalog: Catalog, name: ListName) -> Mapping[str, str]:
    """What may be chosen from a list, label → code; regions are looked up instead."""
    if name == "indicator":
        return {indicator.name_zh: indicator.id for indicator in catalog.indicators.values()}
    if name == "choice":
        return _codes(catalog, "review_choice", None)
    return _codes(catalog, name, PERIODS if name == "period_type" else None)


def _codes(catalog: Catalog, vocabulary: str, only: tuple[str, ...] | None) -> Mapping[str, str]:
    entries = catalog.vocabulary.vocabularies[vocabulary]
    return {entry.label: code for code, entry in entries.items() if only is None or code in only}
