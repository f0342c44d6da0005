"""Writes out what the groups under a legend say, place by place, as the running text that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingestion.extraction.tables.groups import Group, Number
from ingestion.extraction.tables.legends import Legend
from ingestion.extraction.tables.slots import Slot

ENDS = re.compile(r"[。\n]")
ENDED = re.compile(r"(?:^|[。;:\n])$")
OPENING = 400
"""The beginning of a report, which says of when it tells, is so long at most."""
MAX_HEADING = 40
"""A line this short before a paragraph is its heading."""
MAX_HEADINGS = 6
"""So many of them say what a paragraph tells of: no report has more levels, with the caption of a table."""


@dataclass(slots=True)
class Written:
    """A text written out, and what stands where in it: the place of each number, and which number it is."""

    text: str = ""
    numbers: list[tuple[int, int, Number]] = field(default_factory=list)
    """The place in the text, which place of its group it is, and the number in the report."""

    def number(self, text: str, number: Number, place: int) -> None:
        """Writes a number with its measure word."""
        self.numbers.append((len(self.text), place, number))
        self.text += text[number.start : number.end] + number.unit


def context(text: str, at: int) -> str:
    """What says when and of what is told at a place: the opening of the report and the headings before it."""
    start = text.rfind("\n", 0, at) + 1
    opening = text[: min(start, text.find("\n", min(OPENING, start)) + 1 or start)]
    headings = reversed(list(islice(_headings(text, len(opening), start), MAX_HEADINGS)))
    return opening + "".join(f"{line}\n" for line in headings) + text[start:at]


def _headings(text: str, begin: int, end: int) -> Iterator[str]:
    """The short lines without a sentence between two places, from the last up to the first other one."""
    while end > begin:
        start = text.rfind("\n", begin, end - 1) + 1 or begin
        line = text[start:end].rstrip("\n")
        if len(line) > MAX_HEADING or "。" in line:
            return
        if line.strip():
            yield line
        end = start


def by_level(text: str, legend: Legend, slots: Sequence[Slot], without: re.Pattern[str]) -> Iterator[Written]:
    """One text for each place that tells a level or a plan: the sentences with its numbers alone."""
    stated = any(slot.whose for slot in slots)
    for place, slot in enumerate(slots):
        if slot.is_told:
            yield _level(text, legend, place, slot.whose, without if stated else None)


def _level(text: str, legend: Legend, place: int, whose: str, without: re.Pattern[str] | None) -> Written:
    written = Written(context(text, legend.lead))
    lead = text[legend.lead : legend.start]
    written.text += (
        f"{lead.rstrip(',')}。{whose}"
        if _stands_apart(text, legend)
        else whose + lead.lstrip(",") + legend.tail
    )
    at = legend.body
    for group in legend.groups:
        words = _words(text, at, group.start, legend)
        written.text += _opened(without.sub("", words) if without else words, whose)
        written.number(text, group.numbers[place], place)
        at = group.end
    written.text += _words(text, at, _sentence_end(text, at, legend.end), legend)
    return written


def by_noun(text: str, legend: Legend, slots: Sequence[Slot]) -> Iterator[Written]:
    """One text in which each group is the list of what is counted (申请41件,受理40件)."""
    written = Written(context(text, legend.lead))
    lead = text[legend.lead : legend.start]
    named = legend.names[0] and text[legend.start : legend.start + 1] == "("
    apart = "。" if _stands_apart(text, legend) else ":" if named else ""
    written.text += (lead if ENDED.search(written.text) is None else lead.lstrip(",")) + apart
    at = legend.body
    for group in legend.groups:
        written.text += _words(text, at, group.start, legend)
        _list(written, text, group, slots)
        at = group.end
    written.text += _words(text, at, _sentence_end(text, at, legend.end), legend)
    yield written


def _list(written: Written, text: str, group: Group, slots: Sequence[Slot]) -> None:
    told = [place for place, slot in enumerate(slots) if slot.tells_level and slot.year is None]
    for place in told:
        if place != told[0]:
            written.text += ","
        written.text += slots[place].noun
        written.number(text, group.numbers[place], place)


def _words(text: str, start: int, end: int, legend: Legend) -> str:
    """What stands before a group, without the legend itself."""
    at, until = legend.silent
    words = text[start:at] + text[until:end] if start <= at < end else text[start:end]
    return words.lstrip("\n") if start == legend.body else words


def _stands_apart(text: str, legend: Legend) -> bool:
    """Whether what it speaks for is a sentence of its own, not the one number that follows."""
    return legend.whole and bool(text[legend.lead : legend.start].strip())


def _opened(words: str, whose: str) -> str:
    """Words with whose the numbers are at the beginning of each sentence in them."""
    return ENDS.sub(lambda end: end.group() + whose, words) if whose else words


def _sentence_end(text: str, at: int, end: int) -> int:
    match = ENDS.search(text, at, end)
    return match.start() + 1 if match is not None else end
