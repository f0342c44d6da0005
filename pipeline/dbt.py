"""Runs the dbt project in this process: one parse, two passes around the identities."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BuildFailed
from pipeline.parsed_project import PROJECT, mark_of, parsed_project

__all__ = ["PROJECT", "DbtInputs", "DbtProject"]

CANDIDATE_VARIABLE = "NIANJIAN_CANDIDATE"
GOOD = frozenset({"success", "pass", "warn", "skipped", "no-op"})


@dataclass(frozen=True, slots=True)
class DbtInputs:
    """What a build reads and where it writes: folders of Parquet in, one DuckDB file out.

    ``parsed`` is the folder where the parsed project is kept for the next build.
    """

    raw: Path
    catalog: Path
    audit: Path
    candidate: Path
    working: Path
    parsed: Path
    as_of: str

    @property
    def roots(self) -> Mapping[str, str]:
        """The folders of the sources, by the variable that names each."""
        return {"raw_root": str(self.raw), "catalog_root": str(self.catalog), "audit_root": str(self.audit)}

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of the dbt project."""
        return {**self.roots, "as_of": self.as_of}


class DbtProject:
    """The parsed project with its inputs; the passes share the parse."""

    def __init__(self, inputs: DbtInputs) -> None:
        self._inputs = inputs
        self._manifest: Any = None

    def run_pass(
        self, selector: str, touched: Mapping[str, Collection[str]] | None = None
    ) -> Mapping[str, int]:
        """Build one selector of `selectors.yml`: models and their tests; the number of nodes by status.

        With ``touched``, what is settled within a region is done again for these keys alone, by what they are
        touched for (`macros/touched_regions.sql`).

        Raises :class:`BuildFailed` with the first failures where a model or an error-level test fails.
        Unit tests of the models belong to the test suite and are left out here.
        """
        with self._connected():
            if self._manifest is None:
                self._manifest = parsed_project(self._inputs.parsed, self._inputs.roots, self._parse)
            results = self._invoke(
                "build",
                *("--selector", selector, "--exclude-resource-type", "unit_test"),
                variables={f"touched_{of}": _sql_list(keys) for of, keys in (touched or {}).items()},
            ).results
        failures = [f"{r.node.name}: {r.status} {r.message or ''}".strip() for r in results if _failed(r)]
        if failures:
            raise BuildFailed("dbt", failures)
        statuses = [str(result.status) for result in results]
        return {status: statuses.count(status) for status in sorted(set(statuses))}

    def _parse(self) -> Any:
        marks = {name: mark_of(name) for name in self._inputs.roots}
        return self._invoke("parse", variables=marks)

    def _invoke(self, *arguments: str, variables: Mapping[str, object]) -> Any:
        from dbt.cli.main import dbtRunner

        stated = json.dumps({**self._inputs.variables, **variables})
        options = [*arguments, *self._options(), "--vars", stated]
        outcome = dbtRunner(manifest=self._manifest).invoke(options)
        if outcome.exception is not None:
            raise outcome.exception
        return outcome.result

    def _options(self) -> list[str]:
        working = self._inputs.working
        return [
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--target-path", str(working / "target"), "--log-path", str(working / "logs")),
            # Whoever asked tells what failed; nobody reads what dbt would write of every node beside.
            *("--log-level", "none", "--log-level-file", "none", "--no-write-json"),
        ]

    @contextlib.contextmanager
    def _connected(self) -> Iterator[None]:
        """Name the candidate to dbt's profile, and let go of the file afterwards: it will be moved."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager

        connections: Any = DuckDBConnectionManager
        before = os.environ.get(CANDIDATE_VARIABLE)
        os.environ[CANDIDATE_VARIABLE] = str(self._inputs.candidate)
        try:
            yield
        finally:
            connections.close_all_connections()
            if before is None:
                del os.environ[CANDIDATE_VARIABLE]
            else:
                os.environ[CANDIDATE_VARIABLE] = before


def _sql_list(keys: Collection[str]) -> str:
    """The keys as SQL strings, and one that no region has: a list must not be empty."""
    return ", ".join("'" + key.replace("'", "''") + "'" for key in ("", *sorted(keys)))


def _failed(result: Any) -> bool:
    return str(result.status) not in GOOD
