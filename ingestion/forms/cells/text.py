"""Folding of header and label text: width, white space, brackets with units, numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_LAST_BRACKET = re.compile(rf"(?:{_BRACKETED.pattern})+$")
_NOTE_MARKS = re.compile(r"^[①-⑳⑴-⒇]+(?=[^①-⑳⑴-⒇])|[①-⑳⑴-⒇¹²³⁴⁵⁶⁷⁸⁹*＊※†‡△▲☆★]+(?=\s*(?:$|[(\[【（〔]))")
"""Marks of notes at the edge of a header (结案数①), also before its unit."""
_COLUMN_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff)])(?:\(\d{1,2}\)|\d{1,2}(?==))(?:=[\d()+*×/.-]+)?$")
"""The number of a column behind its name, and how it is worked out of others: 期末未结(3)=(1)-(2)."""
_UNIT_WORDS = re.compile(r"^(计量)?(单位|计量)[:：]?")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)、?|\d+[.、](?!\d))")
_SUBSET = re.compile(r"^(?:#|其中[:,、]?(?=.))+")
_SEPARATORS = re.compile(r"[,;、/]+")
# Yearbooks print the English label after the Chinese one.
_TRANSLATION = re.compile(r"(?<=[\u4e00-\u9fff)])[A-Za-z][A-Za-z,.'()&/-]*$")
_EDGES = "、:.·—-"


@lru_cache(maxsize=1 << 16)
def squeeze(text: str) -> str:
    """The text in half width without any white space: how all labels are compared."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(folded.split())


@dataclass(frozen=True, slots=True)
class Label:
    """A header or row label: its comparable ``name``, and the ``units`` its brackets name."""

    name: str
    units: tuple[str, ...] = ()


def listed_units(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The units in a text such as 件、人、万元; none if any part of it is something else."""
    parts = [part for part in re.split(r"[、,/;]|和", _UNIT_WORDS.sub("", squeeze(text))) if part]
    return tuple(parts) if parts and all(part in known for part in parts) else ()


def read_label(text: str, known_units: Collection[str]) -> Label:
    """Folds a header: ``没收违法\\n所得（宗）`` becomes 没收违法所得 with the unit 宗."""
    squeezed = _COLUMN_NUMBER.sub("", squeeze(_NOTE_MARKS.sub("", text)))
    units: tuple[str, ...] = ()
    for bracket in _BRACKETED.finditer(squeezed):
        found = listed_units(bracket.group(1), known_units)
        if found:
            units = units or found
            squeezed = squeezed.replace(bracket.group(0), "")
    if squeezed.endswith("%") and len(squeezed) > 1:
        squeezed, units = squeezed[:-1], units or ("%",)
    return Label(_folded_name(squeezed), units)


def _folded_name(squeezed: str) -> str:
    name = _NUMBERING.sub("", _TRANSLATION.sub("", squeezed))
    name = _NUMBERING.sub("", _SUBSET.sub("", name))
    return _SEPARATORS.sub("、", name).strip(_EDGES)


def without_numbering(squeezed: str) -> str:
    """A line without the number that it has in its text (三、普法情况如下表)."""
    return _NUMBERING.sub("", squeezed)


def is_subset(text: str) -> bool:
    """Whether a label says that it is one of those above it (其中：…)."""
    return _SUBSET.match(squeeze(text)) is not None


def in_brackets(squeezed: str) -> tuple[str, ...]:
    """What stands in the brackets of a title."""
    return tuple(bracket.group(1) for bracket in _BRACKETED.finditer(squeezed))


def outside_brackets(squeezed: str) -> str:
    """A title without any of its brackets."""
    return _BRACKETED.sub("", squeezed)


def without_bracket(squeezed: str) -> str:
    """A title without the brackets at its end (…计划表（虚构）)."""
    return _LAST_BRACKET.sub("", squeezed) or squeezed


def fold_path(header: str) -> tuple[str, ...]:
    """A header path of the form map, ``行政检查/次数``, in the same comparable form."""
    return tuple(read_label(part, ()).name for part in header.split("/"))
