"""Taking a submission back: kept with its reason, out of force, until it is sent anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from amended import OF_A_YEAR_AGO
from homes import SAMPLES, RunHome, nianjian

from ingestion.landing import LandingStore, Receipt, ReceiptBook, quarantined, read_raw_layer, receipts_from
from ingestion.submissions import ManifestEntry
from pipeline.gates import raw_gate
from pipeline.ingest import ingest_paths
from pipeline.settings import Home
from pipeline.withdraw import withdraw

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
LATER = datetime(2032, 5, 1, 8, tzinfo=UTC)
REPORT = "青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）\n\n共受理劳动人事争议案件47件。\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that received one report and one file that cannot be read."""
    inbox, home = tmp_path / "inbox", Home(tmp_path / "home")
    inbox.mkdir()
    (inbox / "报告.txt").write_text(REPORT, encoding="utf-8")
    (inbox / "残缺.docx").write_bytes(b"PK\x03\x04 cut short")
    ingest_paths(home, [inbox], None, LANDED)
    return home


def receipts(home: Home) -> tuple[Receipt, ...]:
    """All receipts of a home."""
    return receipts_from(read_raw_layer(home.root).receipts)


def submission(home: Home, name: str) -> str:
    """The submission that came under a name."""
    return next(receipt.submission_id for receipt in receipts(home) if receipt.source_name == name)


def test_a_withdrawal_is_a_receipt_with_its_reason_and_the_bytes_stay(home: Home) -> None:
    target = submission(home, "报告.txt")
    before = read_raw_layer(home.root)
    withdrawal = withdraw(home, target, "数据有误", LATER)
    assert withdrawal.is_new
    after = read_raw_layer(home.root)
    last = receipts_from(after.receipts)[-1]
    assert (last.submission_id, last.outcome, last.reasons) == (target, "withdrawn", ("数据有误",))
    assert (last.received_at, last.source_name) == (LATER, "报告.txt")
    assert after.documents.equals(before.documents)
    assert after.observations.equals(before.observations)
    assert LandingStore(home.root).read(target) == REPORT.encode()
    raw_gate(home, "after-withdrawal")


def test_withdrawing_twice_changes_nothing_and_tells_the_first_reason(home: Home) -> None:
    target = submission(home, "报告.txt")
    withdraw(home, target, "数据有误", LATER)
    before = receipts(home)
    again = withdraw(home, target, "另一原因", LATER + timedelta(days=1))
    assert (again.is_new, again.receipt.reasons) == (False, ("数据有误",))
    assert receipts(home) == before


def test_a_withdrawal_never_counts_as_earlier_than_what_it_takes_back(home: Home) -> None:
    withdrawal = withdraw(home, submission(home, "报告.txt"), "数据有误", LANDED - timedelta(days=9))
    assert withdrawal.receipt.received_at == LANDED


def test_a_withdrawn_file_leaves_quarantine(home: Home) -> None:
    assert withdraw(home, submission(home, "残缺.docx"), "不再报送", LATER).left_quarantine
    assert quarantined(home.root) == ()


def test_a_file_that_still_lies_in_the_inbox_stays_withdrawn(home: Home) -> None:
    withdraw(home, submission(home, "报告.txt"), "数据有误", LATER)
    withdraw(home, submission(home, "残缺.docx"), "不再报送", LATER)
    before = receipts(home)
    report = ingest_paths(home, [home.root.parent / "inbox"], None, LATER + timedelta(days=1))
    assert {outcome.outcome for outcome in report.outcomes} == {"withdrawn"}
    assert report.quarantined == 0
    assert receipts(home) == before


def test_the_same_bytes_with_another_statement_stand_again(home: Home) -> None:
    target = submission(home, "报告.txt")
    withdraw(home, target, "数据有误", LATER)
    manifest = home.root.parent / "manifest.csv"
    manifest.write_text("file,region\n报告.txt,990121\n", encoding="utf-8")
    ingest_paths(home, [home.root.parent / "inbox"], manifest, LATER + timedelta(days=1))
    assert ReceiptBook(receipts(home)).standing(target).outcome == "accepted"
    assert withdraw(home, target, "再次撤回", LATER + timedelta(days=2)).is_new


def test_a_duplicate_under_another_name_undoes_nothing(home: Home) -> None:
    target = submission(home, "报告.txt")
    withdraw(home, target, "数据有误", LATER)
    copy = home.root.parent / "副本.txt"
    copy.write_text(REPORT, encoding="utf-8")
    report = ingest_paths(home, [copy], None, LATER + timedelta(days=1))
    assert [outcome.outcome for outcome in report.outcomes] == ["duplicate"]
    assert ReceiptBook(receipts(home)).standing(target).outcome == "withdrawn"


def test_bytes_that_never_came_cannot_be_withdrawn(home: Home) -> None:
    with pytest.raises(KeyError):
        withdraw(home, "0" * 64, "数据有误", LATER)
    before = receipts(home)
    code, output = nianjian(home.root, "withdraw", "0" * 64, "--reason", "数据有误")
    assert (code, receipts(home)) == (4, before)
    assert "没有 sha256" in output


@pytest.mark.parametrize("reason", [(), ("--reason", "  ")])
def test_a_withdrawal_needs_a_reason(home: Home, reason: tuple[str, ...]) -> None:
    before = receipts(home)
    assert nianjian(home.root, "withdraw", submission(home, "报告.txt"), *reason)[0] == 2
    assert receipts(home) == before


def test_the_command_withdraws_once_and_says_so(home: Home) -> None:
    target = submission(home, "报告.txt")[:10]
    code, output = nianjian(home.root, "withdraw", target, "--reason", "数据有误")
    assert code == 0
    assert "已撤回　报告.txt" in output
    assert receipts(home)[-1].outcome == "withdrawn"
    before = receipts(home)
    code, output = nianjian(home.root, "withdraw", target, "--reason", "另一原因")
    assert (code, receipts(home)) == (0, before)
    assert "（数据有误），未作任何改动" in output


def test_a_receipt_gives_back_what_the_manifest_stated() -> None:
    stated = ManifestEntry(file="a.txt", region="990121", year=2031, kind="narrative", received_at=LANDED)
    for entry in (stated, None):
        arrival = ReceiptBook().admit(
            submission_id="a" * 64, source_name="a.txt", size_bytes=1, received_at=LATER, entry=entry
        )
        assert arrival.receipt.entry == entry


@pytest.mark.slow
def test_the_figures_leave_the_marts_with_a_reason(
    sample_home: RunHome, amended_home: RunHome, tmp_path: Path
) -> None:
    """The only report of a county for a year: its figures go, its observations say why, coverage too.

    The figures of everybody else stay, but for those that the review and the other withdrawal touch, or
    that are compared with them.
    """
    target, region, year = sample_home.rows(
        f"select submission_id, region_code, report_year from marts.dim_submission where {OF_A_YEAR_AGO}"
    )[0]
    figures = "select count(*) from marts.fct_indicator_year where region_code = ? and year = ?"
    fates = "select distinct not_in_force_reason from marts.fct_observation where submission_id = ?"
    others = (
        "select * from marts.fct_indicator_year where region_code not in (?, '990202') and "
        "(region_code, year) not in (('990102', 2023), ('990102', 2024), ('990121', 2024)) order by all"
    )
    assert sample_home.rows(figures, region, year)[0][0] > 0
    assert amended_home.exit_code == 0, amended_home.output
    assert amended_home.rows(figures, region, year) == [(0,)]
    assert amended_home.rows(fates, target) == [("withdrawn",)]
    unchanged = sample_home.rows(others, region)
    assert len({row[0] for row in unchanged}) > 3
    assert amended_home.rows(others, region) == unchanged
    coverage = (
        "select status from marts.rpt_coverage where region_code = ? and year = ? and kind = 'narrative'"
    )
    assert amended_home.rows(coverage, region, year) == [("withdrawn",)]
    kept = "select status, reasons, receipt_count from marts.dim_submission where submission_id = ?"
    assert amended_home.rows(kept, target) == [("withdrawn", ["数据有误"], 1)]
    once_more = amended_home.copy(tmp_path / "again")
    assert nianjian(once_more.root, "run", "--inbox", SAMPLES)[0] == 3
    assert once_more.rows(coverage, region, year) == [("withdrawn",)]
