"""Tables with items down the rows: each value column a record (years, bureaus, applicants across)."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.documents import Cell
from ingestion.forms.grids import Grid
from ingestion.forms.headers import HeaderPath, column_paths, header_path
from ingestion.forms.layout import Block
from ingestion.forms.lexicon import FormLexicon, FormPatterns
from ingestion.forms.matching import Match, match_item, match_stub
from ingestion.forms.records import Entry, OwnWords, Record, describe, is_regional, is_time, role_of
from ingestion.forms.tables import FormFit, FormTable, continues_merge, repeated_items
from ingestion.forms.text import listed_units

# No form has more items than this: a longer table lists things and is not worth comparing row by row.
LONGEST = 400


def fit_down(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormFit:
    """How the rows of a block fit a form with items down."""
    paths = column_paths(grid, block.header, lexicon)
    stubs = [match_stub(path, patterns, lexicon) for path in paths]
    values = [c for c, stub in enumerate(stubs) if stub is None and paths[c].names]
    rows = _label_rows(grid, block, stubs, paths, patterns, lexicon)
    items = {row: match_item(path, patterns) for row, path in rows}
    found = [(path, Match("item", item)) for row, path in rows if (item := items[row]) is not None]
    unknown = [path for row, path in rows if items[row] is None and _holds(grid, row, values, lexicon)]
    unknown += [paths[c] for c in values if not _is_record_heading(paths[c], patterns, lexicon)]
    return FormFit(
        patterns=patterns,
        orientation="down",
        block=block,
        paths=paths,
        columns=tuple(stub or Match("empty" if c not in values else "item") for c, stub in enumerate(stubs)),
        unknown=tuple(dict.fromkeys(unknown)),
        repeated=repeated_items(found, patterns),
        keys=frozenset(match.item.key for _, match in found if match.item is not None),
        rows=tuple(rows),
    )


def _holds(grid: Grid, row: int, columns: list[int], lexicon: FormLexicon) -> bool:
    cells = [grid.origin(row, column) for column in columns]
    return any(cell is not None and lexicon.cells.is_value(cell) for cell in cells)


def _label_rows(
    grid: Grid,
    block: Block,
    stubs: Sequence[Match | None],
    paths: Sequence[HeaderPath],
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> list[tuple[int, HeaderPath]]:
    """Each row of an upright table with its label path, the heading above it (案件处理情况) included."""
    columns = [c for c, stub in enumerate(stubs) if (stub is not None and stub.use == "label")]
    columns += [c for c, path in enumerate(paths) if not path.names and stubs[c] is None]
    rows: list[tuple[int, HeaderPath]] = []
    heading: list[Cell] = []
    for row in block.body:
        cells = [cell for c in sorted(columns) if (cell := grid.at(row, c)) is not None and cell.text.strip()]
        path = header_path(list(dict.fromkeys([*heading, *cells])), lexicon)
        if cells and len(grid.row(row)) == 1 and match_item(path, patterns) is None:
            heading = cells
            path = header_path(cells, lexicon)
        elif heading and match_item(path, patterns) is None:
            alone = header_path(list(dict.fromkeys(cells)), lexicon)
            path = alone if match_item(alone, patterns) is not None else path
        rows.append((row, path))
    return rows


def _is_record_heading(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> bool:
    """Whether every name over a value column is a year, a role, a region or a word of the form."""
    names = [name for name in path.names if name not in patterns.groups]
    others = [
        name
        for name in names
        if not is_time(name, lexicon)
        and role_of(name, lexicon, OwnWords(patterns.record_parts, patterns.other_values)) == "unit"
    ]
    return all(is_regional(name, lexicon) for name in others)


def read_down(grid: Grid, fit: FormFit, lexicon: FormLexicon) -> FormTable:
    """The value columns of a block as records of its form."""
    values = [c for c, match in enumerate(fit.columns) if match.use == "item"]
    return FormTable(fit, tuple(_column_record(grid, c, fit, lexicon) for c in values))


def _column_record(grid: Grid, column: int, fit: FormFit, lexicon: FormLexicon) -> Record:
    path, patterns = fit.paths[column], fit.patterns
    names = tuple(name for name in path.names if name not in patterns.groups)
    said = describe(names, lexicon, OwnWords(patterns.record_parts, patterns.other_values))
    measures = [c for c, match in enumerate(fit.columns) if match.use == "measure"]
    entries: list[Entry] = []
    for row, label in fit.rows:
        item = match_item(label, patterns)
        if item is None or continues_merge(grid, row, column):
            continue
        units = [u for c in measures for u in listed_units(grid.text(row, c), lexicon.conventions.units)]
        entries.append(Entry(item, label, grid.origin(row, column), row, column, tuple(units) or path.units))
    return Record(
        label=path.evidence,
        name=names[-1] if names else "",
        role=said.role,
        aspect=said.aspect,
        year=said.year,
        place=column,
        entries=tuple(entries),
    )
