"""Lists of words of the lexicon as patterns that find the longest of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingestion.quantities.normalise import normalise

Guarded = tuple[str, str]
"""What is left of a word to be read, and the pattern that must hold behind it."""


def one_of(words: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words``, the longest first; ``flags`` is appended (``$`` ties it to the end)."""
    return re.compile(f"(?:{_either((word, '') for word in _listed(words))}){flags}")


def any_word(words: Iterable[str]) -> str:
    """:func:`one_of` as alternatives without a group around them.

    Beside others in one group all begin with a character, and a search passes over all text that none begins
    with; it does not where groups stand in a group.
    """
    return _either((word, "") for word in _listed(words))


def each_before(words: Iterable[str], behind: str) -> str:
    """:func:`any_word` with the same pattern behind each of them."""
    return _either((word, behind) for word in _listed(words))


def each_behind(before: str, words: Iterable[str], behind: str = "") -> str:
    """:func:`any_word` where a character of the set ``before`` stands right before it."""
    return _either((word, rf"(?<={before}{re.escape(word)}){behind}") for word in _listed(words))


def standing_alone(words: Iterable[str], compounds: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of ``words`` where it is no part of one of ``compounds`` (和, but not in 和解)."""
    return re.compile(f"(?:{each_alone(words, compounds)})")


def each_alone(words: Iterable[str], compounds: Iterable[str]) -> str:
    """:func:`standing_alone` as alternatives without a group around them, to stand beside others.

    Each begins with its word, the looks around it behind that: so a search passes over every character that
    none begins with.
    """
    known = _listed(compounds)
    return _either((word, _guards(word, known)) for word in _listed(words))


class Endings:
    """Words that may end at a place; most places end with the last character of none of them."""

    def __init__(self, words: Iterable[str]) -> None:
        by_last: dict[str, list[str]] = defaultdict(list)
        for word in _listed(words):
            by_last[word[-1]].append(word)
        self._by_last = {last: tuple(ending) for last, ending in by_last.items()}

    def at(self, text: str, place: int, start: int = 0) -> bool:
        """Whether one of them stands behind ``start`` and ends at a place."""
        words = self._by_last.get(text[place - 1 : place])
        return words is not None and text.endswith(words, start, place)


def not_behind(words: Iterable[str], before: Iterable[str], flags: str = "") -> re.Pattern[str]:
    """A pattern for any of ``words`` where none of the patterns ``before`` stands before it."""
    return re.compile(f"(?:{none_behind(words, before)}){flags}")


def none_behind(words: Iterable[str], before: Iterable[str]) -> str:
    """:func:`not_behind` as alternatives without a group around them."""
    looks = tuple(before)
    return _either((word, _none_before(re.escape(word), looks)) for word in _listed(words))


def ending(words: Mapping[str, Iterable[str]], what: str) -> tuple[str, ...]:
    """Those of ``words`` that end something, where the lexicon says of each what it ends."""
    return tuple(word for word, ended in words.items() if what in ended)


def _listed(words: Iterable[str]) -> list[str]:
    return sorted({normalise(word) for word in words})


def _either(words: Iterable[Guarded]) -> str:
    """Alternatives of which the longest word is found.

    Words that begin alike share their beginning: so few of them are tried at a place, and what follows the
    others need not be looked at.
    """
    rests: dict[str, list[Guarded]] = defaultdict(list)
    ends: list[str] = []
    for word, guard in words:
        if word:
            rests[word[0]].append((word[1:], guard))
        else:
            ends.append(guard)
    return "|".join((*(re.escape(first) + _behind(rest) for first, rest in rests.items()), *ends))


def _behind(rests: list[Guarded]) -> str:
    """What may stand behind the beginning that some words share."""
    if len(rests) == 1:
        return re.escape(rests[0][0]) + rests[0][1]
    return f"(?:{_either(rests)})"


def _none_before(word: str, looks: Iterable[str]) -> str:
    return "".join(f"(?<!{look}{word})" for look in looks)


def _guards(word: str, compounds: Iterable[str]) -> str:
    """A look to both sides for each compound that a word is a part of."""
    parts = (compound.partition(word) for compound in compounds if word in compound)
    return "".join(rf"(?!(?<={re.escape(before + word)}){re.escape(after)})" for before, _, after in parts)
