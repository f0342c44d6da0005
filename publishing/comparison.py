"""The content of an edition: every figure of a year beside that of the year before, and who has reported.

All numbers are decimals in the base units of the catalogue (yuan, counts, percent numbers from 0 to
100), exactly as the marts hold them. Rounding and wording happen where something is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from catalog import Indicator

SCOPE_ORDER: tuple[str, ...] = ("region", "system", "own", "other")
"""The whole area comes first, then what the agency itself does; the two never share a row."""

FILED: frozenset[str] = frozenset({"on_time", "late", "nil_return"})
"""Coverage statuses that count as reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region under the name it had in the year of the edition.

    ``within`` are the codes of all regions that it lies in: city, province.
    """

    code: str
    name: str
    full_name: str
    level: str
    is_invented: bool = False
    within: frozenset[str] = frozenset()

    def lies_within(self, other: Region) -> bool:
        """Whether this region is the other one or a part of it."""
        return self.code == other.code or other.code in self.within


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One printed figure of one year, in base units, with the observation it comes from."""

    observation_id: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = "exact"
    status: str = "value"
    period_type: str = "full_year"
    raw_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One indicator of one region in one scope: this year, last year, and what may be said of the two.

    ``current`` and ``previous`` hold publishable figures only. ``change`` is in base units,
    ``change_rate`` in percent, ``change_points`` in percentage points.
    """

    region: Region
    scope: str
    indicator: Indicator
    current: Figure | None
    previous: Figure | None
    change: Decimal | None = None
    change_rate: Decimal | None = None
    change_points: Decimal | None = None
    refusal_reason: str | None = None
    held_back_reason: str | None = None
    previous_held_back: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Region code, scope and indicator: the grain of the comparison within its year."""
        return (self.region.code, self.scope, self.indicator.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One kind of submission that a region owes for the year, and what became of it.

    ``is_by_roster`` where a roster says that it is owed; otherwise its own filings let it be inferred.
    """

    region: Region
    kind: str
    due_on: date | None
    status: str
    received_at: datetime | None
    is_by_roster: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a published figure stands: the received file and the place in it."""

    observation_id: str
    source_name: str
    sha256: str
    evidence: str
    raw_text: str | None
    start: int | None
    end: int | None
    page: int | None
    sheet: str | None
    cell: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """How many subjects of the year a rule's result was reached for, by severity."""

    severity: Literal["error", "warn", "info"]
    result: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything an edition says. Rows are sorted by region code, scope and catalogue order."""

    year: int
    as_of: datetime | None
    catalog_version: str
    rows: tuple[ComparisonRow, ...]
    coverage: tuple[CoverageRow, ...]
    sources: dict[str, Source]
    checks: tuple[RuleOutcome, ...] = ()
    regions_in_review: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Notes which regions have a submission in review."""
        codes = frozenset(row.region.code for row in self.coverage if row.status == "in_review")
        object.__setattr__(self, "regions_in_review", codes)

    @property
    def previous_year(self) -> int:
        """The year that this one is compared with."""
        return self.year - 1

    @property
    def regions(self) -> tuple[Region, ...]:
        """Every region that owes a report or has a figure, in official code order."""
        known = {row.region.code: row.region for row in self.rows}
        known |= {row.region.code: row.region for row in self.coverage}
        return tuple(known[code] for code in sorted(known))

    @property
    def published(self) -> tuple[ComparisonRow, ...]:
        """The rows that show a figure of the year."""
        return tuple(row for row in self.rows if row.current is not None)

    @property
    def held_back(self) -> tuple[ComparisonRow, ...]:
        """The rows whose figure of the year exists and is not published."""
        return tuple(row for row in self.rows if row.held_back_reason is not None)

    @property
    def is_sample(self) -> bool:
        """Whether invented regions take part, which every output then has to say."""
        return any(region.is_invented for region in self.regions)
