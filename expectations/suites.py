"""The suites of expectations, made from the catalogue.

A suite belongs to one view of a gate (a table, or rows derived from several). Each expectation says whether
a failure stops the run (error) or is shown to the reviewers (warn), and why it is expected. The suites are
also kept as files under ``expectations/suites/`` for readers; ``python -m expectations.suites`` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from catalog import Catalog, load_catalog
from expectations.contracts import GATES, Gate
from expectations.edition_suites import edition_suites
from expectations.expected import Suite, equal
from expectations.marts_suites import marts_suites
from expectations.raw_suites import raw_suites

SUITE_FOLDER = Path(__file__).parent / "suites"
_MAKERS: Mapping[Gate, Callable[[Catalog], Iterator[Suite]]] = {
    "raw": raw_suites,
    "marts": marts_suites,
    "edition": edition_suites,
}


def suites_of(gate: Gate, catalog: Catalog) -> tuple[Suite, ...]:
    """All suites of a gate, the one that holds the tables to their contract first."""
    columns = Suite(gate, "columns", (equal("type", "expected_type", "a table has the columns it promises"),))
    return (columns, *_MAKERS[gate](catalog))


def write_suites(catalog: Catalog, folder: Path = SUITE_FOLDER) -> tuple[Path, ...]:
    """Writes every suite to its file and removes files of suites that are no more."""
    wanted = {folder / s.gate / f"{s.view}.json": s for gate in GATES for s in suites_of(gate, catalog)}
    for path in set(folder.rglob("*.json")) - set(wanted):
        path.unlink()
    for path, suite in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(suite.text(), encoding="utf-8")
    return tuple(sorted(wanted))


if __name__ == "__main__":
    for written in write_suites(load_catalog()):
        print(written)
