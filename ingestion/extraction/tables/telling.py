"""Puts what a table or legend tells of a number in the place of what its bare line told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingestion.extraction.tables.slots import Slot
from ingestion.observations import Disposition, Observation, in_reading_order

CONFIDENCE = 0.9
"""A table says less than a sentence: no reading of one is surer than this."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands in the report."""

    start: int
    end: int


@dataclass(slots=True)
class Telling:
    """What is told of the numbers of a text, by the place where each begins."""

    told: dict[int, tuple[Observation, ...]] = field(default_factory=dict)
    no_fact: dict[int, Disposition] = field(default_factory=dict)
    """What a number is instead of a fact that its bare line made of it."""
    ends: dict[int, int] = field(default_factory=dict)

    def tell(self, place: Place, found: Iterable[Observation], by: str) -> None:
        """Of the number at a place this is told; by what, begins its rule."""
        self.told[place.start] = tuple(
            replace(o, rule=f"{by}:{o.rule}", confidence=min(CONFIDENCE, o.confidence)) for o in found
        )
        self.ends[place.start] = place.end

    def deny(self, place: Place, instead: Disposition) -> None:
        """The number at a place is no fact, whatever its line says."""
        self.no_fact[place.start] = instead
        self.ends[place.start] = place.end

    def in_place(self, observations: Iterable[Observation], text: str) -> tuple[Observation, ...]:
        """``observations`` with those of told numbers replaced."""
        if not self.ends:
            return tuple(observations)
        done: set[int] = set()
        apart = (piece for o in observations for piece in self._apart(o, text))
        return in_reading_order(new for o in apart for new in self._replaced(o, done))

    def _apart(self, observation: Observation, text: str) -> Iterator[Observation]:
        """The numbers of several cells that were taken for one (81 82), or for a numbering ((96)件)."""
        start, end = observation.start, observation.end
        if start is None or end is None or not any(at in self.ends for at in range(start + 1, end)):
            yield observation
            return
        cells = [at for at in range(start, end) if at in self.ends]
        for at in cells:
            until = self.ends[at]
            yield replace(observation, start=at, end=until, raw_text=text[at:until], disposition="unmapped")

    def _replaced(self, observation: Observation, done: set[int]) -> Iterator[Observation]:
        at = observation.start
        if at is None or at not in self.told:
            yield self._denied(observation)
        elif at not in done:
            done.add(at)
            yield from (_at(observation, told) for told in self.told[at])

    def _denied(self, observation: Observation) -> Observation:
        instead = self.no_fact.get(-1 if observation.start is None else observation.start)
        if instead is None or observation.disposition not in ("fact", "undecided", instead):
            return observation
        if observation.disposition == instead:
            return observation
        return replace(observation, disposition=instead, rule=f"no_level:{observation.rule}")


def _at(observation: Observation, told: Observation) -> Observation:
    """What is told, at the place and with the print of its number."""
    return replace(
        told,
        start=observation.start,
        end=observation.end,
        raw_text=observation.raw_text,
        evidence=observation.evidence,
    )


def meant(slot: Slot, found: Iterable[Observation], this: int | None) -> tuple[Observation, ...]:
    """``found`` as a number of this slot means it: another year's is for comparison, a plan is a target."""
    told = (o for o in found if o.indicator_id)
    if slot.year is not None:
        return tuple(_of_year(o, slot.year, this) for o in told)
    if slot.kind == "plan":
        return tuple(replace(o, disposition="target", assertion="target") for o in told)
    if slot.scope is not None:
        return tuple(replace(o, org_scope=slot.scope, scope_basis="stated") for o in told)
    return tuple(told)


def _of_year(observation: Observation, year: int, this: int | None) -> Observation:
    return replace(
        observation,
        disposition="reference",
        assertion="reference",
        period_type="previous_year" if this is not None and year == this - 1 else "other_reference_year",
        period_year=year,
        period_start=None,
        period_end=None,
    )


def once(cells: Sequence[Sequence[Observation]], whole: Iterable[int] = ()) -> list[tuple[Observation, ...]]:
    """The cells of one table: what two of them claim to be waits in both, unless one of them is the whole."""
    claims = Counter(key for cell in cells for key in {_figure(o) for o in cell if o.disposition == "fact"})
    wholes = {_figure(o) for i in whole for o in cells[i] if o.disposition == "fact"}
    total = set(whole)
    return [
        tuple(
            o
            if o.disposition != "fact" or claims[_figure(o)] == 1 or (i in total and _figure(o) in wholes)
            else replace(o, disposition="undecided", rule=f"claimed_twice:{o.rule}")
            for o in cell
        )
        for i, cell in enumerate(cells)
    ]


def _figure(observation: Observation) -> tuple[object, ...]:
    o = observation
    return o.indicator_id, o.org_scope, o.period_type, o.period_year, o.period_start, o.period_end


def by_place(observations: Iterable[Observation]) -> Mapping[int, list[Observation]]:
    """Observations by where their number begins."""
    found: dict[int, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.start is not None:
            found[o.start].append(o)
    return found
