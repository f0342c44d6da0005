"""From a report to its observations: every mention of a number, with its meaning and its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from catalog import Catalog, Indicator
from ingestion.documents import Document
from ingestion.extraction.beside import beside
from ingestion.extraction.bulletins import tells_of_last_year, years_of
from ingestion.extraction.candidates import Candidate, Matcher
from ingestion.extraction.costs import costs
from ingestion.extraction.denials import denials
from ingestion.extraction.doubts import doubts
from ingestion.extraction.elsewhere import elsewhere
from ingestion.extraction.kinds import kinds
from ingestion.extraction.leads import with_leads
from ingestion.extraction.link import Link
from ingestion.extraction.linking import Linker
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.otherbodies import OtherBodies
from ingestion.extraction.parts import beside_parts, counted_once, paired_once, told_once, without_parts
from ingestion.extraction.periodreading import Period
from ingestion.extraction.periods import Periods
from ingestion.extraction.places import Places
from ingestion.extraction.records import Records, alternatives_of, meaning_of
from ingestion.extraction.said import Said, places
from ingestion.extraction.scopes import Scope, Scopes
from ingestion.extraction.scopewords import ScopeWords
from ingestion.extraction.stances import stances
from ingestion.extraction.structure import structure
from ingestion.extraction.surroundings import Surroundings, surroundings
from ingestion.extraction.tabled import Read, tabled
from ingestion.extraction.unequal import settled
from ingestion.extraction.unwrapped import unwrapped
from ingestion.extraction.words import InWords, phrases_in_words
from ingestion.observations import Assertion, Disposition, Observation, in_reading_order
from ingestion.quantities import Mention
from ingestion.submissions import Identity

CERTAIN = 1.0
IN_WORDS = 0.9
DOUBTFUL = 0.0
MAX_LEANING = 12


class Narrative:
    """One report being read."""

    def __init__(self, document: Document, identity: Identity, catalog: Catalog) -> None:
        self.document = document
        self.identity = identity
        self.catalog = catalog
        self.costs = costs(catalog)
        years = years_of(document.text, identity, catalog)
        self.year = years.this
        of_last_year = tells_of_last_year(document.text, replace(identity, report_year=self.year), catalog)
        self.marked = MarkedText(unwrapped(document.text, catalog), catalog, of_last_year=of_last_year)
        self.record = Records(document.text, self.marked).record
        divided = structure(document, self.marked, catalog, identity.report_year)
        self.structure = with_leads(divided, self.marked)
        self.stances = stances(catalog)
        self.elsewhere = elsewhere(catalog)
        self.beside = beside(catalog)
        words = ScopeWords(self.marked, identity, catalog)
        self.scopes = Scopes(self.marked, words, catalog)
        self.bodies = OtherBodies(self.marked, words, catalog)
        self.places = Places(self.marked, identity.region_name, catalog)
        self.periods = Periods(self.marked, self.structure, catalog, years)
        self.matcher = Matcher(self.marked, self.costs, identity.region_level)
        self._read: dict[int, Indicator] = {}
        """What the numbers so far were read as, by their places."""

    def observations(self) -> tuple[Observation, ...]:
        """Every mention of the report, each with what it is."""
        doubtful = doubts(self.catalog)
        words = self.stances, self.costs, doubtful
        linker = Linker(self.marked, self.structure, self.matcher, *words, self._qualified)
        read = kinds(self.catalog).told(linker.links(), self.marked)
        parts = told_once(beside_parts(read, self.marked), self.marked, doubtful.whole)
        whole = without_parts(paired_once(parts, self._qualified))
        links = counted_once(whole, self.marked, self._qualified, doubtful.tellings.severally)
        numbered = [o for link in links for o in self._of_link(link)]
        worded = list(self._in_words(numbered))
        covered = places(worded, len(self.marked.normal))
        others = [m for m in self.marked.mentions if m.kind != "quantity"]
        rest = [self._of_mention(m) for m in others if not any(covered[m.start : m.end])]
        start = attrgetter("start")
        by_place = groupby(sorted((*numbered, *worded, *rest), key=start), key=start)
        found = [o for _, at_place in by_place for o in _in_order(list(at_place))]
        of_one_year = found if self.year is not None else _without_other_years(found)
        return tuple(settled(of_one_year, self.marked.normal, doubtful.tellings))

    def _qualified(self, around: Surroundings) -> bool:
        """Whether the piece before a number says whose or of when it is."""
        return self.scopes.in_piece(around) or self.periods.in_piece(around)

    def _assertion(self, around: Surroundings) -> Assertion:
        division = self.structure.at(around.mention.start)
        return self.stances.assertion(self.marked, around, division, self.identity.report_year)

    def _of_mention(self, mention: Mention) -> Observation:
        """A date, name, ordinal or list marker."""
        kind: Disposition = "unmapped" if mention.kind == "quantity" else mention.kind
        return self.record(mention, kind, "mention", CERTAIN)

    def _of_link(self, link: Link) -> Iterator[Observation]:
        mention = link.around.mention
        if not link.chosen:
            yield self._unlinked(link)
            return
        self._read[mention.start] = link.chosen[0].reading.indicator
        if _is_threshold(self.marked, mention, link):
            yield self.record(mention, "threshold", "threshold", link.chosen[0].score, assertion="threshold")
            return
        assertion = self._assertion(link.around)
        for candidate in link.chosen:
            yield self._of_candidate(link, candidate, assertion)

    def _unlinked(self, link: Link) -> Observation:
        mention = link.around.mention
        text = self.marked.normal
        if link.comparison != "level":
            return self.record(mention, "reference", link.comparison, CERTAIN, assertion="reference")
        if mention.followed_by_bound and _noun_follows(text, mention):
            return self.record(mention, "threshold", "bound_before_noun", 0.8, assertion="threshold")
        if mention.doubtful:
            return self.record(mention, "undecided", "doubtful_number", DOUBTFUL)
        if mention.duration:
            limit = self.stances.limits_time(self.marked, mention)
            kind: Disposition = "threshold" if limit else "unmapped"
            return self.record(mention, kind, "duration", CERTAIN)
        assertion = self._assertion(link.around)
        if assertion == "target":
            return self.record(mention, "target", "target", 0.8, assertion="target")
        return self.record(mention, "unmapped", link.rule, CERTAIN)

    def _of_candidate(self, link: Link, candidate: Candidate, assertion: Assertion) -> Observation:
        around, indicator = link.around, candidate.reading.indicator
        period, scope = self._when_and_whose(link, indicator)
        disposition: Disposition = "fact" if link.sure else "undecided"
        if link.year is not None:
            period = self.periods.of_year(link.year)
        elif link.comparison == "previous":
            period = Period("previous_year", year=self.year - 1 if self.year else None)
        if assertion == "target" or self._ahead(period):
            disposition, assertion = "target", "target"
        elif (
            scope.foreign
            or self.bodies.others_deed(around, candidate)
            or period.type == "previous_year"
            or period.past
        ):
            disposition, assertion = "reference", "reference"
        elif around.mention.value is None and around.mention.low is None:
            disposition = "undecided"
        doubtful = self.stances.anecdote(self.marked, around, indicator.id)
        doubtful = doubtful or self._of_others(link, candidate)
        doubtful = doubtful or self.scopes.of_all_bodies(indicator, around)
        if disposition == "fact" and doubtful:
            disposition = "undecided"
        why = link.rule
        if disposition == "fact" and (other := self.elsewhere.reason(self.marked, around, indicator.id)):
            disposition, why = "undecided", other
        rule = f"{why}:{candidate.reading.phrase.text}"
        meaning = meaning_of(indicator, period, scope, alternatives_of(link))
        return self.record(around.mention, disposition, rule, candidate.score, assertion, meaning)

    def _of_others(self, link: Link, candidate: Candidate) -> bool:
        """Whether another body is told of; what a court decides of its cases is the bureau's figure."""
        around, earlier = link.around, link.leans_on
        decided = candidate.by_topic and candidate.indicator_id in self.bodies.decided_by_others
        if decided and earlier is not None:
            told = earlier.around, earlier.chosen[0]
            return self.bodies.others_deed(*told) or self.bodies.others_sentence(*told)
        return self.bodies.others_sentence(around, candidate) or self.places.tell(around)

    def _ahead(self, period: Period) -> bool:
        """Whether a figure is said of a year after the reported one: it can only be planned."""
        return self.year is not None and period.year is not None and period.year > self.year

    def _when_and_whose(self, link: Link, indicator: Indicator) -> tuple[Period, Scope]:
        """Period and scope; a figure that leans on an earlier one shares what was said of that."""
        around, earlier = link.around, link.leans_on
        period, scope = self.periods.of(indicator, around), self._scope(indicator, around)
        if earlier is not None:
            base = earlier.chosen[0].reading.indicator
            default = (
                scope.basis == "default" and not self.scopes.own_name(around) > earlier.around.mention.start
            )
            said = self._stated(earlier, base, around, indicator) if default else None
            if said is not None:
                scope = said._replace(basis="inherited")
            before = self.periods.of(base, earlier.around)
            if link.chosen[0].by_topic and not period.stated and before.shared:
                period = self.periods.fitted(before, indicator)
        if not period.stated and (whole := _whole_of(link, indicator)) is not None:
            of_whole = self.periods.of(whole.chosen[0].reading.indicator, whole.around)
            period = self.periods.fitted(of_whole, indicator) if of_whole.shared else period
        return period, scope

    def _scope(self, indicator: Indicator, around: Surroundings) -> Scope:
        return self.scopes.of(indicator, around, self._read)

    def _stated(
        self, earlier: Link, base: Indicator, around: Surroundings, indicator: Indicator
    ) -> Scope | None:
        """The scope that an earlier figure states or leans on itself.

        Another body's, that of a part (其中市本级860件) and that of figures kept by others by default
        are said in their sentence only.
        """
        for _ in range(MAX_LEANING):
            said = self._scope(base, earlier.around)
            elsewhere = earlier.around.mention.start < around.sentence
            part = self.marked.normal.startswith(self.marked.lists.parts_of, earlier.around.left)
            if said.basis != "default" and not (part and elsewhere):
                kept = earlier.chosen[0].reading.indicator.default_scope["county"]
                strange = said.foreign or kept != indicator.default_scope["county"]
                return None if strange and elsewhere else said
            if earlier.leans_on is None:
                return None
            earlier = earlier.leans_on
        return None

    def _in_words(self, numbered: Iterable[Observation]) -> Iterator[Observation]:
        """The figures in words, where no numeral says the same in their sentence."""
        said = Said(self.marked, self.structure, numbered)
        denied = denials(self.catalog)
        for found in phrases_in_words(self.marked):
            if said.allows(found) and denied.whole(self.marked, found):
                for indicator in said.take(found):
                    yield self._worded(found, indicator)

    def _worded(self, found: InWords, indicator: Indicator) -> Observation:
        value = found.reading.words_value
        mention = Mention(
            kind="quantity",
            start=found.start,
            end=found.end,
            value=value,
            low=value,
            high=value,
            in_words=True,
        )
        around = surroundings(self.marked, mention, self.costs.window)
        assertion = self._assertion(around)
        disposition: Disposition = "target" if assertion == "target" else "fact"
        if disposition == "fact" and self.beside.denied_of_disclosure(self.marked, around, indicator.id):
            disposition = "undecided"
        rule = f"in_words:{found.reading.phrase.text}"
        period, scope = self.periods.of(indicator, around), self._scope(indicator, around)
        another = scope.foreign or self.bodies.said_of_another(indicator.id, found.start)
        if disposition == "fact" and another:
            disposition = "reference"
        meaning = meaning_of(indicator, period, scope)
        return self.record(mention, disposition, rule, IN_WORDS, assertion, meaning)


def extract_narrative(document: Document, identity: Identity, catalog: Catalog) -> tuple[Observation, ...]:
    """Every mention of a number in the running text of ``document``, in reading order.

    What the catalogue knows is a ``fact``, or ``undecided`` where the reading is not sure; everything else
    says what it is instead. Pure: the same document, identity and catalogue give the same observations.
    """
    narrative = Narrative(document, identity, catalog)
    year = identity.report_year
    return tabled(narrative.observations(), narrative.marked.normal, _lists(identity, catalog), catalog, year)


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
        return Narrative(Document(format="txt", text=text), identity, catalog).observations()

    return read


def _in_order(at_place: list[Observation]) -> Sequence[Observation]:
    """The observations of one place in reading order; mostly there is one."""
    return in_reading_order(at_place) if len(at_place) > 1 else at_place


def _whole_of(link: Link, part: Indicator) -> Link | None:
    """The earlier figure that it is a part of (受理53件。按原因分，劳动报酬31件), where it leans on one."""
    whole = link.leans_on
    for _ in range(MAX_LEANING):
        if whole is None or whole.chosen[0].indicator_id == part.parent:
            return whole
        whole = whole.leans_on
    return None


def _noun_follows(text: str, mention: Mention) -> bool:
    following = text[mention.end : mention.end + 1]
    return bool(following) and following not in ",。;:、!?\n\t )"


def _is_threshold(marked: MarkedText, mention: Mention, link: Link) -> bool:
    """10人以上集体争议: a bound before a noun that the reading found only behind it, alone or in a row."""
    text, following = marked.normal, marked.quantity_after(mention.end)
    if mention.followed_by_bound and following is not None and following.start == mention.end + 1:
        return following.followed_by_bound and text.startswith(marked.attributive, following.end)
    if not (mention.followed_by_bound and _noun_follows(text, mention)):
        return False
    if text.startswith(marked.attributive, mention.end):
        return True
    return all(start >= mention.end for start, _ in link.chosen[0].used)
