"""What the catalogue states is compiled once per process: reading one more text compiles nothing of it."""

from __future__ import annotations

import re

import pytest
from reading_aids import read

from ingestion.extraction.words import wordlist
from ingestion.quantities import normalise

TEXTS = (
    "某县人力资源和社会保障局2031年法治政府建设情况报告\n2031年，全县受理仲裁案件53件。县法院受理8件。\n"
    "今年以来，在冬季专项行动中检查用人单位35户，无行政复议案件。年末无未结案件。\n",
    "某市人力资源和社会保障局2032年法治政府建设情况报告\n截至11月底，全市追回工资53万元，同比增长8%。\n"
    "一审、二审分别审结9件、4件。各县区另行准予许可43件，其中本级2件。未发生败诉。\n",
)
AGENCIES = ("某县人力资源和社会保障局", "某市人力资源和社会保障局")
NAME_IN_TEXT = re.escape(normalise(AGENCIES[1]))
"""The pattern that a reading may make for itself: the agency's own name, as it stands."""


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The word lists that are compiled from now on."""
    found: list[str] = []
    listed = wordlist._listed

    def noticed(words: list[str]) -> list[str]:
        kept = listed(words)
        found.append("、".join(kept)[:40])
        return kept

    monkeypatch.setattr(wordlist, "_listed", noticed)
    return found


def test_a_second_text_compiles_no_word_list(compiled: list[str]) -> None:
    read(TEXTS[0])
    compiled.clear()
    read(TEXTS[1])
    assert compiled == []


def test_a_word_list_that_is_compiled_is_noticed(compiled: list[str]) -> None:
    wordlist.one_of(["受理", "立案"])
    assert compiled == ["受理、立案"]


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that are compiled from now on, whoever does."""
    found: list[str] = []
    compile_ = re.compile

    def noticed(pattern: str, flags: int = 0) -> re.Pattern[str]:
        found.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(re, "compile", noticed)
    return found


def test_a_second_text_compiles_no_pattern_but_the_name_of_its_agency(patterns: list[str]) -> None:
    read(TEXTS[0], agency=AGENCIES[0])
    patterns.clear()
    read(TEXTS[1], agency=AGENCIES[1])
    assert [pattern[:60] for pattern in patterns if pattern != NAME_IN_TEXT] == []


def test_a_pattern_that_is_compiled_is_noticed(patterns: list[str]) -> None:
    wordlist.one_of(["受理", "立案"])
    re.compile(f"{NAME_IN_TEXT}|受理")
    assert patterns == ["(?:受理|立案)", f"{NAME_IN_TEXT}|受理"]
    assert NAME_IN_TEXT not in patterns
