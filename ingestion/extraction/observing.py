"""Makes of what was decided about a number its observations: what it is, whose, of when, and why."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from ingestion.extraction.doubts.reasons import doubts
from ingestion.extraction.linking.inheritance import when_and_whose
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.disowned import disowning
from ingestion.extraction.meaning.scopes.scopes import Scope
from ingestion.extraction.meaning.senses import Senses
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.records import Records, alternatives_of, meaning_of
from ingestion.extraction.text.marked import MarkedText
from ingestion.observations import Assertion, Disposition, Observation
from ingestion.quantities import Mention

CERTAIN = 1.0
LIKELY = 0.8
"""A number is no figure by its form alone."""
DOUBTFUL = 0.0


class Observer:
    """Observes the numbers of one text."""

    def __init__(self, marked: MarkedText, senses: Senses, records: Records, catalog: Catalog) -> None:
        self.marked = marked
        self.senses = senses
        self.record = records.record
        self.doubts, self.disowning = doubts(catalog), disowning(catalog)

    def of_mention(self, mention: Mention) -> Observation:
        """A date, name, ordinal or list marker."""
        kind: Disposition = "unmapped" if mention.kind == "quantity" else mention.kind
        return self.record(mention, kind, "mention", CERTAIN)

    def of_link(self, link: Link) -> Iterator[Observation]:
        """A quantity: one observation for each indicator that it serves, else one that says what it is."""
        mention = link.around.mention
        if not link.chosen:
            yield self._unlinked(link)
            return
        self.senses.remember(mention.start, link.chosen[0].reading.indicator)
        if _is_threshold(self.marked, mention, link):
            yield self.record(mention, "threshold", "threshold", link.chosen[0].score, assertion="threshold")
            return
        assertion = self.senses.assertion(link.around)
        for candidate in link.chosen:
            yield self._of_candidate(link, candidate, assertion)

    def _unlinked(self, link: Link) -> Observation:
        mention = link.around.mention
        if link.comparison != "level":
            return self.record(mention, "reference", link.comparison, CERTAIN, assertion="reference")
        if mention.followed_by_bound and _noun_follows(self.marked.normal, mention):
            return self.record(mention, "threshold", "bound_before_noun", LIKELY, assertion="threshold")
        if mention.doubtful:
            return self.record(mention, "undecided", "doubtful_number", DOUBTFUL)
        if mention.duration:
            return self.record(mention, self._of_duration(mention), "duration", CERTAIN)
        if self.senses.assertion(link.around) == "target":
            return self.record(mention, "target", "target", LIKELY, assertion="target")
        return self.record(mention, "unmapped", link.rule, CERTAIN)

    def _of_duration(self, mention: Mention) -> Disposition:
        """A limit (60日内), or a time that something took."""
        return "threshold" if self.senses.assertions.limits_time(self.marked, mention) else "unmapped"

    def _of_candidate(self, link: Link, candidate: Candidate, assertion: Assertion) -> Observation:
        indicator = candidate.reading.indicator
        period, scope = when_and_whose(self.senses, link, indicator)
        period = self._told_period(link) or period
        disposition, rule = self._disposition(link, candidate, assertion, period, scope)
        if disposition in ("target", "reference"):
            assertion = disposition
        why = f"{rule}:{candidate.reading.phrase.text}"
        meaning = meaning_of(indicator, period, scope, alternatives_of(link))
        return self.record(link.around.mention, disposition, why, candidate.score, assertion, meaning)

    def _told_period(self, link: Link) -> Period | None:
        """The period that its list, or a comparison, gives to the number alone."""
        if link.year is not None:
            return self.senses.in_list(link.year)
        if link.comparison != "previous":
            return None
        year = self.senses.year
        return Period("previous_year", year=year - 1 if year else None)

    def _disposition(
        self, link: Link, candidate: Candidate, assertion: Assertion, period: Period, scope: Scope
    ) -> tuple[Disposition, str]:
        """What the number is, and by which rule."""
        around, mention = link.around, link.around.mention
        if assertion == "threshold":
            return "threshold", link.rule
        if assertion == "target" or self.senses.ahead(period):
            return "target", link.rule
        told = (around,) if link.settles is None else (around, link.settles)
        another = scope.foreign or any(self.senses.bodies.others_deed(a, candidate) for a in told)
        if another or period.type == "previous_year" or period.past:
            return "reference", link.rule
        if self.disowning.says(self.marked, mention):
            return "reference", "disowned"
        no_value = mention.value is None and mention.low is None
        if no_value or not link.sure or self._doubtful(link, candidate):
            return "undecided", link.rule
        other = self.doubts.of_others(self.marked, around, candidate)
        if other is None and any(self.senses.bodies.unknown_acts(a, candidate) for a in told):
            other = "unknown_body"
        return ("undecided", other) if other else ("fact", link.rule)

    def _doubtful(self, link: Link, candidate: Candidate) -> bool:
        """Whether it may be of one case alone, of another body, or of all bodies of a region together."""
        around = link.around
        return (
            self.senses.assertions.anecdote(self.marked, around, candidate.indicator_id)
            or self._of_others(link, candidate)
            or self.senses.scopes.of_all_bodies(candidate.reading.indicator, around)
            or self.senses.scopes.of_place_before(around)
        )

    def _of_others(self, link: Link, candidate: Candidate) -> bool:
        """Whether another body is told of; what a court decides of its cases is the bureau's figure."""
        around, earlier, bodies = link.around, link.leans_on, self.senses.bodies
        decided = candidate.by_topic and candidate.indicator_id in bodies.matters.decided
        if decided and earlier is not None:
            told = earlier.around, earlier.chosen[0]
            return bodies.others_deed(*told) or bodies.others_sentence(*told)
        return bodies.others_sentence(around, candidate) or self.senses.places.tell(around)


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
