"""Write, audit, publish: a candidate warehouse is built aside, checked, and promoted by one rename."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog import load_catalog
from catalog.tables import warehouse_tables
from expectations.identities import KeptVerdicts, judge_warehouse
from expectations.switches import load_switches
from ingestion.landing.raw_layer import ensure_raw_layer, read_raw_table
from pipeline import increments, touched
from pipeline.clock import CHINA, START_OF_RECORDS
from pipeline.counts import counts_content
from pipeline.dbt import DbtProject
from pipeline.exports import export_marts
from pipeline.gates import marts_gate, raw_gate
from pipeline.locks import exclusive
from pipeline.promotion import (
    NOTHING_RECEIVED,
    Build,
    Promoted,
    is_in_force,
    lock_of,
    put_in_force,
    write_record,
)
from pipeline.quality.concluding import conclude_promoted, told_if_stopped
from pipeline.quality.history import history_tables
from pipeline.quality.pruning import prune_data_docs
from pipeline.records import digest
from pipeline.review.decision_table import decision_ids, latest_decision, read_decisions
from pipeline.roster import read_roster, roster_content
from pipeline.settings import PROJECT_ROOT, Home

VIEWS = "select schema_name, view_name from duckdb_views() where not internal order by all"


def build_warehouse(
    home: Home, as_of: datetime | None, *, again: bool = True, anew: bool = False
) -> Promoted:
    """Build, check and promote.

    Raises :class:`GateFailed`, :class:`BuildFailed` or :class:`OvertakenBuild` with nothing changed.

    One build at a time; a second one waits for the first. With ``again`` false, a warehouse that was made
    from the same batches, catalogue and code stays in force as it is; with ``anew`` nothing that earlier
    builds left is used.
    """
    with exclusive(lock_of(home)):
        build = prepare_build(home, as_of, anew=anew)
        try:
            if not again and is_in_force(home, build.build_id):
                return Promoted(home.promoted, build.as_of)
            with told_if_stopped(home, build):
                check_raw(home, build)
                build_candidate(home, build)
                check_marts(home, build)
                promoted = put_in_force(home, build)
            conclude_promoted(home, build)
            return promoted
        finally:
            shutil.rmtree(build.folder, ignore_errors=True)


def prepare_build(home: Home, as_of: datetime | None, *, anew: bool = False) -> Build:
    """A folder aside for a build of what was known at ``as_of`` (by default with the latest receipt)."""
    ensure_raw_layer(home.root)
    if anew:
        increments.forget_kept(home)
    receipts = read_raw_table(home.root, "receipts")
    decisions = read_decisions(home.root)
    known = as_of or max(latest_receipt(receipts), latest_decision(decisions) or START_OF_RECORDS)
    home.builds.mkdir(parents=True, exist_ok=True)
    batches = sorted({str(batch) for batch in receipts.column("batch_id").to_pylist()})
    roster = roster_content(home.root)
    # Counts that changed make another build, so that it is held against them also where nothing else is new.
    given = roster, counts_content(home)
    content = digest(
        known.isoformat(), load_catalog().version, code_digest(), *given, *batches, *decision_ids(decisions)
    )
    build_id = f"{known:%Y%m%dT%H%M%SZ}-{content[:8]}"
    folder = Path(tempfile.mkdtemp(prefix=f"{build_id}-", dir=home.builds))
    return Build(build_id, folder, known, last_sequence(receipts), is_dated=as_of is not None, is_anew=anew)


def latest_receipt(receipts: pa.Table) -> datetime:
    """The moment of the latest receipt, the default `as_of`; the start of records where there is none."""
    latest = pc.max(receipts.column("received_at")).as_py()
    return latest if isinstance(latest, datetime) else START_OF_RECORDS


def last_sequence(receipts: pa.Table) -> int:
    """The place of the latest receipt in the order of the home, withdrawals and rereadings included."""
    last = pc.max(receipts.column("sequence")).as_py()
    return last if isinstance(last, int) else NOTHING_RECEIVED


def parse_as_of(text: str | None) -> datetime | None:
    """An ISO date (the whole day counts) or an ISO time (in China's time where it names no zone)."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if len(text) == len("2000-01-01"):
        return end_of_day(moment.date())
    return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last moment of a day in China: what was known on it includes all that arrived on it."""
    return datetime.combine(day, time.max, tzinfo=CHINA).astimezone(UTC)


def check_raw(home: Home, build: Build) -> None:
    """The gate over the raw layer."""
    prune_data_docs(home.quality, build.build_id)
    raw_gate(home, build.build_id, build.as_of)


def build_candidate(home: Home, build: Build) -> None:
    """Figures in force, then the identities over them, then the marts and their exports."""
    history = history_tables(home.quality, build.build_id, build.as_of)
    write_tables(build.folder / "catalog", {**build_tables(home), **history})
    project, basis = DbtProject(build.inputs(home)), increments.basis(code_digest())
    regions = settle_figures(home, build, project, basis)
    judge_identities(build, KeptVerdicts(home.verdicts, basis))
    settle_marts(build, project, regions)
    drop_views(build.candidate)
    increments.remember(build, basis)
    write_record(build)
    export_marts(build.candidate, build.exports, None if build.is_anew else home.marts)


def settle_figures(home: Home, build: Build, project: DbtProject, basis: str) -> Sequence[str] | None:
    """Up to the figures in force; the regions touched since the warehouse in force, None for all."""
    if increments.carry_on(home, build, basis):
        project.run_pass("readings")
        regions = touched.touched_by_arrivals(build)
        if len(regions) <= increments.REGIONS:
            project.run_pass("figures", touched.reach_of_figures(build, regions))
            return regions
    increments.start_anew(build)
    project.run_pass("before_identities")
    return None


def settle_marts(build: Build, project: DbtProject, regions: Collection[str] | None) -> None:
    """From the figures in force and the verdicts to the marts, of these regions or of all."""
    findings = touched.remember_findings(build)
    if regions is None:
        project.run_pass("after_identities")
        return
    regions = {*regions, *touched.touched_by_findings(build)}
    project.run_pass("touched_marts", touched.reach_of_marts(build, regions, findings))


def drop_views(warehouse: Path) -> None:
    """Leave tables only: a view would show raw files that arrive after the build, or name the candidate."""
    with duckdb.connect(str(warehouse)) as connection:
        for schema, name in connection.execute(VIEWS).fetchall():
            connection.execute(f'drop view "{schema}"."{name}"')


def build_tables(home: Home) -> Mapping[str, pa.Table]:
    """What a build knows besides the raw layer: the catalogue, and the deployment's own roster."""
    catalog = load_catalog()
    return {
        **warehouse_tables(catalog),
        "obligation_roster": read_roster(home.root, catalog),
        "decisions": read_decisions(home.root),
    }


def judge_identities(build: Build, kept: KeptVerdicts) -> None:
    """Evaluate the rules over the figures of the candidate and lay the verdicts beside it."""
    catalog = load_catalog()
    off = load_switches().rules(catalog)
    judge_warehouse(build.candidate, build.folder / "audit", catalog, off, kept=kept)


def check_marts(home: Home, build: Build) -> None:
    """The gate over the marts of the candidate."""
    marts_gate(home, build.build_id, build.as_of, build.candidate)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A digest of the code that turns observations into marts: the dbt project, the rules and the gates,
    how the catalogue becomes tables, and how a build carries on."""
    folders = (
        *("dbt_project/models", "dbt_project/macros", "dbt_project/tests"),
        "catalog",
        "expectations",
        "pipeline/exports",
    )
    found = sorted(p for folder in folders for p in (PROJECT_ROOT / folder).rglob("*") if _is_code(p))
    files = (*found, *(PROJECT_ROOT / "pipeline" / name for name in ("increments.py", "touched.py")))
    return digest(*(f"{path.relative_to(PROJECT_ROOT)} {path.read_bytes().hex()}" for path in files))


def _is_code(path: Path) -> bool:
    return path.suffix in {".sql", ".yml", ".yaml", ".py"}


def write_tables(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    """Each table as a Parquet file of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
