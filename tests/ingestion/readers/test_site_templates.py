"""Government sites: of each kind of page the report is read whole, and nothing of the page around it.

``fixtures/sites`` holds a page of each content system that these sites use, all around one invented
report; what is special about each stands in a comment at its top.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.readers import read_document

SITES = {path.stem: path for path in sorted((Path(__file__).with_name("fixtures") / "sites").glob("*.html"))}
REPORT = (
    "望杉区人力资源和社会保障局2031年法治政府建设年度报告",
    "2031年，我局依法受理劳动人事争议案件67件，其中裁决12件、调解55件，结案率98.5%，办案质量稳步提升。",
    "（一）规范执法行为。全年检查用人单位320户次，立案9件，罚款3.5万元，全部依法公示，接受社会监督。",
    "（二）畅通维权渠道。12333热线接听来电4200余个，公布举报投诉电话2部，为劳动者追回工资86.4万元。",
    "望杉区人力资源和社会保障局",
    "2032年1月9日",
)
# These two give the day only where a page gives what is no part of the article.
WITHOUT_DAY = {"drupal", "wechat_copy"}


@pytest.mark.parametrize("site", SITES)
def test_the_report_and_nothing_else_is_read(site: str) -> None:
    document = read_document("网页.html", SITES[site].read_bytes())
    assert tuple(document.text.split("\n")) == REPORT


@pytest.mark.parametrize("site", sorted(SITES.keys() - WITHOUT_DAY))
def test_the_day_of_publication_is_kept(site: str) -> None:
    document = read_document("网页.html", SITES[site].read_bytes())
    assert document.metadata["published_on"] == "2032-01-10"


def test_ten_kinds_of_pages_are_tried() -> None:
    assert len(SITES) == 10
