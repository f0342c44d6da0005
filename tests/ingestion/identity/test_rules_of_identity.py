"""What holds for every identity: evidence with its place, reasons for review, full agency names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identity_documents import report
from region_cases import OPENING

from catalog.regions import load_regions
from ingestion.identity import identify


def test_evidence_stands_where_it_says() -> None:
    document = report("青岚县人力资源和社会保障局 2024 年法治政府建设情况报告\n" + OPENING)
    found = identify(document, "a.txt", None, load_regions(), None)
    placed = [e for e in found.evidence if e.start is not None]
    assert {"region", "year", "agency"} <= {e.attribute for e in placed}
    for evidence in placed:
        assert "".join(document.text[evidence.start : evidence.end].split()) == evidence.text


def test_every_attribute_has_its_evidence_and_confidence() -> None:
    text = f"青岚县人社局2024年法治政府建设情况报告\n{OPENING}\n青岚县人力资源和社会保障局\n2025年1月10日"
    found = identify(report(text), "a.txt", None, load_regions(), None)
    said = {e.attribute: e for e in found.evidence if e.confidence >= 0.9}
    assert {attribute: e.value for attribute, e in said.items() if attribute != "region"} == {
        "level": "county",
        "agency": "人力资源和社会保障局",
        "year": "2024",
        "kind": "narrative",
        "published_on": "2025-01-10",
    }
    assert said["region"].value == "990121"


@pytest.mark.parametrize(
    ("text", "metadata", "source"),
    [
        ("青岚县人社局2024年报告\n2025年1月10日", {}, "signature"),
        ("2024年报告\n填报日期:2025-01-10\n学法6次。", {}, "form"),
        ("2024年报告\n发布时间:2025-01-10\n学法6次。", {}, "published"),
        ("2024年报告\n学法6次。", {"published_on": "2025-01-10"}, "metadata"),
    ],
)
def test_day_of_publication_says_where_it_was_read(text: str, metadata: dict[str, str], source: str) -> None:
    found = identify(report(text, metadata), "a.txt", None, load_regions(), None)
    (piece,) = (e for e in found.evidence if e.attribute == "published_on")
    assert (piece.source, piece.value) == (source, "2025-01-10")
    assert (piece.start is None) is (source == "metadata")


WORDS = (
    "青岚县",
    "鼓楼区",
    "**县",
    "某市",
    "人社局",
    "人社厅",
    "高新区",
    "2024年",
    "《",
    "》",
    "\n",
    "。",
    "现将",
    "报告如下",
    "来源:",
    "我县",
    "在省委领导下",
    "2025年1月10日",
    "一、",
)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_any_wording_is_answered_with_reasons_or_a_region(text: str) -> None:
    found = identify(report(text), "a.txt", None, load_regions(), None)
    assert bool(found.reasons) is (found.status == "needs_review")
    assert (found.region_code is None) is (found.region_name is None)
    assert found.status == "needs_review" or (found.region_code and found.report_year)
    assert found.region_code is None or found.region_within is None


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("青岚县人社局2024年法治政府建设情况报告", "澄湾市青岚县人力资源和社会保障局"),
        ("垫江县人力社保局2024年法治政府建设情况报告", "垫江县人力资源和社会保障局"),
        ("深圳市南山区人力资源局2024年法治政府建设情况报告", "深圳市南山区人力资源局"),
        ("云汀省人社厅2024年法治政府建设情况报告", "云汀省人力资源和社会保障厅"),
        ("县人社局2024年法治政府建设情况报告", "县人力资源和社会保障局"),
        ("石萤县劳动人事争议仲裁院2024年工作情况报告", "墨川市石萤县劳动人事争议仲裁院"),
    ],
)
def test_agency_has_its_full_formal_name(title: str, agency: str) -> None:
    found = identify(report(f"{title}\n{OPENING}"), "a.txt", None, load_regions(), None)
    assert found.agency == agency


def test_no_name_of_the_register_is_taken_for_another() -> None:
    """Every region's own title: with its parents it is found, by its bare name it is found or left open."""
    register = load_regions()
    regions = [region for region in register.versions if region.holds_in(2023)][::7]
    accepted = 0
    for region in regions:
        chain = "".join(r.name_zh for r in (*reversed(register.ancestors(region)), region))
        for name, may_be_open in ((chain, False), (region.name_zh, True)):
            title = f"{name}人力资源和社会保障局2023年法治政府建设情况报告\n一、主要工作\n学法6次。"
            found = identify(report(title), "a.txt", None, register, None)
            assert found.region_code in (
                {region.region_code, None} if may_be_open else {region.region_code}
            ), (
                title,
                found.reasons,
            )
            accepted += found.status == "accepted"
    assert accepted > 1.9 * len(regions) > 800
