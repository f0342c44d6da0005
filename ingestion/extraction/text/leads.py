"""Lines that lead in to a list (行政许可实施情况如下：) and the lines that they lead in to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.structure import POINT, Division, Structure

MAX_LEAD = 60
MAX_TITLE = 20
"""A line no longer than this, without a mark, is the title of what follows."""
MAX_ITEM = 40
LOWEST_CHAPTER = 2
"""The headings of these levels begin something of their own (一、 and （一）)."""
TITLE_MARK = re.compile(r"[,。;:、!?%]")
BULLET = re.compile(r"[-—–·•●■◆○*]|\d{1,2}[.、)]|\(\d{1,2}\)")


def with_leads(structure: Structure, marked: MarkedText) -> Structure:
    """The divisions of a text, told which of them lead in to a list and which are items of one."""
    return Structure(tuple(_told(structure.divisions, marked)))


def _told(divisions: Iterable[Division], marked: MarkedText) -> Iterator[Division]:
    text, led = marked.normal, False
    for division in divisions:
        start = division.start
        if start and text[start - 1] not in "\n \t":
            yield division._replace(led=led) if led else division
            continue
        line = text[start : _line_end(text, start)].strip()
        leads = division.level >= POINT and _leads(line, start, marked)
        led = led and not leads and division.level > LOWEST_CHAPTER and _is_item(line)
        yield division._replace(leads=leads, led=led) if leads or led else division
        led = led or leads


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _leads(line: str, start: int, marked: MarkedText) -> bool:
    """Whether a line without a figure ends with a colon or is a title without a mark."""
    if len(line) > MAX_LEAD or not (line.endswith(":") or _is_title(line)):
        return False
    figure = marked.quantity_after(start)
    return figure is None or figure.start >= start + len(line)


def _is_title(line: str) -> bool:
    return 0 < len(line) <= MAX_TITLE and TITLE_MARK.search(line) is None


def _is_item(line: str) -> bool:
    return len(line) <= MAX_ITEM or BULLET.match(line) is not None
