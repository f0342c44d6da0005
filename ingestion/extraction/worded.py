"""The figures that a report tells in words (无败诉, 检查全覆盖), where no numeral says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.beside import beside
from ingestion.extraction.doubts.denials import denials
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.matching.in_words import InWords, phrases_in_words
from ingestion.extraction.meaning.scopes.scopes import Scope
from ingestion.extraction.meaning.senses import Senses
from ingestion.extraction.records import Records, meaning_of
from ingestion.extraction.said import Said
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings, surroundings
from ingestion.observations import Assertion, Disposition, Observation
from ingestion.quantities import Mention

IN_WORDS = 0.9
"""How sure a figure in words is."""


class Worded:
    """Reads the figures in words of one text."""

    def __init__(
        self, marked: MarkedText, senses: Senses, records: Records, costs: Costs, catalog: Catalog
    ) -> None:
        self.marked = marked
        self.senses = senses
        self.record = records.record
        self.window = costs.window
        self.beside = beside(catalog)
        self.denials = denials(catalog)

    def observations(
        self, numbered: Iterable[Observation], denied: Iterable[InWords]
    ) -> Iterator[Observation]:
        """The figures in words that ``numbered`` ones do not say already, those of phrases first."""
        said = Said(self.marked, self.senses.structure, numbered)
        whole = (f for f in phrases_in_words(self.marked) if self.denials.whole(self.marked, f))
        for found in chain(whole, denied):
            if said.allows(found) and not self.denials.of_one_case(self.marked, found):
                for indicator in said.take(found):
                    yield self._observation(found, indicator)

    def _observation(self, found: InWords, indicator: Indicator) -> Observation:
        mention = _mention(found)
        around = surroundings(self.marked, mention, self.window)
        assertion = self.senses.assertion(around)
        period, scope = self.senses.periods.of(indicator, around), self.senses.scope(indicator, around)
        disposition = self._disposition(found, indicator, around, assertion, scope)
        rule = f"in_words:{found.reading.phrase.text}"
        return self.record(
            mention, disposition, rule, IN_WORDS, assertion, meaning_of(indicator, period, scope)
        )

    def _disposition(
        self, found: InWords, indicator: Indicator, around: Surroundings, assertion: Assertion, scope: Scope
    ) -> Disposition:
        if assertion in ("target", "threshold"):
            return assertion
        if self.beside.denied_of_disclosure(self.marked, around, indicator.id):
            return "undecided"
        another = scope.foreign or self.senses.bodies.said_of_another(indicator.id, found.start)
        return "reference" if another else "fact"


def _mention(found: InWords) -> Mention:
    """The words in the place of a numeral."""
    value = found.reading.words_value
    return Mention(
        kind="quantity", start=found.start, end=found.end, value=value, low=value, high=value, in_words=True
    )
