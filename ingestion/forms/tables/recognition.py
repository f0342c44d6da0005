"""Which form a table is, if any, and which kind of submission a document full of forms is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingestion.documents import Cell, Document, Table
from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import listed_units, read_label, squeeze
from ingestion.forms.cells.values import is_year
from ingestion.forms.headers.layout import Block, is_year_line, split_blocks
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.topics import topic_of
from ingestion.forms.tables.across import fit_across, read_across
from ingestion.forms.tables.down import LONGEST as LONGEST_DOWN
from ingestion.forms.tables.down import fit_down, read_down
from ingestion.forms.tables.fitted import FormFit, FormTable
from ingestion.submissions import SubmissionKind

_TITLE_LENGTH = 60
_TITLES_ABOVE = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a grid with the lines that speak about it, and the form it is, if one is known.

    ``lines`` begin with the ones inside the grid, nearest file structure first: lines above the header,
    the paragraphs before the table, the sheet's name. ``own_lines`` are those inside the grid and the name.
    """

    block: Block
    lines: tuple[str, ...]
    table: FormTable | None
    own_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table as a grid, its blocks with their lines, none of their rows read, and the form of each."""

    grid: Grid
    fits: tuple[tuple[Section, FormFit | None], ...]


@dataclass(frozen=True, slots=True, eq=False)
class KnownTables:
    """The tables of a document, each held against the forms once, whoever asks for it and how often."""

    document: Document
    lexicon: FormLexicon
    _fitted: dict[int, Fitted] = field(default_factory=dict)

    @property
    def kind(self) -> SubmissionKind | None:
        """The kind of a document that is made of forms; None where it is something else.

        A report with a form in its annex stays a report: in a text the forms must outweigh the prose, or
        the title must be that of a form.
        """
        kinds: Counter[SubmissionKind] = Counter()
        document, chars = self.document, 0
        for table in document.tables:
            found = [] if table.hidden else self._kinds(table)
            kinds.update(found)
            chars += (table.end or 0) - (table.start or 0) if found else 0
        if not kinds:
            return None
        kind = max(kinds.items(), key=lambda item: (item[0] != "other", item[1], item[0]))[0]
        outweighs = not document.text or 2 * chars >= len(document.text.strip())
        return kind if outweighs or _titled_as(document, kind, self.lexicon) else None

    def sections(self, table: Table) -> tuple[Grid, tuple[Section, ...]]:
        """The grid of a table, or of a part of one, and its tables, each with its form.

        A block without lines continues the one above it.
        """
        fitted = self._held(table)
        return fitted.grid, tuple(
            replace(section, table=None if fit is None else _read(fitted.grid, fit, self.lexicon))
            for section, fit in fitted.fits
        )

    def _kinds(self, table: Table) -> list[SubmissionKind]:
        return [fit.patterns.form.kind for _, fit in self._held(table).fits if fit is not None]

    def _held(self, table: Table) -> Fitted:
        """The table held against the forms; kept for those of the document itself, which outlive this."""
        if (known := self._fitted.get(id(table))) is not None:
            return known
        grid = Grid(table)
        fitted = Fitted(grid, tuple(_fitted(self.document, grid, self.lexicon)))
        if any(table is other for other in self.document.tables):
            self._fitted[id(table)] = fitted
        return fitted


def _fitted(document: Document, grid: Grid, lexicon: FormLexicon) -> Iterator[tuple[Section, FormFit | None]]:
    outside = _outside_lines(document, grid.table, lexicon)
    sheet = () if grid.table.sheet is None else (grid.table.sheet,)
    years = {row for row in grid.filled_rows if is_year_line(grid, row)}
    before: Section | None = None
    for block in split_blocks(grid, lexicon):
        title = () if before is not None else _title_in_header(grid, block)
        inside = tuple(cell.text for cell in (*block.lines, *title))
        lines = (*inside, *outside)
        if before is not None and all(cell.row in years for cell in block.lines):
            lines, inside = _below(inside, before.lines), _below(inside, before.own_lines)
        before = Section(block, lines, None, tuple(dict.fromkeys((*inside, *sheet))))
        yield before, _choose(grid, block, lines, lexicon)


def _below(year: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """The lines of a table that goes on, with the year of its own in place of the one above it."""
    return (*year, *(line for line in above if not year or not is_year(read_label(line, ()).name)))


def _title_in_header(grid: Grid, block: Block) -> tuple[Cell, ...]:
    """The only cell of the first header row: a title that reads like a header (行政许可实施情况)."""
    first = grid.row(block.header.start)
    return first if len(first) == 1 and len(block.header) > 1 else ()


def _outside_lines(document: Document, table: Table, lexicon: FormLexicon) -> tuple[str, ...]:
    if table.sheet is None:
        return lines_before(document, table, lexicon)
    first = next((text for cell in table.cells if (text := cell.text.strip())), "")
    above = (
        _sheet_before(document, table) if any(map(lexicon.is_continuation, (table.sheet, first))) else None
    )
    if above is None:
        return (table.sheet,)
    return (table.sheet, *_lone_cells(above), *_outside_lines(document, above, lexicon))


def _sheet_before(document: Document, table: Table) -> Table | None:
    """The sheet that one named 续表, or headed so, goes on with."""
    shown = [other for other in document.tables if not other.hidden or other is table]
    place = next((number for number, other in enumerate(shown) if other is table), 0)
    return shown[place - 1] if place else None


def _lone_cells(table: Table) -> list[str]:
    """The cells that stand alone in one of the first rows: the title, and the line of units."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row <= _TITLES_ABOVE and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text)
    return [texts[0] for _, texts in sorted(rows.items()) if len(texts) == 1]


def lines_before(document: Document, table: Table, lexicon: FormLexicon) -> tuple[str, ...]:
    """The short paragraphs right before a table in a text, the nearest first.

    A table right behind another, or behind 续表 alone, goes on with what stands above that one.
    """
    if table.start is None:
        return ()
    lines: list[str] = []
    for block in reversed([b for b in document.blocks if b.end <= (table.start or 0)]):
        text = document.text[block.start : block.end].strip()
        if block.kind == "table" and all(map(lexicon.is_continuation, lines)):
            continue
        if block.kind == "table" or len(text) > _TITLE_LENGTH or len(lines) == _TITLES_ABOVE:
            break
        lines.append(text)
    return tuple(lines)


def _choose(grid: Grid, block: Block, lines: Sequence[str], lexicon: FormLexicon) -> FormFit | None:
    """The form that explains most of the table; none where too little of it is known."""
    best: tuple[tuple[object, ...], FormFit] | None = None
    for fit, titled in _fits(grid, block, lines, lexicon):
        # Labels and figures without a header say too little by themselves: the title must name the form.
        if _is_recognised(fit, titled) and (titled or not block.given):
            rank = _rank(fit, titled)
            best = (rank, fit) if best is None or rank > best[0] else best
    return None if best is None else best[1]


def _fits(
    grid: Grid, block: Block, lines: Sequence[str], lexicon: FormLexicon
) -> Iterator[tuple[FormFit, bool]]:
    """Every form held against the block, as it is printed and the other way round."""
    for known in lexicon.forms:
        titled = known.title_matches(lines)
        topic = topic_of(lines, known, lexicon) if known.topics else None
        patterns = known if topic is None else known.about(topic)
        if patterns.form.orientation == "list":
            yield replace(fit_across(grid, block, patterns, lexicon), orientation="list"), titled
            continue
        yield fit_across(grid, block, patterns, lexicon), titled
        if len(block.body) <= LONGEST_DOWN:
            yield fit_down(grid, block, patterns, lexicon), titled


def _rank(fit: FormFit, titled: bool) -> tuple[object, ...]:
    is_as_printed = fit.orientation == fit.patterns.form.orientation
    known = len(fit.keys) - len(fit.unknown) - len(fit.left)
    is_special = not fit.patterns.form.is_general and not _says_nothing(fit)
    is_whole = not fit.unknown and not fit.left
    return (fit.is_complete and not fit.left, is_whole, is_special, known, titled, is_as_printed)


def _says_nothing(fit: FormFit) -> bool:
    """Whether a form that yields no indicator was known by a single column (数量): too little to go by."""
    return len(fit.keys) == 1 and not any(fit.patterns.form.indicators())


def _read(grid: Grid, fit: FormFit, lexicon: FormLexicon) -> FormTable:
    match fit.orientation:
        case "down":
            return read_down(grid, fit, lexicon)
        case "across":
            return read_across(grid, fit, lexicon)
        case "list":
            return FormTable(fit, ())


def _is_recognised(fit: FormFit, titled: bool) -> bool:
    if titled:
        return fit.is_complete or len(fit.keys) > 1 or (bool(fit.keys) and not fit.unknown)
    if fit.patterns.form.needs_title:
        return False
    return fit.is_complete and len(fit.unknown) < len(fit.keys)


def table_units(lines: Sequence[str], lexicon: FormLexicon) -> tuple[str, ...]:
    """The units that a line above the table states (单位：件、人、万元); 填报单位 names a bureau instead."""
    for line in lines:
        for found in lexicon.unit_line.finditer(unicodedata.normalize("NFKC", line)):
            units = listed_units(found.group(1), lexicon.conventions.units)
            if units:
                return units
    return ()


def _titled_as(document: Document, kind: SubmissionKind, lexicon: FormLexicon) -> bool:
    titles = {str(key): patterns for key, patterns in lexicon.conventions.document_titles.items()}
    first = next((document.text[b.start : b.end] for b in document.blocks if b.kind != "table"), "")
    candidates = (first, document.metadata.get("title", ""))
    return any(re.fullmatch(p, squeeze(text)) for p in titles.get(kind, ()) for text in candidates)
