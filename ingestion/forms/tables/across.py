"""Tables with items across: each row a record, or several where this and last year stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath, column_paths, given_paths
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.records.rows import (
    NO_OWN_WORDS,
    Aspect,
    Entry,
    Record,
    Role,
    Section,
    describe,
    is_regional,
)
from ingestion.forms.tables.fitted import (
    FormFit,
    FormTable,
    continues_merge,
    is_name,
    repeated_groups,
    repeated_items,
)
from ingestion.forms.tables.matching import Match, match_column, measured
from ingestion.forms.tables.pairs import Half, half_of, halves_of
from ingestion.forms.tables.strange_rows import without_strange_columns

_LABELS = frozenset({"label", "serial"})


def fit_across(grid: Grid, block: Block, patterns: FormPatterns, lexicon: FormLexicon) -> FormFit:
    """How the columns of a block fit a form with items across."""
    paths = given_paths(block.given) or column_paths(grid, block.header, lexicon)
    groups = repeated_groups(paths, patterns) or (range(len(paths)),)
    matches = _match_columns(paths, groups, patterns, lexicon)
    matches = _ignoring_texts(block, matches)
    halves = _halves(grid, block, paths, matches, patterns, lexicon)
    matches = [Match("item", halves[c][0][1]) if c in halves else match for c, match in enumerate(matches)]
    matches, left = without_strange_columns(matches, paths, patterns)
    first = [(paths[c], matches[c]) for c in groups[0] if matches[c].item is not None]
    unknown = [paths[c] for c, match in enumerate(matches) if match.use == "unknown" and paths[c] not in left]
    unknown += _nameless(grid, block, matches, lexicon)
    return FormFit(
        patterns=patterns,
        orientation="across",
        block=block,
        paths=paths,
        columns=tuple(matches),
        unknown=tuple(dict.fromkeys(unknown)),
        repeated=repeated_items(first, patterns),
        keys=frozenset(match.item.key for _, match in first if match.item is not None)
        | {item.key for pair in halves.values() for _, item in pair},
        halves=halves,
        groups=groups,
        left=tuple(dict.fromkeys(left)),
    )


def _halves(
    grid: Grid,
    block: Block,
    paths: Sequence[HeaderPath],
    matches: Sequence[Match],
    patterns: FormPatterns,
    lexicon: FormLexicon,
) -> dict[int, tuple[Half, Half]]:
    """By column, what both figures are where its cells hold two of them."""
    found: dict[int, tuple[Half, Half]] = {}
    for column in block.valued:
        if matches[column].use in ("item", "unknown") and matches[column].aspect is None:
            cells = [cell for row in block.body if (cell := grid.origin(row, column)) is not None]
            halves = halves_of(paths[column], cells, (), patterns, lexicon)
            found.update({} if halves is None else {column: halves})
    return found


def _match_columns(
    paths: Sequence[HeaderPath], groups: Sequence[range], patterns: FormPatterns, lexicon: FormLexicon
) -> list[Match]:
    matches = [Match("empty")] * len(paths)
    for group in groups:
        before = None
        for column in group:
            matches[column] = match_column(paths[column], patterns, lexicon, before)
            before = matches[column].item
    if not any(match.use == "label" for match in matches):
        matches = [Match("label") if m.use == "empty" and not i else m for i, m in enumerate(matches)]
    return matches


def _ignoring_texts(block: Block, matches: list[Match]) -> list[Match]:
    """Unknown columns that hold words and no figure anywhere (类别) are passed over; an empty one is not.

    Where no column is one of labels, the first of them left of the figures names the rows (更正前, 更正后).
    """
    worded = [c for c, match in enumerate(matches) if match.use == "unknown" and c in block.worded]
    figures = [c for c, match in enumerate(matches) if match.use == "item"]
    has_labels = any(match.use == "label" for match in matches)
    naming = next((c for c in worded if not has_labels and figures and c < figures[0]), None)
    return [
        Match("label" if column == naming else "ignored") if column in worded else match
        for column, match in enumerate(matches)
    ]


def _nameless(grid: Grid, block: Block, matches: list[Match], lexicon: FormLexicon) -> list[HeaderPath]:
    """The first column without any header that nevertheless holds values, at its first value."""
    nameless = {column for column, match in enumerate(matches) if match.use == "empty"} & block.valued
    for row in block.body if nameless else ():
        for cell in grid.row(row):
            if cell.column in nameless and lexicon.cells.is_value(cell):
                return [HeaderPath((), (), ("（空表头）",), cell)]
    return []


def read_across(grid: Grid, fit: FormFit, lexicon: FormLexicon) -> FormTable:
    """The rows of a block as records of its form."""
    records: list[Record] = []
    section: Section | None = None
    above = ""
    for row in fit.block.body:
        heading = _section_heading(grid, row, lexicon)
        if heading is not None:
            section = _section(heading, lexicon)
            continue
        for group in fit.groups:
            detail = _detail(grid, row, group, fit, lexicon)
            label = _row_label(grid, row, group, fit.columns, lexicon) or (above if detail else "")
            above = label if detail else ""
            records.extend(_row_records(grid, row, group, fit, section, (label, detail), lexicon))
    return FormTable(fit, _without_other_bodies(records, fit.patterns, lexicon))


def _without_other_bodies(
    records: Sequence[Record], patterns: FormPatterns, lexicon: FormLexicon
) -> tuple[Record, ...]:
    """The records with the rows of bodies that the form is not about, and the totals over them, set apart.

    Of several offices beside them none is the whole, and no total over these alone is printed.
    """
    units = [record for record in records if record.role == "unit"]
    others = {record for record in units if patterns.other_bodies.fullmatch(record.name)}
    if not others:
        return tuple(records)
    sums = {record for record in records if record.role in ("total", "subtotal")}
    offices = {r for r in units if r not in others and not is_regional(r.label, lexicon)}
    parts = offices if len({office.place for office in offices}) > 1 else set()
    apart: Role = "other_value"
    part: Role = "part"
    roles = dict.fromkeys(others | sums, apart) | dict.fromkeys(parts, part)
    return tuple(replace(record, role=roles.get(record, record.role)) for record in records)


def _section_heading(grid: Grid, row: int, lexicon: FormLexicon) -> str | None:
    cells = grid.row(row)
    only = cells[0] if len(cells) == 1 else None
    return None if only is None or lexicon.cells.is_value(only) else only.text


def _section(heading: str, lexicon: FormLexicon) -> Section | None:
    name = read_label(heading, ()).name
    if lexicon.role("own_section", name):
        return "own"
    return "other" if lexicon.role("other_section", name) else None


def _row_records(
    grid: Grid,
    row: int,
    group: range,
    fit: FormFit,
    section: Section | None,
    labels: tuple[str, str],
    lexicon: FormLexicon,
) -> list[Record]:
    """One record for each aspect (this year, last year, the change) that the columns of the row have.

    ``labels`` are the name of the row and what stands beside it.
    """
    label, detail = labels
    named = read_label(label, lexicon.conventions.units)
    name = named.name
    measure = name if lexicon.role("measure", name) else None
    said = describe((name,) if name and measure is None else (), lexicon, NO_OWN_WORDS)
    parts: dict[tuple[Aspect | None, int | None], list[Entry]] = {}
    for column in group:
        match = fit.columns[column]
        aspect, year = match.aspect or said.aspect, match.year or said.year
        for entry in _entries(grid, row, column, fit, named.units, measure, lexicon):
            parts.setdefault((aspect, year), []).append(entry)
    return [
        Record(label, name, said.role, aspect, year, section, row, detail, entries=tuple(entries))
        for (aspect, year), entries in parts.items()
    ]


def _entries(
    grid: Grid,
    row: int,
    column: int,
    fit: FormFit,
    units: tuple[str, ...],
    measure: str | None,
    lexicon: FormLexicon,
) -> Iterator[Entry]:
    """The figures of a row in one of its columns: one, or the two that its cell holds.

    ``units`` are those that the row's name states; ``measure`` is what is told of the items where the row is
    named after that (金额).
    """
    if continues_merge(grid, row, column):
        return
    cell = grid.origin(row, column)
    for place, (path, half) in enumerate(fit.halves.get(column, ())):
        yield Entry(half, path, half_of(cell, place, lexicon), row, column)
    item = fit.columns[column].item if column not in fit.halves else None
    if item is not None and measure is not None:
        item = measured(fit.paths[column], measure, fit.patterns)
    if item is not None:
        yield Entry(item, fit.paths[column], cell, row, column, units)


def _row_label(grid: Grid, row: int, group: range, columns: Sequence[Match], lexicon: FormLexicon) -> str:
    """The texts of the label columns; a total is often written into the serial column instead."""
    for use in ("label", "serial"):
        cells = dict.fromkeys(grid.at(row, column) for column in group if columns[column].use == use)
        texts = [cell.text.strip() for cell in cells if cell is not None and is_name(cell, lexicon)]
        if any(texts):
            return "".join(texts)
    return ""


def _detail(grid: Grid, row: int, group: range, fit: FormFit, lexicon: FormLexicon) -> str:
    """What the columns of words between the name and the figures say of a row (类型: 企业, 小计)."""
    figures = next((column for column in group if fit.columns[column].use == "item"), group.stop)
    worded = (c for c in group if c < figures and c in fit.block.worded and fit.columns[c].use == "ignored")
    telling = (column for column in worded if not _is_remark(fit.paths[column], lexicon))
    cells = dict.fromkeys(grid.at(row, column) for column in telling)
    return "".join(cell.text.strip() for cell in cells if cell is not None and is_name(cell, lexicon))


def _is_remark(path: HeaderPath, lexicon: FormLexicon) -> bool:
    """Whether a column is one that no form asks for (备注, 负责人)."""
    return any(name in lexicon.conventions.ignored for name in path.names)
