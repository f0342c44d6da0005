"""Nothing that was reviewed may vanish from the dictionary unnoticed."""

from __future__ import annotations

from collections import Counter

import pytest

from catalog import load_catalog


def test_all_reviewed_indicators_are_there() -> None:
    areas = Counter(indicator.subject_area for indicator in load_catalog().indicators.values())
    assert areas == {"cases": 47, "enforcement": 55, "publicity": 21, "approvals": 38}


def test_no_reviewed_wording_is_lost() -> None:
    catalog = load_catalog()
    assert list(catalog.wordings) == list(catalog.indicators)
    kinds = {
        kind: sum(len(getattr(wordings, kind)) for wordings in catalog.wordings.values())
        for kind in ("reported", "excluded", "zero")
    }
    assert kinds == {"reported": 815, "excluded": 28, "zero": 10}


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
    assert numbers == {"C": 19, "E": 16, "P": 6, "A": 9, "G": 13, "X": 1, "Q": 14}
