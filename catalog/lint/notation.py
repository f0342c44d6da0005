"""Whether every phrase is written in the notation that docs/catalogue.md describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.lint.finding import Finding
from catalog.loader import Catalog
from catalog.model import REGION_LEVELS, Phrase

PAIRS = {"(": ")", "[": "]", "<": ">", "{": "}"}
CONDITION = re.compile(r"^\[([^\[\]]*)\]\s*")
TERM = re.compile(r"<([^<>]*)>")
GROUP = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
NUMBER = "{n}"
PLACEHOLDER = re.compile(r"\{[a-z]\}.?")


def ill_formed_phrases(catalog: Catalog) -> Iterator[Finding]:
    """Phrases with unbalanced brackets, two numbers, unknown terms or topics, or nothing to look for."""
    terms = _names(catalog, "terms")
    topics = _names(catalog, "topics") | frozenset(catalog.indicators)
    for indicator in catalog.indicators.values():
        for phrase in (*indicator.phrases, *indicator.excluded_phrases, *indicator.zero_phrases):
            faults = (*_brackets(phrase), *_conditions(phrase, topics), *_words(phrase, terms))
            yield from (Finding(indicator.id, f"{phrase.text!r} {fault}") for fault in faults)


def _names(catalog: Catalog, file: str) -> frozenset[str]:
    """The names that a file of the lexicon gives to lists of words; none where it is missing."""
    return frozenset(catalog.lexicon.get(file, {}).get(file, {}))


def _brackets(phrase: Phrase) -> Iterator[str]:
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


def _words(phrase: Phrase, terms: frozenset[str]) -> Iterator[str]:
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
