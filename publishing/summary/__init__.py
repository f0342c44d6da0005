"""``summary.docx``: the annual summary as an official text, every sentence made from published figures."""

from __future__ import annotations

from publishing.summary.document import write_summary
from publishing.summary.text import SummaryText, summarise

__all__ = ["SummaryText", "summarise", "write_summary"]
