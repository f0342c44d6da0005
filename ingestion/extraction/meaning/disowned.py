"""What a draft said, or another paper that the report disowns (征求意见稿中写作495件，以本报告为准)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import (
    any_word,
    each_before,
    each_behind,
    one_of,
    standing_alone,
)
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


@compiled_once
def disowning(catalog: Catalog) -> Disowning:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Disowning(catalog)


class Disowning:
    """Tells the numbers that another paper gave, see ``catalog/lexicon/disowned.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["disowned"]
        closing, inside = (one_of(data[name]).pattern for name in ("closing", "in_draft"))
        other = "".join(f"(?<!{word})" for word in data["no_draft"])
        self._draft_mark = re.compile(data["draft"])
        self._draft = re.compile(rf"{data['draft']}{other}{closing}?{inside}")
        self._told, self._here = one_of(data["told"]), one_of(data["here"])
        behind = rf"(?={data['of']}?(?:[{STRONG})”]|$))"
        wrong = each_behind(rf"[{STRONG})”]", data["wrong"], behind)
        said_wrong = each_before(data["said_of"], one_of(data["wrong"]).pattern + behind)
        self._disowned = re.compile(f"{any_word(data['overruled'])}|{wrong}|{said_wrong}")
        self._paper, self._of_early = _early(data)
        self._turns = turns(catalog)

    def says(self, marked: MarkedText, number: Mention) -> bool:
        """Whether a number is only what such a paper says, and not what is told in its place."""
        start = marked.boundaries.before(number.start, SENTENCE_ENDS, reach.AIM)
        told = self._told_by(marked, number, start)
        if told is None or self._here.search(marked.normal, told.end(), number.start) is not None:
            return False
        return self._turns.first_of(marked, number) is None

    def _told_by(self, marked: MarkedText, number: Mention, start: int) -> re.Match[str] | None:
        """What says behind ``start`` that a draft tells a number, or another paper one that is disowned."""
        text, at = marked.normal, number.start
        if marked.places("draft", self._draft_mark, start, at) and (
            draft := self._draft.search(text, start, at)
        ):
            return draft
        papers = marked.places("early_paper", self._paper, start, at)
        since = max(start, papers[0] - reach.PAPER_TIME) if papers else at
        if papers and (given := self._of_early.search(text, since, at)):
            return given
        end = marked.boundaries.after(number.end, SENTENCE_ENDS, reach.AIM)
        wrong = marked.places("disowned", self._disowned, number.end, end)
        return self._told.search(text, start, at) if wrong else None


def _early(data: Mapping[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names a paper or that something was reported, and an earlier such paper up to a number of it."""
    silent = rf"[^{STRONG}、\d]"
    times = f"(?:{'|'.join(data['early'])}){silent}"
    papers, inside = one_of(data["papers"]).pattern, one_of(data["stands_in"]).pattern
    reported, of = standing_alone(data["reported"], data["no_report"]).pattern, data["of"]
    mistaken = any_word(data["mistaken"])
    number_of, being = one_of(data["number_of"]).pattern, one_of(data["being"]).pattern
    in_paper = rf"{times}{{0,10}}?{papers}{inside},?(?:(?!{mistaken}){silent}){{0,14}}"
    counted = rf"(?:{silent}{{0,14}}?(?:{number_of}{being}?|{being}))?"
    sent = rf"{times}{{0,6}}?{reported}{silent}{{0,12}}?{of}{counted}"
    before = rf"{one_of(data['told_before']).pattern}{silent}{{0,14}}"
    names = one_of((*data["papers"], *data["reported"], *data["told_before"]))
    return names, re.compile(f"(?:{in_paper}|{sent}|{before})$")
