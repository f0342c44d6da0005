"""Composes sentences from the catalogue's own phrases, with the figures that they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from catalog import Catalog, Indicator, load_catalog
from catalog.compounds import compounds
from ingestion.extraction.words.phrases import Part, Phrase, parse_phrase
from ingestion.quantities import normalise

LEADS = ("", "全年", "2031年，", "全年共", "一年来，", "依法")
SEPARATORS = ("，", "；", "。")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ALIKE = {"件": ("件", "起", "宗"), "份": ("份", "件"), "户": ("户", "家")}
"""Measure words that reports print for one another."""
HEDGES = (("", "", "exact"), ("", "余", "at_least"), ("近", "", "at_most"), ("约", "", "approx"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A clause and the one figure that it states."""

    text: str
    indicator: Indicator
    value: float
    qualifier: str


class Composer:
    """Makes clauses and sentences; the same seed makes the same ones.

    What is drawn for a wording depends on the seed and on that wording alone: where the catalogue grows
    elsewhere, the clauses of the others stay what they were.
    """

    def __init__(self, seed: int, catalog: Catalog | None = None, *, other_units: bool = False) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.other_units = other_units
        self.catalog = catalog or load_catalog()
        found = list(_phrases(self.catalog))
        self.phrases = [(i, p) for i, p in found if not p.topics]
        words = self.catalog.lexicon["topics"]["topics"]
        self.topics = {name: tuple(written.split()) for name, written in words.items()}
        self.topical = [(i, p) for i, p in found if not p.topics.isdisjoint(self.topics)]

    def clause(self, indicator: Indicator, phrase: Phrase) -> Stated:
        """A clause of this wording, with words, number and hedge drawn at random."""
        self.random = Random(f"{self.seed} {indicator.id} {phrase.text}")
        value, printed, qualifier = self._number(indicator, phrase)
        before = "".join(self._word(part) for part in reversed(phrase.left))
        after = "".join(self._word(part) for part in phrase.right)
        return Stated(before + printed + after, indicator, value, qualifier)

    def on_topic(self, indicator: Indicator, phrase: Phrase) -> Stated:
        """A clause of a wording that asks for an open topic, behind a word that opens it."""
        names = sorted(phrase.topics & self.topics.keys())
        self.random = Random(f"{self.seed} {indicator.id} {phrase.text} topic")
        word = self.random.choice(self.topics[self.random.choice(names)])
        clause = self.clause(indicator, phrase)
        return replace(clause, text=f"{word}方面，{clause.text}")

    def sentence(self, number: int, clauses: int) -> tuple[str, list[Stated]]:
        """Clauses of different indicators in one paragraph, the ``number``-th of its seed."""
        drawn = Random(f"{self.seed} {number}")
        indicators = drawn.sample(list({i.id: i for i, _ in self.phrases}.values()), clauses)
        stated = [self._any_clause(indicator, f"{self.seed} {number}") for indicator in indicators]
        text = drawn.choice(LEADS)
        for clause in stated:
            text += clause.text + drawn.choice(SEPARATORS)
        return text[:-1] + "。", stated

    def _any_clause(self, indicator: Indicator, seed: str) -> Stated:
        """A clause of that wording of the indicator which the seed draws: a new wording seldom changes it."""
        own = [phrase for i, phrase in self.phrases if i.id == indicator.id]
        return self.clause(indicator, min(own, key=lambda phrase: Random(f"{seed} {phrase.text}").random()))

    def _word(self, part: Part) -> str:
        return "" if part.optional and self.random.random() < 0.5 else self.random.choice(part.words)

    def _number(self, indicator: Indicator, phrase: Phrase) -> tuple[float, str, str]:
        if indicator.unit == "%":
            rate = self.random.randint(10, 999) / 10
            return rate, f"{rate:g}%", "exact"
        if indicator.unit == "元":
            amount = self.random.randint(11, 9999)
            return amount * 10_000.0, f"{amount}万元", "exact"
        count = self.random.randint(11, 9999)
        before, inside, qualifier = self.random.choice(HEDGES)
        digits = self.random.choice((str(count), f"{count:,}", str(count).translate(FULL_WIDTH)))
        unit = phrase.unit or indicator.unit
        unit = self.random.choice(ALIKE[unit]) if self.other_units and unit in ALIKE else unit
        return float(count), f"{before}{digits}{inside}{unit}", qualifier


def _phrases(catalog: Catalog) -> Iterator[tuple[Indicator, Phrase]]:
    """The phrases whose words stand next to their number, whatever the level of the bureau."""
    terms = {
        name: tuple(word for written in words.split() for word in compounds(written))
        for name, words in catalog.lexicon["terms"]["terms"].items()
    }
    printed = (word for family in catalog.measure_words.families for word in family.printed)
    units = frozenset({normalise(word) for word in printed} | set(catalog.lexicon["other_units"]["others"]))
    for indicator in catalog.indicators.values():
        for entry in indicator.phrases:
            phrase = parse_phrase(entry.text, terms, units)
            if not entry.shared_with and _is_near(phrase):
                yield indicator, phrase


def _is_near(phrase: Phrase) -> bool:
    """Whether it states a number, without wording in between or a level of the bureau."""
    parts = (*phrase.left, *phrase.right)
    return phrase.has_number and phrase.level is None and not any(part.far for part in parts)


def wordings(composer: Composer) -> Iterator[Stated]:
    """Every plain wording of the catalogue once."""
    for indicator, phrase in composer.phrases:
        yield composer.clause(indicator, phrase)


def wordings_on_topic(composer: Composer) -> Iterator[Stated]:
    """Every wording that asks for an open topic once."""
    for indicator, phrase in composer.topical:
        yield composer.on_topic(indicator, phrase)
