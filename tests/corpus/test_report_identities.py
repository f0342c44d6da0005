"""Who reports, and about which year, in the annotated reports: right or left open, never wrong."""

from __future__ import annotations

import re

import pytest
from marked_reports import REPORTS, MarkedReport, read_reports

from catalog import load_catalog
from catalog.regions import load_regions
from ingestion.documents import Block, Document
from ingestion.identity import identify
from ingestion.submissions import Identity

FILES = read_reports(load_catalog())
"""Every region of these reports is invented; only those of the sample province are in the register."""

KNOWN_REGIONS = {"云汀省人力资源和社会保障厅": "990000"}
KNOWN_AROUND = {"云汀省墨川高新技术产业开发区人力资源和社会保障局": "990200"}


def identified(marked: MarkedReport) -> Identity:
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", marked.text))
    document = Document(format="txt", text=marked.text, blocks=blocks, metadata={})
    return identify(document, f"{marked.identity.id}.txt", None, load_regions(), None)


@pytest.mark.parametrize("marked", FILES, ids=lambda marked: marked.identity.id)
def test_region_and_year_of_a_report_are_right_or_open(marked: MarkedReport) -> None:
    found = identified(marked)
    agency = marked.identity.agency
    assert found.region_code == KNOWN_REGIONS.get(agency), found.evidence
    assert found.region_within == KNOWN_AROUND.get(agency)
    assert found.region_level in (marked.identity.level, None)
    assert found.report_year == marked.identity.year
    assert found.kind == marked.identity.kind
    assert (found.status == "accepted") is (agency in KNOWN_REGIONS), found.reasons


def test_every_report_of_the_folder_is_held_against_its_front_matter() -> None:
    assert len(FILES) == len(list(REPORTS.glob("*.md"))) >= 24
    assert {report.identity.agency for report in FILES} >= {*KNOWN_REGIONS, *KNOWN_AROUND}
