"""The measures of the benchmarks: they measure what they say."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import main, names
from benchmarks.extraction.measures import IDENTITY, exponent
from benchmarks.extraction.run import Speed, print_speed
from benchmarks.extraction.texts import REAL_LENGTH, as_document, joined, usual_texts
from catalog import load_catalog
from ingestion.extraction import extract_narrative


@pytest.mark.parametrize("power", [1.0, 2.0, 0.5])
def test_the_exponent_is_the_power_of_the_length(power: float) -> None:
    lengths = [0.25, 1, 2, 5]
    assert exponent(lengths, [3 * n**power for n in lengths]) == pytest.approx(power)


@pytest.mark.parametrize("size", [1, 10, 1000])
def test_joined_texts_have_the_length_that_was_asked_for(size: int) -> None:
    assert size - 3 < len(joined(["一二三", "ab"], size).encode()) <= size
    assert len(joined(["一二三", "ab"], size, by_bytes=False)) == size


def test_the_texts_have_real_length_and_hold_figures() -> None:
    texts = usual_texts()
    assert len(texts) >= 10
    assert {len(text) for text in texts} == {REAL_LENGTH}
    found = extract_narrative(as_document(texts[0]), IDENTITY, load_catalog())
    assert sum(observation.disposition == "fact" for observation in found) > 20


@pytest.mark.parametrize(("seconds", "peak", "met"), [(0.1, 100, True), (100, 100, False), (0.1, 400, False)])
def test_an_aim_that_is_missed_is_said(seconds: float, peak: float, met: bool) -> None:
    assert print_speed(Speed(24, 84_000, 5_000, seconds, peak)) is met


def test_benchmarks_are_listed_and_an_unknown_one_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "extraction" in names()
    assert main(["no_such"]) == 2
    assert "extraction" in capsys.readouterr().err
