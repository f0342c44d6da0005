"""Numbers that label a place in a report: section numbers at line starts, 表2, 附件1."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingestion.quantities import patterns

WORD = 4
"""The longest label word with a blank behind it."""
SENTENCE_FINAL = ".。;:!?"
NEXT_LINE_HEAD = r"(?=[一-龥“《A-Z(])"


def section_number(measure_words: str, unit: str, inside: Iterable[str]) -> re.Pattern[str]:
    """A section number (2.1, 6) before its heading.

    ``3.2 4个园区`` is section 3.2 and a quantity. Behind ``2.1`` nothing may stand that has fractions (万元,
    %); behind ``6`` a blank must stand and no measure word, date or bound (``6 复议应诉``).
    """
    hedge = rf"(?:{patterns.any_of(inside)})"
    year = rf"(?={patterns.YEAR}{patterns.BLANK}年)"
    bound = "以[上下内]|左右"
    fractional = rf"{hedge}?(?:[百千万亿]|%|‰|个|{patterns.FRACTIONAL}|月|日[至起前,]|版|{bound})"
    measured = rf"{hedge}{patterns.BLANK}[百千万亿]|{hedge}?(?:{measure_words})"
    counted = rf"{measured}|[十百千万亿年月日号时至到比和与及]|{bound}"
    levels = r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.])"
    title = rf"(?!{fractional}){NEXT_LINE_HEAD}"
    chapter = rf"\d{{1,2}}[ ]{{1,3}}(?:(?=多元[化解共])|(?!{counted}){NEXT_LINE_HEAD}|{year})"
    return re.compile(
        rf"(?P<mark>{levels}(?:[ ]{{0,3}}{title}|[ ]{{1,3}}(?:{year}|(?=\d{{1,5}}[ ]?{unit})))|{chapter})"
    )


def label_before(words: Iterable[str], not_after: str) -> re.Pattern[str]:
    """A label word that ends a window of text (附件, 表), not as the end of another word (代表, 发表)."""
    return re.compile(rf"(?<![{re.escape(not_after)}])(?P<label>{patterns.any_of(words)}) ?$")


def label_number(unit: str) -> re.Pattern[str]:
    """The number of a label: small, and not one that counts (附件3份)."""
    small = rf"(?:\d{{1,2}}(?:-\d{{1,2}})?|{patterns.CHINESE_DIGIT}{{1,3}})"
    return re.compile(rf"{small}(?![\d.,%十百千万亿余多])(?!{unit})(?! {unit}(?![一-龥]))")


def opens_line(text: str, at: int, window: int = 8) -> bool:
    """Whether only blanks stand between the start of the line and ``at``."""
    before = text[max(0, at - window) : at].rstrip(" \t")
    return before.endswith("\n") or (not before and at <= window)


def opens_paragraph(text: str, at: int, window: int = 8) -> bool:
    """Whether ``at`` opens a line and no sentence is left open on the line before."""
    before = text[max(0, at - window) : at].rstrip(" \t\r\n")
    return opens_line(text, at, window) and (not before or before[-1] in SENTENCE_FINAL)
