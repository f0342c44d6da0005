"""The figures of tables inside a report: every row or column of one is read as the list it stands for.

``行政许可 | 76`` below ``办理数量（件）`` says 行政许可76件, so that the words of the catalogue and the
rules of prose decide here too. What is written out for reading never leaves this module: each observation
is put back to the cell that prints its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from catalog import Catalog
from ingestion.extraction.tables.tablewords import TableWords, table_words
from ingestion.extraction.tables.telling import Place, Telling
from ingestion.extraction.text.grids import Grid, GridCell, grids
from ingestion.observations import Observation

Read = Callable[[str], Iterable[Observation]]

BRACKET = re.compile(r"\(([^()]*)\)")
NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|\(\d{1,2}\))\s*")


@dataclass(frozen=True, slots=True)
class Written:
    """A list written out: its text, and the cell that each of its numbers stands in."""

    text: str
    cells: tuple[tuple[int, GridCell], ...]
    """The place of a number in the text, and its cell."""


def tell(telling: Telling, normal: str, read: Read, catalog: Catalog, year: int | None) -> None:
    """Tells of all numbers in table cells what header and label say of them."""
    words = table_words(catalog)
    for grid in grids(normal):
        for cell, found in _told(grid, words, read, year):
            telling.tell(Place(cell.start, cell.end), [found], "table")


def _told(
    grid: Grid, words: TableWords, read: Read, year: int | None
) -> Iterator[tuple[GridCell, Observation]]:
    for written in _lists(grid, words, year):
        facts = {o.start: o for o in read(written.text) if o.indicator_id and o.disposition != "unmapped"}
        yield from ((cell, facts[at]) for at, cell in written.cells if at in facts)


def _lists(grid: Grid, words: TableWords, year: int | None) -> Iterator[Written]:
    """The lists that a table stands for: of its rows where these are places, of its columns elsewhere."""
    labels = [row[0].text for row in grid.rows]
    if grid.rows[0][0].is_number:
        return _only_row(grid, words)
    by_place = sum(bool(words.places.search(label)) for label in labels) * 2 > len(labels)
    return _rows(grid, words) if by_place else _columns(grid, words, year)


def _only_row(grid: Grid, words: TableWords) -> Iterator[Written]:
    """The one row of figures under their names; the title says their measure word, and of what a sum is."""
    if any(words.changes.search(head.text) or words.previous.search(head.text) for head in grid.header):
        return
    common, subject = _unit(grid.lead, words), BRACKET.sub("", grid.lead)
    entries = []
    for head, cell in zip(grid.header, grid.rows[0], strict=True):
        name, unit = _named(head.text, words)
        whole = words.totals.search(name) is not None
        entries.append((not whole, ((subject if whole else name, unit or common), cell)))
    entries.sort(key=itemgetter(0))
    yield _written(grid.lead, _whose(grid, words), (entry for _, entry in entries))


def _rows(grid: Grid, words: TableWords) -> Iterator[Written]:
    """A row for each place: only those of the bureau itself and of the whole are its own figures."""
    for row in grid.rows:
        label = row[0].text
        whose = "" if words.totals.search(label) else label if words.own.search(label) else None
        if whose is not None:
            entries = [(_named(head.text, words), cell) for head, cell in zip(grid.header, row, strict=True)]
            yield _written(grid.lead, whose or words.as_whole, entries[1:])


def _columns(grid: Grid, words: TableWords, year: int | None) -> Iterator[Written]:
    """A column of values for the labels; those of changes and of the year before tell no level."""
    units = grid.column_of(words.unit_column)
    for index, head in enumerate(grid.header):
        title = BRACKET.sub("", head.text)
        if index in (0, units) or not _tells_values(title, words, year):
            continue
        unit = _unit(head.text, words)
        entries = []
        for row in grid.rows:
            printed = unit if units is None else row[units].text
            name, own = _named(row[0].text, words)
            entries.append(((name, own or printed), row[index]))
        stated = title if words.stating.search(title) else ""
        yield _written(
            grid.lead, stated if words.whose.search(title) else stated + _whose(grid, words), entries
        )


def _whose(grid: Grid, words: TableWords) -> str:
    """The one scope that the title of a table names (2031年全市…办案情况), which its rows do not repeat."""
    named = {match.group() for match in words.whose.finditer(grid.lead)}
    return named.pop() if len(named) == 1 else ""


def _tells_values(title: str, words: TableWords, year: int | None) -> bool:
    if words.changes.search(title) or words.previous.search(title):
        return False
    years = [int(found) for found in re.findall(r"(?:19|20)\d\d", title)]
    if year is not None and years and year not in years:
        return False
    return words.values.fullmatch(title) is not None


def _named(label: str, words: TableWords) -> tuple[str, str]:
    """A label or header as words, and the measure word that it prints in brackets."""
    part = words.as_part if words.part_of.match(label) else ""
    plain = NUMBERING.sub("", words.part_of.sub("", label))
    return part + BRACKET.sub("", plain), _unit(label, words)


def _unit(text: str, words: TableWords) -> str:
    bracketed = (words.unit_said.sub("", match[1]) for match in BRACKET.finditer(text))
    return next((unit for unit in bracketed if words.units.fullmatch(unit)), "")


def _written(lead: str, scope: str, entries: Iterable[tuple[tuple[str, str], GridCell]]) -> Written:
    """The list in words, behind the line that leads in to the table."""
    text = f"{lead}。{scope}" if lead else scope
    cells = []
    for (name, unit), cell in entries:
        if cell.is_number:
            text += name
            cells.append((len(text), cell))
            text += cell.text + (unit if cell.text[-1].isdigit() else "") + ","
    return Written(text.rstrip(",") + "。", tuple(cells))
