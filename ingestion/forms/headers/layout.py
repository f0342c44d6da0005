"""Splits a grid into its tables: the lines above, the header rows, the data rows and the notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingestion.documents import Cell
from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import listed_units, read_label, squeeze
from ingestion.forms.cells.values import has_digits, is_year
from ingestion.forms.headers.lexicon import FormLexicon

_SHORTEST_HEADER = 3
_FEWEST_PAIRS = 2
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
_COLUMN_NUMBER = re.compile(r"^[(\[]?(\d{1,2})[)\]]?(?:[=≥≤<>].*)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a grid. ``header`` is empty where no header row of a known form was found.

    ``given`` are the names of the columns of a table that has no header row at all, only labels and figures.
    ``worded`` are the columns whose body holds words and no figure anywhere, ``valued`` those in which a
    value stands.
    """

    lines: tuple[Cell, ...]
    header: range
    numbers: tuple[Cell, ...]
    body: tuple[int, ...]
    notes: tuple[Cell, ...]
    worded: frozenset[int] = frozenset()
    valued: frozenset[int] = frozenset()
    given: tuple[str, ...] = ()


def split_blocks(grid: Grid, lexicon: FormLexicon) -> tuple[Block, ...]:
    """The tables of a grid from top to bottom; each further header begins a new one."""
    bands = _header_bands(grid, lexicon)
    if not bands:
        return tuple(_headless(grid, lexicon))
    starts = [_first_line(grid, lexicon, bands, index) for index in range(len(bands))]
    begins = [n for n, start in enumerate(starts) if not _goes_on(grid, bands, n, start)]
    again = frozenset(row for n, band in enumerate(bands) if n not in begins for row in band)
    ends = [*(starts[n] for n in begins[1:]), grid.row_count]
    return tuple(
        _block(grid, lexicon, range(starts[n], end), bands[n], again)
        for n, end in zip(begins, ends, strict=True)
    )


def _goes_on(grid: Grid, bands: list[range], index: int, start: int) -> bool:
    """Whether a header only stands there again, at the head of a page: the same, without a line above it."""
    band, before = bands[index], bands[index - 1]
    if index == 0 or start < band.start or len(band) != len(before):
        return False
    return all(
        _row_says(grid, row) == _row_says(grid, above) for row, above in zip(band, before, strict=True)
    )


def _row_says(grid: Grid, row: int) -> list[tuple[int, str]]:
    return [(cell.column, squeeze(cell.text)) for cell in grid.row(row)]


def _headless(grid: Grid, lexicon: FormLexicon) -> Iterator[Block]:
    """The table of a grid without any header row: labels, their figures beside them, and nothing else."""
    rows = [row for row in grid.filled_rows if _pairs_label_and_figure(grid, lexicon, row)]
    columns = max((_columns(grid, row) for row in rows), key=len, default=())
    if len(rows) < _FEWEST_PAIRS or any(_columns(grid, r) != columns[: len(grid.row(r))] for r in rows):
        return
    others = [row for row in grid.filled_rows if row not in set(rows)]
    if any(rows[0] < row < rows[-1] for row in others):
        return
    names = ["" for _ in range(grid.column_count)]
    given = lexicon.conventions.given_names
    for place, column in enumerate(columns):
        names[column] = given[place % len(given)]
    yield Block(
        lines=tuple(cell for row in others if row < rows[0] for cell in grid.row(row)),
        header=range(rows[0], rows[0]),
        numbers=(),
        body=tuple(rows),
        notes=tuple(cell for row in others if row > rows[-1] for cell in grid.row(row)),
        given=tuple(names),
    )


def _columns(grid: Grid, row: int) -> tuple[int, ...]:
    return tuple(cell.column for cell in grid.row(row))


def _pairs_label_and_figure(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    """Whether a row holds a label and, right of it, one figure, once or several times."""
    cells = grid.row(row)
    labels, figures = cells[0::2], cells[1::2]
    if not cells or len(labels) != len(figures) or _is_note_row(grid, lexicon, row):
        return False
    return all(lexicon.cells.read(cell).status is None for cell in labels) and all(
        map(lexicon.cells.is_value, figures)
    )


def _block(grid: Grid, lexicon: FormLexicon, rows: range, header: range, again: frozenset[int]) -> Block:
    lines = tuple(cell for row in grid.rows_in(range(rows.start, header.start)) for cell in grid.row(row))
    below = range(header.stop, rows.stop)
    filled_below = grid.rows_in(below)
    first_note = next((row for row in filled_below if _is_note_row(grid, lexicon, row)), below.stop)
    filled = [row for row in grid.rows_in(range(below.start, first_note)) if row not in again]
    numbers = [row for row in filled[:1] if _numbers_columns(grid, lexicon, row, len(filled))]
    body = tuple(row for row in filled if row not in numbers)
    worded, valued = _contents(grid, lexicon, body)
    return Block(
        lines=lines,
        header=header,
        numbers=tuple(cell for row in numbers for cell in grid.row(row)),
        body=body,
        notes=tuple(cell for row in grid.rows_in(range(first_note, below.stop)) for cell in grid.row(row)),
        worded=worded,
        valued=valued,
    )


def _contents(
    grid: Grid, lexicon: FormLexicon, body: tuple[int, ...]
) -> tuple[frozenset[int], frozenset[int]]:
    """The columns of nothing but words, and those with values; every form that is tried asks for them."""
    filled: set[int] = set()
    figured: set[int] = set()
    valued: set[int] = set()
    for row in body:
        for cell in grid.row(row):
            filled.add(cell.column)
            if cell.column not in figured and _is_figure(cell, lexicon):
                figured.add(cell.column)
            if cell.column not in valued and lexicon.cells.is_value(cell):
                valued.add(cell.column)
    return frozenset(filled - figured), frozenset(valued)


def _is_figure(cell: Cell, lexicon: FormLexicon) -> bool:
    return lexicon.cells.read(cell).status is not None or has_digits(cell.text)


def _header_bands(grid: Grid, lexicon: FormLexicon) -> list[range]:
    bands: list[range] = []
    for row in grid.filled_rows:
        if bands and (row < bands[-1].stop or _continues_body(grid, lexicon, row)):
            continue
        if bands and (_counts_like_years(grid, lexicon, row) or _each_under_its_header(grid, row)):
            continue
        if _starts_header(grid, lexicon, row):
            begin = row + 1 if is_year_line(grid, row) else row
            bands.append(range(begin, max(_header_end(grid, lexicon, row), begin + 1)))
    return bands


def is_year_line(grid: Grid, row: int) -> bool:
    """Whether a row holds nothing but a year, over one column: a title (二、2023年) of what is below."""
    cells = grid.row(row)
    is_lone = len(cells) == 1 and cells[0].column_span == 1 and grid.column_count > 1
    return is_lone and row + 1 < grid.row_count and is_year(read_label(cells[0].text, ()).name)


def _continues_body(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    """A short row right below figures is one without figures (接到 under 投诉举报), no header."""
    is_short = len(grid.row(row)) < _SHORTEST_HEADER and _has_values(grid, lexicon, row - 1)
    return is_short and not _is_super_header(grid, lexicon, row)


def _hits(grid: Grid, lexicon: FormLexicon, row: int) -> list[Cell]:
    cells, units = grid.row(row), lexicon.conventions.units
    hits = lexicon.header_hits([read_label(cell.text, units).name for cell in cells])
    return [cells[place] for place in hits]


def _has_values(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    return any(lexicon.cells.is_value(cell) for cell in grid.row(row))


def _starts_header(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    if _has_values(grid, lexicon, row):
        return False
    hits = _hits(grid, lexicon, row)
    if not hits or _signs(grid, lexicon, row, hits):
        return False
    if _heads_regions(grid, lexicon, row):
        return True
    if len({cell.text for cell in hits}) > 1:
        return 2 * len(hits) >= len(grid.row(row)) or len(hits) > 2
    return _is_super_header(grid, lexicon, row)


def _signs(grid: Grid, lexicon: FormLexicon, row: int, hits: list[Cell]) -> bool:
    """Whether the row says who filled in the form; a header may have a column for that beside others."""
    signing = [cell for cell in grid.row(row) if lexicon.is_signature(cell.text)]
    return bool(signing) and len([cell for cell in hits if cell not in signing]) < _SHORTEST_HEADER - 1


def _heads_regions(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    """A word for labels and then nothing but places, totals and years: 项目, 望杉区, 青岚县, 合计."""
    first, *others = (read_label(cell.text, lexicon.conventions.units).name for cell in grid.row(row))
    if lexicon.stubs.get(first) != "label" or not others:
        return False
    return all(lexicon.is_heading(name) or lexicon.is_whose(name) for name in others)


def _is_super_header(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    """Known words over a row of known words: 行政许可实施数量 over 申请数量, 受理数量."""
    below = row + 1
    if below >= grid.row_count or _has_values(grid, lexicon, below):
        return False
    hits = _hits(grid, lexicon, below)
    if not hits or len(grid.row(row)) != len(_hits(grid, lexicon, row)):
        return False
    return len(hits) > 1 or _is_super_header(grid, lexicon, below)


def _header_end(grid: Grid, lexicon: FormLexicon, start: int) -> int:
    end = start + 1
    while end < grid.row_count and _continues_header(grid, lexicon, start, end):
        end += 1
    return end


def _continues_header(grid: Grid, lexicon: FormLexicon, start: int, row: int) -> bool:
    above = [grid.at(row - 1, column) for column in range(grid.column_count)]
    if any(cell is not None and cell.row + cell.row_span > row and cell.text.strip() for cell in above):
        return True
    if not grid.row(row) or _has_values(grid, lexicon, row):
        return False
    if _counts_like_years(grid, lexicon, row) or _each_under_its_header(grid, row):
        return False
    if any(cell.column_span > 1 for cell in grid.row(row - 1)) or _names_units(grid, lexicon, row):
        return True
    hits = len({cell.text for cell in _hits(grid, lexicon, row)})
    return hits > 1 and not _repeats(grid, row, start)


def _counts_like_years(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    """Whether numbers that could be years (2013, 2008) are counts: beside a name, or no run of years."""
    cells = grid.row(row)
    years = {int(found.group()) for cell in cells if (found := _BARE_YEAR.fullmatch(squeeze(cell.text)))}
    if not years:
        return False
    names = [
        read_label(cell.text, lexicon.conventions.units).name for cell in cells if not is_year(cell.text)
    ]
    if any(lexicon.stubs.get(name) == "label" for name in names):
        return False
    return not all(map(lexicon.is_heading, names)) or max(years) - min(years) >= len(years)


def _each_under_its_header(grid: Grid, row: int) -> bool:
    """Whether all cells of a row look like years, and each of them has a header of its own right above it."""
    cells = grid.row(row)
    above = [grid.at(row - 1, cell.column) for cell in cells]
    if not all(_BARE_YEAR.fullmatch(squeeze(cell.text)) for cell in cells):
        return False
    return all(cell is not None and cell.text.strip() and cell.column_span == 1 for cell in above)


def _names_units(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    return all(listed_units(cell.text, lexicon.conventions.units) for cell in grid.row(row))


def _repeats(grid: Grid, row: int, start: int) -> bool:
    return [squeeze(cell.text) for cell in grid.row(row)] == [squeeze(cell.text) for cell in grid.row(start)]


def _first_line(grid: Grid, lexicon: FormLexicon, bands: list[range], index: int) -> int:
    """The first row of the lines that belong to a header: titles and unit lines right above it."""
    if index == 0:
        return 0
    row = bands[index].start
    while row > bands[index - 1].stop and _is_title_row(grid, lexicon, row - 1):
        row -= 1
    return row


def _is_title_row(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    cells = grid.row(row)
    if _is_note_row(grid, lexicon, row) or _has_values(grid, lexicon, row):
        return False
    return not cells or (all(cell.row_span == 1 for cell in cells) and len(cells) <= 3)


def _is_note_row(grid: Grid, lexicon: FormLexicon, row: int) -> bool:
    cells = grid.row(row)
    if any(lexicon.is_signature(cell.text) for cell in cells):
        return True
    return bool(cells) and lexicon.is_note(cells[0].text) and not any(map(lexicon.cells.is_value, cells[1:]))


def _numbers_columns(grid: Grid, lexicon: FormLexicon, row: int, rows_left: int) -> bool:
    """Whether the row only numbers the columns (甲 乙 1 2 3): it must count up by one."""
    words = [squeeze(cell.text) for cell in grid.row(row)]
    named = [word for word in words if word in lexicon.conventions.column_numbers]
    counted = [found for word in words if (found := _COLUMN_NUMBER.match(word))]
    if len(named) + len(counted) < len(words) or len(counted) < 2:
        return False
    numbers = [int(found.group(1)) for found in counted]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return rising and numbers[0] <= 1 and (bool(named) or rows_left > 1)
