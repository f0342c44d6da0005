"""Whether the one-character words that phrases need are told from the same characters inside other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from catalog.compounds import compounds
from catalog.lint.finding import Finding
from catalog.lint.notation import CONDITION
from catalog.loader import Catalog
from catalog.model import Indicator, Phrase

DECLARED = "single_characters"
HAN = re.compile("[一-龥]")
PART = r"<(?P<term>[^<>]+)>|\((?P<any>(?:[^()]|\([^()]*\))+)\)|(?P<words>[^<(…?{]+)"


def exposed_characters(catalog: Catalog) -> Iterator[Finding]:
    """Phrases that need a character of which it is not said inside which words it means something else."""
    declared = _declared(catalog)
    for indicator in catalog.indicators.values():
        for phrase in _phrases(indicator):
            for character in sorted(_needed(phrase.text, catalog) - declared.keys()):
                yield Finding(
                    indicator.id,
                    f"{phrase.text!r} needs {character!r}, which other words hold too: write a longer"
                    f" word, or say in lexicon/{DECLARED}.yaml inside which words it is none",
                )


def faulty_characters(catalog: Catalog) -> Iterator[Finding]:
    """Declared characters that no phrase needs, or whose words do not hold them."""
    phrases = (phrase for indicator in catalog.indicators.values() for phrase in _phrases(indicator))
    needed = frozenset[str]().union(*(_needed(phrase.text, catalog) for phrase in phrases))
    for character, words in _declared(catalog).items():
        if character not in needed:
            yield Finding(DECLARED, f"no phrase needs {character!r}")
        for word in words:
            if character not in word or len(word) == 1:
                yield Finding(DECLARED, f"{word!r} is no longer word with {character!r} in it")


def _declared(catalog: Catalog) -> Mapping[str, list[str]]:
    inside: Mapping[str, list[str]] = catalog.lexicon.get(DECLARED, {}).get("inside", {})
    return inside


def _phrases(indicator: Indicator) -> tuple[Phrase, ...]:
    return (*indicator.phrases, *indicator.excluded_phrases, *indicator.zero_phrases)


def _needed(text: str, catalog: Catalog) -> frozenset[str]:
    """The one-character words of the parts that may not be missing; numbers and their units are none."""
    units = sorted((u for f in catalog.measure_words.families for u in f.printed), key=len, reverse=True)
    number = rf"\{{n\}}(?:余|多)?[十百千万亿]*(?:{'|'.join(map(re.escape, units))}|\w)?|\{{[a-z]\}}\w?"
    parts = re.finditer(rf"(?:{number}|{PART})(?P<maybe>\?)?", CONDITION.sub("", text))
    terms = catalog.lexicon.get("terms", {}).get("terms", {})
    found = (word for part in parts if not part["maybe"] for word in _words(part, terms))
    return frozenset(word for word in found if HAN.fullmatch(word))


def _words(part: re.Match[str], terms: Mapping[str, str]) -> Iterable[str]:
    """The words any of which a part asks for."""
    if part["words"]:
        return ("".join(part["words"].split()).strip("“”"),)
    written = (part["any"] or "").split("|") if part["any"] else [f"<{part['term']}>"] if part["term"] else []
    return (word for choice in written for word in _choice(choice.strip(), terms))


def _choice(choice: str, terms: Mapping[str, str]) -> Iterator[str]:
    named = choice.startswith("<") and choice.endswith(">")
    for entry in terms.get(choice[1:-1], "").split() if named else (choice,):
        yield from compounds(entry)
