"""What of a warehouse waits for whom: each fault once, a file's figures together, what matters most first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from catalog import load_catalog
from pipeline.quality.telling import Fault
from pipeline.quality.waiting import waiting_faults
from pipeline.settings import Home

TABLES = """
    create schema marts; create schema staging; create schema intermediate;
    create table staging.stg_documents as
    select unnest(['r1', 'r5', 'r7', 'r8']) as receipt_id;
    create table intermediate.int_receipt_known as
    select * from (values
        ('r1', 's1', 1, '丙.docx', 'accepted', false, null),
        ('r2', 's1', 2, '墨川市/丙.docx', 'needs_review', false, null),
        ('r3', 's1', 3, '墨川市/旧.docx', 'needs_review', false, '墨川市'),
        ('r4', 's2', 4, '墨川市/旧.docx', 'accepted', false, '墨川市'),
        ('r5', 's2', 5, '丁.docx', 'needs_review', false, null),
        ('r6', 's2', 6, '白榆县/丁.docx', 'needs_review', true, '白榆县'),
        ('r7', 's3', 7, '白榆县/戊.docx', 'needs_review', false, null),
        ('r8', 's3', 8, '戊.docx', 'needs_review', false, '青岚县'),
        ('r9', 's3', 9, '青岚县/戊.docx', 'accepted', false, null)
    ) as t (receipt_id, submission_id, sequence, source_name, outcome, is_withdrawn, stated_region)
    cross join (select null as stated_agency, ['内容相同'] as reasons);
    create table staging.stg_receipts as
    select * from (values ('lost', 1, '青岚县人社局', null), ('released', 2, null, '990121'))
    as t (submission_id, sequence, stated_agency, stated_region);
    create table marts.dim_submission as
    select * from (values
        ('lost', '甲.docx', 'quarantined', null, null, null),
        ('released', '乙.docx', 'quarantined', null, null, null),
        ('s1', '丙.docx', 'accepted', '青岚县人力资源和社会保障局', 'hill', 2031),
        ('s2', '丁.docx', 'accepted', '青岚县人社局', 'hill', 2030),
        ('s3', '青岚县/戊.docx', 'accepted', null, 'hill', 2029)
    ) as t (submission_id, source_name, status, agency, region_key, report_year)
    cross join (select '990121' as region_code, '青岚县' as region_name, 'narrative' as kind);
    create table marts.dim_region as
    select '990121' as region_code, '青岚县' as name_zh, 2000 as valid_from_year, null::int as valid_to_year;
    create table marts.rpt_coverage as
    select * from (values
        ('hill', '990121', 2031, 'narrative', date '2032-03-01', 'missing'),
        ('hill', '990121', 2030, 'narrative', date '2031-03-01', 'late'),
        ('lake', '990121', 2030, 'dispute_form', date '2031-01-31', 'withdrawn')
    ) as t (region_key, region_code, year, kind, due_on, status);
    create table marts.rpt_review_item as
    select *, 'narrative' as kind, 2031 as report_year, '青岚县' as region_name from (values
        (5, 's1', 'figure', 'undecided', 'open', 'pub_events', '3场', null, null),
        (2, 's1', 'figure', 'contradicted', 'open', 'arb_cases_accepted', '58件', 'C02',
            'C02：收结不平衡。；C05：多于两倍'),
        (3, 's1', 'figure', 'contradicted', 'open', 'arb_closed_by_mediation', '37件', 'C02',
            'C02：收结不平衡'),
        (1, 's2', 'submission', 'incomplete', 'open', null, null, null, '缺表一；缺表二'),
        (4, 's2', 'figure', 'unmapped', 'sent_back', null, '9000次', null, null)
    ) as t (position, submission_id, subject, issue, state, indicator_id, raw_text, rule_ids, finding)
    cross join (select '990121' as region_code, 2031 as year, '丙.docx' as source_name, '某局' as agency);
    create table marts.rpt_reconciliation as
    select * from (values
        ('C02', 'error', 'violated', 's1', '990121', 2031),
        ('C02', 'error', 'violated', null, '990121', 2031),
        ('C02', 'error', 'violated', null, '990121', 2030),
        ('C05', 'error', 'violated', 's1', '990121', 2031),
        ('C08', 'warn', 'violated', 's2', '990121', 2030),
        ('C09', 'info', 'violated', 's2', '990121', 2030),
        ('C10', 'warn', 'flagged', 's2', '990121', 2030)
    ) as t (rule_id, severity, result, submission_id, region_code, year)
    cross join (select '不符' as message_zh, '1 ≠ 2' as figures);
"""


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[list[Fault]]:
    """The faults of a home in which one of two unreadable files is still in quarantine."""
    folder = tmp_path / "quarantine" / "lost"
    folder.mkdir(parents=True)
    record = {"submission_id": "lost", "receipt_id": "r", "source_name": "甲.docx", "received_at": "2032"}
    reason = record | {"code": "encrypted", "reason": "文件已加密。"}
    (folder / "reason.json").write_text(json.dumps(reason), encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield list(waiting_faults(Home(tmp_path), connection, load_catalog()))


def of_class(faults: list[Fault], name: str) -> list[Fault]:
    return [fault for fault in faults if fault.fault_class == name]


def test_a_file_that_left_quarantine_waits_no_more(faults: list[Fault]) -> None:
    (fault,) = of_class(faults, "quarantine_reason")
    assert (fault.code, fault.file, fault.bureau) == ("encrypted", "甲.docx", "青岚县人社局")


def test_bytes_of_another_region_are_told_to_their_sender_and_to_the_reviewer(faults: list[Fault]) -> None:
    """Not what was read, what was taken back, or what another file of the same name has replaced."""
    found = [fault for fault in of_class(faults, "receipt_doubt") if fault.submission_id != "s3"]
    told = [(f.code, f.bureau, f.file, f.submission_id) for f in found]
    assert told == [
        ("sent_for_another", "墨川市", "墨川市/丙.docx", "s1"),
        ("claimed_by_another", "青岚县人力资源和社会保障局", "丙.docx", "s1"),
    ]
    details = [f.particulars["detail"] for f in found]
    assert details == ["内容相同", "“墨川市/丙.docx”内容相同"], "each is told which file is meant"


def test_who_sent_the_wrong_copy_first_is_told_what_became_of_it(faults: list[Fault]) -> None:
    """Not who stated the right region; nor the reviewer, for whom nothing is left to decide."""
    (told,) = [fault for fault in of_class(faults, "receipt_doubt") if fault.submission_id == "s3"]
    assert (told.code, (told.bureau or "")[-3:], told.file) == (
        "sent_for_another",
        "白榆县",
        "白榆县/戊.docx",
    )
    assert told.particulars["detail"] == "内容相同；同一文件已由“青岚县/戊.docx”作为青岚县的材料受理"


def test_reports_that_came_are_no_fault_and_the_last_name_of_the_bureau_is_written_to(
    faults: list[Fault],
) -> None:
    owed = [(f.year, f.code, f.bureau) for f in of_class(faults, "coverage_status")]
    assert owed == [(2031, "missing", "青岚县人力资源和社会保障局"), (2030, "withdrawn", "青岚县")]


def test_figures_of_a_file_wait_together_in_the_order_of_the_queue(faults: list[Fault]) -> None:
    waiting = [(f.submission_id, f.code, f.items) for f in of_class(faults, "review_issue")]
    assert waiting == [
        ("s2", "incomplete", 1),
        ("s1", "contradicted", 2),
        ("s2", "sent_back", 1),
        ("s1", "undecided", 1),
    ]


def test_the_figures_are_named_and_what_the_rules_found_is_said_once(faults: list[Fault]) -> None:
    details = {f.code: f.particulars["detail"] for f in of_class(faults, "review_issue")}
    assert details["contradicted"] == (
        "仲裁受理（立案）案件数“58件”、仲裁调解结案件数“37件”；C02：收结不平衡；C05：多于两倍"
    )
    assert details["sent_back"] == "目录未收录的数量“9000次”"
    assert details["incomplete"] == "缺表一；缺表二"


def test_a_violated_rule_is_told_of_its_own_only_where_no_figure_waits_for_it(faults: list[Fault]) -> None:
    """Neither the finding about the file nor the one about its year; another year, another rule are."""
    told = [tuple(f.subject) for f in of_class(faults, "severity")]
    assert told == [
        ("C02", None, "990121", 2030),
        ("C08", "s2", "990121", 2030),
        ("C05", "s1", "990121", 2031),
    ]
