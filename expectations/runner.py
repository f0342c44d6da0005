"""Runs the gates: validates tables, keeps the results, and raises where one must stop the run."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import duckdb

from catalog import Catalog
from expectations.contracts import Contract, Gate, column_view, contract_of
from expectations.expected import Expected, Stops, Suite
from expectations.spared import spared
from expectations.suites import suites_of
from expectations.switches import SWITCH_FILE, Switch, Switches, faults_of, load_switches
from expectations.tables import Tables, asked, count_rows, schemas_of
from expectations.views import provide_catalog, view_queries
from expectations.witnesses import NAMED, Seen, look

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

    from expectations.validation import Session

DATA_DOCS = "data_docs"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a run whose caller gives none; nothing here looks at a clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one expectation.

    ``check`` is what it is called, ``unexpected`` counts the rows that fail it, ``examples`` shows some of
    their values, or the keys of the rows where a value says nothing. ``exception`` is the message of an
    expectation that could not be evaluated, which counts as failed.
    """

    check: str
    view: str
    expectation: str
    columns: tuple[str, ...]
    severity: Stops
    why: str
    success: bool
    unexpected: int = 0
    examples: tuple[str, ...] = ()
    exception: str | None = None

    def line(self) -> str:
        """The outcome in one line, for messages."""
        found = self.exception or f"{self.unexpected} rows, such as {', '.join(self.examples) or '-'}"
        return f"{self.view}.{'+'.join(self.columns)}: {self.why}: {found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """What a gate found. ``rows`` counts the rows of all its views, ``is_empty_home`` that nothing has
    arrived yet; ``switched_off`` are the checks left out; ``path`` is the file with the outcomes."""

    gate: Gate
    run_id: str
    outcomes: tuple[Outcome, ...]
    rows: int
    is_empty_home: bool
    path: Path
    switched_off: tuple[Switch, ...] = ()

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The failed expectations that stop the run."""
        return tuple(o for o in self.outcomes if not o.success and o.severity == "error")

    @property
    def warnings(self) -> tuple[Outcome, ...]:
        """The failed expectations that do not."""
        return tuple(o for o in self.outcomes if not o.success and o.severity == "warn")

    @property
    def evaluated(self) -> int:
        """How many expectations were evaluated."""
        return len(self.outcomes)

    @property
    def success(self) -> bool:
        """Whether the gate lets the run pass."""
        return self.evaluated > 0 and not self.failures and (self.rows > 0 or self.is_empty_home)


class GateFailed(Exception):
    """A gate stops the run: a structural expectation failed, or nothing was evaluated.

    ``result`` holds every outcome; the message names the first failures.
    """

    def __init__(self, result: GateResult) -> None:
        self.result = result
        super().__init__(_message(result))


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
    contract = contract_of(gate, catalog)
    on = max(in_china(run_at), today or date.min)
    with asked(tables) as connection, ThreadPoolExecutor(1) as eyes:
        looked_at = _looked_at(gate, connection, contract, catalog)
        seen = _seen(eyes, connection, looked_at, off)
        with _great_expectations().documented(quality, quality / DATA_DOCS) as session:
            outcomes = (
                *_unknown(off, catalog),
                *_expired(off, on),
                *_judged(session, seen, run_id, run_at),
            )
        present = schemas_of(connection, contract)
        result = GateResult(
            gate=gate,
            run_id=run_id,
            outcomes=outcomes,
            rows=sum(count_rows(connection, name) for name in present),
            is_empty_home=len(looked_at) > 1 and _is_empty_home(gate, connection),
            path=quality / run_id / f"{gate}.json",
            switched_off=off.entries,
        )
    _write(result)
    if not result.success:
        raise GateFailed(result)
    return result


def preview(gate: Gate, tables: Tables, catalog: Catalog, only: Collection[str]) -> tuple[Outcome, ...]:
    """The outcomes of some views of a gate, without keeping or raising anything."""
    with asked(tables) as connection, ThreadPoolExecutor(1) as eyes:
        looked_at = _looked_at(gate, connection, contract_of(gate, catalog), catalog)
        wanted = [(suite, query) for suite, query in looked_at if suite.view in only]
        seen = _seen(eyes, connection, wanted, Switches())
        return tuple(_judged(_great_expectations().unrecorded(), seen, "preview", UNDATED))


LookedAt = list[tuple[Suite, str]]
"""Suites, each with the query of its view."""


def _looked_at(
    gate: Gate, connection: duckdb.DuckDBPyConnection, contract: Contract, catalog: Catalog
) -> LookedAt:
    """The suites and what they look at.

    Derived columns need the promised ones: where one is missing or of another type, that alone is to be said.
    """
    columns = column_view(contract, schemas_of(connection, contract))
    connection.register("promised_columns", columns)
    queries = {"columns": "select * from promised_columns"}
    if columns["type"].equals(columns["expected_type"]):
        provide_catalog(connection, gate, catalog)
        queries |= view_queries(gate)
    return [(suite, queries[suite.view]) for suite in suites_of(gate, catalog) if suite.view in queries]


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


def in_china(moment: datetime) -> date:
    """The day of a moment on China's clock, where the days of the entries are meant."""
    return (moment + timedelta(hours=8)).astimezone(UTC).date()


_FIRST_TABLE = {"raw": "receipts", "marts": "fct_observation", "edition": "fct_indicator_year"}


def _is_empty_home(gate: Gate, connection: duckdb.DuckDBPyConnection) -> bool:
    """Nothing has arrived, so nothing can stand in any table that is made from it."""
    made = {
        "raw": ("documents", "observations"),
        "marts": ("fct_indicator_year",),
        "edition": ("comparison",),
    }
    return all(count_rows(connection, name) == 0 for name in (_FIRST_TABLE[gate], *made[gate]))


def _message(result: GateResult) -> str:
    if not result.failures:
        return f"gate {result.gate} evaluated {result.evaluated} expectations over {result.rows} rows"
    lines = "; ".join(outcome.line() for outcome in result.failures[:5])
    more = len(result.failures) - 5
    return f"gate {result.gate} failed: {lines}{f'; and {more} more' if more > 0 else ''}; see {result.path}"


def _great_expectations() -> ModuleType:
    """The module that knows Great Expectations, which takes a second to import; without its analytics."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with spared(postponed=("altair", "scipy.stats"), absent=("sqlalchemy",)):
        return import_module("expectations.validation")


def _seen(
    eyes: Executor, connection: duckdb.DuckDBPyConnection, looked_at: LookedAt, off: Switches
) -> list[tuple[Suite, Future[Seen]]]:
    """What is to be seen of each view, without what is switched off; looked at one after another.

    The database is asked in a thread of its own, as Great Expectations takes its time beside it. Nobody else
    asks it until all is seen.
    """
    suites = [(_without(whole, off), query) for whole, query in looked_at]
    return [(suite, eyes.submit(look, connection, suite, query)) for suite, query in suites]


def _judged(
    session: Session, looked_at: Sequence[tuple[Suite, Future[Seen]]], run_id: str, run_at: datetime
) -> Iterator[Outcome]:
    for suite, looking in looked_at:
        seen = looking.result()
        yield from _outcomes(suite, seen, session.validate(suite, seen.witnesses, run_id, run_at))


def _without(suite: Suite, off: Switches) -> Suite:
    """The suite without what is switched off."""
    kept = tuple(e for e in suite.expectations if not off.holds(suite.check_id(e)))
    return replace(suite, expectations=kept)


def _outcomes(suite: Suite, seen: Seen, found: ExpectationSuiteValidationResult) -> Iterator[Outcome]:
    """One outcome per expectation; one that left no result behind has failed."""
    configured = ((result.expectation_config, result) for result in found.results)
    by_place = {config.meta["place"]: result for config, result in configured if config and config.meta}
    for place, expected in enumerate(suite.expectations):
        yield _outcome(suite, place, expected, seen, by_place.get(place))


def _outcome(suite: Suite, place: int, expected: Expected, seen: Seen, found: Any) -> Outcome:
    exception = "no result" if found is None else _exception(found.exception_info)
    against = seen.failing.get(place, 0)
    # What the count speaks against has failed, also where Great Expectations reads a value otherwise.
    success = found is not None and bool(found.success) and exception is None and not against
    details = dict((found and found.result) or {})
    return Outcome(
        check=suite.check_id(expected),
        view=suite.view,
        expectation=expected.type,
        columns=expected.columns,
        severity=expected.severity,
        why=expected.why,
        success=success,
        unexpected=against,
        examples=() if success else _examples(seen.named.get(place, ()), details),
        exception=exception,
    )


def _examples(named: tuple[str, ...], details: dict[str, Any]) -> tuple[str, ...]:
    """The unexpected values; the rows that they stand in, where they are only nothing or `False`."""
    values = [str(v) for v in details.get("partial_unexpected_list") or () if v is not None and v == v]
    if set(values) <= {"False"} and named:
        return named
    return tuple(dict.fromkeys(values))[:NAMED]


def _exception(info: Any) -> str | None:
    """The first message of what an expectation raised; the information is nested by metric, or flat."""
    entries = [info] if isinstance(info, dict) and "raised_exception" in info else list((info or {}).values())
    raised = [entry for entry in entries if isinstance(entry, dict) and entry.get("raised_exception")]
    return str(raised[0].get("exception_message") or "raised an exception") if raised else None


def _write(result: GateResult) -> None:
    """The outcomes as JSON, made aside and moved into place."""
    content = {
        "gate": result.gate,
        "run_id": result.run_id,
        "success": result.success,
        "evaluated": result.evaluated,
        "rows": result.rows,
        "is_empty_home": result.is_empty_home,
        "failed": len(result.failures),
        "warned": len(result.warnings),
        "outcomes": [asdict(outcome) for outcome in result.outcomes],
        "switched_off": [switch.model_dump(mode="json") for switch in result.switched_off],
    }
    result.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=result.path.parent, suffix=".part", delete=False
    ) as part:
        json.dump(content, part, ensure_ascii=False, indent=1)
    Path(part.name).replace(result.path)
