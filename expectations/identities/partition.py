"""Judges a whole warehouse in parts that fit in little memory, several processes at a time.

Everything that a rule puts side by side lies within one province (a bureau, its submissions, the regions
above and below), so provinces are judged by themselves; submissions that speak of several provinces keep
these together. The few rules that compare a region with all others get the figures in force of the whole
country, without texts. The tables are the same as those of :func:`expectations.identities.evaluate`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog, load_catalog
from expectations.identities.kept_verdicts import KeptVerdicts
from expectations.identities.panel import NEEDED, region_panel, submission_panel
from expectations.identities.registry import needs_country
from expectations.identities.report import SUBJECTS, judge_panel, tables_of
from expectations.identities.verdicts import RESULT_SCHEMA, PanelVerdicts, held_table

SUBMISSION_FIGURES, YEAR_FIGURES = "intermediate.int_submission_figure", "intermediate.int_figure_in_force"
RESULTS, HOLDS = "identity_results.parquet", "identity_holds.parquet"

FIGURES_A_PART = 100_000
"""About what one process judges at a time; a part needs some 2 KB for each."""

PROCESSES = 2
_TEXTS = ("raw_text", "evidence", "sheet", "cell", "published_on", "received_at", "char_start")

# A submission belongs to the first province that it speaks of; figures of no region follow it.
_WHOSE = """
    create or replace temp table whose as
    select submission_id, coalesce(min(left(region_code, 2)), '') as province
    from submitted
    group by submission_id
"""
_TOGETHER = """
    select whose.province, left(figures.region_code, 2) as other, count(*) as figures
    from submitted as figures
    inner join whose using (submission_id)
    group by all
    union all by name
    select left(region_code, 2) as province, left(region_code, 2) as other, count(*) as figures
    from in_force
    group by all
    order by all
"""
_LAID_OUT = {"submitted": SUBMISSION_FIGURES, "in_force": YEAR_FIGURES}
_BY_PART = {
    "submitted": "select figures.* from submitted as figures inner join whose using (submission_id) "
    "inner join part_of using (province) where part = ",
    "in_force": "select figures.* from in_force as figures "
    "inner join part_of on left(region_code, 2) = province where part = ",
}
_ORDER = "observation_id, region_code, year, org_scope, indicator_id"
_COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Part:
    """What one process judges: the figures in a folder, and by which rules.

    ``submissions`` are judged by all ``rules``, the figures in force by those ``of_regions``. Where there is
    no file of submissions, the figures in force are those of the whole country.
    """

    folder: Path
    catalog_root: Path
    rules: tuple[str, ...]
    of_regions: tuple[str, ...]


def judge_warehouse(
    candidate: Path,
    audit: Path,
    catalog: Catalog,
    switched_off: Collection[str] = (),
    figures_a_part: int = FIGURES_A_PART,
    kept: KeptVerdicts | None = None,
) -> None:
    """Judge the figures of the candidate and write the two audit tables into ``audit``.

    Parts whose verdicts are ``kept`` from an earlier build are not judged again.
    """
    audit.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=audit, prefix="parts-") as folder:
        parts = lay_out_parts(candidate, Path(folder), catalog, switched_off, figures_a_part)
        verdicts = [verdict for judged in _verdicts_of(parts, kept) for verdict in judged]
    rules = list(catalog.identities)
    with pq.ParquetWriter(audit / RESULTS, RESULT_SCHEMA) as writer:
        for table in tables_of(verdicts, rules, catalog):
            writer.write_table(table)
    by_subject = [verdict for subject in SUBJECTS for verdict in verdicts if verdict.subject == subject]
    pq.write_table(held_table(by_subject, rules), audit / HOLDS)


def lay_out_parts(
    candidate: Path, folder: Path, catalog: Catalog, switched_off: Collection[str], figures_a_part: int
) -> tuple[Part, ...]:
    """The parts with their figures as files; the one of the whole country comes first: it takes longest."""
    rules = tuple(rule.id for rule in catalog.identities.values() if rule.id not in switched_off)
    country = tuple(rule_id for rule_id in rules if needs_country(catalog.identities[rule_id]))
    others = tuple(rule_id for rule_id in rules if rule_id not in country)
    with duckdb.connect(str(candidate), read_only=True) as connection:
        connection.execute("set memory_limit = '800MB'")
        for name, table in _LAID_OUT.items():
            columns = ", ".join(_needed(connection, table))
            connection.execute(f"create temp table {name} as select {columns} from {table}")
        connection.execute(_WHOSE)
        groups = packed(_connected(connection.execute(_TOGETHER).fetchall()), figures_a_part) or [("",)]
        _write_parts(connection, groups, folder)
        if len(groups) == 1:
            return (Part(folder / "0", catalog.root, rules, rules),)
        _write(
            connection,
            f"select * exclude ({_unneeded(connection)}) from in_force",
            folder / _COUNTRY,
            "in_force",
        )
    parts = (Part(folder / str(number), catalog.root, rules, others) for number in range(len(groups)))
    return (Part(folder / _COUNTRY, catalog.root, (), country), *parts)


def _write_parts(
    connection: duckdb.DuckDBPyConnection, groups: Sequence[tuple[str, ...]], folder: Path
) -> None:
    of_province = {province: number for number, group in enumerate(groups) for province in group}
    numbers = pa.array(list(of_province.values()), pa.int64())
    connection.register("part_of", pa.table({"province": pa.array(list(of_province)), "part": numbers}))
    for name, query in _BY_PART.items():
        for number in range(len(groups)):
            _write(connection, f"{query}{number}", folder / str(number), name)


def _write(connection: duckdb.DuckDBPyConnection, query: str, folder: Path, name: str) -> None:
    """Write figures in a fixed order: the same figures give the same file, and so find what is kept."""
    folder.mkdir(exist_ok=True)
    connection.execute(f"copy ({query} order by {_ORDER}) to '{folder / name}.parquet' (format parquet)")


def _needed(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    present = {row[0] for row in connection.execute(f"describe {table}").fetchall()}
    return [name for name in NEEDED if name in present]


def _unneeded(connection: duckdb.DuckDBPyConnection) -> str:
    """The columns that the rules of the whole country do not look at."""
    return ", ".join(name for name in _needed(connection, "in_force") if name in _TEXTS)


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


def _verdicts_of(parts: Sequence[Part], kept: KeptVerdicts | None) -> list[list[PanelVerdicts]]:
    """The verdicts in the order of the parts, those that are kept and those that must be judged."""
    if kept is None:
        return list(_judged(parts))
    keys = [kept.key(part.folder, part.rules, part.of_regions) for part in parts]
    known = {key: verdicts for key in keys if (verdicts := kept.find(key)) is not None}
    missing = {key: part for key, part in zip(keys, parts, strict=True) if key not in known}
    for key, verdicts in zip(missing, _judged(list(missing.values())), strict=True):
        kept.keep(key, verdicts)
        known[key] = verdicts
    kept.forget_all_but(keys)
    return [known[key] for key in keys]


def _judged(parts: Sequence[Part]) -> Iterator[list[PanelVerdicts]]:
    """The verdicts in the order of the parts; judged here where one is all, or no process may be started."""
    if len(parts) <= 1 or current_process().daemon:
        yield from map(judge_part, parts)
        return
    # Not forked: threads of DuckDB and Arrow do not survive that.
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        yield from pool.map(judge_part, parts)


def judge_part(part: Part) -> list[PanelVerdicts]:
    """What the rules say of one part."""
    catalog = load_catalog(part.catalog_root)
    submitted, in_force = (part.folder / f"{name}.parquet" for name in _BY_PART)
    if not submitted.is_file():
        regions = region_panel(pq.read_table(in_force), catalog)
        nobody = submission_panel(pq.read_table(in_force).slice(0, 0), catalog)
        return [judge_panel(regions, nobody, part.of_regions, catalog)]
    submissions = submission_panel(pq.read_table(submitted), catalog)
    regions = region_panel(pq.read_table(in_force), catalog)
    return [
        judge_panel(submissions, submissions, part.rules, catalog),
        judge_panel(regions, submissions, part.of_regions, catalog),
    ]
