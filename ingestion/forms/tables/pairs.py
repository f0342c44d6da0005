"""Two figures in one cell (12/3, 12件35人), told apart where the header or the units name both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from catalog.form_conventions import Dimension
from catalog.forms import FormItem
from ingestion.documents import Cell
from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import listed_units, squeeze
from ingestion.forms.cells.values import TWO_FIGURES
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.tables.fitted import LabelRow
from ingestion.forms.tables.matching import match_item

Half = tuple[HeaderPath, FormItem]

_BRACKETED = re.compile(r"(?P<base>[^()]+)\((?P<first>[^()、]+)、(?P<second>[^()、]+)\)")
_JOINED = re.compile(r"[/／|]")
_TWO = 2


def halves_of(
    path: HeaderPath,
    cells: Sequence[Cell],
    units: Sequence[str],
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> tuple[Half, Half] | None:
    """What the first and the second figure of every cell under a header are, None where that is not said.

    ``units`` are those of the header, the row or the line above, where they are two.
    """
    filled = [cell for cell in cells if cell.text.strip()]
    if not path.names or not filled or any(lexicon.cells.read(cell) is not TWO_FIGURES for cell in filled):
        return None
    said = (lexicon.cells.halves(squeeze(cell.text)) for cell in filled)
    printed = {_units_of(pair, lexicon) for pair in said if pair is not None}
    units = next(iter(printed)) if len(printed) == 1 and len(next(iter(printed))) == _TWO else units
    for first, second in _paths(path, units, lexicon):
        one = match_item(first, patterns)
        other = match_item(second, patterns, one.key) if one is not None else None
        if one is not None and other is not None and one.key != other.key:
            return (first, one), (second, other)
    return None


def half_of(cell: Cell | None, place: int, lexicon: FormLexicon) -> Cell | None:
    """A cell with only its first (0) or second (1) figure."""
    pair = lexicon.cells.halves(squeeze(cell.text)) if cell is not None else None
    if cell is None or pair is None:
        return cell
    return replace(cell, text=pair[place], number=None)


def with_halves(
    grid: Grid,
    rows: Iterable[LabelRow],
    columns: Sequence[int],
    units: Sequence[str],
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> list[LabelRow]:
    """The rows of a table with items down, one for each figure where their cells hold two.

    ``columns`` are those of figures, ``units`` the two that their header names.
    """
    found: list[LabelRow] = []
    for row in rows:
        cells = [c for column in columns if column in row.columns and (c := grid.origin(row.row, column))]
        halves = None
        if not row.is_others and any(lexicon.cells.read(cell) is TWO_FIGURES for cell in cells):
            named = _units_beside(grid, row, lexicon) or tuple(units)
            halves = halves_of(row.path, cells, named, patterns, lexicon)
        split = enumerate(halves or ())
        found += [replace(row, path=path, item=item, half=place) for place, (path, item) in split] or [row]
    return found


def _units_beside(grid: Grid, row: LabelRow, lexicon: FormLexicon) -> tuple[str, ...]:
    """The two units that a cell of the row names; none where no cell names two."""
    beside = (listed_units(cell.text, lexicon.conventions.units) for cell in grid.row(row.row))
    return next((units for units in beside if len(units) == _TWO), ())


def _units_of(pair: tuple[str, str], lexicon: FormLexicon) -> tuple[str, ...]:
    return tuple(unit for half in pair if (unit := lexicon.cells.read_text(half).unit) is not None)


def _paths(
    path: HeaderPath, units: Sequence[str], lexicon: FormLexicon
) -> Iterable[tuple[HeaderPath, HeaderPath]]:
    """The headers of both figures: two that are joined (受理/审结), or one measured twice (件/人)."""
    *over, name = path.names
    known = tuple(path.units if len(path.units) == _TWO else units)
    own: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    if len(known) == _TWO:
        own = (known[:1], known[1:])
    is_joined = any(_JOINED.search(printed) for printed in path.printed[-1:])
    bracket = _BRACKETED.fullmatch(name)
    parts = name.split("、")
    if is_joined and bracket is not None:
        yield _both(path, [[*over, bracket["base"], bracket[half]] for half in ("first", "second")], own)
    elif is_joined and len(parts) == _TWO:
        yield _both(path, [[*over, part] for part in parts], own)
    if len(known) == _TWO:
        yield _both(path, [[*over, name, *_measure(unit, lexicon)] for unit in known], own)


def _both(
    path: HeaderPath, names: Sequence[Sequence[str]], units: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[HeaderPath, HeaderPath]:
    first, second = (replace(path, names=tuple(n), units=u) for n, u in zip(names, units, strict=True))
    return first, second


def _measure(unit: str, lexicon: FormLexicon) -> tuple[str, ...]:
    """The word for what a unit measures, as it stands in a header: 金额 for money, 人数 for people."""
    words = lexicon.conventions.measure_words
    dimension: Dimension = lexicon.conventions.units[unit].dimension
    return (words[dimension],) if dimension in words else ()
