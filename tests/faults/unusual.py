"""Faults that offices make more rarely: in how a number is written, in a form, in a whole file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from filings import Bureau
from injection import Fault, NoFault
from seeding import Size
from unusual_forms import IN_FORMS
from unusual_texts import IN_TEXTS, Making

UNUSUAL: Mapping[str, Making] = {made.__name__: made for made in (*IN_TEXTS, *IN_FORMS)}

ROOM_FOR_UNUSUAL = Size(cities=4, counties=13, each=1)
"""A county for every kind, and some without a fault."""


def inject_unusual(bureaus: Sequence[Bureau], year: int, each: int, random: Random) -> tuple[Fault, ...]:
    """``each`` faults of every kind, in a county bureau each that leaves room for it."""
    counties = [bureau for bureau in bureaus if bureau.place.level == "county"]
    random.shuffle(counties)
    return tuple(_first_possible(kind, counties, year, random) for kind in UNUSUAL for _ in range(each))


def _first_possible(kind: str, counties: list[Bureau], year: int, random: Random) -> Fault:
    for place, bureau in enumerate(list(counties)):
        other = counties[place - 1]
        for _ in range(4):
            try:
                filings, told = UNUSUAL[kind](bureau, other, year, random)
            except (NoFault, ValueError):
                continue
            counties.remove(bureau)
            return Fault(kind, bureau.place.code, filings, told)
    raise NoFault(f"no bureau is left for {kind}")
