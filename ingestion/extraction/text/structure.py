"""The structure of a report: headings, points, and what each part tells: deeds, problems or plans.

Headings are found by their form (一、 （一） 1.), also without line breaks, and by the file's own marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from catalog import Catalog
from ingestion.documents import Document
from ingestion.extraction.text.boundaries import NOWHERE
from ingestion.extraction.text.dates import MARKER, MONTH, YEAR
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numerals import numeral_value

Role = Literal["achievements", "problems", "plans"]

MAX_HEADING = 40
MAX_TITLE = 60
LEVELS = re.compile(
    r"([一二三四五六七八九十]{1,3}、)|(\([一二三四五六七八九十]{1,3}\))|(\d{1,2}[.、])|(\(\d{1,2}\)|\d{1,2}\))"
)
"""The marks of headings, the group of each being its level."""
POINT = 5
INNER_POINT = 6
"""A point inside a line (…。二要…): it shares the role of its line."""
LONGEST_LINE = 2000
SHORT = r"(?:(?<=[、)])|^\d{1,2}(?:\.\d{1,2})*\s)[^,。;\n]{0,8}"
END = re.compile(r"[。\n;:]")


class Division(NamedTuple):
    """A stretch of the text that begins with a heading, a point or a line; it lasts until the next one.

    ``level`` is 1 to 4 for headings, 5 for points and lines. ``title_end`` is where a heading's words end.
    """

    start: int
    level: int
    title_end: int
    role: Role
    leads: bool = False
    """It leads in to a list: what it names holds for the items."""
    led: bool = False
    """It is an item of such a list."""


def line_start(text: str, division: Division) -> int:
    """Where the line of a division begins; a point inside a line goes on with what the line has said."""
    if division.level < INNER_POINT:
        return division.start
    return text.rfind("\n", max(0, division.start - LONGEST_LINE), division.start) + 1


class Structure:
    """The divisions of a text, in order."""

    def __init__(self, divisions: tuple[Division, ...]) -> None:
        self.divisions = divisions
        self.starts = [division.start for division in divisions]

    def at(self, place: int) -> Division:
        """The division that ``place`` lies in."""
        return self.divisions[max(0, bisect_right(self.starts, place) - 1)]

    def end_of(self, division: Division) -> int:
        """Where the next division begins, or far behind the last one."""
        following = bisect_right(self.starts, division.start)
        return self.starts[following] if following < len(self.starts) else NOWHERE


def structure(document: Document, marked: MarkedText, catalog: Catalog, year: int | None = None) -> Structure:
    """The structure of a report about ``year``: what a heading puts in a later year is planned."""
    places = _divisions(document, marked)
    return Structure(tuple(_with_roles(places, marked.normal, _cues(catalog), year)))


@dataclass(frozen=True, slots=True)
class Cues:
    """What announces that deeds, problems or plans are told of."""

    words: re.Pattern[str]
    endings: tuple[str, ...]
    of_role: Mapping[str, re.Pattern[str]]
    plan_titles: tuple[str, ...]
    told_titles: re.Pattern[str]
    of_year: re.Pattern[str]
    """A line that begins with a year, not with a time since it, one of its festivals or months."""

    def of_title(self, title: str) -> Role:
        """What a whole document tells by its title: what is planned, or what was done."""
        planned = len(title) <= MAX_TITLE and title.endswith(self.plan_titles)
        return "plans" if planned and self.told_titles.search(title) is None else "achievements"

    def of_later_year(self, title: str, year: int | None) -> bool:
        """Whether a heading or a line begins with a year after the reported one (2032年重点工作)."""
        named = self.of_year.match(title) if year is not None else None
        return named is not None and year is not None and numeral_value(named["year"]) > year

    def any_in(self, title: str) -> bool:
        """Whether there is one of the words, or an ending that may be one in a short title."""
        return title.endswith(self.endings) or self.words.search(title) is not None


@compiled_once
def _cues(catalog: Catalog) -> Cues:
    sections = catalog.lexicon["sections"]
    # 问题与打算: what is named first is told first.
    ends = rf"(?:$|、|{one_of(catalog.lexicon['lists']['conjunctions']).pattern})"
    endings = {role: one_of(words, ends).pattern for role, words in sections["endings"].items()}
    since, festivals = (one_of(catalog.lexicon["periods"][name]).pattern for name in ("since", "festivals"))
    alone = partial(standing_alone, compounds=sections["not_roles"])
    cues = {role: alone(words).pattern for role, words in sections["roles"].items()}
    wordings = {
        role: f"{cue}|{SHORT}{endings[role]}" if role in endings else cue for role, cue in cues.items()
    }
    return Cues(
        alone(word for words in sections["roles"].values() for word in words),
        tuple(normalise(word) for words in sections["endings"].values() for word in words),
        {role: re.compile(wording) for role, wording in wordings.items()},
        tuple(normalise(word) for word in sections["plan_titles"]),
        one_of(sections["told_titles"]),
        re.compile(rf"(?:{MARKER.pattern})?[ ]?{YEAR}(?!{since}|{festivals}|{MONTH}|\d)"),
    )


def _divisions(document: Document, marked: MarkedText) -> list[tuple[int, int]]:
    """Where divisions begin, and their levels."""
    found: dict[int, int] = {0: POINT}
    text = marked.normal
    for match in re.finditer(r"\n[ \t]*(?=\S)", text):
        found[match.end()] = POINT
    for mention in marked.mentions:
        if mention.kind == "marker":
            level = _level(text, mention)
            inner = INNER_POINT if level == POINT else level
            opens = found.get(mention.start)
            found[mention.start] = inner if opens is None else min(level, opens)
    for block in document.blocks:
        if block.kind == "heading" and block.level is not None:
            found[block.start] = min(block.level, POINT)
    return sorted(found.items())


def _level(text: str, mention: Mention) -> int:
    mark = LEVELS.match(text, mention.start, mention.end)
    return POINT if mark is None or mark.lastindex is None else mark.lastindex


def _with_roles(places: list[tuple[int, int]], text: str, cues: Cues, year: int | None) -> Iterator[Division]:
    whole = cues.of_title(text[: places[1][0]].strip() if len(places) > 1 else "")
    roles: dict[int, Role] = {0: whole}
    ends = [start for start, _ in places[1:]] + [len(text)]
    for (start, level), end in zip(places, ends, strict=True):
        title_end = _title_end(text, start, end)
        title = text[start:title_end]
        line_role = "plans" if cues.of_later_year(title, year) else _role(title, cues, level)
        roles = {upper: role for upper, role in roles.items() if upper < level}
        if line_role is not None:
            alone = len(title) <= MAX_HEADING // 2 and text[title_end : title_end + 1] in ("\n", "")
            kept = 1 if alone and level >= POINT else level
            roles = {upper: role for upper, role in roles.items() if upper < kept}
            roles[kept] = line_role
        elif level == 1:
            roles[1] = whole
        yield Division(start, level, title_end if level < POINT else start, roles[max(roles)])


def _title_end(text: str, start: int, end: int) -> int:
    limit = min(end, start + MAX_HEADING)
    match = END.search(text, start, limit)
    return match.start() if match else limit


def _role(title: str, cues: Cues, level: int) -> Role | None:
    """What a heading or the first words of a paragraph announce; the first cue decides."""
    if not cues.any_in(title):
        return None
    found = [(*m.span(), role) for role, cue in cues.of_role.items() if (m := cue.search(title))]
    place, _, role = min(found, default=(0, 0, None))
    if role is None or (level >= POINT and place > 8):
        return None
    return "problems" if role == "problems" else "plans" if role == "plans" else "achievements"
