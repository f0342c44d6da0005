"""Lists of words of the lexicon as patterns that find the longest of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingestion.quantities import normalise


def one_of(words: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words``, the longest first; ``flags`` is appended (``$`` ties it to the end)."""
    listed = sorted({normalise(word) for word in words}, key=lambda w: (-len(w), w))
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in listed)}){flags}")
