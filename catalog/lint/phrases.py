"""Whether the phrases can be read, and whether a phrase leads to one indicator only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from catalog.lint.finding import Finding
from catalog.loader import Catalog
from catalog.model import Indicator, Phrase

Owner = tuple[Indicator, Phrase]

PLACEHOLDER = re.compile(r"\{[^{}/]*\}|[{}]")
COMPOUND = re.compile(r"\{[^{}/]*/[^{}]*\}")
PLACEHOLDERS = ("{n}", "{m}", "{a}", "{b}", "{p}", "{k}")


def unreadable_phrases(catalog: Catalog) -> Iterator[Finding]:
    """Phrases with an unknown placeholder, and phrases that give no value."""
    for indicator in catalog.indicators.values():
        silent = (*indicator.excluded_phrases, *indicator.zero_phrases)
        yield from _unreadable(indicator.id, indicator.phrases, silent)


def unreadable_wordings(catalog: Catalog) -> Iterator[Finding]:
    """Wordings of no indicator, with an unknown placeholder, or that give no value."""
    for indicator_id, wordings in catalog.wordings.items():
        if indicator_id not in catalog.indicators:
            yield Finding(indicator_id, "has wordings, but is no indicator")
        yield from _unreadable(indicator_id, wordings.reported, (*wordings.excluded, *wordings.zero))


def contradictory_phrases(catalog: Catalog) -> Iterator[Finding]:
    """Phrases given twice for one indicator, as its wording and as what it is not, or as zero."""
    for indicator in catalog.indicators.values():
        texts = [
            normalised(phrase.text)
            for phrase in (*indicator.phrases, *indicator.excluded_phrases, *indicator.zero_phrases)
        ]
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            yield Finding(indicator.id, f"the phrase {text!r} is given twice")


def ambiguous_phrases(catalog: Catalog) -> Iterator[Finding]:
    """The same phrase for two indicators: an error where no cue tells them apart, else a doubt to know of.

    Where the phrase says itself that its number belongs to both, there is nothing to find.
    """
    owners: dict[str, list[Owner]] = defaultdict(list)
    for indicator in catalog.indicators.values():
        for phrase in {normalised(phrase.text): phrase for phrase in indicator.phrases}.values():
            owners[normalised(phrase.text)].append((indicator, phrase))
    for text, owned in sorted(owners.items()):
        for one, other in combinations(owned, 2):
            yield from _ambiguity(text, one, other)


def normalised(text: str) -> str:
    """A phrase without the blanks that tell nothing apart."""
    return re.sub(r"\s", "", text)


def _ambiguity(text: str, one: Owner, other: Owner) -> Iterator[Finding]:
    (first, phrase), (second, second_phrase) = one, other
    if second.id in phrase.shared_with and first.id in second_phrase.shared_with:
        return
    shared = f"shares the phrase {text!r} with {second.id}"
    if tells_apart(first) or tells_apart(second):
        yield Finding(first.id, f"{shared}; cues decide", "warning")
    else:
        yield Finding(first.id, f"{shared}, and neither has cues for its context")


def _unreadable(place: str, stating: Iterable[Phrase], silent: Iterable[Phrase]) -> Iterator[Finding]:
    """``stating`` phrases must give a value; ``silent`` ones need none."""
    stating = tuple(stating)
    for phrase in (*stating, *silent):
        for placeholder in PLACEHOLDER.findall(COMPOUND.sub("", phrase.text)):
            if placeholder not in PLACEHOLDERS:
                yield Finding(place, f"{phrase.text!r} has the unknown placeholder {placeholder!r}")
    for phrase in stating:
        if ("{n}" in phrase.text) == (phrase.words_value is not None):
            yield Finding(place, f"{phrase.text!r} needs either {{n}} or a words_value")


def tells_apart(indicator: Indicator) -> bool:
    """Whether the cues say in which surroundings the indicator is meant."""
    cues = indicator.cues
    return bool(cues.context or cues.context_all or cues.excluded_context or cues.section)
