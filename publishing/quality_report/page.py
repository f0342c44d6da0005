"""The page of a quality report: self-contained, made to be printed on one sheet of A4."""

from __future__ import annotations

from publishing.dates import in_chinese
from publishing.quality_report.facts import QualityFacts
from publishing.quality_report.lead import alert_words, conclusion, details, situation
from publishing.quality_report.sections import sections_of
from publishing.quality_report.trend import HEIGHT, WIDTH, trend_of
from publishing.templating import render

NUMERALS = "一二三四五六七八九"


def quality_page(facts: QualityFacts) -> str:
    """The page; the same facts give the same text."""
    sections = sections_of(facts)
    return render(
        "quality_report.html.j2",
        as_of=in_chinese(facts.as_of),
        facts=facts,
        conclusion=conclusion(facts),
        details=details(facts),
        situation=situation(facts),
        sections=list(zip(NUMERALS, sections, strict=False)),
        trend_numeral=NUMERALS[len(sections)],
        trend=trend_of(facts),
        width=WIDTH,
        height=HEIGHT,
        alerts=alert_words(facts),
    )
