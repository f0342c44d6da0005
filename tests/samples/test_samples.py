"""The sample inbox: invented and marked so, complete, and made anew to the same bytes."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from catalog import load_catalog
from catalog.forms import load_forms
from ingestion.documents import Document, UnreadableSubmission
from ingestion.forms import FormReading, read_forms
from ingestion.readers import read_document
from ingestion.submissions import Identity

SAMPLES = Path(__file__).parents[2] / "samples"
INBOX = SAMPLES / "inbox"
CORRUPT = "白榆县人社局2024年法治政府建设情况报告.docx"
ENFORCEMENT = {
    2023: (
        "青岚县行政执法统计年报2023.xlsx",
        {
            "penalty_warning": 10,
            "penalty_fine": 6,
            "penalty_other_kinds": 3,
            "penalty_decisions": 19,
            "penalty_amount": 36000,
            "lic_applications": 331,
            "lic_accepted": 329,
            "lic_granted": 322,
            "lic_denied": 5,
            "lic_revoked": 0,
        },
    ),
    2024: (
        "行政执法统计年报2024.xlsx",
        {
            "penalty_warning": 12,
            "penalty_fine": 7,
            "penalty_other_kinds": 3,
            "penalty_decisions": 22,
            "penalty_amount": 41000,
            "lic_applications": 341,
            "lic_accepted": 338,
            "lic_granted": 330,
            "lic_denied": 6,
            "lic_revoked": 1,
        },
    ),
}


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
NAMES = sorted(path.name for path in INBOX.iterdir() if path.name != "manifest.csv")
READABLE = [name for name in NAMES if name != CORRUPT]


def _read(name: str) -> Document:
    return read_document(name, (INBOX / name).read_bytes())


def _whole_text(document: Document) -> str:
    return document.text or "\n".join(cell.text for table in document.tables for cell in table.cells)


def _manifest() -> list[dict[str, str]]:
    text = (INBOX / "manifest.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_script_reproduces_the_committed_bytes(tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in SCRIPT.make(tmp_path)}
    committed = {path.name: path.read_bytes() for path in INBOX.iterdir()}
    assert made.keys() == committed.keys() and len(made) == 17
    assert [name for name in sorted(made) if made[name] != committed[name]] == []


@pytest.mark.parametrize("name", READABLE)
def test_every_sample_says_that_it_is_invented(name: str) -> None:
    assert "虚构样例" in _whole_text(_read(name))


def test_the_corrupt_sample_cannot_be_read() -> None:
    with pytest.raises(UnreadableSubmission):
        _read(CORRUPT)


def test_the_manifest_states_when_each_file_was_received_and_invented_codes_only() -> None:
    rows = _manifest()
    assert sorted(row["file"] for row in rows) == NAMES
    times = [datetime.fromisoformat(row["received_at"]) for row in rows]
    assert times == sorted(times) and all(time.tzinfo is not None for time in times)
    assert {row["region"] for row in rows} == {"", "990121"}
    assert {row["replaces"] for row in rows} - {""} <= set(NAMES)


def test_reports_are_of_realistic_length_and_cover_three_years() -> None:
    reports = [name for name in READABLE if not name.endswith(".xlsx")]
    lengths = {name: len(_read(name).text) for name in reports}
    assert all(800 <= length <= 2500 for length in lengths.values()), lengths
    assert {year for name in NAMES for year in re.findall(r"20\d\d", name)} == {"2022", "2023", "2024"}


@pytest.mark.parametrize(
    "trap", ["三项制度", "双随机、一公开", "最多跑一次", "“八五”普法", "第14次", "两人以上执法", "12345"]
)
def test_the_numbers_that_count_nothing_are_there(trap: str) -> None:
    assert any(trap in _whole_text(_read(name)) for name in READABLE)


class _FormDictionary:
    forms = load_forms()
    indicators = load_catalog().indicators
    regions = load_catalog().regions


def _forms(name: str, year: int, **who: str) -> FormReading:
    identity = Identity(status="accepted", report_year=year, **who)  # type: ignore[arg-type]
    return read_forms(_read(name), identity, _FormDictionary())


@pytest.mark.parametrize("year", ENFORCEMENT)
def test_the_enforcement_workbook_gives_its_figures(year: int) -> None:
    name, expected = ENFORCEMENT[year]
    reading = _forms(name, year, region_code="990121", region_name="青岚县", region_level="county")
    assert reading.problems == ()
    found = {o.indicator_id: o.value for o in reading.observations if o.disposition == "fact"}
    assert found == expected


def test_the_dispute_workbook_adds_up_and_keeps_city_and_counties_apart() -> None:
    reading = _forms(
        "澄湾市劳动人事争议处理情况表2024.xlsx",
        2024,
        region_code="990100",
        region_name="澄湾市",
        region_level="city",
    )
    assert (reading.problems, reading.findings) == ((), ())
    facts = [o for o in reading.observations if o.disposition == "fact"]
    of = {(o.region_name or o.org_scope, o.indicator_id): o.value or 0 for o in facts}
    assert len(of) == len(facts)
    counties = ("望杉区", "青岚县", "白榆县")
    indicators = sorted(indicator for whose, indicator in of if whose == "region" and indicator)
    assert len(indicators) == 14
    for indicator in indicators:
        parts = of["own", indicator] + sum(of[county, indicator] for county in counties)
        assert parts == pytest.approx(of["region", indicator])


def test_only_the_marked_report_contradicts_itself() -> None:
    pattern = re.compile(r"上年结转(\d+)件.*?立案受理(\d+)件.*?审结案件(\d+)件.*?期末未结(\d+)件", re.S)
    tested = 0
    for name in READABLE:
        text = _whole_text(_read(name))
        for found in pattern.finditer(text):
            carried, accepted, closed, pending = map(int, found.groups())
            assert carried + accepted == closed + pending, name
            tested += 1
    assert tested >= 5
    assert "受理案件58件，其中调解结案126件、裁决结案37件、审理中案件5件" in _whole_text(
        _read("望杉区人社局2023年度法治政府建设工作情况汇报.txt")
    )
