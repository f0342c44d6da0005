"""Paragraphs from printed lines: a line goes on in the next unless something says that it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingestion.readers.pages.layout import Line
from ingestion.readers.soft_breaks import join_lines, joins_broken

_ENUMERATION = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条部分]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳])"
)
_SENTENCE_END = re.compile(r"[。；：！？!?;:][”’」』）)]*$")
# What cannot be parted at the end of a line: a word or number, and a mark that may not begin one.
_FIRST_UNIT = re.compile(r"(?:[A-Za-z0-9.,%％]+|.)[，。、；：！？）》”’％%]*")
_INDENT = (0.8, 4.5)
_OTHER_SIZE = 0.12
_WIDE_LEADING = 1.45
_LEAST_COLUMNS = 3
_RIGHT_HALF = 5.0
_NARROW_CHARACTER = 0.55


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph and the page on which it begins."""

    text: str
    page: int
    is_large: bool = False


def paragraphs_of(lines: Sequence[Line], body_size: float) -> list[PrintedParagraph]:
    """The paragraphs of lines in reading order, over page breaks too.

    ``body_size`` is the height of the running text: larger lines in the middle are the title.
    """
    leading = _leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, leading, body_size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, body_size) for group in groups]


def _paragraph(group: Sequence[Line], body_size: float) -> PrintedParagraph:
    text = group[0].text.strip()
    for line in group[1:]:
        text = join_lines(text, line.text.strip())
    return PrintedParagraph(text, group[0].page, group[0].size > (1 + _OTHER_SIZE) * body_size)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines."""
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * a.size]
    return median(steps) if steps else 0.0


def _goes_on(group: Sequence[Line], line: Line, leading: float, body_size: float) -> bool:
    before = group[-1]
    if _is_row(before) or _is_row(line):
        return False
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return False
    scale = max(1.0, line.size / body_size) if body_size else 1.0
    if line.page == before.page and leading and before.y - line.y > _WIDE_LEADING * leading * scale:
        return False
    if min(before.size, line.size) > (1 + _OTHER_SIZE) * body_size:
        # A title broken for looks.
        return not _ENUMERATION.match(line.text)
    if _is_centred(before) and _is_centred(line):
        return False
    if _is_indented(line) or _stands_right(line):
        return False
    if _ENUMERATION.match(line.text) and _SENTENCE_END.search(before.text):
        return False
    return _is_full(before, line) or joins_broken(before.text, line.text)


def _is_row(line: Line) -> bool:
    """A row of a table that has no upright rules: its columns are wide gaps, and it stays one line."""
    return len(line.parts) >= _LEAST_COLUMNS


def _is_full(before: Line, line: Line) -> bool:
    """Whether the first word of the next line would not have fitted into this one."""
    first = _FIRST_UNIT.match(line.text.strip())
    width = sum(_NARROW_CHARACTER if ord(char) < 128 else 1 for char in first[0]) if first else 1
    return before.margin_right - before.right < (width + 0.4) * before.size


def _is_indented(line: Line) -> bool:
    indent = (line.left - line.margin_left) / line.size
    return _INDENT[0] <= indent <= _INDENT[1]


def _stands_right(line: Line) -> bool:
    return (line.left - line.margin_left) / line.size > _RIGHT_HALF


def _is_centred(line: Line) -> bool:
    left, right = line.left - line.margin_left, line.margin_right - line.right
    return min(left, right) > line.size and abs(left - right) <= line.size
