"""From a report to its observations: every mention of a number, with its meaning and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from catalog import Catalog
from ingestion.documents import Document
from ingestion.extraction.doubts.arithmetic.levels import by_levels, level_words
from ingestion.extraction.doubts.arithmetic.reckoned import reckoned, reckoning
from ingestion.extraction.doubts.arithmetic.unequal import settled
from ingestion.extraction.doubts.reasons import doubts
from ingestion.extraction.legended import Legended
from ingestion.extraction.linking.afterwards.instalments import instalments
from ingestion.extraction.linking.afterwards.kinds import kinds
from ingestion.extraction.linking.afterwards.kinds_in_row import kinds_in_row
from ingestion.extraction.linking.afterwards.our_parts import our_parts
from ingestion.extraction.linking.afterwards.parts import (
    beside_parts,
    counted_once,
    paired_once,
    told_once,
    without_parts,
)
from ingestion.extraction.linking.afterwards.several_kinds import kinds_apart
from ingestion.extraction.linking.afterwards.unlike_sums import unlike_sums
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.linker import Linker
from ingestion.extraction.linking.stages import stage_words
from ingestion.extraction.matching.candidates import Matcher
from ingestion.extraction.matching.costs import costs
from ingestion.extraction.matching.in_words import InWords
from ingestion.extraction.meaning.senses import Senses
from ingestion.extraction.meaning.stances import stances
from ingestion.extraction.meaning.times.bulletins import tells_of_last_year, years_of
from ingestion.extraction.observing import Observer
from ingestion.extraction.records import Records
from ingestion.extraction.said import places
from ingestion.extraction.tabled import Read, Tabled
from ingestion.extraction.tables.telling import Telling
from ingestion.extraction.text.leads import with_leads
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.structure import structure
from ingestion.extraction.text.unwrapped import unwrapped
from ingestion.extraction.worded import Worded
from ingestion.observations import Observation, in_reading_order
from ingestion.submissions import Identity

Found = tuple[str, list[Observation]]
"""A text in uniform spelling, and what was found in it."""


class Narrative:
    """One report being read; its observations quote the text as ``printed``, where that is another."""

    def __init__(
        self, document: Document, identity: Identity, catalog: Catalog, printed: str | None = None
    ) -> None:
        self.catalog = catalog
        self.costs = costs(catalog)
        self.level = identity.region_level
        years = years_of(document.text, identity, catalog)
        this = replace(identity, report_year=years.this)
        of_last_year = tells_of_last_year(document.text, this, catalog)
        self.marked = MarkedText(unwrapped(document.text, catalog), catalog, of_last_year=of_last_year)
        divided = structure(document, self.marked, catalog, identity.report_year)
        self.structure = with_leads(divided, self.marked)
        self.senses = Senses(self.marked, self.structure, identity, catalog, years)
        records = Records(document.text if printed is None else printed, self.marked)
        self.observer = Observer(self.marked, self.senses, records, catalog)
        self.worded = Worded(self.marked, self.senses, records, self.costs, catalog)
        self._denied: Iterable[InWords] = ()
        """The figures that clauses deny, found while the quantities are linked."""

    def found(self) -> Found:
        """Every mention of the report in reading order, each with what it is by its sentence."""
        numbered = [o for link in self._links() for o in self.observer.of_link(link)]
        worded = list(self.worded.observations(numbered, self._denied))
        covered = places(worded, len(self.marked.normal))
        others = [m for m in self.marked.mentions if m.kind != "quantity"]
        rest = [self.observer.of_mention(m) for m in others if not any(covered[m.start : m.end])]
        start = attrgetter("start")
        by_place = groupby(sorted((*numbered, *worded, *rest), key=start), key=start)
        found = [o for _, at_place in by_place for o in _in_order(list(at_place))]
        of_one_year = found if self.senses.year is not None else _without_other_years(found)
        return self.marked.normal, of_one_year

    def _links(self) -> Iterator[Link]:
        """What every quantity is, once those that only divide or repeat another figure are told apart."""
        marked, qualified, doubtful = self.marked, self.senses.qualified, doubts(self.catalog)
        matcher = Matcher(marked, self.costs, self.level)
        words = stances(self.catalog), self.costs, doubtful, stage_words(self.catalog)
        linker = Linker(marked, self.structure, matcher, *words, qualified)
        self._denied = linker.denied.found
        read = kinds(self.catalog).told(linker.links(), marked)
        parts = told_once(beside_parts(read, marked), marked, doubtful.whole)
        apart = kinds_apart(parts, marked, doubtful.tellings.by_kinds)
        in_row = kinds_in_row(self.catalog).apart(apart, marked)
        whole = without_parts(paired_once(in_row, qualified))
        counted = counted_once(whole, marked, qualified, doubtful.tellings.severally)
        alike = unlike_sums(self.catalog).apart(counted, marked)
        ours = our_parts(self.catalog).apart(alike, marked)
        return instalments(self.catalog).apart(ours, marked)


def extract_narrative(document: Document, identity: Identity, catalog: Catalog) -> tuple[Observation, ...]:
    """Every mention of a number in the running text of ``document``, in reading order.

    What the catalogue knows is a ``fact``, or ``undecided`` where the reading is not sure; everything else
    says what it is instead. Pure: the same document, identity and catalogue give the same observations.
    """
    normal, found = Narrative(document, identity, catalog).found()
    read, telling = _lists(identity, catalog), Telling()
    Tabled(identity, catalog, read).tell(normal, document.text, telling)
    Legended(identity, catalog, read).tell(normal, telling)
    told = held_together((normal, found), catalog)
    if not telling.ends:
        return told
    return tuple(settled(telling.in_place(told, document.text), normal, doubts(catalog).tellings))


def held_together(told: Found, catalog: Catalog) -> tuple[Observation, ...]:
    """What was found with what figures say of each other: two values of one, sums and their parts.

    All that reading the text took is let go by now: of a long one there is much.
    """
    text, found = told
    levels = by_levels(found, text, level_words(catalog))
    return tuple(reckoned(settled(levels, text, doubts(catalog).tellings), text, reckoning(catalog)))


def _without_other_years(found: list[Observation]) -> list[Observation]:
    """``found`` of a text about no known year: a figure of a named year waits beside one of the same of none.

    审结的纠错率8.3%，2018年为11.1%: the one that is dated is most likely told for comparison.
    """
    facts = [o for o in found if o.disposition == "fact"]
    undated = {o.indicator_id for o in facts if o.period_year is None and o.period_type != "multi_year"}
    dated = {id(o) for o in facts if o.period_year is not None and o.indicator_id in undated}
    return [replace(o, disposition="undecided") if id(o) in dated else o for o in found]


def _lists(identity: Identity, catalog: Catalog) -> Read:
    """Reads a list that a table stands for, as if it stood in a report of the same bureau and year."""

    def read(text: str) -> Iterable[Observation]:
        narrative = Narrative(Document(format="txt", text=text), identity, catalog)
        return held_together(narrative.found(), catalog)

    return read


def _in_order(at_place: list[Observation]) -> Sequence[Observation]:
    """The observations of one place in reading order; mostly there is one."""
    return in_reading_order(at_place) if len(at_place) > 1 else at_place
