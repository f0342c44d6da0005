"""A doubt is only passed over where it could not have been told."""

from __future__ import annotations

import pytest
from passages import passages
from reading_aids import read

from ingestion.extraction.doubts.reasons import Doubts
from ingestion.extraction.doubts.signs import NEEDED, signs
from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.stances import Comparison
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings

MORE = [
    "受理劳动人事争议案件12¹件。",
    "受理劳动人事争议案件3\u03385\u0338件。",
    "某公司一件行政复议案件已经审结。",
    "组织普法活动68场，吸引群众4.2万。",
]


def every_reason(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> list[str]:
    """All reasons against a reading in their order, none passed over for what shows."""
    return [name for name, holds in doubts.in_order.items() if holds(marked, around, best)]


def test_what_shows_never_hides_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, str | None]] = []
    told: set[str] = set()
    reason = Doubts.reason

    def compared(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
        every = every_reason(doubts, marked, around, best)
        told.update(every)
        asked.append((found := reason(doubts, marked, around, best), next(iter(every), None)))
        return found

    monkeypatch.setattr(Doubts, "reason", compared)
    for text in (*(passage.text for passage in passages()), *MORE):
        read(text)
    assert all(found == first for found, first in asked)
    assert len(asked) > 1500
    assert NEEDED.keys() - told == set()


def test_whatever_doubt_holds_of_any_reading_shows_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    held: set[str] = set()
    hidden: set[tuple[str, str]] = set()
    decide = Decider.decide

    def asked(
        decider: Decider,
        around: Surroundings,
        comparison: Comparison,
        candidates: list[Candidate],
        pairing: Pairing | None,
    ) -> Link:
        for candidate in candidates:
            shown = signs(decider.marked, around, candidate)
            reasons = every_reason(decider.doubts, decider.marked, around, candidate)
            held.update(reasons)
            lacking = (name for name in reasons if NEEDED.get(name, 0) & ~shown)
            hidden.update((name, decider.marked.normal) for name in lacking)
        return decide(decider, around, comparison, candidates, pairing)

    monkeypatch.setattr(Decider, "decide", asked)
    for text in (*(passage.text for passage in passages()), *MORE):
        read(text)
    assert hidden == set()
    assert NEEDED.keys() - held == set()


def test_every_sign_is_of_a_reason_that_there_is() -> None:
    names: set[str] = set()

    def noted(doubts: Doubts, marked: MarkedText, around: Surroundings, best: Candidate) -> None:
        names.update(doubts.names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Doubts, "reason", noted)
        read("全年受理劳动人事争议案件12件。")
    assert names >= NEEDED.keys()
