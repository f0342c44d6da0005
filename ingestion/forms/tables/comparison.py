"""A table's header held against the known forms: what is known, missing, new, or perhaps renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from catalog.forms import FormCatalog, FormItem
from ingestion.documents import Cell, Document, Table
from ingestion.forms.cells.grids import Grid, address
from ingestion.forms.headers.layout import Block, split_blocks
from ingestion.forms.headers.lexicon import FormLexicon, compile_forms
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.tables.across import fit_across
from ingestion.forms.tables.down import LONGEST, fit_down
from ingestion.forms.tables.fitted import FormFit

# Two headers of which three fifths of the characters agree in order are likely one header, reworded.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class KnownHeader:
    """A header of the table that the form knows, and the indicator that its figures are of, if any."""

    printed: str
    item: str
    indicator: str | None


@dataclass(frozen=True, slots=True)
class NewHeader:
    """A header that the form does not know; ``like`` is the known header nearest to it, if one is near.

    ``likeness`` is the share of agreeing characters, 0 to 1.
    """

    printed: str
    cell: str | None
    like: str | None = None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class HeaderComparison:
    """One table against the form nearest to it; ``form`` is None where no header is known to any form."""

    sheet: str | None
    form: str | None = None
    name_zh: str = ""
    vintage: str = ""
    known: tuple[KnownHeader, ...] = ()
    new: tuple[NewHeader, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether a form knows every header of the table."""
        return self.form is not None and not self.new


def compare_headers(document: Document, catalog: FormCatalog) -> tuple[HeaderComparison, ...]:
    """Every table of the document against the form that knows most of its headers; empty sheets left out."""
    lexicon = compile_forms(catalog)
    return tuple(
        _compare(grid, block, lexicon)
        for table in document.tables
        for grid in (Grid(table),)
        for block in _blocks(grid, lexicon)
    )


def _blocks(grid: Grid, lexicon: FormLexicon) -> Iterator[Block]:
    """The tables of a grid; where no header is known, what stands in the first row of several texts."""
    found = split_blocks(grid, lexicon)
    yield from found
    if found:
        return
    for row in grid.filled_rows:
        cells = grid.row(row)
        if len(cells) > 1 and not any(map(lexicon.cells.is_value, cells)):
            body = tuple(r for r in grid.filled_rows if r > row)
            yield Block(lines=(), header=range(row, row + 1), numbers=(), body=body, notes=())
            return


def _compare(grid: Grid, block: Block, lexicon: FormLexicon) -> HeaderComparison:
    fits = [(_closeness(fit), fit) for fit in _fits(grid, block, lexicon)]
    _, best = max(fits, key=lambda rated: rated[0])
    if not best.keys:
        return HeaderComparison(grid.table.sheet, new=tuple(_nowhere(grid, block)))
    new = tuple(_new(path, best.patterns, best.keys) for path in best.unknown)
    likely = {header.like for header in new}
    return HeaderComparison(
        sheet=grid.table.sheet,
        form=best.patterns.form.form,
        name_zh=best.patterns.form.name_zh,
        vintage=best.vintage.id,
        known=tuple(_known(best)),
        new=new,
        missing=tuple(i.all_headers[0] for i in _missing(best) if likely.isdisjoint(i.all_headers)),
    )


def _fits(grid: Grid, block: Block, lexicon: FormLexicon) -> Iterator[FormFit]:
    for patterns in lexicon.forms:
        yield fit_across(grid, block, patterns, lexicon)
        if len(block.body) <= LONGEST and patterns.form.orientation != "list":
            yield fit_down(grid, block, patterns, lexicon)


def _closeness(fit: FormFit) -> tuple[float, bool, bool]:
    """How many headers are known, a likely renaming counting half; a form of its own before a general one."""
    alike = sum(_new(path, fit.patterns, fit.keys).like is not None for path in fit.unknown)
    form = fit.patterns.form
    return len(fit.keys) + alike / 2, not form.is_general, fit.orientation == form.orientation


def _known(fit: FormFit) -> Iterator[KnownHeader]:
    if fit.orientation == "down":
        pairs = [(row.path, row.item) for row in fit.rows]
    else:
        pairs = [(path, m.item) for path, m in zip(fit.paths, fit.columns, strict=True)]
    for path, item in pairs:
        if item is not None:
            yield KnownHeader(path.evidence, item.key, item.indicator)


def _new(path: HeaderPath, patterns: FormPatterns, taken: frozenset[str]) -> NewHeader:
    """An unknown header with the known one most like it, among those that the table does not have yet."""
    cell = path.cell
    where = address(cell.row, cell.column) if isinstance(cell, Cell) else None
    printed = path.names[-1] if path.names else ""
    free = [(names[-1], names) for names, item in patterns.paths if item.key not in taken]
    rated = [(_likeness(printed, last), "/".join(names)) for last, names in free]
    likeness, like = max(rated, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
    is_alike = likeness >= ALIKE
    return NewHeader(path.evidence, where, like if is_alike else None, likeness if is_alike else 0.0)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _missing(fit: FormFit) -> Iterable[FormItem]:
    """The items of the vintage that the table does not have; of a general form none is missed."""
    form, vintage = fit.patterns.form, fit.vintage
    if form.is_general:
        return ()
    elsewhere = {key for other in form.vintages if other.id != vintage.id for key in other.marks}
    absent = fit.keys | set(vintage.lacks) | (elsewhere - set(vintage.marks))
    return tuple(item for item in form.items if item.key not in absent)


def _nowhere(grid: Grid, block: Block) -> Iterator[NewHeader]:
    for row in block.header:
        for cell in grid.row(row):
            yield NewHeader("".join(cell.text.split()), address(cell.row, cell.column))


def tables_without_header(document: Document, compared: Sequence[HeaderComparison]) -> tuple[Table, ...]:
    """The tables in which no header row was found at all."""
    named = {comparison.sheet for comparison in compared}
    return tuple(table for table in document.tables if table.sheet not in named)
