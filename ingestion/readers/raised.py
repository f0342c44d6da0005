"""Raised and lowered characters: marks of notes (案件12件¹), which are no digits of the number beside them.

A reader puts what stands above or below the line between two characters that no text contains, and then
has the whole paragraph settled: a mark of a note is left out, like the references to notes that an office
program sets itself; digits that touch another digit, or a Latin letter (m²), are written as the raised or
lowered digits that they are, so that whoever reads on can see them; words stay words.
"""

from __future__ import annotations

import re

_RAISE, _LOWER, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_SET_APART = re.compile(f"([{_RAISE}{_LOWER}])([^{_RAISE}{_LOWER}{_END}]*){_END}")
_DIGITS = "0123456789０１２３４５６７８９"
_RAISED = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉" * 2)
_BESIDE = re.compile(r"[0-9０-９A-Za-z]")
"""What raised digits may belong to: a number (10⁴) or a unit (m²)."""
_NUMBERS = r"\d{1,3}(?:[-–~,，、]\d{1,3})*"
_NOTE_MARK = re.compile(
    rf"(?:注?{_NUMBERS}|[\[［〔【(（]\s*注?\s*(?:{_NUMBERS})?\s*[\]］〕】)）]|注|[①-⑳⓪⑴-⒇]+|[*＊#†‡]+)"
)


def raised(text: str) -> str:
    """The text, marked as standing above the line."""
    return f"{_RAISE}{text}{_END}" if text else ""


def lowered(text: str) -> str:
    """The text, marked as standing below the line."""
    return f"{_LOWER}{text}{_END}" if text else ""


def settled(text: str) -> str:
    """A paragraph whose raised and lowered characters are marked, as it is to be read."""
    if _END not in text:
        return text
    for opening in (_RAISE, _LOWER):
        text = text.replace(_END + opening, "") if opening in text else text
    if not _SET_APART.sub("", text).strip():
        return _SET_APART.sub(r"\2", text)  # set so as a whole: there is no line that it could stand off
    return _SET_APART.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    kind, text = found[1], found[2]
    if kind == _LOWER or _touches(found, text.strip()):
        return text.translate(_LOWERED if kind == _LOWER else _RAISED)
    return "" if _NOTE_MARK.fullmatch(text.strip()) else text


def _touches(found: re.Match[str], text: str) -> bool:
    """Whether digits that are set apart stand against a number or a Latin letter of the line itself."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    begins = text[:1].isdecimal() and _BESIDE.match(before) is not None
    return begins or (text[-1:].isdecimal() and after.isdecimal())
