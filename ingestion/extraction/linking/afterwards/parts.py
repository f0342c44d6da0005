"""Parts of a figure that a report gives one by one: none of them is the figure, and nobody adds them up."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.stances import Comparison
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings

OF_LISTS = ("paired_list", "same_noun", "level_reached", "shared_number")
"""Rules by which numbers of one indicator stand side by side rightly."""
STOPPED = re.compile("[,;。]")
NEXT_IN_ROW = 3
"""The numbers of a paired row are no further apart than a separator and a blank."""


def without_parts(links: Iterable[Link]) -> Iterator[Link]:
    """``links`` with those left for review that share a sentence with another part of the same figure.

    撤销6件、确认违法2件 are two parts of what was corrected; 撤销6件 alone is all that was.
    """
    for _, of_sentence in groupby(links, key=lambda link: link.around.sentence):
        found = tuple(of_sentence)
        parts = [link.chosen[0].indicator_id for link in found if _is_part(link)]
        for link in found:
            several = len(parts) > 1 and _is_part(link) and parts.count(link.chosen[0].indicator_id) > 1
            yield replace(link, sure=False, rule="parts_of_a_total") if several else link


def paired_once(links: Iterable[Link], qualified: Callable[[Surroundings], bool]) -> Iterator[Link]:
    """``links`` with those of a paired row left for review that are several values of one figure.

    因工伤引发的复议、诉讼分别为9件、14件 are two parts of it; 全县、本级分别为14件、9件 are two figures.
    """
    for row in rows(links, _follows):
        if len(row) == 1:
            yield row[0]
            continue
        alike = [link.chosen[0].indicator_id for link in row if _unqualified_pair(link, qualified)]
        for link in row:
            several = _unqualified_pair(link, qualified) and alike.count(link.chosen[0].indicator_id) > 1
            yield replace(link, sure=False, rule="parts_of_a_total") if several else link


def _unqualified_pair(link: Link, qualified: Callable[[Surroundings], bool]) -> bool:
    """Whether a number is one of a paired row and nothing tells whose or of when it is."""
    return link.rule == "paired_list" and link.year is None and not qualified(link.around)


def _follows(link: Link, before: Link) -> bool:
    """Whether two numbers stand next to each other, as those of a paired row do."""
    return link.around.mention.start - before.around.mention.end <= NEXT_IN_ROW


def rows(links: Iterable[Link], goes_on: Callable[[Link, Link], bool]) -> Iterator[list[Link]]:
    """``links`` by the rows in which each goes on with the one before it; any other one is alone."""
    row: list[Link] = []
    for link in links:
        if row and not goes_on(link, row[-1]):
            yield row
            row = []
        row.append(link)
    if row:
        yield row


def beside_parts(links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
    """``links`` with a neighbour of a part in a list read as a part of the same total.

    In ``调解14起、裁决4起`` what is divided by the second word is divided by the first one too, and in
    ``抽查机构20家、用人单位35家`` the second number is no more the total than the first; a number between
    them that no indicator counts (学校6家) parts them not.
    """
    for row in rows(links, partial(_listed, marked=marked)):
        if len(row) == 1:
            yield row[0]
            continue
        before: Link | None = None
        for at, link in enumerate(row):
            behind = next((other for other in row[at + 1 :] if other.chosen), None)
            part = _beside(link, behind) or _beside(link, before)
            read = _read_as(link, part) if part is not None else link
            before = read if read.chosen else before
            yield read


def _read_as(link: Link, part: Candidate) -> Link:
    return replace(link, chosen=(part,), rivals=link.chosen, rule="part_beside", sure=True)


def _beside(link: Link, neighbour: Link | None) -> Candidate | None:
    """The reading of a number as a part of the total of its neighbour, where it is to be read so."""
    if neighbour is None or not neighbour.sure:
        return None
    told = neighbour.chosen[0].reading.indicator
    readings = (*link.chosen, *link.rivals)
    parts = (c for c in readings if told.parent is not None and c.reading.indicator.parent == told.parent)
    part = next((c for c in parts if c.indicator_id != told.id), None)
    settled = part is None or (link.sure and not _gives_way(link.chosen[0], part, told.parent))
    return None if settled else part


def _gives_way(read: Candidate, part: Candidate, total: str | None) -> bool:
    """Whether a sure reading may be the part all the same: with the same words, or as the total itself."""
    return read is not part and (read.indicator_id == total or read.used == part.used)


def _listed(one: Link, other: Link, marked: MarkedText) -> bool:
    """Whether two numbers of one measure stand in one list (…、…)."""
    a, b = one.around.mention, other.around.mention
    if a.unit != b.unit or not one.comparison == other.comparison == "level":
        return False
    start, end = (a.end, b.start) if a.start <= b.start else (b.end, a.start)
    text = marked.normal
    return text.startswith("、", start, end) and not STOPPED.search(text, start, end)


def told_once(
    links: Iterable[Link], marked: MarkedText, whole: Callable[[MarkedText, Surroundings], bool]
) -> Iterator[Link]:
    """``links`` with those left for review that only repeat a total (在受理的146件中,…)."""
    told: set[tuple[str, float | None]] = set()
    for link in links:
        key = (link.chosen[0].indicator_id, link.around.mention.value) if link.sure else None
        repeats = key in told and whole(marked, link.around)
        if key is not None:
            told.add(key)
        yield replace(link, sure=False, rule="told_before") if repeats else link


def counted_once(
    links: Iterable[Link],
    marked: MarkedText,
    qualified: Callable[[Surroundings], bool],
    severally: Container[str] = (),
) -> Iterator[Link]:
    """``links`` with those of a list left for review that give a figure of the list once more.

    “甲通办”42项、“乙通办”19项: a list counts different things, so that at most one is the figure. Those of
    indicators that are told ``severally`` stay (公众号126条、抖音号36条).
    """
    listed, told = _Counted(), _Counted()
    last: Link | None = None
    for link in links:
        if last is not None and last.around.sentence != link.around.sentence:
            told = _Counted()
        if last is not None and not _goes_on(last, link, marked):
            listed = _Counted()
        part = _as_part(link.around, marked)
        before = listed if part is None and not told.divides(link) else told
        alone = not link.chosen or part is not None or link.chosen[0].indicator_id not in severally
        twice = alone and before.otherwise(link) and not qualified(part or link.around)
        if twice and part is not None:
            told.divide(link)
        listed.add(link)
        told.add(link)
        last = link
        yield replace(link, sure=False, rule="counted_twice") if twice else link


def _as_part(around: Surroundings, marked: MarkedText) -> Surroundings | None:
    """With all of its clause before it, where that tells of a part of the sentence (其中为2人追回20万元)."""
    clause = marked.boundaries.before(around.mention.start, STRONG)
    told_of_part = marked.normal.startswith(marked.lists.parts_of, clause)
    return replace(around, left=clause) if told_of_part else None


def _goes_on(first: Link, second: Link, marked: MarkedText) -> bool:
    """Whether a list (…、…) goes on from one number to the next, or to what it counts (其中1家罚款1万元)."""
    text, a, b = marked.normal, first.around.mention, second.around.mention
    in_list = text[a.end : a.end + 1] == "、" or text.startswith(marked.lists.named_parts, a.end)
    return (in_list or not first.chosen) and not STOPPED.search(text, a.end + 1, b.start)


class _Counted:
    """The numbers that a list has given of each indicator and year, so that each is looked at once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str | None, Comparison], set[float | None]] = {}
        self._divided: set[str | None] = set()

    def divide(self, link: Link) -> None:
        """Take it that the parts of the figure of ``link`` are told from here on (其中乡镇5件，街道4件)."""
        self._divided.add(link.chosen[0].indicator_id)

    def divides(self, link: Link) -> bool:
        """Whether parts of the figure of ``link`` are being told."""
        return bool(link.chosen) and link.chosen[0].indicator_id in self._divided

    def add(self, link: Link) -> None:
        """Take the number of a figure that is sure."""
        if link.sure:
            self._numbers.setdefault(_counted(link), set()).add(link.around.mention.value)

    def otherwise(self, link: Link) -> bool:
        """Whether the list has given the figure of ``link`` with another number."""
        if not link.sure or link.rule in OF_LISTS:
            return False
        numbers = self._numbers.get(_counted(link), set())
        return len(numbers) > (link.around.mention.value in numbers)


def _counted(link: Link) -> tuple[str | None, Comparison]:
    return link.chosen[0].indicator_id, link.comparison


def _is_part(link: Link) -> bool:
    return link.sure and link.chosen[0].reading.partial
