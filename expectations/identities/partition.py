"""Judges a whole warehouse in parts that fit in little memory, several processes at a time.

Everything that a rule puts side by side lies within one province (a bureau, its submissions, the regions
above and below), so provinces are judged by themselves; submissions that speak of several provinces keep
these together. The few rules that compare a region with all others get the figures in force of the whole
country, without texts. The tables are the same as those of :func:`expectations.identities.evaluate`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog, load_catalog
from expectations.identities.panel import NEEDED, region_panel, submission_panel
from expectations.identities.registry import needs_country
from expectations.identities.report import SUBJECTS, judge_panel, tables_of
from expectations.identities.verdicts import RESULT_SCHEMA, PanelVerdicts, held_table

SUBMISSION_FIGURES, YEAR_FIGURES = "intermediate.int_submission_figure", "intermediate.int_figure_in_force"
RESULTS, HOLDS = "identity_results.parquet", "identity_holds.parquet"

FIGURES_A_PART = 150_000
"""About what one process judges at a time; a part needs some 2 KB for each."""

PROCESSES = 2
_TEXTS = ("raw_text", "evidence", "sheet", "cell", "published_on", "received_at", "char_start")

# A submission belongs to the first province that it speaks of; figures of no region follow it.
_WHOSE = f"""
    create or replace temp table whose as
    select submission_id, coalesce(min(left(region_code, 2)), '') as province
    from {SUBMISSION_FIGURES}
    group by submission_id
"""
_TOGETHER = f"""
    select whose.province, left(figures.region_code, 2) as other, count(*) as figures
    from {SUBMISSION_FIGURES} as figures
    inner join whose using (submission_id)
    group by all
    union all by name
    select left(region_code, 2) as province, left(region_code, 2) as other, count(*) as figures
    from {YEAR_FIGURES}
    group by all
    order by all
"""


@dataclass(frozen=True, slots=True)
class Part:
    """What one process judges: some provinces by all rules, or all of them by those that need it."""

    candidate: Path
    catalog_root: Path
    provinces: tuple[str, ...]
    rules: tuple[str, ...]
    country_rules: tuple[str, ...]

    @property
    def is_country(self) -> bool:
        """Whether this is the part of the rules that compare a region with all others."""
        return not self.provinces


def judge_warehouse(
    candidate: Path,
    audit: Path,
    catalog: Catalog,
    switched_off: Collection[str] = (),
    figures_a_part: int = FIGURES_A_PART,
) -> None:
    """Judge the figures of the candidate and write the two audit tables into ``audit``."""
    parts = parts_of(candidate, catalog, switched_off, figures_a_part)
    verdicts = [verdict for judged in _judged(parts) for verdict in judged]
    rules = list(catalog.identities)
    audit.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(audit / RESULTS, RESULT_SCHEMA) as writer:
        for table in tables_of(verdicts, rules, catalog):
            writer.write_table(table)
    by_subject = [verdict for subject in SUBJECTS for verdict in verdicts if verdict.subject == subject]
    pq.write_table(held_table(by_subject, rules), audit / HOLDS)


def parts_of(
    candidate: Path, catalog: Catalog, switched_off: Collection[str], figures_a_part: int
) -> tuple[Part, ...]:
    """The parts, the one of the whole country first: it takes longest."""
    on = [rule for rule in catalog.identities.values() if rule.id not in switched_off]
    country = tuple(rule.id for rule in on if needs_country(rule))
    rules = tuple(rule.id for rule in on)
    with duckdb.connect(str(candidate), read_only=True) as connection:
        connection.execute(_WHOSE)
        edges = connection.execute(_TOGETHER).fetchall()
    groups = packed(_connected(edges), figures_a_part)
    if len(groups) < 2:
        provinces = groups[0] if groups else ("",)
        return (Part(candidate, catalog.root, provinces, rules, ()),)
    first = Part(candidate, catalog.root, (), (), country)
    return (first, *(Part(candidate, catalog.root, group, rules, country) for group in groups))


def _connected(edges: Sequence[tuple[str, str | None, int]]) -> list[tuple[tuple[str, ...], int]]:
    """The provinces that must be judged together, with their number of figures."""
    group: dict[str, str] = {}

    def head(province: str) -> str:
        while group.setdefault(province, province) != province:
            province = group[province]
        return province

    for province, other, _ in edges:
        group[head(other or province)] = head(province)
    members: dict[str, list[str]] = {}
    for province in sorted(group):
        members.setdefault(head(province), []).append(province)
    counts = dict.fromkeys(members, 0)
    for province, _, figures in edges:
        counts[head(province)] += figures
    return [(tuple(own), counts[first]) for first, own in members.items()]


def packed(groups: Sequence[tuple[tuple[str, ...], int]], figures: int) -> list[tuple[str, ...]]:
    """Groups put together, the largest first, into parts of about twice ``figures`` (of both tables)."""
    parts: list[tuple[list[str], int]] = []
    for provinces, count in sorted(groups, key=lambda group: (-group[1], group[0])):
        place = next((n for n, (_, held) in enumerate(parts) if held + count <= 2 * figures), None)
        if place is None:
            parts.append((list(provinces), count))
        else:
            parts[place] = ([*parts[place][0], *provinces], parts[place][1] + count)
    return [tuple(provinces) for provinces, _ in parts]


def _judged(parts: Sequence[Part]) -> Iterator[list[PanelVerdicts]]:
    """The verdicts in the order of the parts; a single part is judged here."""
    if len(parts) == 1:
        yield judge_part(parts[0])
        return
    # Not forked: threads of DuckDB and Arrow do not survive that.
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        yield from pool.map(judge_part, parts)


def judge_part(part: Part) -> list[PanelVerdicts]:
    """What the rules say of one part."""
    catalog = load_catalog(part.catalog_root)
    with duckdb.connect(str(part.candidate), read_only=True) as connection:
        connection.execute("set threads = 1; set memory_limit = '300MB'")
        if part.is_country:
            return _judge_country(connection, part, catalog)
        connection.execute(_WHOSE)
        connection.register("chosen", pa.table({"province": list(part.provinces)}))
        submitted = _read(connection, SUBMISSION_FIGURES, "submission_id in "
                          "(select submission_id from whose semi join chosen using (province))")  # fmt: skip
        in_force = _read(connection, YEAR_FIGURES, "left(region_code, 2) in (select province from chosen)")
    submissions = submission_panel(submitted, catalog)
    del submitted
    regions = region_panel(in_force, catalog)
    del in_force
    of_regions = [rule for rule in part.rules if rule not in part.country_rules]
    return [
        judge_panel(submissions, submissions, part.rules, catalog),
        judge_panel(regions, submissions, of_regions, catalog),
    ]


def _judge_country(
    connection: duckdb.DuckDBPyConnection, part: Part, catalog: Catalog
) -> list[PanelVerdicts]:
    figures = _read(connection, YEAR_FIGURES, "true", without=_TEXTS)
    nobody = submission_panel(_read(connection, SUBMISSION_FIGURES, "false"), catalog)
    return [judge_panel(region_panel(figures, catalog), nobody, part.country_rules, catalog)]


def _read(
    connection: duckdb.DuckDBPyConnection, table: str, condition: str, without: Collection[str] = ()
) -> pa.Table:
    present = {row[0] for row in connection.execute(f"describe {table}").fetchall()}
    columns = ", ".join(name for name in NEEDED if name in present and name not in without)
    return connection.execute(f"select {columns} from {table} where {condition}").to_arrow_table()
