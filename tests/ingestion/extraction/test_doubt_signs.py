"""A doubt is only passed over where it could not have been told."""

from __future__ import annotations

import pytest
from passages import passages
from reading_aids import read

from ingestion.extraction.candidates import Candidate
from ingestion.extraction.doubts import Doubts
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.signs import NEEDED
from ingestion.extraction.surroundings import Surroundings

MORE = [
    "受理劳动人事争议案件12¹件。",
    "受理劳动人事争议案件3\u03385\u0338件。",
    "某公司一件行政复议案件已经审结。",
    "组织普法活动68场，吸引群众4.2万。",
]


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
    for text in (*(passage.text for passage in passages()), *MORE):
        read(text)
    assert all(found == first for found, first in asked)
    assert len(asked) > 1500
    assert NEEDED.keys() - told <= {"share_of_it"}


def test_every_sign_is_of_a_reason_that_there_is() -> None:
    names: set[str] = set()

    def noted(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> None:
        names.update(doubts.names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Doubts, "reason", noted)
        read("全年受理劳动人事争议案件12件。")
    assert names >= NEEDED.keys()
