"""What the words around the numbers of one text say of them: as what they are said, whose and of when."""

from __future__ import annotations

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.assertions import assertions
from ingestion.extraction.meaning.bodies.others import OtherBodies
from ingestion.extraction.meaning.bodies.places import Places
from ingestion.extraction.meaning.scopes.scopes import Scope, Scopes
from ingestion.extraction.meaning.scopes.words import ScopeWords
from ingestion.extraction.meaning.times.bulletins import Years
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.meaning.times.periods import Periods
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.structure import Structure
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.observations import Assertion
from ingestion.submissions import Identity


class Senses:
    """Stance, scope, period and acting body of the numbers of one text."""

    def __init__(
        self, marked: MarkedText, structure: Structure, identity: Identity, catalog: Catalog, years: Years
    ) -> None:
        self.marked = marked
        self.structure = structure
        self.report_year = identity.report_year
        self.year = years.this
        words = ScopeWords(marked, identity, catalog)
        self.assertions = assertions(catalog)
        self.scopes = Scopes(marked, words, catalog)
        self.bodies = OtherBodies(marked, words, catalog)
        self.places = Places(marked, identity.region_name, catalog, identity.region_level)
        self.periods = Periods(marked, structure, catalog, years)
        self._read: dict[int, Indicator] = {}
        """What the numbers so far were read as, by their places."""

    def remember(self, at: int, indicator: Indicator) -> None:
        """The number that starts here was read."""
        self._read[at] = indicator

    def qualified(self, around: Surroundings) -> bool:
        """Whether the piece before a number says whose or of when it is."""
        return self.scopes.in_piece(around) or self.periods.in_piece(around)

    def assertion(self, around: Surroundings) -> Assertion:
        """What a number is said to be: done, claimed, a problem, a target."""
        division = self.structure.at(around.mention.start)
        return self.assertions.assertion(self.marked, around, division, self.report_year)

    def scope(self, indicator: Indicator, around: Surroundings) -> Scope:
        """Whose figure a number is."""
        return self.scopes.of(indicator, around, self._read)

    def in_list(self, year: int) -> Period:
        """The period of a year of a list; one without a name is told from this year on (去年: -1)."""
        if year > 0:
            return self.periods.of_year(year)
        ago = year + 1 if self.marked.of_last_year else year
        if self.year is not None:
            return self.periods.of_year(self.year + ago)
        return Period("full_year" if ago == 0 else "other_reference_year", past=ago < 0)

    def ahead(self, period: Period) -> bool:
        """Whether a figure is said of a year after the reported one: it can only be planned."""
        return self.year is not None and period.year is not None and period.year > self.year
