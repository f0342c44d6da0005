"""Runs the gates: validates tables, keeps the results, and raises where one must stop the run."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import duckdb

from catalog import Catalog
from expectations.contracts import Gate, contract_of
from expectations.expected import Suite
from expectations.looking import LookedAt, all_seen, is_empty_home, views_of
from expectations.outcomes import GateFailed, GateResult, Outcome, outcomes_of, write_result
from expectations.spared import spared, uncollected
from expectations.switches import SWITCH_FILE, Switches, faults_of, load_switches
from expectations.tables import Tables, asked, count_rows, schemas_of
from expectations.witnesses import Seen

if TYPE_CHECKING:
    from expectations.validation import Session

DATA_DOCS = "data_docs"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a run whose caller gives none; nothing here looks at a clock."""


def run_gate(
    gate: Gate,
    tables: Tables,
    catalog: Catalog,
    quality: Path,
    run_id: str,
    run_at: datetime = UNDATED,
    switches: Switches | None = None,
    today: date | None = None,
) -> GateResult:
    """Holds ``tables`` against the suites of ``gate`` and raises :class:`GateFailed` where they fail.

    Writes the outcomes to ``<quality>/<run_id>/<gate>.json`` and the pages to ``<quality>/data_docs``.
    The tables must not be empty all together, with one exception: a home that has received nothing (no
    receipts; no observations in the marts; no figure in force for an edition) passes with zero rows.
    What ``switches`` (by default the file in the repository) switch off is left out and named in the
    result; one whose time is over ``today``, or at ``run_at`` where that is later, fails the gate, and one of
    a check that does not exist.
    """
    off = load_switches() if switches is None else switches
    run = _Run(gate, catalog, quality, run_id, run_at, off, max(in_china(run_at), today or date.min))
    with asked(tables) as connection:
        result = run.result(connection)
    write_result(result)
    if not result.success:
        raise GateFailed(result)
    return result


def preview(gate: Gate, tables: Tables, catalog: Catalog, only: Collection[str]) -> tuple[Outcome, ...]:
    """The outcomes of some views of a gate, without keeping or raising anything."""
    with asked(tables) as connection, ThreadPoolExecutor(1) as eyes:
        looked_at = views_of(gate, connection, catalog)
        wanted = [(suite, query) for suite, query in looked_at if suite.view in only]
        seen = all_seen(eyes, connection, wanted, Switches())
        return tuple(_judged(_great_expectations().unrecorded(), seen, "preview", UNDATED))


def in_china(moment: datetime) -> date:
    """The day of a moment on China's clock, where the days of the entries are meant."""
    return (moment + timedelta(hours=8)).astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of a gate: where its results go, what is switched ``off``, and the day it is."""

    gate: Gate
    catalog: Catalog
    quality: Path
    run_id: str
    run_at: datetime
    off: Switches
    day: date

    def result(self, connection: duckdb.DuckDBPyConnection) -> GateResult:
        """What the gate says of the tables that a connection knows."""
        looked_at = views_of(self.gate, connection, self.catalog)
        outcomes = self._outcomes(connection, looked_at)
        present = schemas_of(connection, contract_of(self.gate, self.catalog))
        return GateResult(
            gate=self.gate,
            run_id=self.run_id,
            outcomes=outcomes,
            rows=sum(count_rows(connection, name) for name in present),
            is_empty_home=len(looked_at) > 1 and is_empty_home(self.gate, connection),
            path=self.quality / self.run_id / f"{self.gate}.json",
            switched_off=self.off.entries,
        )

    def _outcomes(self, connection: duckdb.DuckDBPyConnection, looked_at: LookedAt) -> tuple[Outcome, ...]:
        """What is wrong with the switches, and what came of every expectation."""
        with ThreadPoolExecutor(1) as eyes:
            seen = all_seen(eyes, connection, looked_at, self.off)
            with _great_expectations().documented(self.quality, self.quality / DATA_DOCS) as session:
                judged = tuple(_judged(session, seen, self.run_id, self.run_at))
        return (*_unknown(self.off, self.catalog), *_expired(self.off, self.day), *judged)


def _judged(
    session: Session, looked_at: Sequence[tuple[Suite, Future[Seen]]], run_id: str, run_at: datetime
) -> Iterator[Outcome]:
    for suite, looking in looked_at:
        seen = looking.result()
        found = session.validate(suite, seen.witnesses, run_id, run_at, is_summed_up=bool(seen.failing))
        yield from outcomes_of(suite, seen, found)


def _great_expectations() -> ModuleType:
    """The module that knows Great Expectations, which takes a second to import; without its analytics."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with uncollected(), spared(postponed=("altair", "scipy.stats"), absent=("sqlalchemy",)):
        return import_module("expectations.validation")


def _unknown(off: Switches, catalog: Catalog) -> Iterator[Outcome]:
    """A failure for every entry that switches nothing off: a slip in a name must not pass for a switch."""
    for fault in faults_of(off, catalog):
        yield Outcome(
            check="switched_off",
            view="switched_off",
            expectation="is_known",
            columns=(fault.partition(":")[0],),
            severity="error",
            why="an entry names one check that exists",
            success=False,
            exception=f"{fault}: correct or remove the entry in {SWITCH_FILE.name}",
        )


def _expired(off: Switches, today: date) -> Iterator[Outcome]:
    """A failure for every switched-off check that should be on again."""
    for switch in off.expired(today):
        yield Outcome(
            check=f"switched_off.{switch.check}",
            view="switched_off",
            expectation="expires_on",
            columns=(switch.check,),
            severity="error",
            why="a check is switched off only for a time",
            success=False,
            exception=f"{switch.line()}, and the run is of {today}: mend the check or set a new day",
        )
