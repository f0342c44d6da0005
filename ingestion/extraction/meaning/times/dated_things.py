"""Times that say of when the things are that were dealt with, not when that was done (2012年以来的文件)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog import Catalog
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

NEAR = 16
"""What is done against something stands so near before its time."""


@dataclass(frozen=True, slots=True)
class DatedThings:
    """What stands around such a time, see ``catalog/lexicon/periods.yaml``."""

    behind: re.Pattern[str]
    before: tuple[str, ...]
    """What is done with things of that time (对1998年以来制发的文件逐件…, 选取近三年办理的案件，…)."""
    named: re.Pattern[str]
    """The things, without a number, up to where they end."""
    held_against: re.Pattern[str]
    """What is done against what was found then (对照2030年考核反馈的问题，…) …"""
    found: re.Pattern[str]
    """… up to where that ends."""

    def dated_by(self, text: str, match: re.Match[str]) -> bool:
        """Whether a wording of time is the date of things."""
        if self.behind.match(text, match.end()) is not None:
            return True
        if self.found.match(text, match.end()) and self.held_against.search(
            text, max(0, match.start() - NEAR), match.start()
        ):
            return True
        lasting = match["years"] or match["so_far"]
        return bool(
            lasting and text.endswith(self.before, 0, match.start()) and self.named.match(text, match.end())
        )


@compiled_once
def dated_things(catalog: Catalog) -> DatedThings:
    """The words of ``catalog`` for it."""
    data = catalog.lexicon["periods"]
    words, counted = one_of(data["of_things"]).pattern, one_of(data["things_counted"]).pattern
    until = rf"(?:\d{{1,2}}日)?{one_of(data['ends']).pattern}?{one_of(data['dated_until']).pattern}?"
    measured, of = one_of(data["things_measured"]).pattern, catalog.lexicon["linking"]["attributive"]
    several = rf"{of}\d[\d,]*{measured}[^,。;\n\d]{{0,6}}?{counted}"
    against = one_of((*catalog.lexicon["stances"]["complied"], *data["dealt_with"])).pattern
    return DatedThings(
        re.compile(
            rf"{until}(?:[^,。;\n\d]{{0,10}}?{words}|{several}|[^,。;\n\d]{{0,16}}?{_in_paper(catalog)})"
        ),
        tuple(data["dealt_with"]),
        re.compile(rf"[^{STRONG}\d]{{1,40}}?{of}[^{STRONG}\d]{{1,24}}(?=[{STRONG}])"),
        re.compile(rf"{against}[^{STRONG}\d]{{0,8}}$"),
        re.compile(rf"[^{STRONG}\d]{{1,24}}?{one_of(data['found_then']).pattern}(?=[{STRONG}])"),
    )


def _in_paper(catalog: Catalog) -> str:
    """A paper of that day in which something stands (10月上报县政府的简报中)."""
    data = catalog.lexicon["disowned"]
    return one_of(data["papers"]).pattern + one_of(data["stands_in"]).pattern
