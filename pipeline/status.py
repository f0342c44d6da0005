"""Who owes a report, who has filed, and which files ask for attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from catalog import load_catalog
from ingestion.landing import read_raw_table
from pipeline.clock import START_OF_RECORDS
from pipeline.counts import are_counts_kept
from pipeline.gates import LAST_BUILD
from pipeline.promotion import record_in_force
from pipeline.quality.run_folder import read_alerts
from pipeline.quality.task_failures import standing_failures
from pipeline.quality.waiting import sent_elsewhere
from pipeline.settings import Home
from pipeline.warehouse import Row, named_regions, opened, rows
from publishing.alerts import ADDRESSEES

COVERAGE = f"""
    select coverage.*, regions.name_zh as region_name
    from marts.rpt_coverage as coverage
    {named_regions("coverage")}
    where ? is null or coverage.year = ?
    order by coverage.year, coverage.region_code, coverage.kind
"""
ATTENTION = """
    select source_name, status, reasons
    from marts.dim_submission
    where status in ('needs_review', 'quarantined')
    order by status desc, source_name, submission_id
"""


HAS_QUALITY = """
    select table_name from duckdb_tables()
    where schema_name = 'marts' and table_name = 'rpt_quality_history'
"""
"""A warehouse of an earlier version has no history yet."""
QUALITY = """
    select codes.label_zh as measure, history.value, history.unit
    from marts.rpt_quality_history as history
    inner join marts.dim_code as codes
        on history.measure = codes.code and codes.vocabulary = 'quality_measure'
    where history.build_number = (select max(build_number) from marts.rpt_quality_history)
    order by history.measure_position
"""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The obligations, the open files and the counts of the promoted warehouse; who has something to do."""

    as_of: datetime | None
    """None where nothing was received yet and no moment was named."""
    coverage: tuple[Row, ...]
    attention: tuple[Row, ...]
    quality: tuple[Row, ...]
    alerts: Mapping[str, int]
    """Alerts by addressee: of the last build, and about failures that nothing has taken back."""
    are_counts_kept: bool
    """Whether there are counts by region and year, without which no loss of figures can be seen."""


def report_status(home: Home, year: int | None) -> StatusReport:
    """The state of the collection, of one data year or of all."""
    with opened(home.promoted) as connection:
        as_of: datetime = connection.execute("select as_of from intermediate.int_as_of").fetchall()[0][0]
        return StatusReport(
            as_of=None if as_of.replace(tzinfo=UTC) == START_OF_RECORDS else as_of,
            coverage=tuple(rows(connection, COVERAGE, [year, year])),
            attention=(*rows(connection, ATTENTION), *_sent_for_another(connection)),
            quality=tuple(rows(connection, QUALITY)) if rows(connection, HAS_QUALITY) else (),
            alerts=count_alerts(home),
            are_counts_kept=are_counts_kept(home),
        )


def _sent_for_another(connection: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """Files that wait although their bytes, sent for another region, are a submission that does not."""
    for row in sent_elsewhere(connection, load_catalog()):
        yield {"source_name": row["source_name"], "status": "needs_review", "reasons": row["reasons"]}


def count_alerts(home: Home) -> Mapping[str, int]:
    """Alerts by addressee: of the build in force, of a later one that was stopped, and of failures."""
    record = record_in_force(home)
    runs = {(home.quality / LAST_BUILD).resolve().name, record.build_id if record else ""}
    alerts = [alert for run in sorted(runs) if run for alert in read_alerts(home.quality / run)]
    counts = Counter(alert.addressee for alert in (*alerts, *standing_failures(home)))
    return {addressee: counts[addressee] for addressee in ADDRESSEES}


def received_submissions(home: Home) -> int:
    """How many different submissions have arrived, whatever became of them."""
    return len(read_raw_table(home.root, "receipts")["submission_id"].unique())
