"""Line breaks inside a paragraph (Shift+Enter, ``<br>``): a new paragraph, or only a broken line."""

from __future__ import annotations

import re

from ingestion.readers.assembly import BLANKS

# A line that ends so, or a next line that begins so, stands in the middle of a sentence or a number.
_UNFINISHED = re.compile(r"[，、,\d（(《“‘—～~-]$")
_CONTINUATION = re.compile(r"^[，。、；：,.;:％%）)》”’]")
INDENTS = ("\u3000", "\xa0", "\t")
_LATIN_END = re.compile(r"[A-Za-z0-9,.;:%)]$")
_LATIN_START = re.compile(r"^[A-Za-z0-9(]")


def split_at_breaks(text: str) -> list[str]:
    """The paragraphs that a text with line breaks shows.

    Pages made by editors separate paragraphs by breaks, so a break counts as the end of a paragraph
    unless it plainly falls inside a sentence. An indented line always begins a paragraph.
    """
    paragraphs: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip(BLANKS)
        if not stripped:
            continue
        indented = line.lstrip(" ")[:1] in INDENTS
        if paragraphs and not indented and joins_broken(paragraphs[-1], stripped):
            paragraphs[-1] = join_lines(paragraphs[-1], stripped)
        else:
            paragraphs.append(stripped)
    return paragraphs


def join_all(text: str) -> str:
    """The text as one line, for headings, whose breaks are only for looks."""
    joined = ""
    for line in text.split("\n"):
        stripped = line.strip(BLANKS)
        joined = join_lines(joined, stripped) if joined else stripped
    return joined


def join_lines(before: str, after: str) -> str:
    """Chinese lines join without a space, Latin words and separate numbers with one."""
    latin = bool(_LATIN_END.search(before)) and bool(_LATIN_START.match(after))
    # Digits on both sides are one number cut in two by a narrow column.
    one_number = before[-1:].isdigit() and after[:1].isdigit()
    return f"{before} {after}" if latin and not one_number else before + after


def joins_broken(before: str, after: str) -> bool:
    """Whether a break between the two falls inside a sentence or a number."""
    return bool(_UNFINISHED.search(before)) or bool(_CONTINUATION.match(after))
