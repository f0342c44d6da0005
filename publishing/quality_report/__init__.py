"""The quality report of a build: one printed page in Chinese, and the same as lines of text."""

from __future__ import annotations

from publishing.quality_report.facts import (
    AlertCount,
    CheckCount,
    DutyCount,
    Held,
    PastBuild,
    Phrase,
    QualityFacts,
    SwitchedOff,
)
from publishing.quality_report.page import quality_page
from publishing.quality_report.text import quality_lines

__all__ = [
    "AlertCount",
    "CheckCount",
    "DutyCount",
    "Held",
    "PastBuild",
    "Phrase",
    "QualityFacts",
    "SwitchedOff",
    "quality_lines",
    "quality_page",
]
