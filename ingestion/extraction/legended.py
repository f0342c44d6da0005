"""The figures under legends: each place of a group is read as the running text that it stands for.

受理312件(287件) under 括号内为上年数 says 受理312件, and of the year before 受理287件; the words of the
catalogue and the rules of prose decide here too. Where a legend cannot be read, no number under it is a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog import Catalog
from ingestion.extraction.tabled import Read
from ingestion.extraction.tables.groups import Group
from ingestion.extraction.tables.legends import Legend, legends
from ingestion.extraction.tables.slots import Slot, Slots
from ingestion.extraction.tables.table_words import legend_words, table_words
from ingestion.extraction.tables.telling import Place, Telling, by_place, meant, once
from ingestion.extraction.tables.written import Written, by_level, by_noun
from ingestion.observations import Observation
from ingestion.submissions import Identity

Told = dict[int, tuple[Observation, ...]]
"""What is told of the number that begins at an offset of the report."""


class Legended:
    """Reads what stands under the legends of one text."""

    def __init__(self, identity: Identity, catalog: Catalog, read: Read) -> None:
        self._words, self._slots = table_words(catalog), Slots(identity, catalog)
        self._legends, self._times = legends(catalog), legend_words(catalog).times
        self._read, self._year = read, identity.report_year

    def tell(self, text: str, telling: Telling) -> None:
        """Tells of all numbers under legends what they are."""
        for legend in self._legends.found_in(text):
            slots = self._meanings(text, legend)
            told = self._told(text, legend, slots) if slots else {}
            for group in legend.groups:
                if all(number.start in telling.ends for number in group.numbers):
                    continue
                _tell_group(telling, group, slots, [told.get(number.start, ()) for number in group.numbers])

    def _meanings(self, text: str, legend: Legend) -> tuple[Slot, ...]:
        """What each place means; nothing where one that is named cannot be read.

        What stands outside brackets stands, whatever else is said of the other year's number inside.
        """
        named = [self._slots.slot(name) if name else None for name in legend.names]
        for name, slot in zip(legend.names, named, strict=True):
            if slot is None or slot.is_readable:
                continue
            if named[0] is not None or slot.year is None or self._times.search(name):
                return ()
        first, others = named[0], [slot for slot in named[1:] if slot is not None]
        if first is None:
            first = self._unnamed(text, legend, others)
        return (first, *others)

    def _unnamed(self, text: str, legend: Legend, others: Sequence[Slot]) -> Slot:
        """What stands outside brackets where only the inside is told of."""
        if any(slot.dated and slot.year is None for slot in others):
            return Slot("unknown")
        whose = {slot.whose for slot in others if slot.whose}
        if not whose:
            return Slot("level")
        before = text[legend.lead : legend.start], text[legend.body : legend.groups.first().start]
        named = {m.group() for words in before for m in self._words.whose.finditer(words)} - whose
        return self._slots.slot(named.pop()) if len(named) == 1 else Slot("unknown")

    def _told(self, text: str, legend: Legend, slots: Sequence[Slot]) -> Told:
        told: Told = {}
        for written in self._written(text, legend, slots):
            found = by_place(self._read(written.text))
            for at, place, number in written.numbers:
                told[number.start] = meant(slots[place], found.get(at, ()), self._year)
        return told

    def _written(self, text: str, legend: Legend, slots: Sequence[Slot]) -> Iterator[Written]:
        if any(slot.kind == "noun" for slot in slots):
            return by_noun(text, legend, slots)
        return by_level(text, legend, slots, self._words.whose)


def _tell_group(
    telling: Telling, group: Group, slots: Sequence[Slot], told: Sequence[tuple[Observation, ...]]
) -> None:
    """What its numbers are; one of which nothing is told is no fact."""
    for place, (number, found) in enumerate(zip(group.numbers, once(told), strict=True)):
        at = Place(number.start, number.end)
        telling.deny(at, slots[place].instead if slots else "undecided")
        if found:
            telling.tell(at, found, "legend")
