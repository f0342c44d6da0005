"""Tables with items down the rows: each value column a record (years, bureaus, applicants across)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from catalog.forms import FormItem
from ingestion.documents import Cell
from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import listed_units, read_label, squeeze
from ingestion.forms.cells.values import has_digits
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath, column_paths, given_paths, header_path
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.records.rows import Entry, OwnWords, Record, describe, is_regional, is_time, role_of
from ingestion.forms.tables.fitted import (
    FormFit,
    FormTable,
    LabelRow,
    continues_merge,
    repeated_groups,
    repeated_items,
)
from ingestion.forms.tables.matching import Match, Use, match_row, match_stub, measured
from ingestion.forms.tables.pairs import half_of, with_halves
from ingestion.forms.tables.strange_rows import may_leave_rows, parts_among, without_strange

# No form has more items than this: a longer table lists things and is not worth comparing row by row.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table with items down are for.

    ``values`` are those of figures, ``headed`` those of them with a heading that says whose or of when.
    ``counting`` only count the rows; ``offices`` are the labels that name the office which answers for a row.
    """

    paths: tuple[HeaderPath, ...]
    stubs: tuple[Match | None, ...]
    values: tuple[int, ...]
    headed: frozenset[int]
    labels: tuple[int, ...]
    counting: frozenset[int]
    offices: frozenset[int]
    groups: tuple[range, ...]

    def uses(self) -> tuple[Match, ...]:
        """What each column is used for."""
        return tuple(
            stub or Match("item" if c in self.values else "empty") for c, stub in enumerate(self.stubs)
        )


def fit_down(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormFit:
    """How the rows of a block fit a form with items down."""
    columns = _columns(grid, block, patterns, lexicon)
    rows = _rows(grid, block, columns, patterns, lexicon)
    unnamed = (row for row in rows if row.item is None and not row.is_others and not _is_rest(row, lexicon))
    may_leave = may_leave_rows(block, patterns)
    strange = [row for row in unnamed if _holds(grid, row, columns.values, lexicon, in_words=may_leave)]
    rows, left = without_strange(rows, strange, patterns) if may_leave else (rows, parts_among(strange))
    found = [(row.path, Match("item", row.item)) for row in rows if row.item is not None]
    unknown = [] if left and may_leave else [row.path for row in strange if row.path not in left]
    unknown += [columns.paths[c] for c in columns.values if c not in columns.headed]
    unknown += [columns.paths[c] for c in _of_another_table(grid, block, columns, lexicon)]
    return FormFit(
        patterns=patterns,
        orientation="down",
        block=block,
        paths=columns.paths,
        columns=columns.uses(),
        unknown=tuple(dict.fromkeys(unknown)),
        repeated=repeated_items(found, patterns),
        keys=frozenset(match.item.key for _, match in found if match.item is not None),
        rows=tuple(rows),
        groups=columns.groups,
        left=tuple(dict.fromkeys(left)),
    )


def _columns(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> _Columns:
    paths = given_paths(block.given) or column_paths(grid, block.header, lexicon)
    stubs = _naming_words([match_stub(path, patterns, lexicon) for path in paths], block)
    values = [c for c, stub in enumerate(stubs) if stub is None and paths[c].names]
    headed = frozenset(c for c in values if _is_record_heading(paths[c], patterns, lexicon))
    # Beside columns of figures, one that no figure stands in tells about the rows, whatever its header.
    values = [c for c in values if c in headed or c in block.valued or not headed]
    labels = _label_columns(stubs, paths, block)
    return _Columns(
        paths=paths,
        stubs=tuple(stubs),
        values=tuple(values),
        headed=headed,
        labels=tuple(labels),
        counting=frozenset(_of_use(stubs, "serial") | _of_use(stubs, "code")),
        offices=frozenset(c for c in labels if lexicon.responsible.intersection(paths[c].names[-1:])),
        groups=repeated_groups(paths, patterns) or (range(len(paths)),),
    )


def _of_another_table(grid: Grid, block: Block, columns: _Columns, lexicon: FormLexicon) -> Iterator[int]:
    """The columns of names right of figures: a second table begins there, whose rows are not those before it.

    A column of units may stand there (数量, 单位).
    """
    units = lexicon.conventions.units
    for group in columns.groups:
        first = min((c for c in columns.values if c in group), default=group.stop)
        for column in (c for c in columns.labels if first < c < group.stop):
            names = (grid.text(row, column) for row in block.body)
            if any(name.strip() and not listed_units(name, units) for name in names):
                yield column


def _rows(
    grid: Grid, block: Block, columns: _Columns, patterns: FormPatterns, lexicon: FormLexicon
) -> list[LabelRow]:
    """The rows of the body with their items; two of one row where its cells hold two figures."""
    rows = [
        row for group in columns.groups for row in _label_rows(grid, block, group, columns, patterns, lexicon)
    ]
    units = next((columns.paths[c].units for c in columns.values if len(columns.paths[c].units) > 1), ())
    rows = with_halves(grid, rows, columns.values, units, patterns, lexicon)
    return _without_headings(rows, [_holds(grid, row, columns.values, lexicon) for row in rows])


def _naming_words(stubs: list[Match | None], block: Block) -> list[Match | None]:
    """The uses of the columns, with those of nothing but words left of all figures naming the rows (类别)."""
    first = min(block.valued.difference(_of_use(stubs, "serial"), _of_use(stubs, "code")), default=0)
    is_named = [stub is None and column in block.worded for column, stub in enumerate(stubs)]
    return [Match("label") if is_named[c] and c < first else stub for c, stub in enumerate(stubs)]


def _of_use(stubs: Sequence[Match | None], use: Use) -> set[int]:
    return {column for column, stub in enumerate(stubs) if stub is not None and stub.use == use}


def _label_columns(stubs: Sequence[Match | None], paths: Sequence[HeaderPath], block: Block) -> list[int]:
    """The columns of labels: under a word for them, or under no header at all and without values."""
    named = {c for c, stub in enumerate(stubs) if stub is not None and stub.use == "label"}
    counting = _of_use(stubs, "serial") | _of_use(stubs, "code")
    first = min(block.valued - counting - named, default=len(paths))
    nameless = [c for c, stub in enumerate(stubs) if stub is None and not paths[c].names and c <= first]
    worded = [c for c in nameless if c not in block.valued] or nameless[:1]
    return sorted(named.union(worded))


def _is_rest(row: LabelRow, lexicon: FormLexicon) -> bool:
    """Whether a row holds what is left beside the parts above it (其他)."""
    return bool(row.path.names) and row.path.names[-1] in lexicon.residual


def _holds(
    grid: Grid, row: LabelRow, values: Sequence[int], lexicon: FormLexicon, in_words: bool = False
) -> bool:
    """Whether a figure stands in the row, or with ``in_words`` a text with numbers (12/3, 3人5次)."""
    cells = [grid.origin(row.row, column) for column in values if column in row.columns]
    return any(
        cell is not None and (lexicon.cells.is_value(cell) or (in_words and has_digits(cell.text)))
        for cell in cells
    )


def _label_rows(
    grid: Grid,
    block: Block,
    group: range,
    columns: _Columns,
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> Iterator[LabelRow]:
    """Each row of an upright table with its label path, the heading above it (案件处理情况) included.

    A label alone in its row is a heading, also where it would be an item: the next row says it again then.
    The office that answers for a row need not say anything. Below another body's heading nothing is of the
    form.
    """
    heading: list[Cell] = []
    above: dict[int, Cell] = {}
    before: str | None = None
    for row in block.body:
        cells = _label_cells(grid, row, [c for c in columns.labels if c in group], above, lexicon)
        is_others = any(lexicon.is_other_department(read_label(c.text, ()).name) for c in heading)
        plain = [cell for cell in cells if cell.column not in columns.offices]
        said = ([*dict.fromkeys([*heading, *cells])], cells, plain)
        paths = [header_path(labels, lexicon) for labels in said]
        found = None if is_others else _first_known(paths, patterns, lexicon, before)
        path, item = found or (paths[1], None)
        heading = cells if cells and _is_alone(grid, row, group, columns) else heading
        before = item.key if item is not None else None
        yield LabelRow(row, path, group, item, is_others)


def _first_known(
    paths: Iterable[HeaderPath], patterns: FormPatterns, lexicon: FormLexicon, before: str | None
) -> tuple[HeaderPath, FormItem] | None:
    """The first of some label paths that means an item of the form, with it."""
    for path in paths:
        if (item := match_row(path, patterns, lexicon, before)) is not None:
            return path, item
    return None


def _is_alone(grid: Grid, row: int, group: range, columns: _Columns) -> bool:
    """Whether one cell alone stands in a row beside its serial number."""
    return sum(cell.column in group and cell.column not in columns.counting for cell in grid.row(row)) == 1


def _without_headings(rows: Sequence[LabelRow], filled: Sequence[bool]) -> list[LabelRow]:
    """The rows, without an item those that only head it in a row below (法治宣传: 普法活动 11).

    ``filled`` says of each row whether a figure stands in it.
    """
    heads: set[tuple[int, range]] = set()
    for place, row in enumerate(rows):
        if row.item is not None and not filled[place] and _is_told_below(row, rows[place + 1 :]):
            heads.add((row.row, row.columns))
    return [replace(row, item=None) if (row.row, row.columns) in heads else row for row in rows]


def _is_told_below(row: LabelRow, rows: Sequence[LabelRow]) -> bool:
    """Whether one of the rows right below that a label heads is of the same item."""
    head = row.path.names
    below = takewhile(lambda other: other.path.names[: len(head)] == head, rows)
    return any(other.item == row.item for other in below)


def _label_cells(
    grid: Grid, row: int, columns: Sequence[int], above: dict[int, Cell], lexicon: FormLexicon
) -> list[Cell]:
    """The labels of a row; one left blank left of another is that of the row above (a category said once).

    ``above`` remembers the last label of each column.
    """
    at = {c: cell for c in columns if (cell := grid.at(row, c)) is not None and cell.text.strip()}
    words = [c for c, cell in at.items() if not listed_units(cell.text, lexicon.conventions.units)]
    for column in columns:
        if column in at:
            above[column] = at[column]
        elif column in above and any(other > column for other in words):
            at[column] = above[column]
    return list(dict.fromkeys(at[column] for column in sorted(at)))


def _is_record_heading(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> bool:
    """Whether every name over a value column is a year, a role, a region or a word of the form."""
    names = [name for name in path.names if name not in patterns.groups]
    others = [
        name
        for name in names
        if not is_time(name, lexicon)
        and role_of(name, lexicon, OwnWords(patterns.record_parts, patterns.other_values)) == "unit"
    ]
    return all(is_regional(name, lexicon) or lexicon.role("measure", name) for name in others) or _is_part(
        path, lexicon
    )


def _is_part(path: HeaderPath, lexicon: FormLexicon) -> bool:
    """Whether a column only holds a part of another beside it (其中：农民工)."""
    return any(lexicon.role("part", squeeze(printed)) for printed in path.printed)


def read_down(grid: Grid, fit: FormFit, lexicon: FormLexicon) -> FormTable:
    """The value columns of a block as records of its form; in a folded table one for each heading."""
    values = [c for c, match in enumerate(fit.columns) if match.use == "item"]
    records: dict[tuple[str, ...], Record] = {}
    for column in values:
        record = _column_record(grid, column, fit, lexicon)
        key = fit.paths[column].names if len(fit.groups) > 1 else (str(column),)
        before = records.get(key)
        entries = record.entries if before is None else (*before.entries, *record.entries)
        records[key] = replace(before or record, entries=entries)
    return FormTable(fit, tuple(records.values()))


def _column_record(grid: Grid, column: int, fit: FormFit, lexicon: FormLexicon) -> Record:
    path, patterns = fit.paths[column], fit.patterns
    names = tuple(name for name in path.names if name not in patterns.groups)
    measure = next((name for name in names if lexicon.role("measure", name)), None)
    names = tuple(name for name in names if name != measure)
    said = describe(names, lexicon, OwnWords(patterns.record_parts, patterns.other_values))
    rows = (_measured_row(row, measure, patterns) for row in fit.rows if column in row.columns)
    entries = (_entry(grid, column, row, fit, lexicon) for row in rows)
    return Record(
        label=path.evidence,
        name=names[-1] if names else "",
        role="part" if _is_part(path, lexicon) else said.role,
        aspect=said.aspect,
        year=said.year,
        place=column,
        is_measure=measure is not None,
        entries=tuple(entry for entry in entries if entry is not None),
    )


def _measured_row(row: LabelRow, measure: str | None, patterns: FormPatterns) -> LabelRow:
    return row if measure is None else replace(row, item=measured(row.path, measure, patterns))


def _entry(grid: Grid, column: int, row: LabelRow, fit: FormFit, lexicon: FormLexicon) -> Entry | None:
    item = row.item
    if item is None or continues_merge(grid, row.row, column):
        return None
    measures = [c for c, match in enumerate(fit.columns) if match.use == "measure" and c in row.columns]
    units = [u for c in measures for u in listed_units(grid.text(row.row, c), lexicon.conventions.units)]
    cell = grid.origin(row.row, column)
    if row.half is not None:
        return Entry(item, row.path, half_of(cell, row.half, lexicon), row.row, column)
    return Entry(item, row.path, cell, row.row, column, tuple(units) or fit.paths[column].units)
