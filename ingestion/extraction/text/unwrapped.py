"""Lines that a program broke at a fixed width are put together again, without moving a character."""

from __future__ import annotations

import re
from itertools import pairwise

from catalog import Catalog

WIDEST = 110
NARROWEST = 16
FULL = 0.6
CELLS = re.compile(r"[\t|｜]")
"""What parts the cells of a table's row, which is a line of its own."""
FIGURES = re.compile(
    r"\s*(?:[^\s，。；：\d]{1,24}|\d[\d,.]*)(?:[ \u3000\t]+[-+]?\d[\d,.]*(?:[%％]|[万亿]?[一-龥]{0,2}))+\s*"
)
"""A row whose cells only blanks part: a label, or a number, and numbers."""
SENTENCE_FINAL = "。！？；：!?;:”）)》"
CLOSING = "”）)》"
LONGEST_NUMBER = 24
ENDS_IN_NUMBER = re.compile(r"[一-龥]\s?[\d,，.．]+[万亿]?$")
MEASURE = re.compile(r"\s?[万亿]?(?![年月日号])[一-龥]{1,2}[，,、；;。（(]")
OPEN = re.compile(r"[，,、；;：:][^，,、；;：:。！？!?]*[一-龥]\s?$")
FIGURE = re.compile(r"\s?\d[\d,，.．]*\s?[万亿]?[余多]?(?![年月日号])(?:[一-龥]{1,2}|[%％])[，,、；;。（(]")
NEW_PARAGRAPH = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}(?:、|是|要)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．]"
)


def unwrapped(text: str, catalog: Catalog) -> str:
    """The text with the line breaks inside its sentences replaced by blanks, as long as before.

    Only a text none of whose lines is wider than a printed line is taken for one that was broken by a
    program; a break stays where a line is short, ends a sentence, or a paragraph begins behind it. In any
    text a break inside a figure is none: between a number and its measure word, or before a number with
    its measure word that a list goes on behind.
    """
    going_on = tuple(catalog.lexicon["lists"]["goes_on"])
    titled = tuple(catalog.lexicon["sections"]["told_titles"])
    lines = text.split("\n")
    widest = max(map(len, lines))
    wrapped = NARROWEST < widest <= WIDEST
    pieces = [lines[0]]
    for number, (line, following) in enumerate(pairwise(lines)):
        title = number == 0 and line.rstrip().endswith(titled)
        goes_on = wrapped and not title and _goes_on(line.rstrip(), following, widest, going_on)
        joined = goes_on or _in_figure(line, following)
        pieces.append(" " if joined else "\n")
        pieces.append(following)
    return "".join(pieces)


def _in_figure(line: str, following: str) -> bool:
    """Whether a break stands inside a figure (受理投诉举报198 | 件，结案; …，立案 | 205件，裁决)."""
    if MEASURE.match(following):
        return _ends_in_number(line)
    return FIGURE.match(following) is not None and OPEN.search(line) is not None and not _ends_in_number(line)


def _ends_in_number(line: str) -> bool:
    return ENDS_IN_NUMBER.search(line, max(0, len(line) - LONGEST_NUMBER)) is not None


def _goes_on(line: str, following: str, widest: int, going_on: tuple[str, ...]) -> bool:
    if len(line) < max(NARROWEST, FULL * widest) or CELLS.search(line) or FIGURES.fullmatch(following):
        return False
    if line[-1] in SENTENCE_FINAL and not (line[-1] in CLOSING and following.startswith(going_on)):
        return False
    return bool(following.strip()) and NEW_PARAGRAPH.match(following) is None
