"""A warehouse judged in parts, by several processes, gives the tables that it gives as a whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from figure_tables import in_force, submissions

from catalog import Catalog, load_catalog
from expectations.identities import KeptVerdicts, evaluate, judge_warehouse
from expectations.identities.candidate import CandidateFigures, Holdings, Share, connected, packed
from expectations.identities.framing import region_panel, submission_panel
from expectations.identities.judging import ByKey, Part, judge_part
from expectations.identities.panel import Subjects
from expectations.identities.partition import (
    _judged,
    _judged_by,
    _judged_there,
    parts_of,
)
from expectations.identities.registry import YEARS_BACK, needs_country
from expectations.identities.report import judge_years
from expectations.identities.verdicts import PanelVerdicts

YEARS = (2022, 2023)
REGIONS = ("110101", "110102", "320102", "320104", "510104", "510105")


def figures() -> list[tuple[str, float, dict[str, Any]]]:
    """Six counties of three provinces, two years; one report is of counties in two provinces."""
    found: list[tuple[str, float, dict[str, Any]]] = []
    for number, region in enumerate(REGIONS):
        for year in YEARS:
            whose = region if region != "320104" else "510105"
            about = {"region_code": region, "year": year, "report_year": year,
                     "submission_id": f"{whose}{year}".rjust(64, "0")}  # fmt: skip
            for indicator, value in (
                ("arb_cases_accepted", 100.0 + number), ("arb_cases_closed", 90.0 + number),
                ("arb_closed_by_award", 40.0), ("arb_closed_by_mediation", 70.0 if number == 3 else 48.0),
                ("pub_events", 10.0 if number < 5 or year == 2022 else 1000.0), ("arb_closure_rate", 99.0),
            ):  # fmt: skip
                found.append((indicator, value, about))
    found.append(("pub_events", 5.0, {"region_code": None, "submission_id": "f" * 64}))
    return found


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def tables(catalog: Catalog) -> tuple[pa.Table, pa.Table]:
    own = figures()
    return submissions(catalog, own), in_force(catalog, [f for f in own if f[2]["region_code"]])


@pytest.fixture
def candidate(tables: tuple[pa.Table, pa.Table], tmp_path: Path) -> Path:
    return candidate_of(tables, tmp_path / "candidate.duckdb")


def candidate_of(tables: tuple[pa.Table, pa.Table], path: Path) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema intermediate")
        for name, table in zip(("int_submission_figure", "int_figure_in_force"), tables, strict=True):
            connection.register("given", table)
            connection.execute(f"create table intermediate.{name} as from given")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("figures_a_part", [1, 1_000_000], ids=["in parts", "as a whole"])
def test_the_tables_are_those_of_the_whole(
    figures_a_part: int, candidate: Path, tables: tuple[pa.Table, pa.Table], catalog: Catalog, tmp_path: Path
) -> None:
    """Also for the rules that hold one region against all others, and for a report of two provinces."""
    with CandidateFigures(candidate) as held:
        parts = parts_of(held.holdings(figures_a_part), tmp_path, catalog, (), KeptVerdicts(None, ""))
    assert len(parts) == (1 if figures_a_part > 1 else 4)
    judge_warehouse(candidate, tmp_path / "audit", catalog, (), figures_a_part)
    whole = evaluate(*tables, catalog)
    results = pq.read_table(tmp_path / "audit" / "identity_results.parquet")
    holds = pq.read_table(tmp_path / "audit" / "identity_holds.parquet")
    assert results.equals(whole.results) and holds.equals(whole.holds)
    found = {row["result"] for row in results.to_pylist()}
    assert found == {"not_testable", "satisfied", "flagged", "violated"} and holds.num_rows > 0


def test_a_warehouse_without_figures_has_nothing_to_judge(
    tables: tuple[pa.Table, pa.Table], catalog: Catalog, tmp_path: Path
) -> None:
    submitted, in_force_of_year = tables
    candidate = candidate_of((submitted.slice(0, 0), in_force_of_year.slice(0, 0)), tmp_path / "none.duckdb")
    judge_warehouse(candidate, tmp_path, catalog)
    written = [
        pq.read_table(tmp_path / name) for name in ("identity_results.parquet", "identity_holds.parquet")
    ]
    assert [table.num_rows for table in written] == [0, 0]


def test_a_rule_that_is_switched_off_can_be_tested_nowhere(
    tables: tuple[pa.Table, pa.Table], catalog: Catalog
) -> None:
    on = evaluate(*tables, catalog)
    held = set(on.holds["rule_id"].to_pylist())
    off = evaluate(*tables, catalog, switched_off=held)
    assert held and off.holds.num_rows == 0
    assert off.results.num_rows == on.results.num_rows
    of_them = [row["result"] for row in off.results.to_pylist() if row["rule_id"] in held]
    assert of_them and set(of_them) == {"not_testable"}


def test_provinces_of_one_submission_stay_together() -> None:
    edges = [("11", "11", 4), ("32", "51", 2), ("32", "32", 1), ("51", "51", 5), ("", None, 1)]
    assert connected(edges) == [(("",), 1), (("11",), 4), (("32", "51"), 8)]


def test_parts_take_what_fits_the_largest_first() -> None:
    groups = [(("11",), 4), (("32", "51"), 8), (("61",), 3), (("62",), 30)]
    assert packed(groups, 12) == [("62",), ("32", "51", "11"), ("61",)]


@pytest.mark.parametrize(
    ("changed", "judged"),
    [(2019, {2019, 2020, 2021, 2022}), (2024, {2024}), (None, {None}), (2014, set())],
)
def test_a_year_of_the_country_is_judged_anew_where_it_or_one_of_the_three_before_differs(
    changed: int | None, judged: set[int | None], catalog: Catalog, tmp_path: Path
) -> None:
    years: dict[int | None, str] = {year: f"figures of {year}" for year in (2018, 2019, 2020, 2021, 2022)}
    years |= {2023: "figures of 2023", 2024: "figures of 2024", None: "figures of no year"}
    shares = tuple(Share(n, f"share {n}") for n in range(2))

    def keys(of_years: dict[int | None, str]) -> dict[int | None, str]:
        found = parts_of(Holdings(shares, of_years), tmp_path, catalog, (), KeptVerdicts(None, ""))
        return {year: key for part in found for year, key in zip(part.years, part.keys, strict=False)}

    before = keys(years)
    after = keys({**years, changed: "others"} if changed in years else years)
    assert {year for year in years if before[year] != after[year]} == judged
    assert len(set(before.values())) == len(years)


COUNTRY_YEARS = tuple(range(2015, 2024))


def country_figures() -> list[tuple[str, float, dict[str, Any]]]:
    """Twelve counties over nine years, growing slowly; one goes back to where it was three years before."""
    found: list[tuple[str, float, dict[str, Any]]] = []
    for number in range(12):
        region = f"1101{number + 1:02d}"
        for year in COUNTRY_YEARS:
            about = {"region_code": region, "year": year, "report_year": year,
                     "submission_id": f"{region}{year}".rjust(64, "0")}  # fmt: skip
            level = 200.0 + 31 * number + 3 * (year - COUNTRY_YEARS[0])
            events = {2019: 10 * level, 2020: level, 2021: level, 2022: 10 * level} if number == 4 else {}
            found.append(("pub_events", events.get(year, level), about))
            found.append(
                ("pub_consultations", 7 * level if (number, year) == (5, 2021) else 2 * level, about)
            )
            found.append(
                ("review_contracts", 100 * level if (number, year) == (6, 2018) else level + 60, about)
            )
    return found


def judged_alone(table: pa.Table, year: int, years_back: int, catalog: Catalog) -> PanelVerdicts:
    """What the rules of the country say of a year by the figures of it and some years before."""
    in_window = pc.and_(
        pc.less_equal(table["year"], year), pc.greater_equal(table["year"], year - years_back)
    )
    (verdicts,) = judged_years(table.filter(in_window), (year,), catalog)
    return verdicts


def judged_years(table: pa.Table, years: Sequence[int], catalog: Catalog) -> list[PanelVerdicts]:
    rules = [rule.id for rule in catalog.identities.values() if needs_country(rule)]
    nobody = submission_panel(pa.table({}), catalog)
    return judge_years(region_panel(table, catalog), years, nobody, rules, catalog)


def told(verdicts: PanelVerdicts) -> dict[str, Any]:
    """All that was judged, to be held against other verdicts."""
    return {
        rule_id: (
            list(
                zip(verdicts.subjects.region_code, own.results.tolist(), own.severities.tolist(), strict=True)
            ),
            (own.figures.subjects.tolist(), own.figures.texts.to_pylist()),
            (own.hints, own.messages, sorted(own.holds)),
        )
        for rule_id, own in verdicts.verdicts.items()
    }


def test_what_rules_of_the_country_say_of_a_year_follows_from_it_and_the_three_before(
    catalog: Catalog,
) -> None:
    table = in_force(catalog, country_figures())
    together = [told(verdicts) for verdicts in judged_years(table, COUNTRY_YEARS, catalog)]
    assert together == [told(judged_alone(table, year, YEARS_BACK, catalog)) for year in COUNTRY_YEARS]
    with_holds = {rule_id for year in together for rule_id, (_, _, (*_, holds)) in year.items() if holds}
    assert len(with_holds) > 1
    # Two years are not enough: a county is back where it was three years before.
    assert told(judged_alone(table, 2022, YEARS_BACK - 1, catalog)) != together[COUNTRY_YEARS.index(2022)]


def test_the_parts_of_the_country_come_first_so_that_one_process_judges_them(
    catalog: Catalog, tmp_path: Path
) -> None:
    years: dict[int | None, str] = {year: str(year) for year in range(2015, 2025)}
    shares = tuple(Share(n, f"share {n}") for n in range(6))
    parts = parts_of(Holdings(shares, years), tmp_path, catalog, (), KeptVerdicts(None, ""))
    kinds = [len(part.years) or str(part.share) for part in parts]
    assert kinds == [4, 4, 2, "0", "1", "2", "3", "4", "5"]


def test_two_judges_share_the_parts_from_both_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each part is judged once, whoever judges it."""
    parts = [Part(tmp_path, tmp_path, (), (), (str(n),), share=n) for n in range(7)]
    told: list[str] = []

    def judge(part: Part) -> list[list[PanelVerdicts]]:
        told.append(part.name)
        return [[PanelVerdicts("submission", Subjects((part.name,), (None,), (None,)), {})]]

    monkeypatch.setattr("expectations.identities.partition.judge_part", judge)
    with ThreadPoolExecutor(1) as other:
        found = _judged(parts, other)
    said = {part: verdicts.subjects.submission_id for part, ((verdicts,),) in found.items()}
    assert said == {part: (part.name,) for part in parts}
    assert sorted(told) == [str(n) for n in range(7)]


def test_what_goes_wrong_in_the_other_process_is_raised(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also where this one can judge what it takes."""
    has_failed = Event()

    def judge(part: Part) -> list[list[PanelVerdicts]]:
        if current_thread() is main_thread():
            assert has_failed.wait(timeout=60)
            return []
        has_failed.set()
        raise LookupError(part.name)

    parts = [Part(tmp_path, tmp_path, (), (), (str(n),), share=n) for n in range(2)]
    monkeypatch.setattr("expectations.identities.partition.judge_part", judge)
    with ThreadPoolExecutor(1) as other, pytest.raises(LookupError, match="0"):
        _judged(parts, other)


def test_a_part_that_cannot_be_judged_ends_the_work_of_all_judges(tmp_path: Path) -> None:
    left = deque(Part(tmp_path, tmp_path, (), (), (str(n),), share=n) for n in range(3))

    def judge(part: Part) -> ByKey:
        raise LookupError(part.name)

    with pytest.raises(LookupError, match="2"):
        _judged_by(judge, left, deque.pop)
    assert not left


class EndedProcess(Executor):
    """What a process that was killed answers."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        answer.set_exception(BrokenProcessPool("terminated abruptly"))
        return answer


def test_a_process_that_ends_before_it_is_done_is_said_with_its_part(tmp_path: Path) -> None:
    part = Part(tmp_path, tmp_path, (), (), ("key",), share=4)
    with pytest.raises(BrokenProcessPool, match=r"part 4 .* more memory"):
        _judged_there(EndedProcess(), part)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are judged, not taken from what is kept; judged in this process."""
    names: list[str] = []

    def here(parts: Sequence[Part], pool: Executor | None) -> dict[Part, ByKey]:
        names.extend(part.name for part in parts)
        return {part: judge_part(part) for part in parts}

    monkeypatch.setattr("expectations.identities.partition._judged", here)
    return names


def judge(candidate: Path, audit: Path, catalog: Catalog, kept: KeptVerdicts) -> tuple[bytes, bytes]:
    judge_warehouse(candidate, audit, catalog, (), 1, kept)
    names = ("identity_results.parquet", "identity_holds.parquet")
    results, holds = ((audit / name).read_bytes() for name in names)
    return results, holds


@pytest.mark.slow
def test_only_parts_with_other_figures_are_judged_again(
    candidate: Path, catalog: Catalog, tmp_path: Path, judged: list[str]
) -> None:
    kept = KeptVerdicts(tmp_path / "kept", "rules and code")
    first = judge(candidate, tmp_path / "first", catalog, kept)
    assert sorted(judged) == ["0", "1", "2", "years (2022, 2023)"]
    judged.clear()
    assert judge(candidate, tmp_path / "again", catalog, kept) == first and judged == []
    with duckdb.connect(str(candidate)) as connection:
        for table in ("int_submission_figure", "int_figure_in_force"):
            connection.execute(
                f"update intermediate.{table} set value = 141, value_low = 141, value_high = 141 "
                "where region_code = '110101' and year = 2023 and indicator_id = 'arb_closed_by_award'"
            )
    changed = judge(candidate, tmp_path / "changed", catalog, kept)
    assert len(judged) == 2 and "years (2023,)" in judged
    assert changed != first and changed == judge(
        candidate, tmp_path / "anew", catalog, KeptVerdicts(tmp_path / "other", "rules and code")
    )
    assert len(list((tmp_path / "kept").iterdir())) == 3 + len(YEARS), "what no part has any more is removed"


@pytest.mark.slow
def test_other_rules_and_damaged_files_are_judged_anew(
    candidate: Path, catalog: Catalog, tmp_path: Path, judged: list[str]
) -> None:
    folder = tmp_path / "kept"
    first = judge(candidate, tmp_path / "first", catalog, KeptVerdicts(folder, "rules"))
    damaged = min(folder.iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1])
    judged.clear()
    assert judge(candidate, tmp_path / "mended", catalog, KeptVerdicts(folder, "rules")) == first
    assert len(judged) == 1
    judged.clear()
    judge(candidate, tmp_path / "later", catalog, KeptVerdicts(folder, "later rules"))
    assert len(judged) == 4
