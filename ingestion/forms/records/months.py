"""Which months a table of months or quarters holds: its total is no more than their sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingestion.forms.headers.periods import Period, PeriodWords, period_of
from ingestion.forms.records.rows import Record

_MONTH = re.compile(r"(1[0-2]|0?[1-9])月(?:份)?")
_LAST_MONTH = 12


def of_parts(period: Period, record: Record, records: Sequence[Record], words: PeriodWords) -> Period:
    """The period of a total over months or quarters: the year that the title names, as far as they run."""
    if period.months is not None or record.role != "total" or record.aspect is not None:
        return period
    months = {month for part in records if part.aspect == "month" for month in _months(part.name, words)}
    if not months or len(months) == _LAST_MONTH:
        return period
    first, last = min(months), max(months)
    return replace(period, months=(first, last), cumulative=first == 1)


def _months(name: str, words: PeriodWords) -> Iterable[int]:
    if found := _MONTH.fullmatch(name):
        return (int(found.group(1)),)
    stated = period_of((name,), words).months
    return range(stated[0], stated[1] + 1) if stated is not None else ()
