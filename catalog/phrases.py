"""The notation of phrases in the catalogue, and what it means.

A phrase is the wording in which an indicator is reported, read as parts around a number:

``{n}``        the number of the indicator, with its measure word directly behind it (``{n}件``)
``受理``       plain words
``(受理|立案)`` any of these words; ``{劳动/人事/}争议`` in one is a compound (``compounds.py``)
``<争议>``     any word of that name in ``lexicon/terms.yaml``
``…``          any wording in between, as far as the sentence goes, and so a neighbour's number (``{m}件``)
``?``          behind a part: it may be missing
``[仲裁]``     in front of the phrase: it holds only where this topic (``lexicon/topics.yaml``) is open, or
               after a figure of this indicator; several separated by blanks mean any of them. ``@province``
               asks for the level of the reporting bureau instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.compounds import compounds

_CONDITION = re.compile(r"^\[(?P<topics>[^\]]*)\]\s*")
_TOKEN = re.compile(
    r"(?P<number>\{n\})|(?P<gap>…|\{[a-z]\}\w?)|<(?P<term>[^>]+)>|\((?P<any>(?:[^()]|\([^()]*\))+)\)|(?P<maybe>\?)"
    r"|(?P<words>[^<(…?{]+)"
)
_UNIT_TAIL = re.compile(r"^(?:余|多)?(?P<scale>[十百千万亿]*)(?P<unit>.*)$")


class PhraseError(ValueError):
    """A phrase of the catalogue is not written in the notation of phrases."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of which one must stand near the number; ``far`` ones may stand anywhere in the sentence."""

    words: tuple[str, ...]
    far: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase taken apart; ``left`` and ``right`` are the parts around the number, nearest first."""

    text: str
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    topics: frozenset[str]
    level: str | None
    unit: str | None
    has_number: bool


def parse_phrase(
    text: str,
    terms: Mapping[str, tuple[str, ...]],
    units: frozenset[str],
    spelling: Callable[[str], str] = str,
) -> Phrase:
    """Take a phrase apart; ``units`` are the measure words that may stand behind the number.

    The reader gives the ``spelling`` that it reads all texts in. Raises :class:`PhraseError` on an unknown
    term, where the notation is broken, or where nothing but a number is left.
    """
    body = spelling(text)
    topics, level = _conditions(body)
    body = _CONDITION.sub("", body)
    before, number, after = body.partition("{n}")
    unit, after = _split_unit(after, units) if number else (None, after)
    left = _parts(before, terms, text)
    right = _parts(after, terms, text)
    if all(part is None or part.optional for part in (*left, *right)):
        raise PhraseError(f"{text!r} names nothing that could be found in a text")
    return Phrase(text, _from_number(left), _towards_right(right), topics, level, unit, bool(number))


def _conditions(body: str) -> tuple[frozenset[str], str | None]:
    match = _CONDITION.match(body)
    names = match["topics"].split() if match else []
    level = next((name[1:] for name in names if name.startswith("@")), None)
    return frozenset(name for name in names if not name.startswith("@")), level


def _split_unit(after: str, units: frozenset[str]) -> tuple[str | None, str]:
    match = _UNIT_TAIL.match(after)
    rest = match["unit"] if match else after
    for length in range(min(len(rest), 5), 0, -1):
        if rest[:length] in units:
            return rest[:length], rest[length:]
    return None, after


def _parts(text: str, terms: Mapping[str, tuple[str, ...]], phrase: str) -> list[Part | None]:
    """The parts in printed order; None is a gap of any wording."""
    parts: list[Part | None] = []
    tokens = list(_TOKEN.finditer(text))
    if sum(len(token.group()) for token in tokens) != len(text):
        raise PhraseError(f"{phrase!r} has a compound outside brackets, or a bracket without its partner")
    for token in tokens:
        if token["gap"]:
            parts.append(None)
        elif token["maybe"]:
            if parts and parts[-1] is not None:
                parts[-1] = Part(parts[-1].words, optional=True)
        elif words := _words(token, terms, phrase):
            parts.append(Part(words))
    return parts


def _words(token: re.Match[str], terms: Mapping[str, tuple[str, ...]], phrase: str) -> tuple[str, ...]:
    if token["term"]:
        if token["term"] not in terms:
            raise PhraseError(f"{phrase!r} names the unknown term <{token['term']}>")
        return terms[token["term"]]
    if token["any"]:
        return tuple(word for choice in token["any"].split("|") for word in _choice(choice, terms, phrase))
    word = "".join((token["words"] or "").split()).strip("“”,。;:、")
    return (word,) if word else ()


def _choice(choice: str, terms: Mapping[str, tuple[str, ...]], phrase: str) -> tuple[str, ...]:
    name = choice.strip()
    if name.startswith("<") and name.endswith(">"):
        if name[1:-1] not in terms:
            raise PhraseError(f"{phrase!r} names the unknown term {name}")
        return terms[name[1:-1]]
    try:
        return compounds(name)
    except ValueError as fault:
        raise PhraseError(f"{phrase!r} cannot be read: {fault}") from fault


def _from_number(parts: list[Part | None]) -> tuple[Part, ...]:
    return _towards_right(list(reversed(parts)))


def _towards_right(parts: list[Part | None]) -> tuple[Part, ...]:
    """Gaps taken into the part behind them, seen from the number."""
    found: list[Part] = []
    far = False
    for part in parts:
        if part is None:
            far = True
            continue
        found.append(Part(part.words, far=far, optional=part.optional))
    return tuple(found)
