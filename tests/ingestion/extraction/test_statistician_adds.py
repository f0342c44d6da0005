"""A statistician adds an indicator, a phrase or a word as data, and it is read; no code changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from reading_aids import facts, of

from catalog import Catalog, load_catalog
from catalog.loader import CATALOG_ROOT
from ingestion.extraction.words.phrases import PhraseError, parse_phrase
from ingestion.extraction.words.vocabulary import vocabulary

NEW = {
    "id": "archive_transfers",
    "name_zh": "档案转递件数",
    "name_en": "Personnel files transferred",
    "unit": "件",
    "display_unit": "件",
    "decimals_display": 0,
    "kind": "flow",
    "aggregation": {"rule": "sum", "across_years": "sum"},
    "definition": "本期转递的流动人员人事档案件数。",
    "source": "人社统计报表制度",
    "default_scope": {"county": "own", "city": "own", "province": "own", "local": "own"},
    "direction": "neutral",
    "publish_tier": 3,
    "phrases": ["转递人事档案{n}件", "[许可] 归档{n}件"],
    "excluded_phrases": ["拟转递人事档案{n}件"],
}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the catalogue's data that a test may change."""
    for path in CATALOG_ROOT.rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            target = tmp_path / path.relative_to(CATALOG_ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return tmp_path


def with_indicator(shelf: Path, **changes: object) -> Catalog:
    path = shelf / "indicators" / "approvals.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["indicators"].append(NEW | changes)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_catalog(shelf)


def test_a_new_indicator_is_read(shelf: Path) -> None:
    text = "全年转递人事档案312件。"
    assert facts(text) == set()
    assert facts(text, catalog=with_indicator(shelf)) == {("archive_transfers", 312)}


def test_fillers_and_hedges_may_stand_between_phrase_and_number(shelf: Path) -> None:
    found = of("全年转递人事档案共计300余件。", "300", catalog=with_indicator(shelf))
    assert (found.indicator_id, found.qualifier) == ("archive_transfers", "at_least")


def test_a_condition_asks_for_an_open_topic(shelf: Path) -> None:
    catalog = with_indicator(shelf)
    assert facts("归档40件。", catalog=catalog) == set()
    assert facts("推进行政许可规范化。归档40件。", catalog=catalog) == {("archive_transfers", 40)}


def test_an_excluded_phrase_refuses_the_indicator(shelf: Path) -> None:
    assert facts("拟转递人事档案40件。", catalog=with_indicator(shelf)) == set()


def test_a_synonym_is_added_once_for_all_phrases(shelf: Path) -> None:
    text = "受理薪资纠葛53件。"
    assert facts(text) == set()
    path = shelf / "lexicon" / "terms.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["terms"]["争议"] += " 薪资纠葛"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert ("arb_cases_accepted", 53) in facts(text, catalog=load_catalog(shelf))


def test_a_phrase_that_names_nothing_is_refused() -> None:
    with pytest.raises(PhraseError, match="names nothing"):
        parse_phrase("{n}件", {}, frozenset({"件"}))


def test_an_unknown_term_is_refused_by_name() -> None:
    with pytest.raises(PhraseError, match="<无此词>"):
        parse_phrase("受理<无此词>{n}件", {}, frozenset({"件"}))


def test_the_parts_of_a_phrase() -> None:
    phrase = parse_phrase("[仲裁] (受理|立案)<案>…共?{n}件…审查", {"案": ("案件",)}, frozenset({"件"}))
    assert phrase.topics == {"仲裁"}
    assert phrase.unit == "件"
    assert [(p.words, p.far, p.optional) for p in phrase.left] == [
        (("共",), False, True),
        (("案件",), True, False),
        (("受理", "立案"), True, False),
    ]
    assert [(p.words, p.far) for p in phrase.right] == [(("审查",), True)]


def test_every_phrase_of_the_catalogue_can_be_read() -> None:
    catalog = load_catalog()
    written = sum(
        len(i.phrases) + len(i.zero_phrases) + len(i.excluded_phrases) for i in catalog.indicators.values()
    )
    read = vocabulary(catalog)
    numbered = {id(r) for of_unit in read.by_unit.values() for r in of_unit.readings}
    assert len(numbered) + len(read.in_words) == written > 0
    assert all(reading.needed for reading in read.in_words)
