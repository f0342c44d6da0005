"""Why a number is left for review although a phrase of the catalogue fits it."""

from __future__ import annotations

from collections.abc import Callable

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.adjoining import Adjoining, off_the_line, one_of_two, struck, unmeasured
from ingestion.extraction.doubts.arithmetic.unequal import Tellings
from ingestion.extraction.doubts.between import between
from ingestion.extraction.doubts.coordination import Coordination
from ingestion.extraction.doubts.elsewhere import elsewhere
from ingestion.extraction.doubts.happened import Happened
from ingestion.extraction.doubts.left_out import LeftOut
from ingestion.extraction.doubts.licensed import Licensed
from ingestion.extraction.doubts.members import Members, share_of_it
from ingestion.extraction.doubts.narrowing import narrowing
from ingestion.extraction.doubts.remainders import Remainders
from ingestion.extraction.doubts.sent_elsewhere import SentElsewhere
from ingestion.extraction.doubts.signs import NEEDED, signs
from ingestion.extraction.doubts.together import Together
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.added_up import added_up
from ingestion.extraction.matching.turns.left_behind import left_behind
from ingestion.extraction.meaning.bodies.anybody import any_body
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

Doubt = Callable[[MarkedText, Surroundings, Candidate], bool]
Concerned = Callable[[Indicator], bool]


@compiled_once
def doubts(catalog: Catalog) -> Doubts:
    """The doubts that ``catalog`` has words for; the same content is compiled once per process."""
    return Doubts(catalog)


class Doubts:
    """What may speak against a reading of a number, in the order in which it is told."""

    def __init__(self, catalog: Catalog) -> None:
        adjoining, members, narrowed = Adjoining(catalog), Members(catalog), narrowing(catalog)
        self.tellings, self.left_behind = _tellings(catalog), left_behind(catalog)
        self.added_up, self.licensed = added_up(catalog), Licensed(catalog)
        self.whole = members.whole
        """Whether a number is the whole of which a part is told next."""
        self.in_order: dict[str, Doubt] = {
            **_in_order(catalog, adjoining, members, self.licensed),
            **narrowed.in_order,
        }
        """What may speak against a reading, by name; the first that holds is told."""
        self._concerned = {**_concerned(catalog, adjoining, members), **narrowed.concerned}
        self._elsewhere, self._together = elsewhere(catalog), Together(catalog)
        self._sent_elsewhere = SentElsewhere(catalog)
        self.bodies = any_body(catalog)
        self._open: dict[tuple[str, int], tuple[tuple[str, Doubt], ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the reasons, each with its words for a clerk in the vocabulary ``reading_basis``."""
        return tuple(self.in_order)

    def reason(self, marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
        """The first reason not to take ``best`` for a fact, by its name; None where there is none."""
        indicator, shown = best.reading.indicator, signs(marked, around, best)
        open_ = self._open.get((indicator.id, shown)) or self._leave_open(indicator, shown)
        for name, holds in open_:
            if holds(marked, around, best):
                return name
        return None

    def of_others(self, marked: MarkedText, around: Surroundings, best: Candidate) -> str | None:
        """Why a fact may not be the bureau's, by name: what leans on it has its noun all the same."""
        other = self._elsewhere.reason(marked, around, best.indicator_id)
        if other is None and self._together.tell(marked, around):
            return "done_together"
        if other is None and self._sent_elsewhere.tell(marked, around, best):
            return "sent_elsewhere"
        return other

    def _leave_open(self, indicator: Indicator, shown: int) -> tuple[tuple[str, Doubt], ...]:
        """The doubts that can arise of an indicator where this shows; worked out once."""
        needed, concerned = NEEDED, self._concerned
        open_ = tuple(
            (name, holds)
            for name, holds in self.in_order.items()
            if needed.get(name, 0) & ~shown == 0 and (name not in concerned or concerned[name](indicator))
        )
        self._open[indicator.id, shown] = open_
        return open_


def _in_order(
    catalog: Catalog, adjoining: Adjoining, members: Members, licensed: Licensed
) -> dict[str, Doubt]:
    """What may speak against a reading, in the order in which it is told."""
    coordination = Coordination(catalog)
    return {
        "indefinite_one": adjoining.indefinite,
        "definite_case": adjoining.definite,
        "attributive": adjoining.attributive,
        "whole_of_a_part": members.whole_of_part,
        "of_a_group": members.of_a_group,
        "of_members": members.rate_of_members,
        "distinguished": members.distinguishes,
        "no_measure_word": unmeasured,
        "one_of_two": one_of_two,
        "negated": adjoining.negated,
        "turned_between": between(catalog).turned,
        "outcome_told": adjoining.outcome_told,
        "happened_to_some": Happened(catalog).to_some,
        "milestone": left_behind(catalog).by_the_next,
        "denied_in_part": adjoining.denied_in_part,
        "carried_over": adjoining.carried_over,
        "counted_before": adjoining.counted_before,
        "counted_behind": adjoining.counted_behind,
        "joined_verbs": coordination.joined,
        "part_of_total": members.added_to,
        "named_otherwise": coordination.named_otherwise,
        "counts_faults": members.of_faults,
        "stands": _either(_either(adjoining.stands, licensed.tell), Remainders(catalog).tell),
        "left_out": LeftOut(catalog).tell,
        "share_of_it": share_of_it,
        "digits_off_the_line": off_the_line,
        "struck_digits": struck,
    }


def _either(one: Doubt, other: Doubt) -> Doubt:
    """Two ways to tell the same doubt, as one."""
    return lambda marked, around, best: one(marked, around, best) or other(marked, around, best)


def _concerned(catalog: Catalog, adjoining: Adjoining, members: Members) -> dict[str, Concerned]:
    """The indicators that a doubt may arise of, where it does not of all."""
    return {
        "turned_between": between(catalog).may_turn,
        "of_a_group": members.may_belong_to_group,
        "outcome_told": adjoining.may_end_otherwise,
        "carried_over": lambda indicator: indicator.kind == "flow",
        "counts_faults": members.may_have_faults,
        "stands": lambda indicator: indicator.kind == "flow",
    }


def _tellings(catalog: Catalog) -> Tellings:
    """What tells which of two values of one figure holds."""
    data, lists = catalog.lexicon["doubts"], catalog.lexicon["lists"]
    return Tellings(
        one_of(data["actual"], r"[^,。;、\d]{0,8}$"),
        one_of(data["carried_over"]),
        one_of(lists["summed"], rf"[{lists['before_number']['closing']}]?\s*$"),
        one_of(lists["summed"]),
        (*lists["parts_of"], *data["part_told"]),
        frozenset(data["told_severally"]),
        frozenset(data["told_by_kinds"]),
        catalog.lexicon["linking"]["attributive"],
        tuple(data["things"]),
        data["faulty"],
        one_of((*data["put_right"], *catalog.lexicon["corrections"]["corrected"])),
        one_of(data["of_one"]),
    )
