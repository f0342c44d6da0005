"""Heads told in the sentence before a table that has none (按“受理（件）、办结（件）”两栏列示：)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog import Catalog
from ingestion.extraction.tables.slots import Slots
from ingestion.extraction.tables.table_words import TableWords, legend_words, table_words
from ingestion.extraction.text.grids import Cells, Grid, GridCell
from ingestion.quantities.compiled import compiled_once

BESIDE = r"(?:\([^()]*\))?"
NAME = rf"[^、|/,;。:()“”\d]{{1,16}}{BESIDE}"
LISTED = rf"{NAME}(?:[、|/]{NAME})+"
QUOTED = re.compile(rf"[“(]({LISTED})[”)]")
PARTS = re.compile(r"[、|/](?![^()]*\))")
ENDS = re.compile("[,;。:]")
LEAST_NUMBERS = 2


class ToldHeads:
    """Finds the names of the columns in the line before a table without a head."""

    def __init__(self, catalog: Catalog) -> None:
        self.words: TableWords = table_words(catalog)
        in_order, columns = legend_words(catalog).in_order.pattern, self.words.columns.pattern
        self._ordered = re.compile(rf"{in_order}({LISTED}?)(?={columns}|[;。:]|$)")
        self._columned = re.compile(rf"{self.words.listed_by.pattern}({LISTED}?){columns}")

    def headed(self, grid: Grid, slots: Slots) -> Grid:
        """The table with the head that its sentence tells; what can be read in two ways is left without."""
        width = len(grid.rows[0])
        heads = {names: at for at, names in self._lists(grid.lead) if len(names) in (width - 1, width)}
        if not heads and width == LEAST_NUMBERS:
            return replace(grid, header=_header(("", self.words.number), grid))
        if len(heads) != 1 or width < LEAST_NUMBERS + 1:
            return grid
        names, at = heads.popitem()
        if len(names) < width:
            names = ("", *names)
        elif not self._names_labels(names[0].partition("(")[0], slots):
            return grid
        return replace(grid, lead=_before(grid.lead, at), header=_header(names, grid))

    def _lists(self, lead: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The lists of names in a line, and where each begins."""
        for pattern in (QUOTED, self._ordered, self._columned):
            for match in pattern.finditer(lead):
                yield match.start(1), tuple(part.strip() for part in PARTS.split(match[1]))

    def _names_labels(self, name: str, slots: Slots) -> bool:
        """Whether the first of as many names as cells is that of the labels, nothing that is counted."""
        words = self.words
        labels = words.places.search(name) or words.unit_column.search(name)
        return labels is not None or not slots.known(name)


@compiled_once
def told_heads(catalog: Catalog) -> ToldHeads:
    """The finder of the words of ``catalog``."""
    return ToldHeads(catalog)


def _header(names: Iterable[str], grid: Grid) -> Cells:
    """The names as the head of a table."""
    place = grid.rows[0][0].start
    return tuple(GridCell(name, place, place) for name in names)


def _before(lead: str, at: int) -> str:
    """A line up to the clause that tells the names."""
    marks = [match.end() for match in ENDS.finditer(lead, 0, at)]
    return lead[: marks[-1] - 1] if marks else lead[:at].rstrip("“(")
