"""Who owes a report, who has filed, and which files ask for attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.settings import Home
from pipeline.warehouse import Row, opened, rows

COVERAGE = """
    select coverage.*, regions.name_zh as region_name
    from marts.rpt_coverage as coverage
    left join marts.dim_region as regions
        on
            coverage.region_code = regions.region_code
            and coverage.year >= regions.valid_from_year
            and (regions.valid_to_year is null or coverage.year <= regions.valid_to_year)
    where ? is null or coverage.year = ?
    order by coverage.year, coverage.region_code, coverage.kind
"""
ATTENTION = """
    select source_name, status, reasons
    from marts.dim_submission
    where status in ('needs_review', 'quarantined')
    order by status desc, source_name, submission_id
"""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The obligations and the open files, as the promoted warehouse knows them."""

    as_of: datetime
    coverage: tuple[Row, ...]
    attention: tuple[Row, ...]


def report_status(home: Home, year: int | None) -> StatusReport:
    """The state of the collection, of one data year or of all."""
    with opened(home.promoted) as connection:
        as_of = connection.execute("select as_of from intermediate.int_as_of").fetchall()[0][0]
        return StatusReport(
            as_of=as_of,
            coverage=tuple(rows(connection, COVERAGE, [year, year])),
            attention=tuple(rows(connection, ATTENTION)),
        )
