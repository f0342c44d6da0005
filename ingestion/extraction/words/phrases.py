"""The phrases of the catalogue in the spelling in which all texts are read; see ``catalog/phrases.py``."""

from __future__ import annotations

from collections.abc import Mapping

from catalog import phrases
from catalog.phrases import Part, Phrase, PhraseError
from ingestion.quantities.normalise import normalise

__all__ = ["Part", "Phrase", "PhraseError", "parse_phrase"]


def parse_phrase(text: str, terms: Mapping[str, tuple[str, ...]], units: frozenset[str]) -> Phrase:
    """Take a phrase apart; ``units`` are the measure words that may stand behind the number.

    Raises :class:`PhraseError` where ``catalog.lint`` would have refused it.
    """
    return phrases.parse_phrase(text, terms, units, normalise)
