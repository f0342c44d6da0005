"""All words that reading a report needs, in one automaton, and the phrases compiled against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern
from typing import Any, Final

from catalog import Catalog, Indicator
from catalog.compounds import compounds
from catalog.model import Phrase as CataloguePhrase
from catalog.model import WeightedRatio
from ingestion.extraction.words.phrases import Part, Phrase, parse_phrase
from ingestion.extraction.words.readings import Asked, Reading, RolesOfWords, WordInfo
from ingestion.extraction.words.shadows import Shadows
from ingestion.extraction.words.wordsets import WordSet
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise

NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled catalogue: its words, and the readings by the part they hinge on."""

    words: WordSet
    telling: WordSet
    """The words that say something where no number stands near too."""
    by_unit: Mapping[str, RolesOfWords]
    """What words can do for a number, by its printed measure word (``""``: none is printed)."""
    in_words: tuple[Reading, ...]
    plain_fillers: re.Pattern[str]
    """Single characters that add nothing, quotation marks and blanks."""
    excluded: Mapping[str, frozenset[str]]
    indicators: Mapping[str, Indicator]
    shares: Mapping[str, Indicator]
    """The rate that says which share of its parent an indicator is, by the indicator."""
    light_verbs: frozenset[str]
    """Verbs that only carry their noun."""


@compiled_once
def vocabulary(catalog: Catalog) -> Vocabulary:
    """The vocabulary of ``catalog``; the same content is compiled once per process."""
    return _Compiler(catalog).vocabulary()


class _Compiler:
    def __init__(self, catalog: Catalog) -> None:
        lexicon = catalog.lexicon
        self.catalog = catalog
        self.terms = {name: _split(words) for name, words in lexicon["terms"]["terms"].items()}
        self.topics = {name: _split(words) for name, words in lexicon["topics"]["topics"].items()}
        self.fillers = frozenset(_split(lexicon["fillers"]["words"])) | _words_of_circumstance(lexicon)
        self.light = frozenset(_split(lexicon["fillers"]["light_verbs"]))
        self.different = frozenset(_split(lexicon["fillers"]["different"]))
        self.guards = _around_characters(lexicon) | _around_spoken(lexicon)
        self.spoken = _spoken(lexicon)
        self.units = _all_units(catalog)
        self.parts: dict[tuple[str, ...], int] = {}
        self.sets: dict[frozenset[str], frozenset[str]] = {}
        self.asked: dict[tuple[str | None, frozenset[str], frozenset[str]], Asked] = {}
        self.readings: list[Reading] = []

    def vocabulary(self) -> Vocabulary:
        for indicator in self.catalog.indicators.values():
            self.readings += self._readings(indicator)
        infos = self._infos()
        plain = {w for w, i in infos.items() if len(w) == 1 and i.filler and not i.parts and not i.topics}
        known = [info for word, info in infos.items() if word not in plain]
        silent = f"[{''.join(sorted(plain))}\\s“”\"'《》·+]"
        numbered = [reading for reading in self.readings if reading.phrase.has_number]
        shadows = Shadows(infos, self.fillers, self.light, frozenset(_spoken_forms(self.catalog.lexicon)))
        words = WordSet(known, shadows)
        return Vocabulary(
            words=words,
            telling=WordSet((info for info in known if info.tells), shadows, words),
            plain_fillers=re.compile(f"{silent}{silent}*"),
            by_unit=_by_unit(numbered),
            in_words=tuple(r for r in self.readings if not r.phrase.has_number),
            indicators=self.catalog.indicators,
            shares=_shares(self.catalog),
            light_verbs=self.light,
            excluded={i.id: frozenset(i.cues.excluded_context) for i in self.catalog.indicators.values()},
        )

    def _readings(self, indicator: Indicator) -> Iterator[Reading]:
        for phrase in indicator.phrases:
            yield self._shared(phrase, self._reading(indicator, phrase.text, phrase.words_value))
        for phrase in indicator.zero_phrases:
            yield self._shared(phrase, self._reading(indicator, phrase.text, 0.0))
        for phrase in indicator.excluded_phrases:
            yield self._reading(indicator, phrase.text, None, excludes=True)

    def _shared(self, phrase: CataloguePhrase, reading: Reading) -> Reading:
        others = tuple(self.catalog.indicators[name] for name in phrase.shared_with)
        return replace(reading, shared=others, partial=phrase.partial)

    def _reading(
        self, indicator: Indicator, text: str, words_value: float | None, *, excludes: bool = False
    ) -> Reading:
        phrase = parse_phrase(text, self.terms, self.units)
        left = tuple((self._part(part), part) for part in phrase.left)
        right = tuple((self._part(part), part) for part in phrase.right)
        needed = tuple(entry for entry in (*left, *right) if not entry[1].optional)
        required = frozenset(number for number, _ in needed)
        optional = frozenset(number for number, _ in (*left, *right)) - required
        return Reading(
            indicator=indicator,
            phrase=phrase,
            left=left,
            right=right,
            needed=needed,
            required=required,
            parts=required | optional if optional else required,
            further=needed[-1][0],
            asked=self._asked(phrase, indicator),
            key_is_far=needed[0][1].far,
            may_part=any(part.far for part in phrase.left),
            order=(indicator.id, phrase.text),
            units=self._one(
                self._refused(phrase.unit)
                if excludes and phrase.unit
                else self._allowed(indicator, phrase.unit)
            ),
            words_value=words_value,
            excludes=excludes,
        )

    def _asked(self, phrase: Phrase, indicator: Indicator) -> Asked:
        """What a phrase asks of a place: thousands of phrases ask one of few things."""
        asked = phrase.level, phrase.topics, frozenset(indicator.cues.excluded_context)
        return self.asked.setdefault(asked, Asked(*asked))

    def _part(self, part: Part) -> int:
        return self.parts.setdefault(part.words, len(self.parts))

    def _allowed(self, indicator: Indicator, printed: str | None) -> frozenset[str]:
        own = indicator.cues.units or self.catalog.measure_words.printed_for(indicator.unit)
        units = {normalise(unit) for unit in own}
        if printed and not (indicator.unit == "元" or printed == "%"):
            units.add(printed)
        return frozenset(units)

    def _refused(self, printed: str) -> frozenset[str]:
        """The measure words of what is refused: those that mean the same as the printed one (件, 宗, 起)."""
        own = (f for f in self.catalog.measure_words.families if normalise(f.unit) == printed == "件")
        return frozenset({printed, *(normalise(unit) for family in own for unit in family.printed)})

    def _infos(self) -> dict[str, WordInfo]:
        parts: dict[str, list[int]] = defaultdict(list)
        for words, number in self.parts.items():
            for word in words:
                for said in (word, *self.spoken.get(word, ())):
                    parts[intern(said)].append(number)
        infos = {word: WordInfo(word, tuple(numbers)) for word, numbers in parts.items()}
        for word in (*self.different, *self.fillers, *self.guards):
            infos.setdefault(word, WordInfo(word))
        named = self._topics_named()
        for word in named:
            infos.setdefault(word, WordInfo(word))
        self._describe(infos, named)
        return infos

    def _describe(self, infos: Mapping[str, WordInfo], named: Mapping[str, set[str]]) -> None:
        """Note of each word what it says, of which topics by itself or by the words inside it."""
        inside = _words_inside(infos)
        unnumbered = {part for r in self.readings if not r.phrase.has_number for part in r.required}
        for word, info in infos.items():
            info.in_words = tuple(part for part in info.parts if part in unnumbered)
            info.filler = word in self.fillers
            info.different = word in self.different
            meant = info.parts or info.filler or info.different or word in named
            info.guards = word in self.guards and not meant
            silent = info.different or info.guards
            info.topics = NOTHING if silent else self._topics_of(inside[word], named)
            info.noted = bool(info.topics or info.different or info.in_words)
            info.counts = bool(info.parts or info.topics or info.different)
        for word, info in infos.items():
            info.tells = any(infos[inner].topics or infos[inner].in_words for inner in inside[word])

    def _one(self, names: frozenset[str]) -> frozenset[str]:
        """Of equal sets of names the first: thousands of words and phrases share few of them."""
        return self.sets.setdefault(names, names)

    def _topics_named(self) -> dict[str, set[str]]:
        """The topics that words name."""
        by_word: dict[str, set[str]] = defaultdict(set)
        for topic, words in self.topics.items():
            for word in words:
                by_word[word].add(topic)
        return by_word

    def _topics_of(self, words: Iterable[str], named: Mapping[str, set[str]]) -> frozenset[str]:
        """The topics of a word and the words in it: these open theirs inside longer words too."""
        return self._one(NOTHING.union(*[named[word] for word in words if word in named]))


def _shares(catalog: Catalog) -> Mapping[str, Indicator]:
    """The rates whose numerator is a part of their one denominator, by the numerator."""
    found: dict[str, Indicator] = {}
    for rate in catalog.indicators.values():
        rule = rate.aggregation
        if isinstance(rule, WeightedRatio):
            part = catalog.indicators[rule.numerator]
            if rule.denominators == (part.parent,):
                found[part.id] = rate
    return found


def _words_of_circumstance(lexicon: Mapping[str, Any]) -> frozenset[str]:
    """Words that say whose or of when a figure is, or hedge it: they are no part of what is counted."""
    scopes, periods = lexicon["scopes"], lexicon["periods"]
    whose = (word for kind in ("own", "region", "system") for word in scopes[kind])
    when = (*periods["so_far"], *periods["now"], *lexicon["stances"]["comparison"]["previous"])
    hedges = lexicon["hedges"]
    about = [word for kind in ("at_least", "at_most", "approx") for word in hedges[kind]["before"]]
    return frozenset(normalise(word) for word in (*whose, *when, *about, *hedges["none_before"]))


def _around_characters(lexicon: Mapping[str, Any]) -> frozenset[str]:
    """The words in which a character that is a word of a phrase says something else (支持 is no 持)."""
    inside: Mapping[str, list[str]] = lexicon.get("single_characters", {}).get("inside", {})
    return frozenset(normalise(word) for words in inside.values() for word in words)


def _spoken(lexicon: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """The short words that stand in speech for a word (发了 for 发放)."""
    found: dict[str, list[str]] = defaultdict(list)
    for short, words in _spoken_forms(lexicon).items():
        for word in words:
            found[normalise(word)].append(normalise(short))
    return found


def _spoken_forms(lexicon: Mapping[str, Any]) -> Mapping[str, list[str]]:
    forms: Mapping[str, list[str]] = lexicon.get("parted_words", {}).get("spoken", {})
    return forms


def _around_spoken(lexicon: Mapping[str, Any]) -> frozenset[str]:
    """The words whose end is no word of speech (仲裁了 is no 裁了)."""
    before: Mapping[str, str] = lexicon.get("parted_words", {}).get("not_behind", {})
    return frozenset(c + short for short in _spoken_forms(lexicon) for c in before.get(short[0], ""))


def _by_unit(readings: Iterable[Reading]) -> dict[str, RolesOfWords]:
    """Without a measure word a number can be a count, but neither a rate nor money."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        unprinted = {""} if "%" not in reading.units and "元" not in reading.units else set()
        for unit in reading.units | unprinted:
            found[unit].append(reading)
    return {unit: RolesOfWords(members) for unit, members in found.items()}


def _words_inside(infos: Mapping[str, WordInfo]) -> dict[str, set[str]]:
    """The words of the vocabulary that stand inside each of them, itself included."""
    words = WordSet(infos.values())
    return {word: {words.infos[i].word for i, _, _ in words.found_in(word)} for word in infos}


def _split(words: str | Iterable[str]) -> tuple[str, ...]:
    """Words in the notation of compounds, each once."""
    written = words.split() if isinstance(words, str) else words
    return tuple(dict.fromkeys(normalise(word) for entry in written for word in compounds(entry)))


def _all_units(catalog: Catalog) -> frozenset[str]:
    printed = {normalise(unit) for family in catalog.measure_words.families for unit in family.printed}
    other: Any = catalog.lexicon["other_units"]
    return frozenset(printed | {normalise(unit) for unit in (*other["durations"], *other["others"])} | {"%"})
