"""Masked names stay open, whatever else the text mentions. All texts are invented."""

from __future__ import annotations

import pytest
from identity_documents import report
from region_cases import OPENING, Case, assert_found, of_bureau

from catalog.regions import load_regions
from ingestion.identity import identify

CASES = {
    "masked county": Case(
        "××县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, None, status="needs_review"
    ),
    "masked county of a named province": Case(
        "云汀省**县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990000",
        status="needs_review",
        reason="遮盖",
    ),
    "masked county, name in passing does not unmask": Case(
        "某县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING + "印发《青岚县欠薪治理方案》。",
        None,
        within=None,
        status="needs_review",
    ),
    "own county unnamed, sentence without a full stop is no title": Case(
        "2024年法治政府建设情况报告\n2024年,我县依托云汀省劳动人事争议调解仲裁平台……\n" + OPENING,
        None,
        within="990000",
        level="county",
        status="needs_review",
    ),
    "masked province": Case(
        "**省人力资源和社会保障厅2024年法治政府建设情况报告\n" + OPENING,
        None,
        level="province",
        status="needs_review",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize(
    ("bureau", "within"),
    [
        ("XX县人力资源和社会保障局", None),
        ("某某区人力资源和社会保障局", None),
        ("**市人力资源和社会保障局", None),
        ("某省某市人力资源和社会保障局", None),
        ("□□县人力资源和社会保障局", None),
        ("X县人社局", None),
        ("浙江省××市人力社保局", "330000"),
        ("杭州市*区人力社保局", "330100"),
        ("○○自治县人社局", None),
    ],
)
def test_masked_bureau_stays_open_beside_names_in_passing(bureau: str, within: str | None) -> None:
    text = (
        f"{bureau}2024年法治政府建设情况报告\n2024年,我局认真工作,现将情况报告如下。\n一、主要工作\n"
        "印发《垫江县欠薪治理方案》。垫江县人社局、垫江县司法局参加。\n"
        "抄送:墨川市人力资源和社会保障局。\n墨川市人力资源和社会保障局办公室 2025年1月20日印发"
    )
    found = identify(report(text), "report.txt", None, load_regions(), None)
    assert (found.region_code, found.status) == (None, "needs_review")
    assert found.region_within in (within, None)
    assert of_bureau(bureau).region_within == within


def test_signature_names_what_the_title_masks() -> None:
    text = (
        "**县人力资源和社会保障局2024年法治政府建设情况报告\n2024年,我局认真工作,现将情况报告如下。\n一、工作\n"
        "学法6次。\n垫江县人力资源和社会保障局\n2025年1月20日"
    )
    found = identify(report(text), "report.txt", None, load_regions(), None)
    assert (found.region_code, found.status) == ("500231", "accepted")
