"""The form maps as data: what they may say, and that every header they list leads where they say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drawn_grid import DICTIONARY
from workbooks import book, read_book, values

import catalog
from catalog import load_catalog
from catalog.forms import Form, FormCatalogError, load_forms
from ingestion.forms.headers.lexicon import compile_forms
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.tables.matching import match_item

FORMS = load_forms().forms


def test_every_header_leads_to_its_own_item() -> None:
    patterns = {p.form.form: p for p in compile_forms(load_forms()).forms}
    paths = {(p.form.form, item.key, path) for p in patterns.values() for path, item in p.paths}
    assert len(paths) >= 200
    for name, key, path in sorted(paths):
        wanted = next(item for item in patterns[name].form.items if item.key == key)
        before = wanted.after[0] if wanted.after else None
        found = match_item(HeaderPath(path), patterns[name], before)
        assert found is not None and found.key == key, (name, path)


def test_units_are_those_of_the_indicators() -> None:
    checked = [
        (form.form, indicator, unit, DICTIONARY.indicators[indicator].unit)
        for form in FORMS
        for indicator, unit in form.indicators()
    ]
    assert len(checked) >= 60
    assert [entry for entry in checked if entry[2] != entry[3]] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form)
def test_every_form_has_a_source_and_one_vintage_at_least(form: Form) -> None:
    assert form.source and form.name_zh and form.vintages


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(Path(catalog.__file__).parent / "forms", tmp_path / "forms")
    return tmp_path


FAULTS = {
    "unknown_item_in_a_total": ("parts: [recon_upheld,", "parts: [recon_upheld, nowhere,", "nowhere"),
    "unknown_field": ("orientation: across", "orientation: across\nprecision: 3", "precision"),
    "unknown_kind": ("kind: disclosure_annual", "kind: something", "kind"),
    "one_header_for_two_items": (
        "headers: [行政复议/结果纠正]",
        "headers: [行政复议/结果维持]",
        "行政复议/结果维持",
    ),
    "broken_pattern": ("titles: [", "titles: ['(', ", "titles"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_map_is_refused_by_name(copied: Path, fault: str) -> None:
    old, new, named = FAULTS[fault]
    path = copied / "forms" / "disclosure_reviews.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormCatalogError, match=r"disclosure_reviews\.yaml") as refused:
        load_forms(copied)
    assert named in str(refused.value)


def test_the_same_form_twice_is_refused(copied: Path) -> None:
    shutil.copy(copied / "forms" / "inspection.yaml", copied / "forms" / "inspection_again.yaml")
    with pytest.raises(FormCatalogError, match="inspection"):
        load_forms(copied)


def test_a_collection_table_may_have_a_column_of_any_indicator() -> None:
    """What a form of its own counts by columns (kinds of penalties, other acts) needs none here."""
    (general,) = (form for form in load_forms().forms if form.is_general)
    covered = {indicator for indicator, _ in general.indicators()}
    missing = set(load_catalog().indicators) - covered
    assert missing == {"penalty_warning", "penalty_fine", "penalty_other_kinds", "other_admin_acts"}


@pytest.mark.parametrize(
    ("header", "value", "indicator", "expected"),
    [
        ("欠薪立案涉及金额（万元）", "12.5", "wage_cases_filed_amount", 125_000),
        ("旁听庭审次数", "3", "court_hearing_observation", 3),
        ("学法考试合格率（%）", "100", "law_exam_pass_rate", 100),
        ("上期未结案件数", "7", "arb_cases_carried_over", 7),
        ("守法诚信A级户数", "21", "credit_rated_a", 21),
        ("悬挂横幅", "40条", "pub_banners", 40),
    ],
)
def test_columns_of_many_kinds_stand_side_by_side(
    header: str, value: str, indicator: str, expected: float
) -> None:
    drawing = f"2023年法治建设主要数据汇总表（虚构）\n行政应诉案件数 | {header}\n5 | {value}"
    assert values(read_book(book({"表": drawing}))) == {"lit_cases_total": 5, indicator: expected}
