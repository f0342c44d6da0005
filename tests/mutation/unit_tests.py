"""The unit tests of the models, run straight in DuckDB: the same tables of cases that dbt runs, without dbt.

dbt takes seconds to start; a broken rule must be told from a sound one in milliseconds.
"""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import yaml

SECONDS = 3.0
"""A broken recursion may never end."""


@dataclass(frozen=True, slots=True)
class UnitTest:
    """One entry of ``unit_tests``: what each model that it reads from holds, and what must come of it."""

    name: str
    model: str
    given: Mapping[str, Mapping[str, Any]]
    expect: Mapping[str, Any]
    overrides: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Project:
    """The texts of a dbt project: macros and models by path."""

    texts: Mapping[Path, str]

    @classmethod
    def read(cls, root: Path) -> Project:
        """Everything under ``models`` and ``macros``."""
        paths = sorted(p for folder in ("models", "macros") for p in (root / folder).rglob("*.sql"))
        return cls({path.relative_to(root): path.read_text(encoding="utf-8") for path in paths})

    def with_text(self, path: Path, text: str) -> Project:
        """The project with one file changed."""
        return Project({**self.texts, path: text})

    def rendered(self, model: str, variables: Mapping[str, Any]) -> str:
        """The SQL of a model; a reference to another model is a table of that name."""
        macros = "".join(text for path, text in self.texts.items() if path.parts[0] == "macros")
        (source,) = (text for path, text in self.texts.items() if path.stem == model)
        context = {
            "ref": lambda name: name,
            "source": lambda group, name: f"{group}_{name}",
            "var": lambda name, default=None: variables.get(name, default),
            "config": lambda **_: "",
        }
        return _template(macros + source).render(context)


@lru_cache(maxsize=64)
def _template(text: str) -> jinja2.Template:
    """A model with its macros, compiled once for all the tests of it."""
    # As in dbt, where a statement may stand for itself.
    language = jinja2.Environment(undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"])
    return language.from_string(text)


def unit_tests_of(root: Path, models: Sequence[str]) -> tuple[UnitTest, ...]:
    """The unit tests of these models, as their yml says them."""
    found = []
    for path in sorted((root / "models").rglob("*.yml")):
        declared = yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", ())
        found.extend(_unit_test(entry) for entry in declared if entry["model"] in models)
    return tuple(found)


def _unit_test(entry: Mapping[str, Any]) -> UnitTest:
    given = {item["input"].split("'")[1]: item for item in entry["given"]}
    overrides = entry.get("overrides", {}).get("vars", {})
    return UnitTest(entry["name"], entry["model"], given, entry["expect"], overrides)


class Bench:
    """Holds the given tables of every unit test, and judges a project by them."""

    def __init__(self, schemas: Path, tests: Sequence[UnitTest], variables: Mapping[str, Any]) -> None:
        self._tests, self._variables = tests, variables
        self._expected: dict[str, str] = {}
        self._connection = duckdb.connect(config={"threads": 1})
        # Under the name that it was built as: its views name it.
        self._built_as = schemas.stem
        self._connection.execute(f"attach '{schemas}' as {self._built_as} (read_only)")
        for test in tests:
            self._lay_out(test)

    def failures(self, project: Project, models: Sequence[str]) -> Iterator[str]:
        """The unit tests of these models that the project does not pass, the first one first."""
        for test in self._tests:
            if test.model in models and (fault := self._fault(project, test)) is not None:
                yield f"{test.name}: {fault}"

    def _fault(self, project: Project, test: UnitTest) -> str | None:
        """What is wrong, or nothing; a model that does not run at all has failed."""
        self._connection.execute(f"use memory.{test.name}")
        try:
            with self._limited():
                sql = project.rendered(test.model, {**self._variables, **test.overrides})
                self._connection.execute(f"create or replace temp table actual as {sql}")
                differing = self._differing(test)
        except (duckdb.Error, jinja2.TemplateError) as error:
            return f"{type(error).__name__}: {error}"
        return None if not differing else f"{len(differing)} rows differ: {differing[:3]}"

    def _differing(self, test: UnitTest) -> list[tuple[Any, ...]]:
        """Rows that are missing or too many, in the columns that the test states."""
        columns = self._expected.get(test.name) or self._lay_out_expected(test)
        return self._connection.execute(
            f"(select 'missing', {columns} from expected except all select 'missing', {columns} from actual)"
            f" union all "
            f"(select 'extra', {columns} from actual except all select 'extra', {columns} from expected)"
        ).fetchall()

    def _lay_out_expected(self, test: UnitTest) -> str:
        """The expected rows, with the types that come of the sound model; the columns that they state."""
        rows = _rows(test.expect)
        columns = ", ".join(rows[0]) if rows else "*"
        self._connection.execute(f"create table expected as select {columns} from actual limit 0")
        self._insert("expected", rows)
        self._expected[test.name] = columns
        return columns

    def _lay_out(self, test: UnitTest) -> None:
        """The given tables in a schema of their own, with the types that the models have when built."""
        self._connection.execute(f"create schema memory.{test.name}")
        self._connection.execute(f"use memory.{test.name}")
        for name, given in test.given.items():
            if given.get("format") == "sql":
                self._connection.execute(f"create table {name} as {given['rows']}")
                continue
            self._connection.execute(f"create table {name} as select * from {self._built(name)} limit 0")
            self._insert(name, _rows(given))

    def _built(self, name: str) -> str:
        """The table or view that a model was built as."""
        found = self._connection.execute(
            "select table_schema from information_schema.tables where table_catalog = ? and table_name = ?",
            [self._built_as, name],
        ).fetchone()
        if found is None:
            raise LookupError(f"no table {name} in the built warehouse: give its rows as sql")
        return f"{self._built_as}.{found[0]}.{name}"

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            columns = ", ".join(f"? as {column}" for column in row)
            self._connection.execute(f"insert into {table} by name select {columns}", list(row.values()))

    @contextmanager
    def _limited(self) -> Iterator[None]:
        timer = threading.Timer(SECONDS, self._connection.interrupt)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table of cases; in csv an empty field is null."""
    if table.get("format") != "csv":
        return [dict(row) for row in table["rows"] or ()]
    reader = csv.DictReader(io.StringIO(table["rows"]))
    return [{name: value or None for name, value in row.items()} for row in reader]
