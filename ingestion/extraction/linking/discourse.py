"""What a report has told up to a place, as far as later numbers are understood by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.unknown import PartsTold, unknown_noun
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.matching.topics import Topics
from ingestion.extraction.meaning.stances import Stances
from ingestion.extraction.text.boundaries import CLOSING
from ingestion.extraction.text.marked import Hit, MarkedText
from ingestion.extraction.text.structure import POINT, Division
from ingestion.extraction.text.surroundings import filled_bracket
from ingestion.quantities import Mention

MAX_COMPARED = 12
MEASURES = ("duration", "per_case")
"""Numbers that count nothing: how long something lasts, how much it is each time."""


class Discourse:
    """The topics that are open, and the numbers before, while a text is read from beginning to end."""

    def __init__(self, marked: MarkedText, stances: Stances, costs: Costs) -> None:
        self.marked = marked
        self.stances = stances
        self.costs = costs
        self.topics = Topics()
        self.last: Link | None = None
        """The last number."""
        self.fact: Link | None = None
        """The last figure of the point, outside brackets that have closed."""
        self.told: list[Link] = []
        """The figures of the sentence."""
        self.compared: deque[Link] = deque(maxlen=MAX_COMPARED)
        """Those of the year before that it tells, the last ones."""
        self.counted: dict[str, Mention] = {}
        """The last figure of each indicator in the point."""
        self.parts = PartsTold()
        self.heading: Division | None = None
        self._before_brackets: list[tuple[Link | None, int]] = []

    def divide(self, division: Division) -> None:
        """A heading or a point begins: what was said before holds no longer."""
        heading = division.level if division.level < POINT else None
        self.topics.divide(heading, leads=division.leads, led=division.led)
        self.heading = division if heading is not None else None
        self.last = self.fact = None
        self._before_brackets.clear()
        self.told.clear()
        self.compared.clear()
        self.counted.clear()

    def name(self, named: Iterable[Hit]) -> None:
        """Words open their topics, for everything under a heading where they stand in that."""
        heading = self.heading
        if heading is None:
            self.topics.name_each([hit[2].topics for hit in named])
            return
        for hit in named:
            self.topics.name(hit[2].topics, heading.level if hit[1] <= heading.title_end else 0)

    def mark(self, at: int) -> None:
        """A bracket opens or closes here, or a sentence ends.

        A number that fills a bracket alone is told like any other (办结（31件），办结率（99.4%）).
        """
        mark = self.marked.normal[at]
        if mark == "(":
            self.topics.bracket()
            self._before_brackets.append((self.fact, len(self.told)))
        elif mark == ")":
            own = self._is_filled(at)
            self.topics.unbracket(stays=own)
            if self._before_brackets:
                fact, told = self._before_brackets.pop()
                if not own:
                    self.fact = fact
                    del self.told[told:]
        else:
            self.topics.new_sentence()
            self.told.clear()
            self.compared.clear()

    def _is_filled(self, at: int) -> bool:
        """Whether the last number fills the bracket that closes here and ends a clause or piece.

        None stands right before such a bracket, and nothing is said of it behind (较上年（31件）增长).
        """
        text = self.marked.normal
        if self.last is None or text[(mention := self.last.around.mention).end : at].strip():
            return False
        opening = filled_bracket(text, mention)
        if opening is None or not CLOSING.match(text, at + 1):
            return False
        before = self.marked.quantity_before(opening)
        return before is None or before.end < opening

    def remember(self, link: Link) -> None:
        """A number was linked."""
        self.last = link
        counted = (
            not link.chosen
            and link.comparison == "level"
            and link.rule not in MEASURES
            and link.around.mention.unit not in self.costs.no_subject
        )
        part = self.parts.takes(link.around, self.fact, self.marked)
        if counted and not part:
            added = self.stances.increment(self.marked, link.around)
            stale = not added and unknown_noun(self.marked, link.around)
            self.topics.close(self.marked.vocabulary.excluded, stale=stale)
        if link.sure and link.comparison == "previous":
            self.compared.append(link)
        if link.sure and link.comparison == "level":
            self.fact = link
            self.told.append(link)
            self.counted[link.chosen[0].indicator_id] = link.around.mention
            self.topics.name(c.indicator_id for c in link.chosen)
