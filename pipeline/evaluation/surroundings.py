"""A number in its sentence: what the rules of the phenomena look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.evaluation.gold import GoldFact
from pipeline.wording import Record

_SENTENCE_END = "。！？!?\n"
_CLAUSE_END = "，,；;：:" + _SENTENCE_END
SHOWN = 90
"""Characters of a sentence shown on either side of its number at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number at ``start`` to ``end`` of ``text``, with what is known about it."""

    text: str
    start: int
    end: int
    unit: str
    value: float | None
    qualifier: str
    in_words: bool
    assertion: str
    periods: frozenset[str]
    shared: bool = False
    """Whether the same number carries another indicator too."""

    @property
    def number(self) -> str:
        """The characters of the number."""
        return self.text[self.start : self.end]

    @property
    def before_in_sentence(self) -> str:
        """The sentence up to the number."""
        return self.text[_boundary_before(self.text, self.start, _SENTENCE_END) : self.start]

    @property
    def clause(self) -> str:
        """The clause around the number, from comma to comma; a comma inside a numeral ends none."""
        return self.text[
            _boundary_before(self.text, self.start, _CLAUSE_END) : _boundary_after(
                self.text, self.end, _CLAUSE_END
            )
        ]


def figure_of_gold(fact: GoldFact, text: str, shared: bool) -> Figure:
    """An annotated fact in its text."""
    return Figure(
        text=text,
        start=fact.start,
        end=fact.end,
        unit=fact.unit,
        value=fact.value,
        qualifier=fact.qualifier,
        in_words=fact.in_words,
        assertion=fact.assertion,
        periods=fact.periods,
        shared=shared,
    )


def figure_of_record(record: Record, text: str, shared: bool) -> Figure:
    """A fact of a reading in its text; one without characters (a sheet) stands in its own evidence."""
    placed = record["start"] is not None
    return Figure(
        text=text if placed else record["raw_text"],
        start=record["start"] if placed else 0,
        end=record["end"] if placed else len(record["raw_text"]),
        unit=record["unit"] or "",
        value=record["value"],
        qualifier=record["qualifier"] or "exact",
        in_words=record["in_words"],
        assertion=record["assertion"] or "actual",
        periods=frozenset({record["period_type"]} - {None}),
        shared=shared,
    )


def sentence_with_mark(text: str, start: int, end: int) -> str:
    """The sentence around a number with the number in 【】, on one line, shortened where it is long."""
    first = _boundary_before(text, start, _SENTENCE_END)
    last = _boundary_after(text, end, _SENTENCE_END)
    before = ("…" if first < start - SHOWN else "") + text[max(first, start - SHOWN) : start]
    after = text[end : min(last, end + SHOWN)] + ("…" if last > end + SHOWN else "")
    return re.sub(r"\s+", " ", f"{before}【{text[start:end]}】{after}").strip()


def _boundary_before(text: str, at: int, marks: str) -> int:
    while at > 0 and not _ends(text, at - 1, marks):
        at -= 1
    return at


def _boundary_after(text: str, at: int, marks: str) -> int:
    while at < len(text) and not _ends(text, at, marks):
        at += 1
    return at


def _ends(text: str, at: int, marks: str) -> bool:
    inside_numeral = text[at] in ",，" and text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()
    return text[at] in marks and not inside_numeral
