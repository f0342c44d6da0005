"""The same bureau and year again: duplicates, versions, corrections, chains that never branch unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from amended import CORRECTION, submission
from homes import RunHome

from ingestion.landing import read_raw_layer
from pipeline.gates import raw_gate
from pipeline.ingest import ingest_paths
from pipeline.reprocess import reprocess
from pipeline.settings import Home
from pipeline.withdraw import withdraw

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
REPORT = """青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）

2031年，共受理劳动人事争议案件47件，审结45件。开展普法宣传活动6场次。
"""
NOTICE = """青岚县人力资源和社会保障局关于2031年法治政府建设情况报告的更正说明（虚构样例）

经核实，现更正如下：受理劳动人事争议案件由47件更正为74件，其余不变。
"""


def received(home: Home, files: dict[str, str], manifest: str = "", day: int = 0) -> dict[str, str]:
    """The outcome of each file of an inbox that holds these, with its reasons behind it."""
    inbox = home.root.parent / f"inbox{day}"
    for name, text in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if manifest:
        (inbox / "manifest.csv").write_text("file,region,replaces\n" + manifest, encoding="utf-8")
    report = ingest_paths(home, [inbox], None, LANDED + timedelta(days=day))
    return {o.source_name: "；".join((o.outcome, *o.reasons)) for o in report.outcomes}


def documents(home: Home) -> dict[str, dict[str, Any]]:
    """The last reading of each file by its name."""
    return {row["source_name"]: row for row in read_raw_layer(home.root).documents.to_pylist()}


def facts(home: Home, name: str) -> dict[str, float]:
    """The facts of the last reading of a file."""
    reading = documents(home)[name]["reading_id"]
    rows = read_raw_layer(home.root).observations.to_pylist()
    return {
        row["indicator_id"]: row["value"]
        for row in rows
        if row["reading_id"] == reading and row["disposition"] == "fact"
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_identical_bytes_are_a_duplicate_and_new_bytes_a_version(home: Home) -> None:
    received(home, {"报告.txt": REPORT})
    outcomes = received(home, {"副本.txt": REPORT, "报告.txt": REPORT.replace("47", "48")}, day=1)
    assert outcomes == {"副本.txt": "duplicate", "报告.txt": "accepted"}
    rows = read_raw_layer(home.root).documents.to_pylist()
    assert [row["source_name"] for row in rows] == ["报告.txt", "报告.txt"]
    assert len({row["submission_id"] for row in rows}) == 2


def test_bytes_that_come_again_for_another_region_wait_for_a_person(home: Home) -> None:
    """Neither silently a duplicate nor read for the other region; a folder of the city above says nothing."""
    first = received(home, {"报告.txt": REPORT, "澄湾市/报告.txt": REPORT, "白榆县/报告.txt": REPORT})
    assert {first["报告.txt"], first["澄湾市/报告.txt"]} == {"accepted", "duplicate"}
    assert first["白榆县/报告.txt"].startswith("needs_review；与已受理的材料内容完全相同")
    later = received(home, {"乙.txt": REPORT}, "乙.txt,990122,\n", day=1)
    assert later["乙.txt"].startswith("needs_review") and "990122" in later["乙.txt"]
    assert all("青岚县" in reason for reason in (first["白榆县/报告.txt"], later["乙.txt"]))
    assert [row["region_code"] for row in read_raw_layer(home.root).documents.to_pylist()] == ["990121"]
    before = read_raw_layer(home.root).receipts
    assert received(home, {}, day=1) == later, "what came before is told again"
    assert [r.result for r in reprocess(home, None)] == ["unchanged"], "the first reading stands"
    assert read_raw_layer(home.root).receipts.equals(before)
    raw_gate(home, "after-both")


def test_bytes_taken_back_for_one_region_are_read_for_the_other(home: Home) -> None:
    """The way that the reason names: withdraw what was sent for the wrong region, receive it anew."""
    masked = REPORT.replace("青岚县", "本县")
    received(home, {"甲.txt": masked}, "甲.txt,青岚县,\n")
    sha = documents(home)["甲.txt"]["submission_id"]
    manifest = "乙.txt,白榆县,\n"
    assert received(home, {"乙.txt": masked}, manifest, day=1)["乙.txt"].startswith("needs_review；与已受理")
    withdraw(home, sha, "报错地区", LANDED + timedelta(days=2))
    assert received(home, {}, day=1)["乙.txt"] == "accepted"
    assert documents(home)["乙.txt"]["region_code"] == "990122"


@pytest.mark.parametrize(
    ("first", "manifest"), [("白榆县/报告.txt", ""), ("甲.txt", "甲.txt,990122,\n")], ids=["name", "manifest"]
)
def test_bytes_that_first_came_for_the_wrong_region_are_read_for_their_own(
    home: Home, first: str, manifest: str
) -> None:
    """The wrong copy waits; the right one is no duplicate of it, and stands as soon as it comes."""
    assert received(home, {first: REPORT}, manifest)[first].startswith("needs_review")
    assert received(home, {"青岚县/报告.txt": REPORT}, day=1) == {"青岚县/报告.txt": "accepted"}
    mine, wrong = documents(home)["青岚县/报告.txt"], documents(home)[first]
    assert (mine["region_code"], mine["status"], wrong["status"]) == ("990121", "accepted", "needs_review")
    assert facts(home, "青岚县/报告.txt") == {
        "arb_cases_accepted": 47,
        "arb_cases_closed": 45,
        "pub_events": 6,
    }
    assert (mine["received_at"], mine["sequence"]) > (wrong["received_at"], wrong["sequence"])
    before = read_raw_layer(home.root).receipts
    assert received(home, {}, day=1) == {"青岚县/报告.txt": "accepted"}, "told again, entered once"
    assert read_raw_layer(home.root).receipts.equals(before)


@pytest.mark.parametrize(
    ("text", "first", "second", "outcome"),
    [
        (REPORT, "白榆县/报告.txt", "副本.txt", "duplicate"),
        (REPORT, "白榆县/报告.txt", "澄湾市/报告.txt", "duplicate"),
        (REPORT, "白榆县/报告.txt", "白榆县/副本.txt", "duplicate"),
        (REPORT, "白榆县/报告.txt", "墨川市/报告.txt", "needs_review"),
        (REPORT.replace("青岚县", "本县"), "白榆县/报告.txt", "青岚县/报告.txt", "needs_review"),
    ],
    ids=["no region named", "one above", "the wrong one again", "another wrong one", "masked in the text"],
)
def test_what_names_no_right_region_takes_nothing_over(
    home: Home, text: str, first: str, second: str, outcome: str
) -> None:
    received(home, {first: text})
    told = received(home, {second: text}, day=1)[second]
    assert told.split("；")[0] == outcome
    assert ("白榆县" in told) is (outcome == "needs_review"), "both regions are named"
    assert list(documents(home)) == [first]
    assert [r.result for r in reprocess(home, None)] == ["unchanged"], "the first reading stands"


def test_a_statement_put_right_under_the_same_name_is_read_again(home: Home) -> None:
    masked = REPORT.replace("青岚县", "本县")
    received(home, {"甲.txt": masked}, "甲.txt,青岚县,\n")
    assert received(home, {"甲.txt": masked}, "甲.txt,白榆县,\n", day=1) == {"甲.txt": "accepted"}
    assert documents(home)["甲.txt"]["region_code"] == "990122"


def test_one_region_under_two_names_is_one_region(home: Home) -> None:
    short = REPORT.replace("青岚县人力资源和社会保障局", "云汀省澄湾市青岚县人社局")
    received(home, {"甲.txt": REPORT, "乙.txt": short})
    assert {row["region_code"] for row in documents(home).values()} == {"990121"}


def test_correction_states_only_what_it_restates(home: Home) -> None:
    received(home, {"报告.txt": REPORT})
    received(home, {"更正.txt": NOTICE}, "更正.txt,,报告.txt\n", day=1)
    assert facts(home, "更正.txt") == {"arb_cases_accepted": 74}
    assert len(facts(home, "报告.txt")) == 3
    read = documents(home)
    assert (read["更正.txt"]["kind"], read["更正.txt"]["replaces"]) == (
        "correction",
        read["报告.txt"]["submission_id"],
    )


@pytest.mark.parametrize("digits", [64, 8])
def test_what_is_replaced_may_be_named_by_its_hash(home: Home, digits: int) -> None:
    received(home, {"报告.txt": REPORT})
    target = documents(home)["报告.txt"]["submission_id"]
    outcomes = received(home, {"更正.txt": NOTICE}, f"更正.txt,,{target[:digits]}\n", day=1)
    assert outcomes == {"更正.txt": "accepted"}
    assert documents(home)["更正.txt"]["replaces"] == target


def test_what_is_replaced_may_lie_in_the_same_inbox_behind_it(home: Home) -> None:
    outcomes = received(home, {"更正.txt": NOTICE, "原报告.txt": REPORT}, "更正.txt,,原报告.txt\n")
    assert set(outcomes.values()) == {"accepted"}
    read = documents(home)
    assert read["更正.txt"]["replaces"] == read["原报告.txt"]["submission_id"]


def test_what_was_never_received_sends_to_review_and_says_so(home: Home) -> None:
    outcomes = received(home, {"更正.txt": NOTICE}, "更正.txt,,遗失.txt\n")
    assert outcomes["更正.txt"].startswith("needs_review") and "遗失.txt" in outcomes["更正.txt"]
    before = len(read_raw_layer(home.root).receipts)
    received(home, {}, day=0)
    assert len(read_raw_layer(home.root).receipts) == before
    assert [r.result for r in reprocess(home, None)] == ["unchanged"]
    raw_gate(home, "after-review")


def test_review_ends_when_what_is_replaced_turns_up(home: Home) -> None:
    received(home, {"更正.txt": NOTICE}, "更正.txt,,遗失.txt\n", day=2)
    received(home, {"遗失.txt": REPORT}, day=1)
    results = {r.source_name: r.result for r in reprocess(home, None)}
    assert results == {"更正.txt": "read_again", "遗失.txt": "unchanged"}
    read = documents(home)
    assert (read["更正.txt"]["status"], read["更正.txt"]["reasons"]) == ("accepted", [])


def test_second_replacement_of_one_report_is_held_for_review_with_both_named(home: Home) -> None:
    received(home, {"报告.txt": REPORT})
    received(home, {"更正甲.txt": NOTICE}, "更正甲.txt,,报告.txt\n", day=1)
    other = {"更正乙.txt": NOTICE.replace("74", "75")}
    outcomes = received(home, other, "更正乙.txt,,报告.txt\n", day=2)
    assert outcomes["更正乙.txt"].startswith("needs_review")
    assert all(name in outcomes["更正乙.txt"] for name in ("更正甲.txt", "更正乙.txt", "报告.txt"))
    assert documents(home)["更正甲.txt"]["status"] == "accepted"
    withdraw(home, documents(home)["更正甲.txt"]["submission_id"], "作废", LANDED + timedelta(days=3))
    results = {r.source_name: r.result for r in reprocess(home, None)}
    assert results["更正乙.txt"] == "read_again"
    assert documents(home)["更正乙.txt"]["status"] == "accepted"


def test_chain_of_corrections_is_accepted(home: Home) -> None:
    received(home, {"报告.txt": REPORT})
    received(home, {"更正甲.txt": NOTICE}, "更正甲.txt,,报告.txt\n", day=1)
    later = {"更正乙.txt": NOTICE.replace("47件", "74件").replace("为74", "为75")}
    assert received(home, later, "更正乙.txt,,更正甲.txt\n", day=2) == {"更正乙.txt": "accepted"}


def test_withdrawing_the_original_of_a_duplicate_withdraws_its_bytes(home: Home) -> None:
    received(home, {"报告.txt": REPORT, "报告副本.txt": REPORT})
    before = read_raw_layer(home.root)
    target = documents(home)["报告.txt"]["submission_id"]
    assert withdraw(home, target, "重复报送", LANDED + timedelta(days=1)).is_new
    after = read_raw_layer(home.root)
    assert after.observations.equals(before.observations) and after.documents.equals(before.documents)
    assert len(after.receipts) == len(before.receipts) + 1
    assert set(received(home, {}, day=0).values()) == {"withdrawn；重复报送", "duplicate"}


@pytest.mark.slow
def test_withdrawn_correction_gives_the_word_back_and_the_past_keeps_it(
    sample_home: RunHome, amended_home: RunHome, amended_past_home: RunHome
) -> None:
    """The correction's figures hold until the day of its withdrawal, the report's own from then on."""
    figure = (
        "select value, submission_id from marts.fct_indicator_year where region_code = '990121' "
        "and year = 2024 and indicator_id = 'pub_events' and org_scope = 'region'"
    )
    observed = "select count(*) from marts.fct_observation where region_code = '990121'"
    ((corrected, notice),) = sample_home.rows(figure)
    assert corrected == 33
    assert notice == submission(sample_home, CORRECTION)
    assert [value for value, _ in amended_home.rows(figure)] == [31]
    assert amended_home.rows(observed) == sample_home.rows(observed)
    assert amended_past_home.rows(figure) == [(33, notice)]
