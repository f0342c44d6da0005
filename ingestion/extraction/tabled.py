"""The figures of tables inside a report: every row or column of one is read as the list it stands for.

``行政许可 | 76`` below ``办理数量（件）`` says 行政许可76件, so that the words of the catalogue and the
rules of prose decide here too. What is written out for reading never leaves this module: each observation
is put back to the cell that prints its number. Of a column that cannot be read no number is a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import itemgetter

from catalog import Catalog
from ingestion.extraction.tables.row_lists import row_lists
from ingestion.extraction.tables.slots import Slot, Slots
from ingestion.extraction.tables.table_words import table_words
from ingestion.extraction.tables.telling import Place, Telling, by_place, meant, once
from ingestion.extraction.tables.told_heads import told_heads
from ingestion.extraction.text.grids import Grid, GridCell, grids
from ingestion.observations import Observation
from ingestion.submissions import Identity

Read = Callable[[str], Iterable[Observation]]

BRACKET = re.compile(r"\(([^()]*)\)")
NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|\(\d{1,2}\))\s*")
SCALES = ("万", "亿")
PAIR = 2
UNITS = re.compile("[、,/]")
LEVEL, UNKNOWN = Slot("level"), Slot("unknown")
Entry = tuple[tuple[str, str], GridCell]
"""A name and its measure word, and the cell that they tell of."""
Cell = tuple[GridCell, tuple[Observation, ...], bool]
"""A cell, what is told of it, and whether it is the sum of others."""


@dataclass(frozen=True, slots=True)
class Written:
    """A list written out: its text, what its place means, and the cell that each of its numbers stands in."""

    text: str
    cells: tuple[tuple[int, GridCell], ...]
    """The place of a number in the text, and its cell."""
    slot: Slot = LEVEL
    whole: bool = False
    """Whether the list is the sum of others of its table."""
    amounts: frozenset[int] = frozenset()
    """The places of the numbers that their names call money."""


class Tabled:
    """Reads the tables of one text."""

    def __init__(self, identity: Identity, catalog: Catalog, read: Read) -> None:
        self.words, self.slots = table_words(catalog), Slots(identity, catalog)
        self._told_heads, self._row_lists = told_heads(catalog), row_lists(catalog)
        self._read, self._year = read, identity.report_year
        self._indicators = catalog.indicators

    def tell(self, normal: str, printed: str, telling: Telling) -> None:
        """Tells of all numbers in table cells what header and label say of them."""
        for found in chain(grids(normal), self._row_lists.found_in(normal, printed, self.slots)):
            grid = found if found.header else self._told_heads.headed(found, self.slots)
            if not grid.header:
                continue
            self._deny(grid, telling)
            if not grid.rows:
                continue
            told = self._within_wholes(grid, list(self._told(grid)))
            claims = once([o for _, o, _ in told], [i for i, (_, _, whole) in enumerate(told) if whole])
            for (cell, _, _), observations in zip(told, claims, strict=True):
                if observations:
                    telling.tell(Place(cell.start, cell.end), observations, "table")

    def _deny(self, grid: Grid, telling: Telling) -> None:
        """Beside another number no number of a row is a fact by its line alone."""
        heads = self._heads(grid)
        for row in grid.rows:
            numbers = [(i, cell) for i, cell in enumerate(row) if cell.is_number]
            for i, cell in numbers if len(numbers) > 1 else ():
                instead = "reference" if heads[i].year is not None else heads[i].instead
                telling.deny(Place(cell.start, cell.end), instead)
        for cell in grid.unclear:
            telling.deny(Place(cell.start, cell.end), "undecided")

    def _told(self, grid: Grid) -> Iterator[Cell]:
        for written in self._lists(grid):
            found = by_place(o for o in self._read(written.text) if o.disposition != "unmapped")
            for at, cell in written.cells:
                told = [o for o in found.get(at, ()) if at not in written.amounts or self._is_money(o)]
                yield cell, meant(written.slot, told, self._year), written.whole

    def _is_money(self, told: Observation) -> bool:
        """Whether what is told counts money."""
        return told.indicator_id is not None and self._indicators[told.indicator_id].unit == self.words.money

    def _within_wholes(self, grid: Grid, told: list[Cell]) -> list[Cell]:
        """The cells, of which those wait whose column has a sum that is nothing of the same matter."""
        column = {cell.start: i for row in grid.rows for i, cell in enumerate(row)}
        sums: dict[int, set[str]] = {}
        for cell, found, whole in told:
            if whole:
                sums.setdefault(column[cell.start], set()).update(self._matters(found))
        return [
            (cell, found, whole)
            if column[cell.start] not in sums or self._matters(found) <= sums[column[cell.start]]
            else (cell, (), whole)
            for cell, found, whole in told
        ]

    def _matters(self, found: Iterable[Observation]) -> set[str]:
        ids = (o.indicator_id for o in found)
        return {self._indicators[name].subject_area for name in ids if name is not None}

    def _lists(self, grid: Grid) -> Iterator[Written]:
        """The lists that a table stands for: of its rows where these are places, of its columns elsewhere."""
        labels = [row[0].text for row in grid.rows]
        if grid.rows[0][0].is_number:
            return self._only_row(grid)
        if sum(bool(self.words.places.search(label)) for label in labels) * 2 > len(labels):
            return self._places(grid)
        heads = self._heads(grid)
        return chain(self._crossed(grid, heads), self._columns(grid, heads))

    def _heads(self, grid: Grid) -> tuple[Slot, ...]:
        """What each column means; the first holds the labels, one of measure words nothing that is told."""
        units = grid.column_of(self.words.unit_column)
        stretches = [i for i, cell in enumerate(grid.header) if self.words.parts_of_year.search(cell.text)]
        silent = {units, *(stretches if len(stretches) > 1 else ())}
        cells = enumerate(grid.header)
        return tuple(
            LEVEL if not i else UNKNOWN if i in silent else self.slots.slot(c.text) for i, c in cells
        )

    def _only_row(self, grid: Grid) -> Iterator[Written]:
        """The one row of figures under their names; the title tells their measure word, what a sum is of."""
        words = self.words
        if any(self._of_another(head.text) for head in grid.header):
            return
        subject = BRACKET.sub("", grid.lead)
        entries = []
        for head, cell in zip(grid.header, grid.rows[0], strict=True):
            name, unit = self._named(head.text)
            whole = words.totals.search(name) is not None
            entries.append((not whole, ((subject if whole else name, unit), cell)))
        entries.sort(key=itemgetter(0))
        yield self._written(grid, self._whose(grid), self._measured(grid, (entry for _, entry in entries)))

    def _of_another(self, name: str) -> bool:
        """Whether a head names a change, or another year without what came over from that."""
        words = self.words
        earlier = words.previous.search(name) and not words.carried.search(name)
        return bool(earlier) or words.changes.search(name) is not None

    def _places(self, grid: Grid) -> Iterator[Written]:
        """A row for each place: only those of the bureau itself and of the whole are its own figures."""
        heads = [i for i, head in enumerate(self._heads(grid)) if i and self._of_now(head)]
        for row in grid.rows:
            label = row[0].text
            own = self.words.own.search(label)
            whose = "" if self.words.totals.search(label) else label if own else None
            if whose is not None and not (whose == "" and self._is_of_others(grid, label)):
                named = [(self._named(grid.header[i].text), row[i]) for i in heads]
                entries, slot = self._measured(grid, named), self._of_row(label)
                yield self._written(grid, whose or self.words.as_whole, entries, slot)

    def _is_of_others(self, grid: Grid, label: str) -> bool:
        """Whether a sum is that of a wider region, or of several departments."""
        named = label if self.words.whose.search(label) else self._title(grid)
        others = sum(self.words.departments.search(row[0].text) is not None for row in grid.rows)
        return others > 0 or self.slots.is_wider(named)

    def _of_row(self, label: str) -> Slot:
        """What the row of a place means: a level of this year unless its label names another."""
        slot = self.slots.slot(label)
        return slot if slot.year is not None else LEVEL

    def _crossed(self, grid: Grid, heads: Sequence[Slot]) -> Iterator[Written]:
        """Label and head say together what is counted; a sum is that of the title; a row may be a year."""
        columns = [i for i, head in enumerate(heads) if i and head.kind == "noun" and self._of_now(head)]
        for row in grid.rows if columns else ():
            slot = self.slots.slot(row[0].text)
            label, own = self._named(row[0].text)
            named = [(self._named(grid.header[i].text), row[i]) for i in columns]
            whole = self.words.totals.search(label) is not None
            if self.words.parts_of_year.search(label) or (whole and self._is_of_others(grid, label)):
                continue
            if slot.kind in ("level", "plan"):
                whose = slot.whose or self._whose(grid)
                yield self._written(grid, whose, self._measured(grid, named), slot, whole)
            elif slot.kind == "noun":
                full = [((label + name, unit or own), cell) for (name, unit), cell in named]
                yield self._written(grid, self._whose(grid), self._measured(grid, full), end="。")

    def _columns(self, grid: Grid, heads: Sequence[Slot]) -> Iterator[Written]:
        """A column of values for the labels; those of changes tell no level."""
        units = grid.column_of(self.words.unit_column)
        for index, head in enumerate(heads):
            if index in (0, units) or head.kind not in ("level", "plan"):
                continue
            unit = self._unit(grid.header[index].text)
            entries = []
            for row in grid.rows:
                printed = unit if units is None else row[units].text
                name, own = self._named(row[0].text)
                entries.append(((name, own or printed), row[index]))
            yield self._written(grid, self._stated(grid, index, head), self._measured(grid, entries), head)

    def _stated(self, grid: Grid, index: int, head: Slot) -> str:
        """What stands before the list of a column: what its title and that of the table say whose it is."""
        if head.year is not None:
            return head.whose or self._whose(grid)
        title = BRACKET.sub("", grid.header[index].text)
        stated = title if self.words.stating.search(title) else ""
        if head.whose and not self.words.whose.search(stated):
            stated = head.whose
        return stated if self.words.whose.search(stated) else stated + self._whose(grid)

    def _of_now(self, head: Slot) -> bool:
        return head.kind not in ("change", "plan", "others") and head.year is None

    def _whose(self, grid: Grid) -> str:
        """The one scope that the title of a table names (2031年全市…情况), which its rows do not repeat."""
        named = {match.group() for match in self.words.whose.finditer(self._title(grid))}
        return named.pop() if len(named) == 1 else ""

    def _measured(self, grid: Grid, entries: Iterable[Entry]) -> list[Entry]:
        """The entries with the measure word of the table where neither row nor column has one."""
        told, common = list(entries), self._common(grid)
        ordered = self._in_order(grid, [cell for _, cell in told], common)
        units = ([unit] for unit in ordered) if ordered else repeat(common)
        measured = (
            (name, unit or self._by_name(name, cell, of), cell)
            for ((name, unit), cell), of in zip(told, units, strict=False)
        )
        return [((self.words.plain_counts.sub("", name), unit), cell) for name, unit, cell in measured]

    def _in_order(self, grid: Grid, cells: Sequence[GridCell], common: Sequence[str]) -> Sequence[str]:
        """The measure words of the table, where it has one for each of its columns, or rows, in turn."""
        if (
            len(common) < PAIR
            or len(cells) != len(common)
            or any(u.endswith(self.words.money) for u in common)
        ):
            return ()
        row = next(row for row in grid.rows if cells[0] in row)
        beside = row if row[0].is_number else row[1:]
        others = len(beside) if cells[1] in row else len(grid.rows)
        return common if others == len(common) else ()

    def _by_name(self, name: str, cell: GridCell, common: Sequence[str]) -> str:
        """The measure word that the end of a name asks for, or the one of the table that may go with it."""
        asked = self.words.asked_by_name(name)
        money = [unit for unit in common if unit.endswith(self.words.money)]
        if asked == self.words.money:
            return money[0] if money else asked if cell.text.endswith(SCALES) else ""
        counts = [unit for unit in common if unit not in money]
        return asked or (counts or money or [""])[0]

    def _named(self, label: str) -> tuple[str, str]:
        """A label or header as words, and the measure word that it prints in brackets."""
        part = self.words.as_part if self.words.part_of.match(label) else ""
        plain = NUMBERING.sub("", self.words.part_of.sub("", label))
        return part + BRACKET.sub("", plain), self._unit(label)

    def _unit(self, text: str) -> str:
        bracketed = (self.words.unit_said.sub("", match[1]) for match in BRACKET.finditer(text))
        return next((unit for unit in bracketed if self.words.units.fullmatch(unit)), "")

    def _common(self, grid: Grid) -> Sequence[str]:
        """The measure words that the lines before a table give to all of it (单位:件、万元)."""
        alone = self.words.unit_said.sub("", grid.lead.strip("() "))
        said = (alone, *(match[1] for match in BRACKET.finditer(grid.lead)))
        told = (UNITS.split(self.words.unit_said.sub("", units)) for units in said)
        return next((units for units in told if all(map(self.words.units.fullmatch, units))), ())

    def _title(self, grid: Grid) -> str:
        """The line that leads in to a table, before one that only gives the measure word; without that."""
        said = self.words.unit_said
        lead = grid.above if said.search(grid.lead.strip("() ")) is not None else grid.lead
        return BRACKET.sub(lambda inside: "" if said.match(inside[1]) else inside[0], lead)

    def _written(
        self,
        grid: Grid,
        scope: str,
        entries: Iterable[Entry],
        slot: Slot = LEVEL,
        whole: bool = False,
        end: str = ",",
    ) -> Written:
        """The list in words, behind the line that leads in to the table."""
        lead = self._title(grid)
        above = f"{grid.heading}\n" if grid.heading not in ("", lead) else ""
        text = f"{above}{lead}。{scope}" if lead else above + scope
        cells, amounts = [], set()
        for (name, unit), cell in entries:
            if cell.is_number:
                text += name
                cells.append((len(text), cell))
                if self.words.asked_by_name(name) == self.words.money:
                    amounts.add(len(text))
                text += measured(cell.text, unit) + end
        return Written(text.rstrip(end) + "。", tuple(cells), slot, whole, frozenset(amounts))


def measured(printed: str, unit: str) -> str:
    """A number with the measure word of its column, unless it has its own (51.2万元 of 元 or 万元)."""
    if printed[-1].isdigit():
        return printed + unit
    return printed + unit.removeprefix(printed[-1]) if printed.endswith(SCALES) else printed
