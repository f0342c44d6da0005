"""What the sender states, what kind a submission is. All texts are invented."""

from __future__ import annotations

import pytest
from identity_documents import report, workbook

from catalog.regions import load_regions
from ingestion.identity import identify
from ingestion.submissions import ManifestEntry, SubmissionKind

NAMED = "青岚县人力资源和社会保障局2024年法治政府建设情况报告\n现将情况报告如下:\n一、工作\n学法6次。"
UNNAMED = "县人力资源和社会保障局2024年法治政府建设情况报告\n现将情况报告如下:\n一、工作\n我县学法6次。"


@pytest.mark.parametrize(
    ("text", "region", "year", "code", "report_year", "reason"),
    [
        (UNNAMED, "990121", None, "990121", 2024, None),
        (UNNAMED, "青岚县", None, "990121", 2024, None),
        (UNNAMED, "云汀省青岚县", 2024, "990121", 2024, None),
        (NAMED, "990121", 2024, "990121", 2024, None),
        (NAMED, "990122", 2024, "990122", 2024, "不一致"),
        (NAMED, None, 2023, "990121", 2023, "不一致"),
        (UNNAMED, "990102", None, "990102", 2024, "层级"),
        (UNNAMED, "990100", None, "990100", 2024, "层级"),
        (UNNAMED, "不存在县", None, None, 2024, "不在区划表中"),
        (UNNAMED, "鼓楼区", None, None, 2024, "同名地区"),
        (UNNAMED, "123456", None, None, 2024, "不在区划表中"),
        ("县人社局报告\n学法6次。", "990121", 2024, "990121", 2024, None),
        (UNNAMED, "郫县", 2015, "510124", 2015, "不一致"),
    ],
)
def test_statement_wins_and_contradiction_is_a_reason(
    text: str, region: str | None, year: int | None, code: str | None, report_year: int, reason: str | None
) -> None:
    entry = ManifestEntry(file="a.txt", region=region, year=year)
    found = identify(report(text), "a.txt", entry, load_regions(), None)
    assert (found.region_code, found.report_year) == (code, report_year), found.reasons
    assert found.status == ("needs_review" if reason else "accepted"), found.reasons
    assert (reason or "") in "；".join(found.reasons)


def test_masked_report_is_accepted_where_the_sender_names_its_region() -> None:
    text = "云汀省**县人力资源和社会保障局2024年法治政府建设情况报告\n现将情况报告如下:\n一、工作\n学法6次。"
    entry = ManifestEntry(file="a.txt", region="990121")
    assert identify(report(text), "a.txt", entry, load_regions(), None).status == "accepted"
    elsewhere = ManifestEntry(file="a.txt", region="500231")
    found = identify(report(text), "a.txt", elsewhere, load_regions(), None)
    assert found.status == "needs_review" and "云汀省" in found.reasons[0]


def test_stated_agency_tells_its_region() -> None:
    entry = ManifestEntry(file="a.txt", agency="澄湾市青岚县人社局")
    found = identify(report(UNNAMED), "a.txt", entry, load_regions(), None)
    assert (found.region_code, found.status) == ("990121", "accepted")
    against = identify(report(NAMED.replace("青岚", "白榆")), "a.txt", entry, load_regions(), None)
    assert (against.region_code, against.status) == ("990121", "needs_review")


def test_stated_agency_and_kind_win() -> None:
    entry = ManifestEntry(file="a.txt", agency="青岚县仲裁院", kind="other")
    found = identify(report(NAMED), "a.txt", entry, load_regions(), None)
    assert (found.agency, found.kind) == ("青岚县仲裁院", "other")


@pytest.mark.parametrize(
    ("text", "hint", "kind", "status"),
    [
        (NAMED, None, "narrative", "accepted"),
        (NAMED, "dispute_form", "dispute_form", "accepted"),
        (
            "青岚县人社局关于2024年法治政府建设报告的更正说明\n学法6次应为7次。",
            None,
            "correction",
            "accepted",
        ),
        ("青岚县人社局2024年报告\n因统计差错,现更正如下:学法6次应为7次。", None, "correction", "accepted"),
        (
            "青岚县人社局2024年行政执法统计表更正\n学法6次应为7次。",
            "enforcement_annual",
            "correction",
            "accepted",
        ),
        ("青岚县人社局2024年政府信息公开工作年度报告\n一、总体情况", None, "disclosure_annual", "accepted"),
        ("青岚县人社局2025年法治政府建设工作要点\n一、目标\n学法6次。", None, "other", "needs_review"),
        ("青岚县人社局2024年法治人社建设工作总结\n一、工作\n学法6次。", None, "narrative", "accepted"),
        ("青岚县人社局关于2024年度依法行政工作的报告\n一、工作\n学法6次。", None, "narrative", "accepted"),
        (
            "青岚县人社局主要负责人2024年度述法报告\n本人履行推进法治建设第一责任人职责。",
            None,
            "narrative",
            "accepted",
        ),
        (
            "青岚县人社局2024年法治政府建设工作总结暨2025年工作要点\n一、工作\n学法6次。",
            None,
            "narrative",
            "accepted",
        ),
        (
            "关于印发《青岚县人社局2025年法治政府建设工作要点》的通知\n一、目标",
            None,
            "other",
            "needs_review",
        ),
        ("青岚县人社局法治政府建设实施方案(2021—2025年)\n一、目标", None, "other", "needs_review"),
        (
            "青岚县人社局关于报送2024年法治政府建设情况的通知\n请于1月底前报送。",
            None,
            "other",
            "needs_review",
        ),
        ("青岚县人社局2025年普法责任清单\n学法6次。", None, "other", "needs_review"),
        ("青岚县人社局2024年度报告勘误\n宣传6场次应为8场次。", None, "correction", "accepted"),
        ("青岚县人社局2024年食堂采购情况公告\n大米3吨。", None, "other", "accepted"),
    ],
)
def test_kind_follows_form_then_heading_then_wording(
    text: str, hint: SubmissionKind | None, kind: SubmissionKind, status: str
) -> None:
    found = identify(report(text), "a.txt", None, load_regions(), hint)
    assert (found.kind, found.status) == (kind, status), found.reasons


def test_workbook_without_form_or_words_is_other() -> None:
    found = identify(workbook(("Sheet1", [["甲", "乙"]])), "b.xlsx", None, load_regions(), None)
    assert (found.kind, found.status, found.region_code, found.report_year) == (
        "other",
        "needs_review",
        None,
        None,
    )
