"""A run over the samples: what comes out, and that running again changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from homes import SAMPLES, RunHome, nianjian, query_warehouse

pytestmark = pytest.mark.slow

MARTS = (
    "dim_region",
    "dim_submission",
    "fct_observation",
    "fct_indicator_year",
    "fct_cases",
    "fct_enforcement",
    "fct_publicity",
    "fct_approvals",
    "cmp_year_over_year",
    "rpt_reconciliation",
    "rpt_coverage",
)


def marts_of(home: Path) -> dict[str, list[str]]:
    """Every mart as sorted rows of text."""
    return {name: sorted(map(repr, query_warehouse(home, f"select * from marts.{name}"))) for name in MARTS}


def published_files(home: Path) -> dict[str, str]:
    """Every published file with its sha256."""
    folder = home / "publications"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != ".lock"
    }


def test_a_corrupt_file_is_quarantined_and_the_rest_is_done(sample_home: RunHome) -> None:
    assert sample_home.exit_code == 3
    reasons = sorted((sample_home.root / "quarantine").glob("*/reason.json"))
    assert len(reasons) == 1
    assert "不完整" in reasons[0].read_text(encoding="utf-8")
    assert sample_home.rows("select count(*) from marts.fct_observation")[0][0] > 300


def test_the_summary_names_files_figures_checks_and_editions(sample_home: RunHome) -> None:
    for words in ("报送文件", "已采用", "待审核", "已隔离", "入库数值", "质量检查", "年度对比", "index.html"):
        assert words in sample_home.output
    assert "未通过 0" in sample_home.output


def test_a_masked_report_is_in_review_and_under_no_region(sample_home: RunHome) -> None:
    masked = sample_home.rows(
        "select submission_id, region_code, status from marts.dim_submission where source_name like '%某区%'"
    )
    assert [(code, status) for _, code, status in masked] == [(None, "needs_review")]
    loaded = sample_home.rows(
        "select count(*) from marts.fct_observation where submission_id = ?", masked[0][0]
    )
    assert loaded == [(0,)]
    judged = sample_home.rows(
        "select count(*) from marts.rpt_reconciliation where submission_id = ? and region_code is null",
        masked[0][0],
    )
    assert judged[0][0] > 0


def test_every_data_year_has_an_edition_with_all_its_files(sample_home: RunHome) -> None:
    years = [year for (year,) in sample_home.rows("select distinct year from marts.fct_indicator_year")]
    assert years
    for year in years:
        latest = sample_home.root / "publications" / str(year) / "latest"
        assert {path.name for path in latest.iterdir()} >= {
            "comparison.xlsx",
            "comparison.csv",
            "comparison.parquet",
            "index.html",
            "summary.docx",
            "edition.json",
        }


def test_running_again_changes_nothing(own_home: RunHome) -> None:
    before = marts_of(own_home.root), published_files(own_home.root)
    batches = sorted((own_home.root / "raw" / "batches").iterdir())
    exit_code, _ = nianjian(own_home.root, "run", "--inbox", SAMPLES)
    assert exit_code == 3
    assert sorted((own_home.root / "raw" / "batches").iterdir()) == batches
    assert (marts_of(own_home.root), published_files(own_home.root)) == before


def test_every_fact_reads_back_from_the_received_bytes(sample_home: RunHome) -> None:
    """The span of a figure slices back to what is printed there, read anew from the landing store."""
    from ingestion.landing import LandingStore, read_raw_table
    from ingestion.readers import read_document

    store = LandingStore(sample_home.root)
    documents = {
        row["submission_id"]: row for row in read_raw_table(sample_home.root, "documents").to_pylist()
    }
    texts = {
        submission: read_document(row["source_name"], store.read(submission)).text
        for submission, row in documents.items()
    }
    observations = read_raw_table(sample_home.root, "observations").to_pylist()
    with_span = [o for o in observations if o["start"] is not None]
    assert len(with_span) > 500
    wrong = [
        (o["raw_text"], texts[o["submission_id"]][o["start"] : o["end"]])
        for o in with_span
        if texts[o["submission_id"]][o["start"] : o["end"]] != o["raw_text"]
    ]
    assert wrong == []


def test_what_was_known_on_a_past_day_is_built_again(past_home: RunHome) -> None:
    """Before the first receipt nothing was known; the correction of 2025 is unknown the year before."""
    assert past_home.exit_code == 0, past_home.output
    late = past_home.rows("select count(*) from marts.fct_observation where received_at > '2025-01-01'")
    known = past_home.rows("select count(*) from marts.fct_observation")
    assert late == [(0,)]
    assert known[0][0] > 0
