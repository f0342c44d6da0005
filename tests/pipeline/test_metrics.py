"""The semantic layer answers from the promoted warehouse what plain SQL answers."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from homes import RunHome

from pipeline import metrics
from pipeline.errors import WarehouseMissing
from pipeline.metrics import ask
from pipeline.settings import Home

SUM, RATE, OF_CITIES = (
    "arb_cases_accepted_of_counties",
    "arb_closure_rate_of_counties",
    "disputes_handled_total_of_cities",
)
IN_SQL = """
    select
        figure.year,
        sum(amount) filter (where indicator_id = 'arb_cases_accepted' and region_level = 'county'),
        100 * sum(amount) filter (where indicator_id = 'arb_closure_rate' and region_level = 'county')
            / sum(divisor) filter (where indicator_id = 'arb_closure_rate' and region_level = 'county'),
        sum(amount) filter (where indicator_id = 'disputes_handled_total' and region_level = 'city')
    from intermediate.int_addable_figure as figure
    join marts.dim_region as region
        on figure.region_key = region.region_key
        and figure.year between region.valid_from_year and coalesce(region.valid_to_year, figure.year)
    where is_addable and org_scope = 'region'
    group by figure.year
    having count(*) filter (
        where indicator_id in ('arb_cases_accepted', 'arb_closure_rate') and region_level = 'county'
        or indicator_id = 'disputes_handled_total' and region_level = 'city'
    ) > 0
    order by figure.year
"""


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.slow
def test_a_query_of_metrics_agrees_with_sql(sample_home: RunHome, tmp_path: Path) -> None:
    answer = tmp_path / "answer.csv"
    query = ("query", "--metrics", ",".join((SUM, RATE, OF_CITIES)), "--group-by", "metric_time__year")
    asked = ask(Home(sample_home.root), [*query, "--order", "metric_time__year", "--csv", str(answer)])
    assert asked.returncode == 0, asked.stdout + asked.stderr
    with answer.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    found = [
        (int(row["metric_time__year"][:4]), *(number(row[name]) for name in (SUM, RATE, OF_CITIES)))
        for row in rows
    ]
    expected = sample_home.rows(IN_SQL)
    assert len(expected) > 1
    assert any(row[2] is not None for row in expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours == pytest.approx(theirs, nan_ok=False), (found, expected)


@pytest.mark.slow
def test_asking_leaves_nothing_behind_and_changes_nothing(sample_home: RunHome) -> None:
    home = Home(sample_home.root)
    before = (home.promoted.stat().st_mtime_ns, sorted(path.name for path in home.warehouse.iterdir()))
    asked = ask(home, ["list", "metrics"])
    assert asked.returncode == 0, asked.stderr
    assert "arb_cases_accepted_of_counties" in asked.stdout
    assert before == (
        home.promoted.stat().st_mtime_ns,
        sorted(path.name for path in home.warehouse.iterdir()),
    )


@pytest.mark.parametrize(
    ("questions", "programs"),
    [(1, ["dbt", "mf"]), (2, ["dbt", "mf", "mf"])],
)
def test_the_metrics_are_parsed_once_for_a_version_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, questions: int, programs: list[str]
) -> None:
    home = Home(tmp_path)
    run: list[str] = []

    def answer(command: Sequence[str], home: Home, folder: Path) -> subprocess.CompletedProcess[str]:
        run.append(command[0])
        made = folder / "target" / metrics.METRICS
        if command[0] == "dbt":
            made.parent.mkdir()
            made.write_text("made of the metrics", encoding="utf-8")
        return subprocess.CompletedProcess(command, 0, made.read_text(encoding="utf-8"), "")

    home.parsed.mkdir(parents=True)
    home.promoted.touch()
    monkeypatch.setattr(metrics, "_run", answer)
    answers = [ask(home, ["list", "metrics"]).stdout for _ in range(questions)]
    assert run == programs
    assert set(answers) == {"made of the metrics"}


def test_without_a_warehouse_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing):
        ask(Home(tmp_path), ["list", "metrics"])
