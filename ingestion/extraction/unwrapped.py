"""Lines that a program broke at a fixed width are put together again, without moving a character."""

from __future__ import annotations

import re
from itertools import pairwise

WIDEST = 110
NARROWEST = 16
FULL = 0.6
SENTENCE_FINAL = "。！？；：!?;:”）)》"
NEW_PARAGRAPH = re.compile(
    r"[ \t\u3000]|[一二三四五六七八九十]{1,3}(?:、|是|要)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．]"
)


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its sentences replaced by blanks, as long as before.

    Only a text none of whose lines is wider than a printed line is taken for one that was broken by a
    program; a break stays where a line is short, ends a sentence, or a paragraph begins behind it.
    """
    lines = text.split("\n")
    widest = max(map(len, lines))
    if not NARROWEST < widest <= WIDEST:
        return text
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        pieces.append(" " if _goes_on(line.rstrip(), following, widest) else "\n")
        pieces.append(following)
    return "".join(pieces)


def _goes_on(line: str, following: str, widest: int) -> bool:
    if len(line) < max(NARROWEST, FULL * widest) or line[-1] in SENTENCE_FINAL:
        return False
    return bool(following.strip()) and NEW_PARAGRAPH.match(following) is None
