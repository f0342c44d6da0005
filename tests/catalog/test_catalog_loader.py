"""The loader: what is shipped loads whole, and a slip in a file is an error with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from invented_entries import SmallCatalog, a_rule, an_indicator
from pydantic import ValidationError

from catalog import CatalogError, load_catalog, loader
from catalog.loader import CATALOG_ROOT
from catalog.model import REGION_LEVELS, SUBJECT_AREAS


def test_the_same_folder_is_loaded_once() -> None:
    assert load_catalog() is load_catalog(CATALOG_ROOT)


def test_indicators_stand_in_the_order_of_the_subject_areas() -> None:
    areas = [indicator.subject_area for indicator in load_catalog().indicators.values()]
    assert areas == sorted(areas, key=SUBJECT_AREAS.index)


def test_loading_parses_each_file_once_and_leaves_regions_and_forms_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "catalog"
    shutil.copytree(CATALOG_ROOT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    parsed: list[str] = []
    read = loader.read_yaml
    monkeypatch.setattr(loader, "read_yaml", lambda path: (parsed.append(path.stem), read(path))[1])
    monkeypatch.setattr(loader, "load_regions", unwanted := Mock())
    monkeypatch.setattr(loader, "load_forms", unwanted)
    load_catalog(copy)
    later = {copy / "regions", copy / "forms"}
    expected = [path.stem for path in copy.rglob("*.yaml") if path.parent not in later]
    assert len(expected) > 10
    assert sorted(parsed) == sorted(expected)
    assert not unwanted.called


def test_nothing_loaded_can_be_changed() -> None:
    catalog = load_catalog()
    indicator = next(iter(catalog.indicators.values()))
    with pytest.raises(ValidationError):
        indicator.unit = "户"
    with pytest.raises(TypeError):
        indicator.default_scope["county"] = "own"  # type: ignore[index]
    with pytest.raises(TypeError):
        catalog.indicators["another"] = indicator  # type: ignore[index]


def test_version_holds_the_declared_version_and_changes_with_any_data_file(
    small_catalog_folder: Callable[..., Path],
) -> None:
    one, same = (small_catalog_folder(an_indicator()) for _ in range(2))
    other = small_catalog_folder(an_indicator(name_zh="检查桥梁总座数"))
    with_regions = small_catalog_folder(an_indicator(), files={"regions/regions.csv": "code\n"})
    versions = [load_catalog(root).version for root in (one, same, other, with_regions)]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3
    assert all(version.startswith("1.0+") for version in versions)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"nmae_zh": "检查"}, r"cases\.yaml: bridges_inspected\.nmae_zh: Extra inputs"),
        ({"unit": None}, r"bridges_inspected\.unit: Field required"),
        ({"name_zh": 5}, r"bridges_inspected\.name_zh: Input should be a valid string"),
        ({"kind": "level"}, r"bridges_inspected\.kind: Input should be 'flow', 'stock' or 'ratio'"),
        ({"publish_tier": 4}, r"bridges_inspected\.publish_tier"),
        ({"id": "Bridges-Inspected"}, r"id: String should match pattern"),
        ({"default_scope": {"county": "own"}}, r"default_scope lacks province, city, local"),
        ({"aggregation": {"rule": "average"}}, r"bridges_inspected\.aggregation"),
        ({"aggregation": {"rule": "weighted_ratio", "across_years": "sum"}}, r"numerator: Field required"),
        ({"aggregation": {"rule": "not_additive", "across_years": "never"}}, r"reason: Field required"),
        ({"not_to_be_confused_with": [{}]}, r"needs an id or a note"),
        ({"cues": {"noun": ["桥"]}}, r"cues\.noun: Extra inputs"),
    ],
)
def test_a_slip_in_an_indicator_is_named_with_file_and_place(
    small_catalog: SmallCatalog, change: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CatalogError, match=complaint):
        small_catalog(an_indicator(**change))


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"vocabulary.yaml": "vocabularies: {"}, r"vocabulary\.yaml: while parsing"),
        ({"vocabulary.yaml": "vocabularies: {}\nvocabularies: {}\n"}, r"given twice: \['vocabularies'\]"),
        ({"indicators/cases.yaml": {"items": []}}, r"cases\.yaml: needs a list under the key 'indicators'"),
        ({"obligations.yaml": {"obligations": [{"kind": "x"}]}}, r"obligations\.0\.due: Field required"),
        ({"lexicon/measure_words.yaml": {"families": [], "multipliers": {"元": "1"}}}, r"multipliers\.元"),
    ],
)
def test_a_faulty_file_is_named(small_catalog: SmallCatalog, files: dict[str, Any], complaint: str) -> None:
    with pytest.raises(CatalogError, match=complaint):
        small_catalog(files=files)


def test_an_id_cannot_be_given_twice(small_catalog: SmallCatalog) -> None:
    with pytest.raises(CatalogError, match="indicator bridges_inspected is defined twice"):
        small_catalog(an_indicator(), an_indicator())
    with pytest.raises(CatalogError, match="rule C01 is defined twice"):
        small_catalog(an_indicator(), rules=(a_rule(), a_rule()))


def test_a_missing_file_is_named(small_catalog_folder: Callable[..., Path]) -> None:
    root = small_catalog_folder(an_indicator())
    (root / "indicators" / "approvals.yaml").unlink()
    with pytest.raises(CatalogError, match=r"approvals\.yaml.*No such file"):
        load_catalog(root)


def test_a_phrase_may_be_a_plain_text_or_carry_its_remark(small_catalog: SmallCatalog) -> None:
    wordings = ["检查桥梁{n}座", {"text": "桥梁全部检查", "words_value": 100, "remark": "虚构"}]
    plain, marked = small_catalog(an_indicator(phrases=wordings)).indicators["bridges_inspected"].phrases
    assert (plain.text, plain.remark, plain.words_value) == ("检查桥梁{n}座", None, None)
    assert (marked.text, marked.remark, marked.words_value) == ("桥梁全部检查", "虚构", 100)


def test_cues_are_empty_unless_given(small_catalog: SmallCatalog) -> None:
    catalog = small_catalog(an_indicator(), an_indicator("bridges_closed", cues={"nouns": ["桥梁"]}))
    assert not catalog.indicators["bridges_inspected"].cues
    assert catalog.indicators["bridges_closed"].cues.nouns == ("桥梁",)


def test_every_indicator_says_whose_figure_it_is_at_every_level() -> None:
    for indicator in load_catalog().indicators.values():
        assert set(indicator.default_scope) == set(REGION_LEVELS)


@pytest.mark.parametrize(
    ("indicator_id", "county", "city"),
    [
        ("arb_cases_accepted", "region", "own"),
        ("ins_employers_inspected", "region", "own"),
        ("wage_clues_received", "region", "own"),
        ("pub_materials", "region", "own"),
        ("lic_granted", "own", "own"),
        ("lit_cases_total", "own", "own"),
        ("recon_as_respondent", "own", "own"),
        ("law_study_leadership", "own", "own"),
        ("enforcement_cert_holders", "own", "own"),
        ("review_docs", "own", "own"),
        ("med_organizations", "region", "region"),
        ("one_stop_center_coverage", "region", "region"),
    ],
)
def test_default_scope_by_level(indicator_id: str, county: str, city: str) -> None:
    scopes = load_catalog().indicators[indicator_id].default_scope
    assert (scopes["county"], scopes["city"], scopes["province"]) == (county, city, city)
    assert scopes["local"] == county
