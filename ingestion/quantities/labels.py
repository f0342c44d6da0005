"""Numbers that label a place in a report: section numbers at line starts, 表2, 附件1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingestion.quantities import patterns
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numberforms import NumberWords

WORD = 4
"""The longest label word with a blank behind it."""
SENTENCE_FINAL = ".。;:!?"
NEXT_LINE_HEAD = r"(?=[一-龥“《A-Z(])"


@dataclass(frozen=True, slots=True)
class Labels:
    """The patterns of numbers that label something, and of the words that they label."""

    section: re.Pattern[str]
    counted_off: re.Pattern[str]
    of_these: frozenset[str]
    """The character that the numeral of a paragraph may stand behind (其一)."""
    article: re.Pattern[str]
    """What stands behind the number of an article (第12条)."""
    word_before: re.Pattern[str]
    word_ends: frozenset[str]
    """The characters that may stand before the number of a label."""
    number: re.Pattern[str]


def compile_labels(words: NumberWords, terms: Mapping[str, str], measure_words: str, unit: str) -> Labels:
    """The labels among ``words`` and the fixed ``terms``."""
    paragraphs, labelling = words.written["paragraphs"], normalise(terms["label_words"]).split()
    return Labels(
        section=section_number(words, measure_words, unit),
        counted_off=counted_off(paragraphs),
        of_these=frozenset(paragraphs["of_these"]),
        article=re.compile(rf"[ ]?(?:{patterns.any_of(words.written['names']['articles'])})"),
        word_before=label_before(labelling, terms["label_not_after"]),
        word_ends=frozenset([" ", *(word[-1] for word in labelling)]),
        number=label_number(unit),
    )


def section_number(words: NumberWords, measure_words: str, unit: str) -> re.Pattern[str]:
    """A section number (2.1, 6) before its heading.

    ``3.2 4个园区`` is section 3.2 and a quantity. Behind ``2.1`` nothing may stand that has fractions (万元,
    %); behind ``6`` a blank must stand and no measure word, date or bound (``6 复议应诉``).
    """
    year = rf"(?={patterns.YEAR}{patterns.BLANK}年)"
    levels = r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.])"
    title = rf"(?!{_fractional(words)}){NEXT_LINE_HEAD}"
    headings = patterns.any_of(words.written["paragraphs"]["headings"])
    counted = _counted(words, measure_words)
    chapter = rf"\d{{1,2}}[ ]{{1,3}}(?:(?={headings})|(?!{counted}){NEXT_LINE_HEAD}|{year})"
    return re.compile(
        rf"(?P<mark>{levels}(?:[ ]{{0,3}}{title}|[ ]{{1,3}}(?:{year}|(?=\d{{1,5}}[ ]?{unit})))|{chapter})"
    )


def _fractional(words: NumberWords) -> str:
    """What goes on with a number that may have a point, so that this is no section number."""
    hedge, days = patterns.any_of(words.inside), patterns.any_of(words.written["dates"]["of_day_anywhere"])
    measured = patterns.any_of((*words.fractional, *words.written["names"]["editions"]))
    bounds = patterns.any_of(words.written["paragraphs"]["bounds"])
    return rf"(?:{hedge})?(?:[百千万亿]|%|‰|个|{measured}|月|日(?:{days}|,)|{bounds})"


def _counted(words: NumberWords, measure_words: str) -> str:
    """What goes on with a whole number, so that this is no section number."""
    hedge, paragraphs = patterns.any_of(words.inside), words.written["paragraphs"]
    bounds = patterns.any_of((*paragraphs["joining"], *paragraphs["bounds"]))
    measured = rf"(?:{hedge}){patterns.BLANK}[百千万亿]|(?:{hedge})?(?:{measure_words})"
    return rf"{measured}|[十百千万亿年月日号至到]|{bounds}"


def counted_off(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """一、 一是… 一来说… 其一，: what paragraphs are counted off with."""
    small = rf"{patterns.CHINESE_DIGIT}{{1,3}}"
    named = {kind: patterns.any_of(said) for kind, said in words.items()}
    off = rf"(?:{named['counted_off']})(?!{named['not_counted_off']})"
    on = rf"(?:{named['counted_on']})(?={named['counted_on_by']})"
    return re.compile(rf"{small}(?:、|{off}|{on})|(?:{named['of_these']})[一二三四五六](?=[,、])")


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
