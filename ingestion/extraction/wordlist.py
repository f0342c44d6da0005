"""Lists of words of the lexicon as patterns that find the longest of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingestion.quantities import normalise


def one_of(words: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words``, the longest first; ``flags`` is appended (``$`` ties it to the end)."""
    listed = sorted({normalise(word) for word in words}, key=lambda w: (-len(w), w))
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in listed)}){flags}")


def standing_alone(words: Iterable[str], compounds: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of ``words`` where it is no part of one of ``compounds`` (和, but not in 和解)."""
    return re.compile(f"(?:{each_alone(words, compounds)})")


def each_alone(words: Iterable[str], compounds: Iterable[str]) -> str:
    """:func:`standing_alone` as alternatives without a group around them, to stand beside others.

    Each begins with its word, the looks around it behind that: so a search passes over every character that
    none begins with.
    """
    known = sorted({normalise(compound) for compound in compounds})
    listed = sorted({normalise(word) for word in words}, key=lambda w: (-len(w), w))
    return "|".join(_alone(word, known) for word in listed)


def not_behind(words: Iterable[str], before: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words`` where none of the patterns ``before`` stands before it."""
    listed = sorted({normalise(word) for word in words}, key=lambda w: (-len(w), w))
    looks = tuple(before)
    return re.compile(f"(?:{'|'.join(_behind_none(re.escape(word), looks) for word in listed)}){flags}")


def _behind_none(word: str, before: Iterable[str]) -> str:
    return word + "".join(f"(?<!{look}{word})" for look in before)


def _alone(word: str, compounds: Iterable[str]) -> str:
    """The pattern of one word, with a look to both sides for each compound that it is a part of."""
    parts = (compound.partition(word) for compound in compounds if word in compound)
    guards = (rf"(?!(?<={re.escape(before + word)}){re.escape(after)})" for before, _, after in parts)
    return "".join((re.escape(word), *guards))
