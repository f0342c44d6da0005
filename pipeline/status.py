"""Who owes a report, who has filed, and which files ask for attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ingestion.landing import read_raw_table
from pipeline.clock import START_OF_RECORDS
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

    as_of: datetime | None
    """None where nothing was received yet and no moment was named."""
    coverage: tuple[Row, ...]
    attention: tuple[Row, ...]


def report_status(home: Home, year: int | None) -> StatusReport:
    """The state of the collection, of one data year or of all."""
    with opened(home.promoted) as connection:
        as_of: datetime = connection.execute("select as_of from intermediate.int_as_of").fetchall()[0][0]
        return StatusReport(
            as_of=None if as_of.replace(tzinfo=UTC) == START_OF_RECORDS else as_of,
            coverage=tuple(rows(connection, COVERAGE, [year, year])),
            attention=tuple(rows(connection, ATTENTION)),
        )


def received_submissions(home: Home) -> int:
    """How many different submissions have arrived, whatever became of them."""
    return len(read_raw_table(home.root, "receipts")["submission_id"].unique())
