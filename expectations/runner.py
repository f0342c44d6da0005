"""Runs the gates: validates tables in memory, keeps the results, and raises where one must stop the run."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from catalog import Catalog
from expectations.contracts import Gate, column_view, contract_of
from expectations.suites import Expected, Stops, Suite, suites_of
from expectations.views import views_of

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

    from expectations.validation import Session

DATA_DOCS = "data_docs"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a run whose caller gives none; nothing here looks at a clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one expectation.

    ``unexpected`` counts the rows that fail it, ``examples`` shows some of their values. ``exception`` is
    the message of an expectation that could not be evaluated, which counts as failed.
    """

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
    arrived yet; ``path`` is the file with the outcomes."""

    gate: Gate
    run_id: str
    outcomes: tuple[Outcome, ...]
    rows: int
    is_empty_home: bool
    path: Path

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
    tables: Mapping[str, pa.Table],
    catalog: Catalog,
    quality: Path,
    run_id: str,
    run_at: datetime = UNDATED,
) -> GateResult:
    """Holds ``tables`` against the suites of ``gate`` and raises :class:`GateFailed` where they fail.

    Writes the outcomes to ``<quality>/<run_id>/<gate>.json`` and the pages to ``<quality>/data_docs``.
    The tables must not be empty all together, with one exception: a home that has received nothing (no
    receipts; no observations in the marts; no figure in force for an edition) passes with zero rows.
    """
    contract = contract_of(gate, catalog)
    suites, views = _prepared(gate, tables, catalog)
    validation = _great_expectations()
    with validation.documented(quality, quality / DATA_DOCS) as session:
        outcomes = tuple(_judged(session, suites, views, run_id, run_at))
    result = GateResult(
        gate=gate,
        run_id=run_id,
        outcomes=outcomes,
        rows=sum(len(tables[name]) for name in contract if name in tables),
        is_empty_home=len(views) > 1 and _is_empty_home(gate, tables),
        path=quality / run_id / f"{gate}.json",
    )
    _write(result)
    if not result.success:
        raise GateFailed(result)
    return result


def preview(
    gate: Gate, tables: Mapping[str, pa.Table], catalog: Catalog, only: Collection[str]
) -> tuple[Outcome, ...]:
    """The outcomes of some views of a gate, without keeping or raising anything."""
    suites, views = _prepared(gate, tables, catalog)
    session = _great_expectations().unrecorded()
    wanted = [suite for suite in suites if suite.view in only]
    return tuple(_judged(session, wanted, views, "preview", UNDATED))


def _prepared(
    gate: Gate, tables: Mapping[str, pa.Table], catalog: Catalog
) -> tuple[list[Suite], dict[str, pd.DataFrame]]:
    """The suites and what they look at.

    Derived columns need the promised ones: where a column is missing, that alone is what is to be said.
    """
    columns = column_view(contract_of(gate, catalog), tables)
    whole = bool((columns["type"] != "missing").all())
    views = {"columns": columns} | (views_of(gate, tables, catalog) if whole else {})
    return [suite for suite in suites_of(gate, catalog) if suite.view in views], views


_FIRST_TABLE = {"raw": "receipts", "marts": "fct_observation", "edition": "fct_indicator_year"}


def _is_empty_home(gate: Gate, tables: Mapping[str, pa.Table]) -> bool:
    """Nothing has arrived, so nothing can stand in any table that is made from it."""
    made = {
        "raw": ("documents", "observations"),
        "marts": ("fct_indicator_year",),
        "edition": ("comparison",),
    }
    return all(len(tables[name]) == 0 for name in (_FIRST_TABLE[gate], *made[gate]))


def _message(result: GateResult) -> str:
    if not result.failures:
        return f"gate {result.gate} evaluated {result.evaluated} expectations over {result.rows} rows"
    lines = "; ".join(outcome.line() for outcome in result.failures[:5])
    more = len(result.failures) - 5
    return f"gate {result.gate} failed: {lines}{f'; and {more} more' if more > 0 else ''}; see {result.path}"


def _great_expectations() -> ModuleType:
    """The module that knows Great Expectations, which takes seconds to import; without its analytics."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    return import_module("expectations.validation")


def _judged(
    session: Session, suites: list[Suite], views: Mapping[str, pd.DataFrame], run_id: str, run_at: datetime
) -> Iterator[Outcome]:
    for suite in suites:
        yield from _outcomes(suite, session.validate(suite, views[suite.view], run_id, run_at))


def _outcomes(suite: Suite, found: ExpectationSuiteValidationResult) -> Iterator[Outcome]:
    """One outcome per expectation; one that left no result behind has failed."""
    configured = ((result.expectation_config, result) for result in found.results)
    by_place = {config.meta["place"]: result for config, result in configured if config and config.meta}
    for place, expected in enumerate(suite.expectations):
        yield _outcome(suite, expected, by_place.get(place))


def _outcome(suite: Suite, expected: Expected, found: Any) -> Outcome:
    detail: dict[str, Any] = {} if found is None else dict(found.result or {})
    exception = "no result" if found is None else _exception(found.exception_info)
    examples = tuple(str(value) for value in detail.get("partial_unexpected_list") or ())
    return Outcome(
        view=suite.view,
        expectation=expected.type,
        columns=_columns(expected),
        severity=expected.severity,
        why=expected.why,
        success=found is not None and bool(found.success) and exception is None,
        unexpected=int(detail.get("unexpected_count") or 0),
        examples=tuple(dict.fromkeys(examples))[:5],
        exception=exception,
    )


def _columns(expected: Expected) -> tuple[str, ...]:
    names = [expected.kwargs.get(key) for key in ("column", "column_A", "column_B")]
    return tuple(name for name in (*names, *expected.kwargs.get("column_list", ())) if name is not None)


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
    }
    result.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=result.path.parent, suffix=".part", delete=False
    ) as part:
        json.dump(content, part, ensure_ascii=False, indent=1)
    Path(part.name).replace(result.path)
