"""Nothing that was reviewed may vanish from the dictionary unnoticed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from catalog import Indicator, load_catalog
from catalog.lint.phrases import normalised

REVIEWED_PHRASES = Path(__file__).with_name("reviewed_phrases.tsv")


def reviewed_phrases() -> list[tuple[str, str]]:
    with REVIEWED_PHRASES.open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def wordings(indicator: Indicator) -> set[str]:
    phrases = (*indicator.phrases, *indicator.excluded_phrases, *indicator.zero_phrases)
    return {normalised(text) for text in (*(p.text for p in phrases), *indicator.table_headers)}


def test_all_reviewed_indicators_are_there() -> None:
    areas = Counter(indicator.subject_area for indicator in load_catalog().indicators.values())
    assert areas == {"cases": 47, "enforcement": 55, "publicity": 21, "approvals": 38}


def test_no_reviewed_phrase_is_lost() -> None:
    indicators = load_catalog().indicators
    reviewed = reviewed_phrases()
    assert len(reviewed) == 854
    lost = [(i, text) for i, text in reviewed if normalised(text) not in wordings(indicators[i])]
    assert lost == []


def test_every_indicator_has_definition_source_and_phrases() -> None:
    for indicator in load_catalog().indicators.values():
        assert indicator.definition.strip(), indicator.id
        assert indicator.source.strip() and "同上" not in indicator.source, indicator.id
        assert indicator.phrases, indicator.id
        assert indicator.not_to_be_confused_with, indicator.id


def test_every_figure_met_in_practice_is_kept() -> None:
    evidence = [e for indicator in load_catalog().indicators.values() for e in indicator.evidence]
    assert len(evidence) == 133
    assert Counter(e.qualifier for e in evidence) == {"exact": 123, "at_least": 10}


def test_all_reviewed_rules_are_there() -> None:
    rules = load_catalog().identities
    if not rules:
        pytest.skip("no identities in the catalogue yet")
    numbers = Counter(rule_id[0] for rule_id in rules)
    assert numbers == {"C": 19, "E": 16, "P": 6, "A": 9, "G": 13}
