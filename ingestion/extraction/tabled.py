"""The figures of tables inside a report: every row or column of one is read as the list it stands for.

``行政许可 | 76`` below ``办理数量（件）`` says 行政许可76件, so that the words of the catalogue and the
rules of prose decide here too. What is written out for reading never leaves this module: each observation
is put back to the cell that prints its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from catalog import Catalog
from ingestion.extraction.text.grids import Grid, GridCell, grids
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import Observation, in_reading_order
from ingestion.quantities.compiled import compiled_once

Read = Callable[[str], Iterable[Observation]]

BRACKET = re.compile(r"\(([^()]*)\)")
NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|\(\d{1,2}\))\s*")
CONFIDENCE = 0.9
"""A table says less than a sentence: no reading of one is surer than this."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of headers and labels, see ``catalog/lexicon/tables.yaml``."""

    changes: re.Pattern[str]
    previous: re.Pattern[str]
    values: re.Pattern[str]
    totals: re.Pattern[str]
    own: re.Pattern[str]
    places: re.Pattern[str]
    units: re.Pattern[str]
    stating: re.Pattern[str]
    unit_column: re.Pattern[str]
    unit_said: re.Pattern[str]
    part_of: re.Pattern[str]
    as_part: str
    as_whole: str
    whose: re.Pattern[str]
    """The words of ``catalog/lexicon/scopes.yaml`` that say whose the figures of a whole table are."""


@compiled_once
def table_words(catalog: Catalog) -> TableWords:
    """The words of ``catalog``."""
    data: Mapping[str, Any] = catalog.lexicon["tables"]
    units = {unit for family in catalog.measure_words.families for unit in family.printed}
    scopes = catalog.lexicon["scopes"]
    stretches = one_of(data["stretches"]).pattern
    return TableWords(
        changes=one_of(data["changes"]),
        previous=one_of(data["previous"]),
        values=re.compile(rf"(?:{one_of(data['values']).pattern}|\d{{4}}年度?|{stretches}|[\d\-~])*"),
        totals=re.compile(one_of(data["totals"]).pattern + "$"),
        own=one_of(data["own"]),
        places=re.compile(one_of(data["places"]).pattern + "$"),
        units=re.compile(f"(?:{one_of(units).pattern})$"),
        stating=re.compile(rf"\d|{one_of(data['stating']).pattern}"),
        unit_column=one_of(data["unit_column"]),
        unit_said=re.compile(rf"^{one_of(data['unit_column']).pattern}:"),
        part_of=re.compile(rf"^{one_of(data['part_of']).pattern}:?"),
        as_part=data["as_part"],
        as_whole=data["as_whole"],
        whose=one_of((*scopes["own"], *scopes["region"], *scopes["system"], *scopes["not_scopes"])),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A list written out: its text, and the cell that each of its numbers stands in."""

    text: str
    cells: tuple[tuple[int, GridCell], ...]
    """The place of a number in the text, and its cell."""


def tabled(
    observations: Iterable[Observation], normal: str, read: Read, catalog: Catalog, year: int | None
) -> tuple[Observation, ...]:
    """``observations`` with those of table cells replaced by what header and label say of them."""
    found = tuple(observations)
    words = table_words(catalog)
    told = {cell.start: o for grid in grids(normal) for cell, o in _told(grid, words, read, year)}
    if not told:
        return found
    return in_reading_order(_in_place(o, told.get(o.start or 0)) for o in found)


def _in_place(observation: Observation, told: Observation | None) -> Observation:
    """What the table tells of a cell, at the place and with the print of its number."""
    if told is None:
        return observation
    return replace(
        told,
        start=observation.start,
        end=observation.end,
        raw_text=observation.raw_text,
        evidence=observation.evidence,
        rule=f"table:{told.rule}",
        confidence=min(CONFIDENCE, told.confidence),
    )


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
