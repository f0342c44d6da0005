"""What the suites look at: a query per view, with columns derived for what one column cannot say.

The queries lie beside this file, ``<gate>/<view>.sql``. They read the tables of their gate by name, and from
the catalogue ``catalog_indicators`` (indicator_id, unit, is_addable) and ``catalog_rules`` (rule_id, low_bit,
high_bit); one of the raw layer reads ``misplaced`` (observation_id), see :mod:`expectations.spans`, and one
of the marts ``judged_subjects`` (results, judged).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from catalog import Catalog
from catalog.columns import column_name
from catalog.model import SUBJECT_AREAS
from expectations.contracts import Gate

_FOLDER = Path(__file__).parent
_AREA_KEY = "region_code, year, org_scope"
_JUDGED_SUBJECTS = """
create temp table if not exists judged_subjects as
select
    count(*) as results,
    coalesce(bit_count(bit_or(rules.low_bit)) + bit_count(bit_or(rules.high_bit)), 0)::bigint as judged
from rpt_reconciliation as results
left join catalog_rules as rules using (rule_id)
group by hash(results.subject, results.submission_id, results.region_code, results.year)
"""


def view_queries(gate: Gate) -> Mapping[str, str]:
    """The query of every view of ``gate`` that is made from its tables, by the name of the view."""
    files = sorted((_FOLDER / gate).glob("*.sql"))
    return {path.stem: path.read_text(encoding="utf-8").rstrip() for path in files}


def provide_catalog(connection: duckdb.DuckDBPyConnection, gate: Gate, catalog: Catalog) -> None:
    """Lay out beside the tables of ``gate`` what its queries need of the catalogue."""
    indicators = [
        {"indicator_id": i.id, "unit": i.unit, "is_addable": i.aggregation.rule != "not_additive"}
        for i in catalog.indicators.values()
    ]
    connection.register("catalog_indicators", pa.Table.from_pylist(indicators))
    connection.register("catalog_rules", _numbered(list(catalog.identities)))
    if gate == "marts":
        connection.execute("drop table if exists temp.judged_subjects")
        connection.execute(f"create or replace temp view published_numbers as {_published_numbers(catalog)}")


def provide_judged_subjects(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out how many results each subject has, and of how many different rules, if it is not yet there.

    A bit for each rule is much quicker than to list them. A result of no rule of the catalogue has no bit.
    """
    connection.execute(_JUDGED_SUBJECTS)


def _numbered(rules: Sequence[str]) -> pa.Table:
    """A bit of its own for every rule, in one of two numbers."""
    half = 62
    bits = [(1 << n, 0) if n < half else (0, 1 << (n - half)) for n in range(len(rules))]
    low, high = zip(*bits, strict=True)
    return pa.table(
        {"rule_id": rules, "low_bit": pa.array(low, pa.int64()), "high_bit": pa.array(high, pa.int64())}
    )


def _published_numbers(catalog: Catalog) -> str:
    """The tables of the subject areas with one row per number: the column names are the catalogue's."""
    parts = []
    for area in SUBJECT_AREAS:
        columns = {column_name(i): i.id for i in catalog.indicators.values() if i.subject_area == area}
        named = ", ".join(f'"{column}" as "{indicator}"' for column, indicator in columns.items())
        ids = ", ".join(f'"{indicator}"' for indicator in columns.values())
        own = f"(select {_AREA_KEY}, {named} from fct_{area})"
        parts.append(f"select * from (unpivot {own} on {ids} into name indicator_id value value)")
    return "\nunion all by name\n".join(parts)
