"""Takes a document apart: heading, opening, section headings, signature, labels, title cells, body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.identity_cues import IdentityCues
from ingestion.documents import Cell, Document, Table
from ingestion.identity.dates import LAST_DATE, find_dates
from ingestion.identity.passages import Passage, joined, passage

TITLE_LINE_LIMIT = 80
TITLE_LINES = 8
OPENING_LINES = 3
OPENING_LIMIT = 900
TITLE_ROWS = 6
_FEWEST_IN_HEADER = 2
_SHORTEST_TITLE = 4
_DAY_OR_YEAR = r"20\d\d年(?:度|\d{1,2}月(?:份|\d{1,2}日)?)?"
ORGANISATION_LIMIT = 45


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what stands after it (填报单位：青岚县人社局)."""

    name: str
    value: Passage


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a report: the signing body, where it is named, and the day, where there is one."""

    organisation: Passage | None
    day: date | None
    year: int | None
    dated: Passage | None


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a document that say who, where and when."""

    title: tuple[Passage, ...]
    opening: Passage
    headings: tuple[Passage, ...]
    body: tuple[Passage, ...]
    signature: Signature | None
    labels: tuple[Label, ...]
    form_titles: tuple[Passage, ...]
    sheets: tuple[Passage, ...]

    @property
    def whole_title(self) -> Passage:
        """The lines of the heading as one passage."""
        return joined(self.title)

    @property
    def whole_body(self) -> Passage:
        """The running text as one passage."""
        return joined(self.body)


def take_apart(document: Document, cues: IdentityCues) -> Anatomy:
    """The parts of a document; what it lacks is empty."""
    lines = tuple(_lines(document))
    heading = tuple(_heading_lines(lines, cues))
    labels = (*_labels(lines, cues), *_cell_labels(document.tables, cues), *_day_labels(heading, cues))
    title = tuple(line for line in heading if not _label(line, cues) and not _opens_with_day(line, cues))
    body = lines[len(heading) :]
    return Anatomy(
        title=title,
        opening=_opening(body, cues),
        headings=tuple(line for line in body if re.match(cues.heading_marker, line.text)),
        body=body,
        signature=_signature(lines, cues),
        labels=labels,
        form_titles=tuple(_form_titles(document.tables, cues)),
        sheets=tuple(passage(t.sheet) for t in document.tables if t.sheet and not t.hidden),
    )


def _lines(document: Document) -> Iterator[Passage]:
    tables = [(b.start, b.end) for b in document.blocks if b.kind == "table"]
    for match in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", document.text):
        inside = any(start <= match.start() < end for start, end in tables)
        if not inside and (line := passage(match.group(), match.start())).text:
            yield line


def _heading_lines(lines: Sequence[Passage], cues: IdentityCues) -> Iterator[Passage]:
    for line in lines[:TITLE_LINES]:
        text = line.text
        if len(text) > TITLE_LINE_LIMIT and not _label(line, cues):
            return
        if text.endswith(("。", ";", "!")) or "。" in text[:-1]:
            return
        if re.match(cues.heading_marker, text) or _is_addressee(text, cues):
            return
        if re.search(cues.opening_year, text) or _speaks_of_itself(text, cues):
            return
        yield line


def _speaks_of_itself(text: str, cues: IdentityCues) -> bool:
    """Whether a line is a sentence of the report (2023年,我县依托…), also where its full stop is missing."""
    own = (*cues.bureau_self_words, *(word for words in cues.self_units.values() for word in words))
    return ("," in text or "..." in text) and any(word in text for word in own)


def _opening(body: Sequence[Passage], cues: IdentityCues) -> Passage:
    found: list[Passage] = []
    for line in body[: OPENING_LINES + 1]:
        if re.match(cues.main_heading_marker, line.text):
            break
        if not _is_addressee(line.text, cues):
            found.append(line)
    whole = joined(found[:OPENING_LINES])
    return whole.part(0, min(len(whole.text), OPENING_LIMIT))


def _is_addressee(text: str, cues: IdentityCues) -> bool:
    return re.match(cues.addressee, text) is not None and re.search(cues.opening_year, text) is None


def _signature(lines: Sequence[Passage], cues: IdentityCues) -> Signature | None:
    """The last line that holds only a day (and perhaps the signing body), else a last line that signs."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 41), -1):
        if found := _dated(lines, index, cues):
            return found
    if lines and len(lines) > 1 and _is_organisation(lines[-1].text, cues):
        return Signature(lines[-1], None, None, None)
    return None


def _dated(lines: Sequence[Passage], index: int, cues: IdentityCues) -> Signature | None:
    line = lines[index]
    match = LAST_DATE.search(line.text)
    if match is None or (index < 3 and _label(line, cues)):
        return None
    before = line.part(0, match.start())
    day = next(iter(find_dates(match.group())), None)
    if day is None:
        return None
    dated = line.part(match.start(), match.end())
    own = re.sub(r"[():,]", "", _unsealed(before.text, cues))
    if not own:
        above = _organisation_above(lines, index, cues)
        return Signature(above, day.day, day.year, dated) if above or index >= len(lines) - 2 else None
    tail = before.part(max(0, _last_stop(before.text)), len(before.text))
    if _is_organisation(tail.text, cues):
        return Signature(tail, day.day, day.year, dated)
    return None


def _organisation_above(lines: Sequence[Passage], index: int, cues: IdentityCues) -> Passage | None:
    for line in reversed(lines[max(0, index - 2) : index]):
        if _is_organisation(line.text, cues):
            return line
    return None


def _is_organisation(text: str, cues: IdentityCues) -> bool:
    plain = _unsealed(text, cues)
    if not 2 <= len(plain) <= ORGANISATION_LIMIT or re.search(r"[。;,:!?《》]", plain):
        return False
    endings = (*cues.bureau_endings, *cues.branch_endings, *cues.other_bodies, *cues.signature_endings)
    return plain.endswith(endings)


def _last_stop(text: str) -> int:
    return max(text.rfind(mark) for mark in "。;!") + 1


def _seal(cues: IdentityCues) -> str:
    return rf"\((?:{'|'.join(cues.seals)})\)"


def _unsealed(text: str, cues: IdentityCues) -> str:
    return re.sub(_seal(cues), "", text)


def _label(line: Passage, cues: IdentityCues) -> bool:
    return bool(_found_labels(line, cues))


def _opens_with_day(line: Passage, cues: IdentityCues) -> bool:
    """Whether a line of the heading begins with the day of publication."""
    match = re.match(cues.day_line, line.text)
    return match is not None and next(find_dates(line.text[match.end() :]), None) is not None


def _day_labels(heading: Sequence[Passage], cues: IdentityCues) -> Iterator[Label]:
    """The days at the head of lines of the heading, as if they stood behind a label for the publication."""
    name = next(label for label in cues.date_labels if label not in cues.signed_date_labels)
    for line in heading:
        match = re.match(cues.day_line, line.text)
        if match and _opens_with_day(line, cues):
            yield Label(name, line.part(match.end(), len(line.text)))


def _labels(lines: Sequence[Passage], cues: IdentityCues) -> tuple[Label, ...]:
    edge = (*lines[:TITLE_LINES], *lines[-TITLE_LINES:]) if len(lines) > 2 * TITLE_LINES else lines
    return tuple(label for line in edge for label in _found_labels(line, cues))


def _found_labels(line: Passage, cues: IdentityCues) -> tuple[Label, ...]:
    """The labels of a line; a value reaches to the next label."""
    if ":" not in line.text:
        return ()
    found = list(_label_pattern(_label_names(cues), tuple(cues.seals)).finditer(line.text))
    stops = [*(match.start() for match in found), len(line.text)][1:]
    return tuple(
        Label(m.group(1), line.part(m.end(), stop))
        for m, stop in zip(found, stops, strict=True)
        if m.end() < stop
    )


@lru_cache(maxsize=8)
def _label_pattern(names: tuple[str, ...], seals: tuple[str, ...]) -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"({labels})(?:\((?:{'|'.join(seals)})\))?:")


def _label_names(cues: IdentityCues) -> tuple[str, ...]:
    return (*cues.unit_labels, *cues.publisher_labels, *cues.period_labels, *cues.date_labels)


def _cell_labels(tables: Sequence[Table], cues: IdentityCues) -> Iterator[Label]:
    """Labels in cells; a cell that is a bare label takes its value from the cell to its right."""
    for table in tables:
        if table.hidden:
            continue
        cells = sorted(table.cells, key=lambda c: (c.row, c.column))
        for place, cell in enumerate(cells):
            # Most cells of a large sheet are plain numbers: they label nothing.
            if cell.text.isascii():
                continue
            piece = passage(cell.text, cell.start)
            yield from _found_labels(piece, cues)
            bare = _unsealed(piece.text, cues).rstrip(":")
            following = cells[place + 1] if place + 1 < len(cells) else None
            is_label = bare in _label_names(cues) and (
                piece.text.endswith(":") or bare not in cues.column_labels
            )
            if is_label and following and following.row == cell.row:
                yield Label(bare, passage(following.text, following.start))


def _form_titles(tables: Sequence[Table], cues: IdentityCues) -> Iterator[Passage]:
    """The cells above the header of a grid that are worded like a title."""
    for table in tables:
        if table.hidden:
            continue
        top = [cell for cell in table.cells if cell.row < TITLE_ROWS and cell.text.strip()]
        heading = _heading_rows(top) if table.sheet is not None else frozenset[int]()
        for cell in sorted(top, key=lambda c: (c.row, c.column)):
            piece = passage(cell.text, cell.start)
            if _is_form_title(piece.text, cues) or (cell.row in heading and _is_heading(piece.text, cues)):
                yield piece


def _heading_rows(top: Sequence[Cell]) -> frozenset[int]:
    """The rows of a single cell above the first row of several: what stands there heads the whole sheet."""
    filled = Counter(cell.row for cell in top)
    first = min((row for row, count in filled.items() if count > _FEWEST_IN_HEADER), default=TITLE_ROWS)
    return frozenset(row for row, count in filled.items() if count == 1 and row < first)


def _is_heading(text: str, cues: IdentityCues) -> bool:
    """Whether a line is a title without a word for one (某局2023年度行政执法数据), or the bureau's name."""
    if len(text) > TITLE_LINE_LIMIT or ":" in text or "。" in text:
        return False
    rest = re.sub(_DAY_OR_YEAR, "", text)
    return len(rest) >= _SHORTEST_TITLE and (rest != text or text.endswith(cues.bureau_endings))


def _is_form_title(text: str, cues: IdentityCues) -> bool:
    plain = re.sub(r"\([^()]*\)$", "", text)
    return 6 <= len(plain) <= TITLE_LINE_LIMIT and plain.endswith(cues.title_words)
