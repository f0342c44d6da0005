"""Digits whose setting makes their number unsure: raised or lowered ones beside it, and overstruck ones.

A raised digit may be the mark of a note, a power of ten, or a digit that slipped; a digit with a stroke
through it (35̶6件) is one that somebody took back. Readers leave out what a file says is struck out; what
only the characters of the text show stays in it, and its number waits for whoever can ask.
"""

from __future__ import annotations

import re

_OFF_LINE = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
_STROKES = "\u0335\u0336\u0337\u0338"
"""The strokes that combine with the character before them (Unicode, U+0335 to U+0338)."""
_OFF_LINE_BESIDE = re.compile(rf"\d[{_OFF_LINE}]")
_STRUCK = re.compile(rf"\d[{_STROKES}]")


def odd_digits_in(text: str) -> bool:
    """Whether there is any such sign in a text: mostly there is none."""
    return any(sign in text for sign in _OFF_LINE + _STROKES)


def beside_digits_off_the_line(text: str, start: int, end: int) -> bool:
    """Whether a raised or lowered digit touches the number of a mention (``12¹件``, ``¹12件``)."""
    return text[start - 1 : start] in tuple(_OFF_LINE) or bool(_OFF_LINE_BESIDE.search(text, start, end + 1))


def beside_struck_digits(text: str, start: int, end: int) -> bool:
    """Whether a digit of a mention, or the one before it, has a stroke through it."""
    return bool(_STRUCK.search(text, max(0, start - 2), end + 1))
