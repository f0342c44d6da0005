"""A doubt is only passed over where it could not have been told."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_aids import read

from ingestion.extraction.candidates import Candidate
from ingestion.extraction.doubts import Doubts
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.signs import NEEDED
from ingestion.extraction.surroundings import Surroundings

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PARAPHRASES = sorted((CORPUS / "paraphrases").glob("*.md"))
REPORTS = sorted((CORPUS / "reports").glob("*.md"))


def test_what_shows_never_hides_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, str | None]] = []
    told: set[str] = set()
    reason = Doubts.reason

    def compared(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
        every = doubts.every_reason(marked, around, best)
        told.update(every)
        asked.append((found := reason(doubts, marked, around, best), next(iter(every), None)))
        return found

    monkeypatch.setattr(Doubts, "reason", compared)
    for path in (*PARAPHRASES, *REPORTS):
        read(path.read_text(encoding="utf-8"))
    assert all(found == first for found, first in asked)
    assert len(asked) > 300
    assert told & NEEDED.keys()


def test_every_sign_is_of_a_reason_that_there_is() -> None:
    names: set[str] = set()

    def noted(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> None:
        names.update(doubts.names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Doubts, "reason", noted)
        read("全年受理劳动人事争议案件12件。")
    assert names >= NEEDED.keys()
