"""The words of a notice: filled into moulds that are kept as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalog import Catalog

MOULDS = Path(__file__).resolve().parent.parent / "templates" / "notice_moulds.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedItem:
    """One thing that is sent back, in words; without an indicator it is about the submission as a whole."""

    indicator: str = ""
    year: str = ""
    scope: str = ""
    value: str = ""
    printed: str = ""
    place: str = ""
    problem: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice about one submission, to the bureau that sent it."""

    file: str
    agency: str | None
    received_on: date
    made_on: date
    deadline: date
    reviewer: str
    items: tuple[ReturnedItem, ...]

    @property
    def title(self) -> str:
        """The title of the notice."""
        return str(moulds()["title"]).format(file=self.file)

    @property
    def addressee(self) -> str:
        """Whom it is to."""
        mould = moulds()["addressee" if self.agency else "unknown_addressee"]
        return str(mould).format(agency=self.agency)

    @property
    def opening(self) -> str:
        """What is sent back."""
        mould = "opening_figures" if any(item.indicator for item in self.items) else "opening_submission"
        received = day_text(self.received_on)
        return str(moulds()[mould]).format(file=self.file, received=received, count=len(self.items))

    @property
    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Headings and paragraphs: what is wrong, what to do, by when."""
        words = moulds()
        yield words["headings"]["what"], tuple(self._points())
        yield words["headings"]["how"], (words["how"],)
        yield words["headings"]["when"], (words["when"].format(deadline=day_text(self.deadline)),)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The annex: headings, then one row per item."""
        rows = (
            (
                *(str(number), item.indicator or "（材料）", item.year, item.scope, item.value),
                *(item.printed, item.place, item.problem, item.reason),
            )
            for number, item in enumerate(self.items, start=1)
        )
        return (tuple(moulds()["table"]), *rows)

    def _points(self) -> Iterator[str]:
        for number, item in enumerate(self.items, start=1):
            mould = moulds()["figure" if item.indicator else "submission"]
            problem = f"问题：{item.problem.rstrip('。')}。" if item.problem else ""
            yield mould.format(
                number=number,
                indicator=item.indicator,
                year=item.year,
                scope=item.scope,
                printed=item.printed,
                problem=problem,
                reason=item.reason.rstrip("。"),
            )


def deadline_of(catalog: Catalog, kind: str, report_year: int | None, made_on: date) -> date:
    """By when to send again: when the report is due, or, where that has passed, a few days from now."""
    soon = made_on + timedelta(days=int(moulds()["resend_within_days"]))
    due = [
        obligation.due_on(report_year)
        for obligation in catalog.obligations
        if obligation.kind == kind and report_year is not None
    ]
    return max([soon, *due])


@lru_cache(maxsize=1)
def moulds() -> Mapping[str, Any]:
    """The wording, as kept in ``templates/notice_moulds.yaml``."""
    loaded: Mapping[str, Any] = yaml.safe_load(MOULDS.read_text(encoding="utf-8"))
    # Lines are broken for those who edit the file: Chinese text goes on without a space.
    return {
        name: words.replace("\n", "") if isinstance(words, str) else words for name, words in loaded.items()
    }


def day_text(day: date) -> str:
    """A day as official texts write it."""
    return f"{day.year}年{day.month}月{day.day}日"
