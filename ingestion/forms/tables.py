"""One table read against one form: its columns or rows matched, its records laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from catalog.forms import FormVintage
from ingestion.documents import Cell
from ingestion.forms.grids import Grid
from ingestion.forms.headers import HeaderPath, column_paths, header_path
from ingestion.forms.layout import Block
from ingestion.forms.lexicon import FormLexicon, FormPatterns
from ingestion.forms.matching import Match, match_column, match_item, match_stub
from ingestion.forms.periods import year_of
from ingestion.forms.records import Entry, Record, Section, describe, is_regional, role_of
from ingestion.forms.text import listed_units, read_label


@dataclass(frozen=True, slots=True)
class FormTable:
    """A block read as a form. ``unknown`` are the headers that the form does not know."""

    patterns: FormPatterns
    block: Block
    records: tuple[Record, ...]
    unknown: tuple[HeaderPath, ...]
    repeated: tuple[HeaderPath, ...]
    keys: frozenset[str]
    columns: tuple[Match, ...]

    @property
    def vintage(self) -> FormVintage:
        """The printing of the form that the items in the table point to, the last one where none does."""
        vintages = self.patterns.form.vintages
        fitting = [v for v in vintages if not v.marks or self.keys & set(v.marks)]
        return next((v for v in fitting if not self.keys & set(v.lacks)), vintages[-1])

    @property
    def is_complete(self) -> bool:
        """Whether every required group of items is there."""
        return all(self.keys & set(group) for group in self.patterns.form.required)


def read_table(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormTable:
    """The block as the given form would read it."""
    if patterns.form.orientation == "across":
        return _read_across(grid, block, patterns, lexicon)
    return _read_down(grid, block, patterns, lexicon)


def _read_across(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormTable:
    paths = column_paths(grid, block.header, lexicon)
    matches = _match_columns(paths, patterns, lexicon)
    found = [(path, match) for path, match in zip(paths, matches, strict=True) if match.item is not None]
    unknown = [path for path, match in zip(paths, matches, strict=True) if match.use == "unknown"]
    unknown += _nameless(grid, block, matches, lexicon)
    return FormTable(
        patterns=patterns,
        block=block,
        records=_rows_as_records(grid, block, paths, matches, lexicon),
        unknown=tuple(dict.fromkeys(unknown)),
        repeated=_repeated(found, patterns),
        keys=frozenset(match.item.key for _, match in found if match.item is not None),
        columns=tuple(matches),
    )


def _match_columns(
    paths: tuple[HeaderPath, ...], patterns: FormPatterns, lexicon: FormLexicon
) -> list[Match]:
    matches: list[Match] = []
    before: str | None = None
    for path in paths:
        match = match_column(path, patterns, lexicon, before)
        before = match.item.key if match.item is not None else None
        matches.append(match)
    if not any(match.use == "label" for match in matches):
        matches = [Match("label") if m.use == "empty" and not i else m for i, m in enumerate(matches)]
    return matches


def _nameless(grid: Grid, block: Block, matches: list[Match], lexicon: FormLexicon) -> list[HeaderPath]:
    """Columns without any header that nevertheless hold values."""
    nameless = [column for column, match in enumerate(matches) if match.use == "empty"]
    cells = [grid.origin(row, column) for column in nameless for row in block.body]
    holding = [cell for cell in cells if cell is not None and lexicon.cells.is_value(cell)]
    return [HeaderPath((), (), ("（空表头）",), cell) for cell in holding[:1]]


def _repeated(found: list[tuple[HeaderPath, Match]], patterns: FormPatterns) -> tuple[HeaderPath, ...]:
    """Headers that name the same indicator twice: which of them is meant cannot be known."""
    form = patterns.form
    counted = {item.key for item in form.items if item.indicator is not None}
    counted |= {key for derived in form.sums for key in derived.parts} | {
        total.total for total in form.totals
    }
    uses = Counter(match.item.key for _, match in found if match.item is not None)
    return tuple(p for p, m in found if m.item is not None and m.item.key in counted and uses[m.item.key] > 1)


def _rows_as_records(
    grid: Grid, block: Block, paths: tuple[HeaderPath, ...], matches: list[Match], lexicon: FormLexicon
) -> tuple[Record, ...]:
    records: list[Record] = []
    section: Section | None = None
    for row in block.body:
        heading = _section_heading(grid, row, lexicon)
        if heading is not None:
            section = _section(heading, lexicon)
            continue
        records.append(_row_record(grid, row, paths, matches, section, lexicon))
    return tuple(records)


def _section_heading(grid: Grid, row: int, lexicon: FormLexicon) -> str | None:
    cells = grid.row(row)
    only = cells[0] if len(cells) == 1 else None
    return None if only is None or lexicon.cells.is_value(only) else only.text


def _section(heading: str, lexicon: FormLexicon) -> Section | None:
    name = read_label(heading, ()).name
    if lexicon.role("own_section", name):
        return "own"
    return "other" if lexicon.role("other_section", name) else None


def _row_record(
    grid: Grid,
    row: int,
    paths: tuple[HeaderPath, ...],
    matches: list[Match],
    section: Section | None,
    lexicon: FormLexicon,
) -> Record:
    label = _row_label(grid, row, matches, lexicon)
    name = read_label(label, ()).name
    role, year = describe((name,) if name else (), lexicon, frozenset())
    entries = tuple(
        Entry(match.item, path, grid.origin(row, column), row, column)
        for column, (path, match) in enumerate(zip(paths, matches, strict=True))
        if match.item is not None and not _continues_merge(grid, row, column)
    )
    return Record(label, name, role, year, section, entries)


def _continues_merge(grid: Grid, row: int, column: int) -> bool:
    return grid.at(row, column) is not None and grid.origin(row, column) is None


def _row_label(grid: Grid, row: int, matches: list[Match], lexicon: FormLexicon) -> str:
    """The texts of the label columns; a total is often written into the serial column instead."""
    for use in ("label", "serial"):
        columns = [column for column, match in enumerate(matches) if match.use == use]
        cells = dict.fromkeys(grid.at(row, column) for column in columns)
        texts = [cell.text.strip() for cell in cells if cell is not None and _is_name(cell, lexicon)]
        if any(texts):
            return "".join(texts)
    return ""


def _is_name(cell: Cell, lexicon: FormLexicon) -> bool:
    return bool(cell.text.strip()) and not lexicon.cells.is_value(cell)


def _read_down(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormTable:
    paths = column_paths(grid, block.header, lexicon)
    stubs = [match_stub(path, patterns, lexicon) for path in paths]
    values = [c for c, stub in enumerate(stubs) if stub is None and paths[c].names]
    rows = _label_rows(grid, block, stubs, paths, patterns, lexicon)
    found = [
        (path, Match("item", item)) for _, path in rows if (item := match_item(path, patterns)) is not None
    ]
    unknown = [
        path
        for row, path in rows
        if match_item(path, patterns) is None and _holds(grid, row, values, lexicon)
    ]
    unknown += [paths[c] for c in values if not _is_record_heading(paths[c], patterns, lexicon)]
    return FormTable(
        patterns=patterns,
        block=block,
        records=tuple(_column_record(grid, c, paths[c], rows, stubs, patterns, lexicon) for c in values),
        unknown=tuple(dict.fromkeys(unknown)),
        repeated=_repeated(found, patterns),
        keys=frozenset(match.item.key for _, match in found if match.item is not None),
        columns=tuple(stub or Match("empty" if c not in values else "item") for c, stub in enumerate(stubs)),
    )


def _holds(grid: Grid, row: int, columns: list[int], lexicon: FormLexicon) -> bool:
    cells = [grid.origin(row, column) for column in columns]
    return any(cell is not None and lexicon.cells.is_value(cell) for cell in cells)


def _label_rows(
    grid: Grid,
    block: Block,
    stubs: list[Match | None],
    paths: tuple[HeaderPath, ...],
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
        rows.append((row, path))
    return rows


def _is_record_heading(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> bool:
    """Whether every name over a value column is a year, a role, a region or a word of the form."""
    names = [name for name in path.names if name not in patterns.groups]
    others = [n for n in names if year_of(n) is None and role_of(n, lexicon, patterns.record_parts) == "unit"]
    return all(is_regional(name, lexicon) for name in others)


def _column_record(
    grid: Grid,
    column: int,
    path: HeaderPath,
    rows: list[tuple[int, HeaderPath]],
    stubs: list[Match | None],
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> Record:
    names = tuple(name for name in path.names if name not in patterns.groups)
    role, year = describe(names, lexicon, patterns.record_parts)
    measures = [c for c, stub in enumerate(stubs) if stub is not None and stub.use == "measure"]
    entries: list[Entry] = []
    for row, label in rows:
        item = match_item(label, patterns)
        if item is None or _continues_merge(grid, row, column):
            continue
        units = [u for c in measures for u in listed_units(grid.text(row, c), lexicon.conventions.units)]
        entries.append(Entry(item, label, grid.origin(row, column), row, column, tuple(units) or path.units))
    return Record(path.evidence, names[-1] if names else "", role, year, None, tuple(entries))
