"""The one shape of a figure: an observation, as read from a place in a submission.

A mention is a numeral (or a number in words) at a place. Every observation is one reading of one
mention; a mention that serves two indicators carries two observations with the same span. The
columns and their values are the public vocabulary of the system, the same in the command line's
JSON, in the Parquet files and in the warehouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, make_dataclass
from datetime import date
from typing import Any, Literal

Disposition = Literal[
    "fact",
    "undecided",
    "reference",
    "target",
    "threshold",
    "date",
    "name",
    "ordinal",
    "marker",
    "unmapped",
]
Qualifier = Literal["exact", "at_least", "at_most", "approx", "range"]
ValueStatus = Literal["value", "zero", "blank", "not_applicable", "nil_return", "masked", "below_unit"]
OrgScope = Literal["own", "region", "system", "other"]
ScopeBasis = Literal["stated", "inherited", "default"]
PeriodType = Literal[
    "full_year",
    "ytd",
    "range",
    "event",
    "point_in_time",
    "other_reference_year",
    "previous_year",
    "multi_year",
]
Assertion = Literal["actual", "claimed", "problem", "target", "reference", "threshold"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another indicator that a mention could have meant, and how sure that reading would be (0 to 1)."""

    indicator_id: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One reading of one mention.

    ``value`` and its bounds are in base units: yuan, counts, percent numbers (0 to 100). ``start``
    and ``end`` count characters of the text that the reader returned, so that
    ``document.text[start:end] == raw_text``; a figure of a spreadsheet has ``sheet`` and ``cell``
    instead, a figure of a table inside a document has both where they exist. ``region_name`` and
    ``region_code`` are set where the figure is about another region than the submission (a county's row in
    a city's table); the code is None where no register knows the name.
    """

    disposition: Disposition
    raw_text: str
    rule: str
    evidence: str
    confidence: float
    indicator_id: str | None = None
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    in_words: bool = False
    value_status: ValueStatus | None = None
    org_scope: OrgScope | None = None
    scope_basis: ScopeBasis | None = None
    period_type: PeriodType | None = None
    period_year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    event_label: str | None = None
    assertion: Assertion | None = None
    alternatives: tuple[Alternative, ...] = ()
    start: int | None = None
    end: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    region_code: str | None = None
    region_name: str | None = None


def as_row(observation: Observation) -> dict[str, object]:
    """The observation as a plain mapping of its columns, alternatives as mappings too."""
    return asdict(observation) | {"alternatives": [asdict(a) for a in observation.alternatives]}


def reading_order(observation: Observation) -> tuple[object, ...]:
    """A total order of the observations of one document: by place, then by meaning."""
    return (
        observation.sheet or "",
        -1 if observation.start is None else observation.start,
        -1 if observation.end is None else observation.end,
        observation.cell or "",
        observation.indicator_id or "",
        observation.disposition,
        "" if observation.value is None else repr(observation.value),
        observation.rule,
    )


def in_reading_order(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations sorted by :func:`reading_order`."""
    return tuple(sorted(observations, key=reading_order))


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Observation))
_Unfrozen = make_dataclass("_Unfrozen", COLUMNS, slots=True)
"""An observation that is being made: its columns can be set, in a sixth of the time."""


def observation_of(columns: Sequence[object]) -> Observation:
    """The observation that has these values in its columns, all of them in their order.

    Raises :class:`ValueError` where there are fewer or more values than columns.

    It is the same as one that the constructor makes by name, in a small part of the time: a report has many.
    """
    if len(columns) != len(COLUMNS):
        raise ValueError(f"an observation has {len(COLUMNS)} columns, here are {len(columns)}")
    made: Any = _Unfrozen(*columns)
    made.__class__ = Observation
    observation: Observation = made
    return observation
