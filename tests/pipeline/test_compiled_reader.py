"""The compiled reader says what its sources say; where it does not, the comparison notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.extraction.builds import ROOT, SOURCE, differing, why_not_compiled
from benchmarks.extraction.identity import differences, main
from benchmarks.extraction.measures import peak_mib


@pytest.mark.slow
def test_the_compiled_reader_says_the_same_of_every_annotated_report() -> None:
    if reason := why_not_compiled():
        pytest.skip(reason)
    assert main() == 0


def test_a_byte_that_differs_is_noticed() -> None:
    source = {"a": ["12件", "3人"], "b": ["1件"], "c": ["9户"]}
    other = {"a": ["12件", "8人"], "b": ["1件", "2件"], "c": ["9户"]}
    assert differences(source, source) == []
    assert [told.split("\n") for told in differences(source, other)] == [
        ["a", "  3人", "  8人"],
        ["b", "  1 observations", "  2 observations"],
    ]


def test_a_text_that_only_one_reader_knows_is_noticed() -> None:
    assert len(differences({"a": ["12件"]}, {})) == 1


def test_another_source_file_is_noticed(tmp_path: Path) -> None:
    assert list(differing(ROOT)) == []
    assert "ingestion/extraction/narrative.py" in set(differing(tmp_path))


def test_work_is_done_in_a_process_of_its_own() -> None:
    assert SOURCE.run(peak_mib) > 0


def test_no_compiled_module_lies_beside_the_sources() -> None:
    compiled = [path for room in ("catalog", "ingestion") for path in (ROOT / room).rglob("*.so")]
    assert compiled == []
