"""Dates as official texts print them: 2025年3月1日, in China's time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def in_chinese(day: date | datetime | None) -> str:
    """The day in Arabic numerals without leading zeros; an unknown one is printed as —."""
    if day is None:
        return "—"
    local = day.astimezone(BEIJING) if isinstance(day, datetime) else day
    return f"{local.year}年{local.month}月{local.day}日"
