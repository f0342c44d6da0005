"""Words that a sentence takes apart: between a verb and its object stands what completes it, or their count.

立案 is told as 立了案 and as 立了21件案, 出庭 as 出过3次庭 (separable words, 离合词). In telegraphic style a
verb of one character stands for the whole word where it is all of its piece before the count (结85件，
其中调52件).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import BOUNDARY, CLOSING
from ingestion.extraction.words.wordlist import any_word
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


class Parted(NamedTuple):
    """A word that is taken apart."""

    start: int
    end: int
    """Where what completes it ends, before its count or with its object."""
    object_at: int
    word: str


@dataclass(frozen=True, slots=True)
class PartedWords:
    """The words of two characters that are taken apart, see ``catalog/lexicon/parted_words.yaml``."""

    words: frozenset[str]
    objects: frozenset[str]
    completed: re.Pattern[str]
    """A verb and an object with what completes the verb in between."""
    verb: re.Pattern[str]
    """A verb, completed or not, right before a count."""
    not_behind: Mapping[str, str]
    """The characters behind which a verb is the end of another one."""
    short: re.Pattern[str]
    """A verb of one character that is all of its piece before a count, or with its object."""
    others: re.Pattern[str]
    """Another body, and what stands behind it in the paragraph."""
    short_words: Mapping[str, str]
    """What it stands for, by the verb with its object."""
    short_units: frozenset[str]
    """The measure words that count what was done."""
    of_cases: frozenset[str]
    """… and those of them that count cases."""

    def found_in(self, text: str, quantities: Iterable[Mention]) -> Iterator[Parted]:
        """The words that ``text`` takes apart; one with its count inside stands where its verb does."""
        for match in self.completed.finditer(text):
            word = match[0][0] + match[0][-1]
            if word in self.words and self._begins(text, match.start()):
                yield Parted(match.start(), match.end(), match.end() - 1, word)
        for quantity in quantities:
            if text[quantity.end : quantity.end + 1] in self.objects:
                yield from self._counted(text, quantity)
            elif quantity.unit in self.short_units:
                yield from self._short(text, quantity)

    def _counted(self, text: str, quantity: Mention) -> Iterator[Parted]:
        """An object stands alone behind its count: 立了21件案, but not 出了3次庭审."""
        verb = self.verb.search(text, max(0, quantity.start - reach.PARTED_VERB), quantity.start)
        if verb is None or not CLOSING.match(text, quantity.end + 1):
            return
        word = verb[0][0] + text[quantity.end]
        if word in self.words and self._begins(text, verb.start()):
            yield Parted(verb.start(), quantity.start, quantity.end, word)

    def _short(self, text: str, count: Mention) -> Iterator[Parted]:
        """A verb that stands for a longer one before its count (其中调52件); alone it tells of cases."""
        verb = self.short.search(text, max(0, count.start - reach.SHORT_VERB), count.start)
        if verb is None or not (len(verb["said"]) > 1 or count.unit in self.of_cases):
            return
        at = verb.start("said")
        if not self.others.search(text, max(0, at - reach.OTHERS), at):
            yield Parted(at, at + 1, at, self.short_words[verb["said"]])

    def _begins(self, text: str, at: int) -> bool:
        """Whether the verb here is no end of another one (总结了, 建立了)."""
        return at == 0 or text[at - 1] not in self.not_behind.get(text[at], "")


@compiled_once
def parted_words(catalog: Catalog) -> PartedWords:
    """The words of ``catalog``."""
    data: Any = catalog.lexicon["parted_words"]
    verbs, objects = ("".join(sorted({word[at] for word in data["words"]})) for at in (0, 1))
    completing, short = any_word(data["completing"]), data["short"]
    attributive = catalog.lexicon["linking"]["attributive"]
    return PartedWords(
        words=frozenset(data["words"]),
        objects=frozenset(objects),
        completed=re.compile(
            f"[{verbs}](?:{completing})[{objects}](?={any_word(data['ending'])}|{CLOSING.pattern}|[0-9])"
        ),
        verb=re.compile(f"[{verbs}](?:{completing})?$"),
        not_behind=data["not_behind"],
        short=re.compile(
            f"(?:^|{BOUNDARY.pattern}|{any_word(data['short_behind'])})(?P<said>{any_word(short)}){attributive}?$"
        ),
        others=re.compile(f"(?:{any_word(data['short_not_of'])})[^\\n]*$"),
        short_words=short,
        short_units=frozenset((*data["of_cases"], *data["of_objects"])),
        of_cases=frozenset(data["of_cases"]),
    )
