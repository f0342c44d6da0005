"""Turns an answer into decisions, or says in Chinese why it cannot be one."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog import Catalog
from pipeline.review.answers import Answer
from pipeline.review.form import CHOICE, FILLED_BY, SHEETS, ListName, codes_by_label
from pipeline.review.queue import ReviewItem
from pipeline.review.records import Decision

MEASURED_UNITS = frozenset({"元", "%", "万元", "小时", "天", "年"})
"""Units whose numbers may have decimals; everything else is counted."""
DECISION_OF: Mapping[str, str] = {
    "other_indicator": "reassign",
    "other_scope": "reassign",
    "other_period": "reassign",
}
"""Choices that are another kind of decision to the warehouse."""
EARLIEST_YEAR, LATEST_YEAR = 1949, 2999


class Fault(Exception):
    """Why an answer is no decision, in Chinese and without its place."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges answers by the catalogue; ``decided_at`` is when they are applied."""

    catalog: Catalog
    decided_at: datetime

    def decisions(self, answer: Answer, item: ReviewItem) -> tuple[Decision, ...]:
        """The decisions that an answer makes, none where it is empty; raises :class:`Fault`."""
        filled = {heading for heading in answer.cells if answer.text(heading)}
        if not filled:
            return ()
        choice = self._choice(answer, item)
        self._require_who_and_why(answer, choice)
        unasked = sorted(filled - FILLED_BY[choice] - {CHOICE, "理由", "审核人", "复核人"})
        if unasked:
            raise Fault(f"“{'”“'.join(unasked)}”与处理意见“{answer.text(CHOICE)}”不符，请清空或改选")
        stated = _JUDGED_BY[choice](self, answer, item)
        return tuple(
            self._decision(answer, item, choice, kind, values).named() for kind, values in stated.items()
        )

    def _choice(self, answer: Answer, item: ReviewItem) -> str:
        words = answer.text(CHOICE)
        if not words:
            raise Fault("填写了内容而没有选“处理意见”")
        code = codes_by_label(self.catalog, "choice").get(words)
        allowed = next(sheet.choices for sheet in SHEETS if sheet.subject == item.subject)
        if code not in allowed:
            raise Fault(f"处理意见“{words}”不在可选之列")
        return code

    def _require_who_and_why(self, answer: Answer, choice: str) -> None:
        for heading in ("理由", "审核人"):
            if not answer.text(heading):
                raise Fault(f"没有填写“{heading}”")
        first, second = _name(answer.text("审核人")), _name(answer.text("复核人"))
        if choice == "replace_value" and not second:
            raise Fault("更正数值须由另一人复核，没有填写“复核人”")
        if first == second:
            raise Fault("复核人与审核人不得为同一人")

    def _confirm(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        row = item.row
        if item.subject == "submission":
            if row["issue"] in ("unresolved_region", "unresolved_year"):
                raise Fault("地区或年度不明，不能按原样采用，请指定地区或指定年度")
        elif not row["indicator_id"]:
            raise Fault("目录中没有对应指标，请选“改为其他指标”或“不是数据”")
        elif not (row["org_scope"] and row["period_type"]):
            raise Fault("口径或时期不明，不能照原样采用，请选“改口径”或“改时期”并填写")
        return {"confirm": {}}

    def _replace(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        if not item.row["indicator_id"]:
            raise Fault("目录中没有对应指标，不能只更正数值")
        value = number_of(answer.text("更正后数值"))
        if value is None:
            raise Fault(f"“更正后数值”须为不小于零的数：{answer.text('更正后数值') or '空'}")
        unit = item.row["unit"]
        if unit not in MEASURED_UNITS and not value.is_integer():
            raise Fault(f"单位为“{unit}”的数应为整数")
        if value == item.row["value"] and item.row["qualifier"] == "exact":
            raise Fault("“更正后数值”与现数相同，如无误请选“按原文确认”")
        return {"replace_value": {"value": value, "qualifier": "exact"}}

    def _reassign(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        values = {
            "indicator_id": self._listed(answer, "改为指标", "indicator"),
            "org_scope": self._listed(answer, "改为口径", "org_scope"),
            "period_type": self._listed(answer, "改为时期", "period_type"),
            "period_year": year_of(answer, "改为年度"),
        }
        if all(value is None for value in values.values()):
            raise Fault(f"处理意见“{answer.text(CHOICE)}”须填写改为什么")
        kept = {name: values[name] or item.row[name] for name in ("indicator_id", "org_scope", "period_type")}
        self._require_whole(values, kept, item)
        return {"reassign": values}

    def _require_whole(self, values: Mapping[str, Any], kept: Mapping[str, Any], item: ReviewItem) -> None:
        """A figure that is to count needs indicator, scope and period, and what is chosen must be news."""
        wanted = {"indicator_id": "改为指标", "org_scope": "改为口径", "period_type": "改为时期"}
        lacking = [heading for name, heading in wanted.items() if not kept[name]]
        if lacking:
            raise Fault(f"该数值原来没有归属，还须填写“{'”“'.join(lacking)}”")
        if all(value is None or value == item.row[name] for name, value in values.items()):
            raise Fault("所填与原归属相同，如无误请选“按原文确认”")

    def _other_indicator(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        return self._needing(("改为指标",), answer, item)

    def _other_scope(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        return self._needing(("改为口径",), answer, item)

    def _other_period(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        return self._needing(("改为时期", "改为年度"), answer, item)

    def _needing(
        self, headings: tuple[str, ...], answer: Answer, item: ReviewItem
    ) -> dict[str, dict[str, Any]]:
        if not any(answer.text(heading) for heading in headings):
            raise Fault(f"处理意见“{answer.text(CHOICE)}”须填写“{'”或“'.join(headings)}”")
        return self._reassign(answer, item)

    def _assign(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        stated: dict[str, dict[str, Any]] = {}
        year = year_of(answer, "指定年度")
        if answer.text("指定地区"):
            code = self._region(answer.text("指定地区"), year or item.row["year"])
            stated["assign_region"] = {"region_code": code}
        if year is not None:
            stated["assign_year"] = {"period_year": year}
        wanted = next(
            code
            for label, code in codes_by_label(self.catalog, "choice").items()
            if label == answer.text(CHOICE)
        )
        if wanted not in stated:
            raise Fault(f"处理意见“{answer.text(CHOICE)}”须填写“{answer.text(CHOICE)}”一栏")
        return stated

    def _nothing_more(self, answer: Answer, item: ReviewItem) -> dict[str, dict[str, Any]]:
        code = codes_by_label(self.catalog, "choice")[answer.text(CHOICE)]
        return {code: {}}

    def _listed(self, answer: Answer, heading: str, name: ListName) -> str | None:
        words = answer.text(heading)
        codes = codes_by_label(self.catalog, name)
        if words and words not in codes:
            raise Fault(f"“{heading}”不在可选之列：{words}")
        return codes.get(words)

    def _region(self, words: str, year: int | None) -> str:
        found = {region.region_code for region in self.catalog.regions.statement(words, year)}
        if len(found) != 1:
            why = "没有这样的地区" if not found else "不止一个地区叫这个名字，请用六位代码"
            raise Fault(f"“指定地区”：{why}：{words}")
        return str(found.pop())

    def _decision(
        self, answer: Answer, item: ReviewItem, choice: str, kind: str, values: Mapping[str, Any]
    ) -> Decision:
        row = item.row
        return Decision(
            item_id=item.item_id,
            choice=choice,
            decision=DECISION_OF.get(kind, kind),
            submission_id=row["submission_id"],
            observation_id=row["observation_id"],
            decided_by=answer.text("审核人"),
            confirmed_by=answer.text("复核人") or None,
            decided_at=self.decided_at,
            reason=answer.text("理由"),
            expects_value=row["printed_value"],
            sheet=row["sheet"],
            cell=row["cell"],
            char_start=row["char_start"],
            char_end=row["char_end"],
            raw_text=row["raw_text"],
            read_indicator_id=row["read_indicator_id"],
            **values,
        )


def number_of(words: str) -> float | None:
    """A number that a clerk wrote, thousands separators and wide digits included; None for anything else."""
    plain = unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def year_of(answer: Answer, heading: str) -> int | None:
    """A year of four digits; None where the cell is empty."""
    words = unicodedata.normalize("NFKC", answer.text(heading)).removesuffix("年")
    if not words:
        return None
    if not words.isdecimal() or not EARLIEST_YEAR <= int(words) <= LATEST_YEAR:
        raise Fault(f"“{heading}”须为四位年份：{words}")
    return int(words)


def _name(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


Judged = Callable[[Judge, Answer, ReviewItem], dict[str, dict[str, Any]]]
_JUDGED_BY: Mapping[str, Judged] = {
    "confirm": Judge._confirm,
    "replace_value": Judge._replace,
    "other_indicator": Judge._other_indicator,
    "other_scope": Judge._other_scope,
    "other_period": Judge._other_period,
    "no_figure": Judge._nothing_more,
    "assign_region": Judge._assign,
    "assign_year": Judge._assign,
    "send_back": Judge._nothing_more,
}
