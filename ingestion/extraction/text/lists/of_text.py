"""All numbers of a text that have their places in lists."""

from __future__ import annotations

from collections.abc import Mapping

from ingestion.extraction.text.lists.in_turn import told_in_turn
from ingestion.extraction.text.lists.pairing import Pairing, severally, without_a_word
from ingestion.extraction.text.lists.years import by_years
from ingestion.extraction.text.marked import MarkedText


def pairings(marked: MarkedText) -> Mapping[int, Pairing]:
    """The pairings of a text by the place of the number; lists of years go before all others."""
    found = severally(marked) | told_in_turn(marked) | by_years(marked)
    for mention in marked.quantities:
        if mention.start not in found:
            found |= without_a_word(marked, mention)
    return found
