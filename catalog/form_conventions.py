"""What all submitted tables share: units, marks that stand for a value, words of totals, notes and plans.

Words and marks are data, read from ``catalog/forms/conventions.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from catalog.model import RegionLevel

FormKind = Literal["enforcement_annual", "dispute_form", "inspection_form", "disclosure_annual", "other"]
Dimension = Literal["money", "people", "count", "ratio", "scale"]


class FormEntry(BaseModel):
    """An entry of a form map: no key beside its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def compilable(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """``patterns``, all of which are regular expressions; raises :class:`ValueError` where one is none."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return patterns


class FormUnit(FormEntry):
    """A unit as printed: what it measures, and its factor to the base unit (万元 is 10000 元)."""

    dimension: Dimension
    factor: int = Field(ge=1)


class HedgeWords(FormEntry):
    """Words before or after a number that make it a bound or an approximation (2900余)."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class RecordPatterns(FormEntry):
    """Regular expressions, matched against whole labels, for the roles that a row or a value column plays."""

    total: tuple[str, ...]
    own: tuple[str, ...]
    own_of: tuple[str, ...]
    own_collected: tuple[str, ...]
    beside_regions: tuple[str, ...]
    subtotal: tuple[str, ...]
    current: tuple[str, ...]
    previous: tuple[str, ...]
    month: tuple[str, ...]
    cumulative: tuple[str, ...]
    change: tuple[str, ...]
    running_total: tuple[str, ...]
    target: tuple[str, ...]
    measure: tuple[str, ...]
    part: tuple[str, ...]
    replaced: tuple[str, ...]
    own_section: tuple[str, ...]
    other_section: tuple[str, ...]
    region: tuple[str, ...]
    zone: tuple[str, ...]

    _patterns = field_validator("*")(compilable)


class AspectAffixes(FormEntry):
    """Words that begin or end a header and say which year's figure it is (上年受理数, 受理数同比)."""

    before: Mapping[Literal["current", "previous", "month", "cumulative", "replaced"], tuple[str, ...]]
    after: Mapping[Literal["previous", "cumulative", "change"], tuple[str, ...]]


class DateWords(FormEntry):
    """What stands beside the dates of a table, as regular expressions, and the parts of a year by months."""

    parts_of_year: Mapping[str, tuple[int, int]]
    until: tuple[str, ...]
    titles: str
    filled_in: str
    day: str
    sent: str
    editions: str
    joins: str


class FormConventions(FormEntry):
    """What all forms share. Words and marks are data, so that a statistician can add one."""

    units: Mapping[str, FormUnit]
    statuses: Mapping[
        Literal["zero", "not_applicable", "nil_return", "masked", "below_unit", "blank"], tuple[str, ...]
    ]
    ticks: tuple[str, ...]
    case_unit: str
    unit_label: str
    rate_word: str
    this_period: str
    grand_total: str
    given_names: tuple[str, str]
    and_others: str
    joins: tuple[str, ...]
    region_endings: tuple[str, ...]
    note_mark: str
    contact_labels: str
    contact_before: str
    numbered_things: str
    filled_in_by: str
    dates: DateWords
    percent_words: tuple[str, ...]
    counted_once: tuple[str, ...]
    hedges: Mapping[Literal["at_least", "at_most", "approx"], HedgeWords]
    stubs: Mapping[Literal["label", "serial", "code", "measure"], tuple[str, ...]]
    label_endings: tuple[str, ...]
    ignored: tuple[str, ...]
    responsible: tuple[str, ...] = ()
    transparent: tuple[str, ...]
    counting_words: Mapping[str, tuple[str, ...]]
    openings: tuple[str, ...]
    turning_verbs: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    group_endings: tuple[str, ...] = ()
    measure_words: Mapping[Dimension, str]
    same_words: Mapping[str, tuple[str, ...]]
    contacts: tuple[str, ...]
    affixes: AspectAffixes
    records: RecordPatterns
    column_numbers: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    plan_titles: tuple[str, ...]
    plan_reports: tuple[str, ...]
    title_tails: tuple[str, ...]
    continuations: tuple[str, ...]
    residual: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    generic_regions: Mapping[RegionLevel, tuple[str, ...]]
    whole_region: str
    sample_sheets: tuple[str, ...] = ()
    other_departments: tuple[str, ...] = ()
    bureau_names: tuple[str, ...]
    office_names: tuple[str, ...]
    document_titles: Mapping[FormKind, tuple[str, ...]] = Field(default_factory=dict)

    _patterns = field_validator(
        "notes",
        "signatures",
        "plan_titles",
        "plan_reports",
        "title_tails",
        "continuations",
        "sample_sheets",
        "other_departments",
    )(compilable)
