"""Whether the words that speech takes apart or shortens are words that some phrase has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.lint.finding import Finding
from catalog.loader import Catalog

NAME = "parted_words"
LENGTH = 2
"""A verb and its object, a character each."""


def faulty_parted_words(catalog: Catalog) -> Iterator[Finding]:
    """Words to be taken apart that are no verb with an object; short words that stand for none in use."""
    data: Mapping[str, Any] = catalog.lexicon.get(NAME, {})
    for word in data.get("words", ()):
        if len(word) != LENGTH:
            yield Finding(NAME, f"{word!r} is no verb of one character with an object of one")
    written = _written(catalog)
    for short, words in data.get("spoken", {}).items():
        for word in words:
            if word not in written:
                yield Finding(NAME, f"{short!r} stands for {word!r}, which no phrase has")


def _written(catalog: Catalog) -> str:
    """All phrases and terms, to be searched."""
    indicators = catalog.indicators.values()
    phrases = (p.text for i in indicators for p in (*i.phrases, *i.excluded_phrases, *i.zero_phrases))
    return "\n".join((*phrases, *catalog.lexicon.get("terms", {}).get("terms", {}).values()))
