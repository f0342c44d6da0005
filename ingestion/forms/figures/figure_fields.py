"""What an observation says of a figure of a form: how much, of whom and when, and where it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from ingestion.forms.cells.measures import Measured
from ingestion.forms.cells.places import Place
from ingestion.forms.records.standing import Standing
from ingestion.observations import OrgScope, PeriodType, Qualifier, ScopeBasis, ValueStatus


@dataclass(frozen=True, slots=True)
class Meaning:
    """The indicator that a figure is about, if any, and the rule by which it was read.

    ``label`` names the part of the indicator that a reference is.
    """

    indicator: str | None
    unit: str
    rule: str
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as it is read: what it is about, where it stands, how much it says and how sure that is."""

    meaning: Meaning
    place: Place
    evidence: str
    measured: Measured
    qualifier: Qualifier | None
    status: ValueStatus
    confidence: float
    in_words: bool = False


class Amount(TypedDict):
    """The fields of an observation that say how much."""

    value: float | None
    value_low: float | None
    value_high: float | None
    qualifier: Qualifier | None
    in_words: bool
    value_status: ValueStatus


class Stated(TypedDict):
    """The fields of an observation that say of whom and when."""

    org_scope: OrgScope | None
    scope_basis: ScopeBasis | None
    period_type: PeriodType | None
    period_year: int | None
    period_start: date | None
    period_end: date | None
    event_label: str | None
    region_code: str | None
    region_name: str | None


class Where(TypedDict):
    """The fields of an observation that say where it is printed."""

    sheet: str | None
    cell: str
    start: int | None
    end: int | None


def amount_fields(figure: Figure) -> Amount:
    """How much a figure says, and how exactly."""
    low, high = _bounds(figure.measured, figure.qualifier)
    return {
        "value": None if figure.qualifier == "range" else _float(figure.measured.number),
        "value_low": low,
        "value_high": high,
        "qualifier": figure.qualifier,
        "in_words": figure.in_words,
        "value_status": figure.status,
    }


def stated_fields(
    standing: Standing, label: str | None, scope: OrgScope | None, basis: ScopeBasis | None
) -> Stated:
    """Of whom and when a figure is; ``label`` names the part of an indicator that it counts."""
    return {
        "org_scope": scope,
        "scope_basis": basis,
        "period_type": standing.period_type,
        "period_year": standing.period.year,
        "period_start": standing.period.start,
        "period_end": standing.period.end,
        "event_label": standing.label or label,
        "region_code": standing.region.code if standing.region else None,
        "region_name": standing.region.name if standing.region else None,
    }


def _bounds(measured: Measured, qualifier: Qualifier | None) -> tuple[float | None, float | None]:
    number = _float(measured.number)
    match qualifier:
        case "at_least":
            return number, None
        case "at_most":
            return None, number
        case "range":
            return number, _float(measured.high)
        case _:
            return None, None


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def where_fields(place: Place) -> Where:
    """Where a figure is printed."""
    return {"sheet": place.sheet, "cell": place.cell, "start": place.start, "end": place.end}
