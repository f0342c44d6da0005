"""Whether every phrase is written in the notation that docs/catalogue.md describes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from catalog.compounds import compounds
from catalog.lint.finding import Finding
from catalog.loader import Catalog
from catalog.model import REGION_LEVELS, Indicator, Phrase
from catalog.phrases import PhraseError, parse_phrase

Terms = Mapping[str, tuple[str, ...]]

PAIRS = {"(": ")", "[": "]", "<": ">", "{": "}"}
CONDITION = re.compile(r"^\[([^\[\]]*)\]\s*")
TERM = re.compile(r"<([^<>]*)>")
GROUP = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
FULL_WIDTH = re.compile("[（）［］＜＞｛｝｜？]")
"""Marks of the notation as an input method writes them."""
NUMBER = "{n}"
PLACEHOLDER = re.compile(r"\{[a-z]\}.?")


def ill_formed_phrases(catalog: Catalog) -> Iterator[Finding]:
    """Phrases with unbalanced brackets, two numbers, unknown terms or topics, or nothing to look for.

    What none of these tells is read as the reader of reports does, so that nothing is left for it to refuse.
    """
    terms, units = _terms(catalog), _units(catalog)
    topics = _names(catalog, "topics") | frozenset(catalog.indicators)
    for indicator in catalog.indicators.values():
        for place, phrase in _placed(indicator):
            told = (*_brackets(phrase), *_conditions(phrase, topics), *_words(phrase, terms.keys()))
            for fault in told or _unread(phrase, terms, units):
                yield Finding(indicator.id, f"{phrase.text!r} {fault} ({place})")


def unreadable_terms(catalog: Catalog) -> Iterator[Finding]:
    """Words of a list in the lexicon whose compounds cannot be written out."""
    for file in ("terms", "topics"):
        for name, words in catalog.lexicon.get(file, {}).get(file, {}).items():
            for word in _entries(words):
                try:
                    compounds(word)
                except ValueError as fault:
                    yield Finding(f"lexicon/{file}.yaml", f"{name}: {fault}")


def _placed(indicator: Indicator) -> Iterator[tuple[str, Phrase]]:
    """Every phrase of an indicator with the file, the list and the number in it where it stands."""
    file = f"indicators/{indicator.subject_area}.yaml"
    for kind in ("phrases", "excluded_phrases", "zero_phrases"):
        listed: tuple[Phrase, ...] = getattr(indicator, kind)
        yield from ((f"{file}, {kind}, no. {number}", phrase) for number, phrase in enumerate(listed, 1))


def _unread(phrase: Phrase, terms: Terms, units: frozenset[str]) -> Iterator[str]:
    """Why the reader of reports would refuse a phrase."""
    try:
        parse_phrase(phrase.text, terms, units)
    except PhraseError as fault:
        yield f"cannot be read: {fault}"


def _terms(catalog: Catalog) -> Terms:
    """The lists of words that phrases name; how their words are written is another question."""
    listed = catalog.lexicon.get("terms", {}).get("terms", {})
    return {name: tuple(_entries(words)) for name, words in listed.items()}


def _entries(words: str | list[str]) -> list[str]:
    return words.split() if isinstance(words, str) else words


def _units(catalog: Catalog) -> frozenset[str]:
    """The measure words that may stand behind a number."""
    other = catalog.lexicon.get("other_units", {})
    printed = (unit for family in catalog.measure_words.families for unit in family.printed)
    return frozenset((*printed, *other.get("durations", ()), *other.get("others", ()), "%"))


def _names(catalog: Catalog, file: str) -> frozenset[str]:
    """The names that a file of the lexicon gives to lists of words; none where it is missing."""
    return frozenset(catalog.lexicon.get(file, {}).get(file, {}))


def _brackets(phrase: Phrase) -> Iterator[str]:
    yield from (f"is written with the full-width {mark!r}" for mark in FULL_WIDTH.findall(phrase.text)[:1])
    open_: list[str] = []
    for character in phrase.text:
        if character in PAIRS:
            open_.append(PAIRS[character])
        elif character in PAIRS.values() and (not open_ or open_.pop() != character):
            yield f"has {character!r} without its partner"
            return
    if open_:
        yield f"lacks {open_[-1]!r}"


def _conditions(phrase: Phrase, topics: frozenset[str]) -> Iterator[str]:
    match = CONDITION.match(phrase.text)
    for name in match[1].split() if match else ():
        if name.startswith("@") and name[1:] not in REGION_LEVELS:
            yield f"asks for the unknown level {name!r}"
        elif not name.startswith("@") and name not in topics:
            yield f"asks for {name!r}, which is neither a topic nor an indicator"
    if "[" in phrase.text[match.end() if match else 0 :]:
        yield "has a condition that does not stand in front"


def _words(phrase: Phrase, terms: Collection[str]) -> Iterator[str]:
    body = CONDITION.sub("", phrase.text)
    if body.count(NUMBER) > 1:
        yield f"has {NUMBER} more than once"
    if any(NUMBER in group[1] for group in GROUP.finditer(body)):
        yield f"has {NUMBER} inside brackets"
    yield from (f"names the unknown term <{t}>" for t in TERM.findall(body) if t not in terms)
    if any("" in _choices(group[1]) for group in GROUP.finditer(body)):
        yield "has an empty alternative"
    if re.search(r"(?:^|[}…?])\?", body):
        yield "has ? behind nothing that could be missing"
    if not PLACEHOLDER.sub("", body).replace("…", "").replace("?", "").strip():
        yield "names nothing that could be found in a text"


def _choices(group: str) -> list[str]:
    return [choice.strip() for choice in group.split("|")]
