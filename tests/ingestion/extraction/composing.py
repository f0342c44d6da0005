"""Composes sentences from the catalogue's own phrases, with the figures that they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from catalog import Catalog, Indicator, load_catalog
from ingestion.extraction.compounds import compounds
from ingestion.extraction.phrases import Part, Phrase, parse_phrase
from ingestion.quantities import normalise

LEADS = ("", "全年", "2031年，", "全年共", "一年来，", "依法")
SEPARATORS = ("，", "；", "。")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HEDGES = (("", "", "exact"), ("", "余", "at_least"), ("近", "", "at_most"), ("约", "", "approx"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A clause and the one figure that it states."""

    text: str
    indicator: Indicator
    value: float
    qualifier: str


class Composer:
    """Makes clauses and sentences; the same seed makes the same ones."""

    def __init__(self, seed: int, catalog: Catalog | None = None) -> None:
        self.random = Random(seed)
        self.catalog = catalog or load_catalog()
        self.phrases = list(_plain_phrases(self.catalog))

    def clause(self, indicator: Indicator, phrase: Phrase) -> Stated:
        """A clause of this wording, with words, number and hedge drawn at random."""
        value, printed, qualifier = self._number(indicator, phrase)
        before = "".join(self._word(part) for part in reversed(phrase.left))
        after = "".join(self._word(part) for part in phrase.right)
        return Stated(before + printed + after, indicator, value, qualifier)

    def any_clause(self) -> Stated:
        """A clause of any wording."""
        return self.clause(*self.random.choice(self.phrases))

    def sentence(self, clauses: int) -> tuple[str, list[Stated]]:
        """Clauses of different indicators in one paragraph."""
        stated: dict[str, Stated] = {}
        while len(stated) < clauses:
            clause = self.any_clause()
            stated.setdefault(clause.indicator.id, clause)
        text = self.random.choice(LEADS)
        for clause in stated.values():
            text += clause.text + self.random.choice(SEPARATORS)
        return text[:-1] + "。", list(stated.values())

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
        return float(count), f"{before}{digits}{inside}{phrase.unit or indicator.unit}", qualifier


def _plain_phrases(catalog: Catalog) -> Iterator[tuple[Indicator, Phrase]]:
    terms = {
        name: tuple(word for written in words.split() for word in compounds(written))
        for name, words in catalog.lexicon["terms"]["terms"].items()
    }
    printed = (word for family in catalog.measure_words.families for word in family.printed)
    units = frozenset({normalise(word) for word in printed} | set(catalog.lexicon["other_units"]["others"]))
    for indicator in catalog.indicators.values():
        for entry in indicator.phrases:
            phrase = parse_phrase(entry.text, terms, units)
            if not entry.shared_with and _is_plain(phrase):
                yield indicator, phrase


def _is_plain(phrase: Phrase) -> bool:
    """Whether it states a number, without an open topic, wording in between or a level of the bureau."""
    parts = (*phrase.left, *phrase.right)
    conditions = phrase.topics or phrase.level
    return phrase.has_number and not conditions and not any(part.far for part in parts)


def wordings(composer: Composer) -> Iterator[Stated]:
    """Every plain wording of the catalogue once."""
    for indicator, phrase in composer.phrases:
        yield composer.clause(indicator, phrase)
