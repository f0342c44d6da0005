"""The verdicts of all parts, laid out as the two audit tables: a row per rule and subject.

Millions of rows say little that differs, so that columns of names are numbers with a dictionary beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from catalog.rules import Subject
from expectations.identities.codes import NOTHING, Integers, Texts, coded, picked
from expectations.identities.findings import RESULTS, SEVERITIES, Shown
from expectations.identities.keys import combined, numbered
from expectations.identities.panel import Subjects
from expectations.identities.verdicts import HOLD_SCHEMA, RESULT_SCHEMA, Hold, PanelVerdicts

ROWS_A_TABLE = 1_000_000
"""About so many results are laid out at a time."""

_OF_RULES = ("severity", "result", "figures", "hint", "message_zh")
"""What a rule says; the other columns are the same for all rules."""
_NAME = pa.dictionary(pa.int32(), pa.string())
NAMES = ("rule_id", "severity", "result", "subject", "submission_id", "region_code")
"""Columns of names, which are written as numbers."""
CODED_SCHEMA = pa.schema([f.with_type(_NAME) if f.name in NAMES else f for f in RESULT_SCHEMA])
"""The same columns as of ``RESULT_SCHEMA``, names as numbers with a dictionary."""


def result_tables(parts: Sequence[PanelVerdicts], rules: Sequence[str]) -> Iterator[pa.Table]:
    """The results of one kind of subject, rule by rule, the subjects of all parts in their order.

    Parts have different subjects, or the same subjects and different rules.
    """
    ordered = _Ordered(parts)
    for some in _batched(rules, max(1, ROWS_A_TABLE // max(1, len(ordered)))):
        yield ordered.table(some)


def _batched(rules: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(rules), size):
        yield rules[start : start + size]


def held_table(parts: Sequence[PanelVerdicts], rules: Sequence[str]) -> pa.Table:
    """The holds, each observation and rule once; the first reason stands."""
    rows = (
        hold
        for rule_id in rules
        for part in parts
        if rule_id in part.verdicts
        for hold in part.verdicts[rule_id].holds
    )
    first: dict[tuple[str, str], Hold] = {}
    for hold in rows:
        first.setdefault(hold[:2], hold)
    columns = zip(*(first[key] for key in sorted(first)), strict=True) if first else ([] for _ in HOLD_SCHEMA)
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=HOLD_SCHEMA)


class _Ordered:
    """The subjects of all parts in their order, and where those of each part stand among them."""

    def __init__(self, parts: Sequence[PanelVerdicts]) -> None:
        self._parts = parts
        self._subject: Subject = parts[0].subject
        # A part that judges the same subjects by other rules brings no new ones.
        subjects = Subjects.together([part.subjects for part in parts])
        number, first = numbered(_key(subjects, self._subject))
        ends = np.cumsum([len(part.subjects) for part in parts])
        self._places = np.split(number, ends[:-1])
        own = subjects.take(first)
        self._rows = len(first)
        self._whose: Mapping[str, Any] = {
            "subject": _named(np.zeros(self._rows), (self._subject,)),
            "submission_id": pa.array(own.submission_id, pa.string()).dictionary_encode(),
            "region_code": pa.array(own.region_code, pa.string()).dictionary_encode(),
            "year": pa.array(own.year, pa.int32()),
        }

    def __len__(self) -> int:
        return self._rows

    def table(self, rules: Sequence[str]) -> pa.Table:
        """The results of some rules, one rule after another; a piece of each column for each rule."""
        verdicts = [self._verdict(rule_id) for rule_id in rules]
        again, rows = len(rules), self._rows
        columns: dict[str, list[Any]] = {
            "rule_id": [_named(np.full(rows, number), rules) for number in range(again)],
            **{name: [column] * again for name, column in self._whose.items()},
            **{name: [verdict[name] for verdict in verdicts] for name in _OF_RULES},
        }
        pieces = [pa.chunked_array(columns[field.name], field.type) for field in CODED_SCHEMA]
        return pa.Table.from_arrays(pieces, schema=CODED_SCHEMA)

    def _verdict(self, rule_id: str) -> Mapping[str, Any]:
        """The columns of one rule that are not the same for all."""
        results = np.full(self._rows, NOTHING, dtype=np.int8)
        severities = results.copy()
        own = [
            (p.verdicts[rule_id], at)
            for p, at in zip(self._parts, self._places, strict=True)
            if rule_id in p.verdicts
        ]
        for verdict, places in own:
            results[places], severities[places] = verdict.results, verdict.severities
        return {
            "result": _named(results, RESULTS),
            "severity": _named(severities, SEVERITIES),
            "figures": self._texts([(verdict.figures, places) for verdict, places in own]),
            "hint": self._texts(
                [(Shown.of(verdict.hints), places) for verdict, places in own if verdict.hints]
            ),
            "message_zh": self._texts(
                [(Shown.of(verdict.messages), places) for verdict, places in own if verdict.messages]
            ),
        }

    def _texts(self, parts: Sequence[tuple[Shown, Integers]]) -> Texts:
        """The texts of all parts at the places of their subjects, nothing elsewhere."""
        if not any(len(shown.subjects) for shown, _ in parts):
            return pa.nulls(self._rows, pa.string())
        at = np.full(self._rows, NOTHING, dtype=np.int64)
        start = 0
        for shown, places in parts:
            at[places[shown.subjects]] = np.arange(start, start + len(shown.subjects))
            start += len(shown.subjects)
        texts = pa.concat_arrays([pa.array([], pa.string()), *(shown.texts for shown, _ in parts)])
        return picked(texts, at)


Names: TypeAlias = "pa.DictionaryArray[pa.lib.Int32Type, pa.lib.StringType]"


def _key(subjects: Subjects, subject: Subject) -> Integers:
    """What subjects are told apart and ordered by; what is not known comes last."""
    if subject == "submission":
        return _last_if_unknown(coded(pa.array(subjects.submission_id, pa.string())).numbers)
    regions = _last_if_unknown(coded(pa.array(subjects.region_code, pa.string())).numbers)
    years = np.array([NOTHING if year is None else year for year in subjects.year], dtype=np.int64)
    return combined(regions, _last_if_unknown(years))


def _last_if_unknown(numbers: NDArray[Any]) -> Integers:
    return np.where(numbers == NOTHING, int(numbers.max(initial=NOTHING)) + 1, numbers).astype(np.int64)


def _named(numbers: Any, names: Sequence[str]) -> Names:
    return pa.DictionaryArray.from_arrays(numbers.astype(np.int32), pa.array(list(names), pa.string()))
