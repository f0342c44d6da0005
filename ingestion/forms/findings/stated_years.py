"""Whether the lines around a table agree on the year: last year's template often keeps its old title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingestion.documents import Table
from ingestion.forms.cells.text import squeeze
from ingestion.forms.findings.results import FormFinding
from ingestion.forms.findings.sentences import finding
from ingestion.forms.headers.periods import PeriodWords

_BARE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def years_of_lines(lines: Iterable[str], sheet: str | None, words: PeriodWords) -> tuple[int, ...]:
    """The years that titles, unit lines and the sheet's name state, one for each that names a single year."""
    years: list[int] = []
    for line in map(squeeze, lines):
        found = {int(year) for year in words.whole_year.findall(line)}
        if len(found) == 1 and not words.several_years.search(line):
            years += found
    in_name = {int(year) for year in _BARE.findall(squeeze(sheet or ""))}
    return tuple(years) + (tuple(in_name) if len(in_name) == 1 else ())


def year_findings(
    table: Table,
    lines: Iterable[str],
    notes: Iterable[str],
    report_year: int | None,
    words: PeriodWords,
) -> Iterator[FormFinding]:
    """What is doubtful about the year: two that differ, or a day of reporting long after the title's year."""
    lines = tuple(lines)
    years = years_of_lines((line for line in lines if line != table.sheet), table.sheet, words)
    shown = "、".join(f"{year}年" for year in dict.fromkeys(years))
    if len(set(years)) > 1:
        message = f"的标题、统计期间与表名所写年度不一致（{shown}），可能沿用了上年表样，数字留待核对。"
        yield finding("years_contradict", table, None, message, needs_review=True)
    elif years and report_year is not None and years[0] != report_year:
        message = f"写的是{shown}，报送年度是{report_year}年：请核对是上年的数字还是沿用了上年的表样。"
        yield finding("other_year", table, None, message, needs_review=True)
    filled = [int(y) for line in (*lines, *notes) for y in words.filled_in.findall(squeeze(line))]
    if len(set(years)) == 1 and any(year > years[0] + 1 for year in filled):
        message = f"写的是{shown}，填报日期却在{max(filled)}年，可能沿用了旧表样，请核对年度。"
        yield finding("stale_title", table, None, message, needs_review=True)
