"""Phrases around quantities without an indicator: how they are worded, grouped, ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from homes import RunHome, nianjian

from catalog import load_catalog
from ingestion.observations import Observation, as_row
from pipeline.cli import cli
from pipeline.unmapped import Wording, rank_unmapped


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(load_catalog())


@pytest.mark.parametrize(
    ("clause", "raw", "unit", "phrase"),
    [
        ("办理政协提案两件", "两件", "件", "办理政协提案{n}件"),
        ("全县共办理政协提案2件", "2件", "件", "办理政协提案{n}件"),
        ("政协提案办理率达到９８％", "９８％", "%", "政协提案办理率{n}%"),
        ("聘请两家律师事务所", "两家", "家", "聘请{n}家律师事务所"),
        ("34人应考", "34人", "人", "{n}人应考"),
        ("主要为农机案件（25件）", "25件", "件", "农机案件…{n}件"),
        ("涉及牧民318人452.8万元", "452.8万元", "元", "涉及牧民…{n}元"),
        ("阅读量超30万次", "30万次", "次", "阅读量{n}次"),
        ("召开“院坝 会”\n74场", "74场", "场", "召开院坝会{n}场"),
        ("别处的话", "74场", "场", "别处的话…{n}场"),
    ],
)
def test_a_clause_becomes_a_phrase_of_the_catalogues_kind(
    wording: Wording, clause: str, raw: str, unit: str, phrase: str
) -> None:
    assert wording.phrase(clause, raw, unit) == phrase


def test_of_equal_numbers_in_a_clause_each_has_its_own_phrase(wording: Wording) -> None:
    clause = "办理建议3件、提案3件"
    assert [wording.phrase(clause, "3件", "件", which) for which in (0, 1)] == ["办理建议{n}件", "提案{n}件"]


def unmapped(clause: str, raw: str, value: float | None, start: int, **fields: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"disposition": "unmapped", "unit": "件"}
    return as_row(
        Observation(
            raw_text=raw,
            rule="t",
            evidence=clause,
            confidence=1,
            value=value,
            start=start,
            **(known | fields),
        )
    )


def test_phrases_are_ranked_by_reports_then_mentions_then_magnitude() -> None:
    proposals = ("办理政协提案{}件", 2)
    reports = [
        ("乙.txt", [unmapped("办理政协提案5件", "5件", 5, 0), unmapped("开庭9件", "9件", 9, 10)]),
        ("甲.txt", [unmapped("共办理政协提案2件", "2件", -2, 0), unmapped("回访7件", "7件", None, 9)]),
        ("丙.txt", [unmapped("回访8件", "8件", 8, 0, disposition="fact", indicator_id="arb_cases_accepted")]),
    ]
    ranked = rank_unmapped(reports, load_catalog())
    assert [(p.text, p.reports, p.mentions, p.magnitude) for p in ranked] == [
        (proposals[0].format("{n}"), 2, 2, 7),
        ("开庭{n}件", 1, 1, 9),
        ("回访{n}件", 1, 1, 0),
    ]
    assert (ranked[0].example, ranked[0].example_report) == ("办理政协提案5件", "乙.txt")
    assert ranked == rank_unmapped(list(reversed(reports)), load_catalog())


def test_repeated_numbers_of_one_clause_are_told_apart_by_their_places() -> None:
    clause = "办理建议3件、提案3件"
    ranked = rank_unmapped(
        [("甲.txt", [unmapped(clause, "3件", 3, 4), unmapped(clause, "3件", 3, 9)])], load_catalog()
    )
    assert {phrase.text for phrase in ranked} == {"办理建议{n}件", "提案{n}件"}


def test_the_command_reads_files_and_goes_on_after_a_refused_one(tmp_path: Path) -> None:
    for number in (2, 5):
        title = "望杉区人力资源和社会保障局2023年度法治政府建设情况报告"
        text = f"{title}\n\n全区依法行政。全年办理牧区夜话提案{number}件。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")
    result = CliRunner().invoke(cli, ["unmapped", str(tmp_path), "--top", "1"])
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.stdout.splitlines() if "牧区夜话提案" in line]
    assert line.split()[:5] == ["1", "办理牧区夜话提案{n}件", "2", "2", "7"]
    assert "bad.docx" in result.stderr


def test_an_empty_home_has_nothing_to_rank(tmp_path: Path) -> None:
    code, output = nianjian(tmp_path, "unmapped")
    assert code == 0
    assert "0 份材料，未收录 0 处" in output


@pytest.mark.slow
def test_a_home_ranks_what_it_received_without_withdrawn_submissions(own_home: RunHome) -> None:
    before = nianjian(own_home.root, "unmapped", "--top", "500")[1]
    count = int(before.splitlines()[-1].split(" 份材料")[0])
    assert count >= 10
    (sha256,) = own_home.rows(
        "select submission_id from marts.dim_submission where source_name like '青岚县人社局2024%html'"
    )[0]
    assert nianjian(own_home.root, "withdraw", sha256, "--reason", "误报")[0] == 0
    after = nianjian(own_home.root, "unmapped", "--top", "500")[1]
    assert int(after.splitlines()[-1].split(" 份材料")[0]) == count - 1
