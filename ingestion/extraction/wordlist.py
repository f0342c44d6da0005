"""Lists of words of the lexicon as patterns that find the longest of them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from ingestion.quantities import normalise


def one_of(words: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words``, the longest first; ``flags`` is appended (``$`` ties it to the end)."""
    listed = sorted({normalise(word) for word in words}, key=lambda w: (-len(w), w))
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in listed)}){flags}")


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last place where ``pattern`` is found in a stretch."""
    found = deque(pattern.finditer(text, max(0, start), end), maxlen=1)
    return found[0] if found else None
