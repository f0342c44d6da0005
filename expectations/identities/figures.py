"""The figures to be judged, column by column: numbers and codes in memory, texts where they were read.

Millions of figures are judged and few are found wanting. So what is compared is a number, and a text is read
only for the rows that a finding names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from catalog import Catalog
from expectations.identities.codes import (
    Bools,
    Codes,
    Floats,
    Integers,
    as_array,
    coded,
    constant,
    looked_up,
    taken,
)
from expectations.identities.printed import bounds, steps

OF_THE_YEAR = ("full_year", "ytd", "point_in_time")
"""The period types that are figures of the year and may be judged together."""

NEVER = np.iinfo(np.int64).max
"""The moment of what has none; after all others."""

CODED = ("submission_id", "region_code", "region_level", "kind", "indicator_id", "disposition", "unit",
         "qualifier", "value_status", "org_scope", "scope_basis", "period_type", "assertion")  # fmt: skip
"""Columns of few different names."""
_DEFAULTS = {"disposition": "fact"}
"""What does not say what it is, is a fact."""
_NUMBERS = ("value", "value_low", "value_high", "char_start", "year", "report_year")
_TEXTS = ("observation_id", "raw_text", "evidence", "sheet", "cell", "event_label")
_FLAGS = ("is_reported_by_upper", "is_conflicting", "is_in_force")
_DATES = ("published_on", "received_at", "period_start", "period_end")
NEEDED = (*CODED, *_NUMBERS, *_TEXTS, "is_reported_by_upper", *_DATES)
"""The columns of submitted figures that judging looks at; others are left where they are."""

COUNTRY_NEEDS = ("observation_id", "submission_id", "region_code", "region_level", "indicator_id",
                 "disposition", "qualifier", "org_scope", "period_type", "assertion", "value", "value_low",
                 "value_high", "year", "report_year", "event_label", "period_start", "period_end",
                 "is_conflicting")  # fmt: skip
"""What comparing a region with all others looks at: numbers, and no words."""

Days = NDArray[np.datetime64]


class Texts:
    """The texts of a table of figures, read when they are asked for."""

    def __init__(self, table: pa.Table) -> None:
        self._columns = {name: _column(table, name, pa.string()) for name in _TEXTS}
        self._matched: dict[tuple[str, str], Bools] = {}

    def of(self, name: str, rows: Integers) -> list[str | None]:
        """One column of some rows."""
        found: list[str | None] = self._columns[name].take(pa.array(rows)).to_pylist()
        return found

    def column(self, name: str) -> Any:
        """One column of all rows."""
        return self._columns[name]

    def known(self, name: str) -> Bools:
        """Where there is a text."""
        return np.asarray(self._columns[name].is_valid().to_numpy(zero_copy_only=False), dtype=bool)

    def matching(self, name: str, pattern: str) -> Bools:
        """Where a text holds the pattern; worked out once for all who ask."""
        key = name, pattern
        if key not in self._matched:
            found = pc.match_substring_regex(self._columns[name], pattern).fill_null(False)
            self._matched[key] = found.to_numpy(zero_copy_only=False)
        return self._matched[key]


@dataclass(frozen=True, slots=True)
class Figures:
    """Columns of figures, all of one length.

    ``low`` and ``high`` are the bounds that a figure states, ``step`` the value of its last printed digit.
    ``period`` is the group of periods that may be judged together, ``label`` tells two campaigns of one year
    apart, ``standing`` is the assertion, ``reference`` for what is only quoted. ``source`` is where the row
    stands in the table that ``texts`` are read from. ``received_at`` is in microseconds since 1970 (UTC).
    """

    submission_id: Codes
    region_code: Codes
    region_level: Codes
    kind: Codes
    indicator_id: Codes
    disposition: Codes
    unit: Codes
    qualifier: Codes
    value_status: Codes
    org_scope: Codes
    scope_basis: Codes
    period_type: Codes
    assertion: Codes
    period: Codes
    label: Codes
    standing: Codes
    value: Floats
    value_low: Floats
    value_high: Floats
    char_start: Floats
    year: Floats
    report_year: Floats
    low: Floats
    high: Floats
    step: Floats
    is_reported_by_upper: Bools
    is_conflicting: Bools
    is_in_force: Bools
    published_on: Days
    received_at: Integers
    source: Integers
    texts: Texts

    def __len__(self) -> int:
        return len(self.value)

    def take(self, rows: Integers) -> Figures:
        """Some figures, with the same texts behind them."""
        return replace(self, **{name: _taken(getattr(self, name), rows) for name in _taken_names()})

    def text(self, name: str, rows: Integers) -> list[str]:
        """The texts of some rows, empty where there is none."""
        return [text or "" for text in self.texts.of(name, self.source[rows])]

    def matching(self, name: str, pattern: str) -> Bools:
        """Where a text holds a pattern."""
        return self.texts.matching(name, pattern)[self.source]

    def has(self, name: str) -> Bools:
        """Where there is a text."""
        return self.texts.known(name)[self.source]

    def are_exact(self) -> Bools:
        """Which figures are printed without a word such as 余 or 约."""
        return self.qualifier.among(["exact"]) | ~self.qualifier.known()

    def in_force(self) -> Figures:
        """Those of them that are in force."""
        return self.take(np.flatnonzero(self.is_in_force))

    def without_conflicts(self) -> Figures:
        """The same, where conflicting candidates are no figure to judge with."""
        if not self.is_conflicting.any():
            return self
        low, high = (np.where(self.is_conflicting, np.nan, edge) for edge in (self.low, self.high))
        return replace(self, low=low, high=high)


@lru_cache(maxsize=1)
def _taken_names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Figures) if field.name != "texts")


def _taken(column: Any, rows: Integers) -> Any:
    return column.take(rows) if isinstance(column, Codes) else taken(column, rows)


def figures_of(table: pa.Table, catalog: Catalog) -> Figures:
    """The columns of a table of figures that judging looks at; a column that is missing is empty."""
    codes = {name: _names(table, name, _DEFAULTS.get(name)) for name in CODED}
    numbers = {name: _floats(_column(table, name, pa.float64())) for name in _NUMBERS}
    rates = [indicator.id for indicator in catalog.indicators.values() if indicator.unit == "%"]
    texts = Texts(table)
    step = steps(numbers["value"], texts.column("raw_text"), codes["indicator_id"].among(rates))
    value, stated_low, stated_high = (numbers[name] for name in ("value", "value_low", "value_high"))
    low, high = bounds(value, stated_low, stated_high, codes["qualifier"], step)
    flags = {name: _flags(_column(table, name, pa.bool_())) for name in _FLAGS}
    columns: dict[str, Any] = {**codes, **numbers, **flags}
    return Figures(
        **columns,
        period=_period(codes["period_type"]),
        label=_label(table, codes["period_type"], texts),
        standing=_standing(codes["assertion"], codes["disposition"]),
        low=low,
        high=high,
        step=step,
        published_on=_days(_column(table, "published_on", pa.date32())),
        received_at=_moments(_column(table, "received_at", pa.timestamp("us"))),
        source=np.arange(table.num_rows),
        texts=texts,
    )


def _column(table: pa.Table, name: str, kind: Any, default: str | None = None) -> Any:
    if name not in table.column_names:
        return pa.array([default] * table.num_rows, kind) if default else pa.nulls(table.num_rows, kind)
    return as_array(table.column(name)).cast(kind)


def _names(table: pa.Table, name: str, default: str | None) -> Codes:
    """A column of names, which may be numbers with a dictionary already."""
    has_it = name in table.column_names
    return coded(table.column(name) if has_it else _column(table, name, pa.string(), default))


def _floats(column: Any) -> Floats:
    if column.null_count == len(column):
        return constant(np.float64(np.nan), len(column))
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)


def _flags(column: Any) -> Bools:
    if column.null_count == len(column):
        return constant(np.False_, len(column))
    return np.asarray(column.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def _days(column: Any) -> Days:
    if column.null_count == len(column):
        return constant(np.datetime64("NaT", "D"), len(column))
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype="datetime64[D]")


def _moments(column: Any) -> Integers:
    if column.null_count == len(column):
        return constant(np.int64(NEVER), len(column))
    return np.asarray(column.cast(pa.int64()).fill_null(NEVER).to_numpy(zero_copy_only=False), dtype=np.int64)


def _period(period_type: Codes) -> Codes:
    """The group of periods that may be judged together."""
    names = tuple(sorted({*period_type.names, "year"} - set(OF_THE_YEAR)))
    year = np.int32(names.index("year"))
    place = {name: np.int32(number) for number, name in enumerate(names)}
    found = np.array([*(place.get(name, year) for name in period_type.names), year], dtype=np.int32)
    return Codes(looked_up(found, period_type.numbers), names)


def _standing(assertion: Codes, disposition: Codes) -> Codes:
    """References are figures of another year, another body, or differences; they stand by themselves."""
    names = tuple(sorted({*assertion.names, "", "reference"}))
    place = {name: number for number, name in enumerate(names)}
    found = np.array([*(place[name] for name in assertion.names), place[""]], dtype=np.int32)
    numbers, quoted = looked_up(found, assertion.numbers), disposition.among(["reference"])
    return Codes(np.where(quoted, np.int32(place["reference"]), numbers) if quoted.any() else numbers, names)


def _label(table: pa.Table, period_type: Codes, texts: Texts) -> Codes:
    """What tells two campaigns or spans of one year apart; a reference is never part of a sum."""
    whole = period_type.among((*OF_THE_YEAR, "other_reference_year", "previous_year"))
    dated = np.flatnonzero(~whole & period_type.known())
    edges = [
        _column(table, edge, pa.date32()).cast(pa.string()).take(pa.array(dated)).fill_null("")
        for edge in ("period_start", "period_end")
    ]
    events = texts.column("event_label").take(pa.array(dated)).fill_null("")
    found = coded(pc.binary_join_element_wise(events, *edges, "|"))
    names = tuple(sorted({"", *found.names}))
    if not len(dated):
        return Codes(constant(np.int32(0), len(period_type)), names)
    numbers = np.full(len(period_type), names.index(""), dtype=np.int32)
    numbers[dated] = found.numbered_as(names)
    return Codes(numbers, names)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in detail, for findings: its place in the panel, what it states and where it is printed.

    ``value`` is NaN for a range, ``year`` and ``char_start`` None where they are not known.
    """

    row: int
    subject: int
    frame: int
    submission_id: str
    indicator_id: str
    value: float
    low: float
    high: float
    step: float
    qualifier: str | None
    value_status: str | None
    unit: str | None
    raw_text: str
    evidence: str
    org_scope: str
    disposition: str
    period_type: str | None
    event_label: str | None
    year: int | None
    char_start: int | None
    sheet: str | None
    cell: str | None
    published_on: str | None


def details(figures: Figures, rows: Integers, subjects: Integers, frames: Integers) -> Iterator[Figure]:
    """Some figures in detail; their subjects and frames are given beside them."""
    columns = {"row": rows.tolist(), "subject": subjects.tolist(), "frame": frames.tolist()}
    columns |= _detailed(figures, rows)
    for values in zip(*(columns[name] for name in Figure.__dataclass_fields__), strict=True):
        yield Figure(*values)


def _detailed(figures: Figures, rows: Integers) -> dict[str, Iterable[Any]]:
    """The columns of some figures as plain values."""
    places = figures.source[rows]
    columns: dict[str, Iterable[Any]] = {}
    for name in ("raw_text", "evidence"):
        columns[name] = figures.text(name, rows)
    for name in ("event_label", "sheet", "cell"):
        columns[name] = figures.texts.of(name, places)
    for name in ("year", "char_start"):
        columns[name] = [None if v != v else int(v) for v in getattr(figures, name)[rows].tolist()]
    for name in ("value", "low", "high", "step"):
        columns[name] = getattr(figures, name)[rows].tolist()
    for name in ("submission_id", "org_scope"):
        columns[name] = [getattr(figures, name).at(row) or "" for row in rows.tolist()]
    for name in ("indicator_id", "qualifier", "value_status", "unit", "disposition", "period_type"):
        columns[name] = [getattr(figures, name).at(row) for row in rows.tolist()]
    days = figures.published_on[rows]
    columns["published_on"] = [None if np.isnat(day) else str(day) for day in days]
    return columns
