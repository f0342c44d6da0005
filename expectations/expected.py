"""One expectation and a suite of them, and the kinds of expectations that the suites are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from catalog import Catalog
from expectations.contracts import Gate

SHA256 = "^[0-9a-f]{64}$"
REGION_CODE = "^[0-9]{6}$"
AREA_KEY = ["region_code", "year", "org_scope"]
FIGURE_KEY = [*AREA_KEY, "indicator_id"]

Stops = Literal["error", "warn"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: its type in Great Expectations, the arguments, what a failure means, and why.

    ``surplus`` is a query for how many rows are more than one of a key, where a table says so already.
    """

    type: str
    kwargs: dict[str, Any]
    severity: Stops
    why: str
    surplus: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the expectation is about, in order."""
        named = (self.kwargs.get(key) for key in ("column", "column_A", "column_B"))
        return tuple(name for name in (*named, *self.kwargs.get("column_list", ())) if name is not None)

    def as_json(self) -> dict[str, Any]:
        """The expectation as the suite files show it."""
        return {
            "type": self.type,
            "kwargs": self.kwargs,
            "meta": {"severity": self.severity, "why": self.why},
        }


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one view of a gate."""

    gate: Gate
    view: str
    expectations: tuple[Expected, ...]

    @property
    def name(self) -> str:
        """The name under which the suite and its results are kept."""
        return f"{self.gate}.{self.view}"

    def check_id(self, expected: Expected) -> str:
        """What one of its expectations is called in results, messages and in the list of switches."""
        kind = expected.type.removeprefix("expect_")
        return f"{self.name}.{'+'.join(expected.columns)}.{kind}"

    def text(self) -> str:
        """The suite as its file says it."""
        listed = [expectation.as_json() for expectation in self.expectations]
        return json.dumps({"name": self.name, "expectations": listed}, ensure_ascii=False, indent=1) + "\n"


def codes(catalog: Catalog, vocabulary: str) -> list[str]:
    """The codes of a vocabulary of the catalogue."""
    return list(catalog.vocabulary.vocabularies[vocabulary])


def expected(kind: str, kwargs: dict[str, Any], why: str, severity: Stops = "error") -> Expected:
    """An expectation; one that stops the run where nothing else is said."""
    return Expected(kind, kwargs, severity, why)


def filled(*columns: str) -> Iterable[Expected]:
    """Each of the columns has a value in every row."""
    for column in columns:
        yield expected("expect_column_values_to_not_be_null", {"column": column}, f"{column} is always known")


def unique(column: str, why: str) -> Expected:
    """No value of the column comes twice."""
    return expected("expect_column_values_to_be_unique", {"column": column}, why)


def unique_together(columns: list[str], why: str, surplus: str | None = None) -> Expected:
    """No two rows have the same values in all columns; see ``surplus`` of :class:`Expected`."""
    kwargs = {"column_list": columns, "ignore_row_if": "never"}
    return Expected("expect_compound_columns_to_be_unique", kwargs, "error", why, surplus)


def matches(column: str, pattern: str, why: str) -> Expected:
    """The values match a pattern, as far as there are any."""
    return expected("expect_column_values_to_match_regex", {"column": column, "regex": pattern}, why)


def one_of(column: str, values: list[str], why: str | None = None) -> Expected:
    """The values are among those given, as far as there are any."""
    kwargs = {"column": column, "value_set": values}
    return expected(
        "expect_column_values_to_be_in_set", kwargs, why or f"{column} is a code of the catalogue"
    )


def between(
    column: str, low: float | None, high: float | None, why: str, severity: Stops = "error"
) -> Expected:
    """The values lie in a range, ends included, as far as there are any."""
    kwargs = {"column": column, "min_value": low, "max_value": high}
    return expected("expect_column_values_to_be_between", kwargs, why, severity)


def true(column: str, why: str, severity: Stops = "error") -> Expected:
    """What the view says of each row is true, as far as it says anything."""
    kwargs = {"column": column, "value_set": [True]}
    return expected("expect_column_values_to_be_in_set", kwargs, why, severity)


def equal(left: str, right: str, why: str) -> Expected:
    """Two columns say the same in every row; nothing equals nothing."""
    kwargs = {"column_A": left, "column_B": right, "ignore_row_if": "both_values_are_missing"}
    return expected("expect_column_pair_values_to_be_equal", kwargs, why)
