"""One table read against one form: its columns or rows matched, its records laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from catalog.forms import Form, FormItem, FormVintage
from ingestion.documents import Cell
from ingestion.forms.cells.grids import Grid
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.patterns import FormPatterns
from ingestion.forms.records.rows import Record
from ingestion.forms.tables.matching import Match

Orientation = Literal["across", "down", "list"]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A row of a table with items down: its label, its item, and the columns of the folded part it is in."""

    row: int
    path: HeaderPath
    columns: range
    item: FormItem | None = None
    is_others: bool = False
    """Whether it stands under the heading of another body of the region."""
    half: int | None = None
    """Which of the two figures in its cells it is about, where they hold two."""


@dataclass(frozen=True, slots=True)
class FormFit:
    """How the header of a block fits a form, before any row is read.

    ``unknown`` are the headers that the form does not know, ``repeated`` those that stand twice for one
    figure. ``columns`` says what each column is used for; ``paths`` are their headers. In a table with items
    down, ``rows`` holds the label of each row of the body. ``groups`` are the parts of a folded table.
    ``left`` are the labels of the rows that are left for a person where the others can be read without them.
    """

    patterns: FormPatterns
    orientation: Orientation
    block: Block
    paths: tuple[HeaderPath, ...]
    columns: tuple[Match, ...]
    unknown: tuple[HeaderPath, ...]
    repeated: tuple[HeaderPath, ...]
    keys: frozenset[str]
    rows: tuple[LabelRow, ...] = ()
    groups: tuple[range, ...] = ()
    left: tuple[HeaderPath, ...] = ()
    halves: Mapping[int, tuple[tuple[HeaderPath, FormItem], ...]] = field(default_factory=dict)
    """By column, what both figures are where its cells hold two."""

    @property
    def vintage(self) -> FormVintage:
        """The printing of the form that the items in the table point to, the last one where none does."""
        vintages = self.patterns.form.vintages
        fitting = [v for v in vintages if not v.marks or self.keys & set(v.marks)]
        return next((v for v in fitting if not self.keys & set(v.lacks)), vintages[-1])

    @property
    def is_complete(self) -> bool:
        """Whether every required group of items is there, enough of them, most of all its own."""
        form = self.patterns.form
        lent = len(self.keys & {item.key for item in self.patterns.borrowed.values()})
        own = len(self.keys) - lent
        return lent < own >= form.at_least and all(self.keys & set(group) for group in form.required)


@dataclass(frozen=True, slots=True)
class FormTable:
    """A block read as a form: its fit and its records."""

    fit: FormFit
    records: tuple[Record, ...]

    @property
    def form(self) -> Form:
        """The form that the table is."""
        return self.fit.patterns.form


def repeated_items(
    found: Sequence[tuple[HeaderPath, Match]], patterns: FormPatterns
) -> tuple[HeaderPath, ...]:
    """Headers that name the same indicator twice: which of them is meant cannot be known."""
    form = patterns.form
    items = [match.item for _, match in found if match.item is not None]
    counted = {item.key for item in items if item.indicator is not None or item.part_of is not None}
    counted |= {key for derived in form.sums for key in derived.parts}
    counted |= {total.total for total in form.totals}
    # Any number of months and of changes may stand beside the year: they are quoted only.
    told = [(p, m) for p, m in found if m.aspect not in ("month", "change")]
    figures = [(p, m, (m.item.key, m.aspect, m.year)) for p, m in told if m.item is not None]
    uses = Counter(figure for _, _, figure in figures)
    return tuple(p for p, _, figure in figures if figure[0] in counted and uses[figure] > 1)


def repeated_groups(paths: Sequence[HeaderPath], patterns: FormPatterns) -> tuple[range, ...]:
    """The columns of each part of a table that was folded (地区, 数量, 地区, 数量), none where it was not."""
    names = [path.names for path in paths]
    while names and not names[-1]:
        names.pop()
    # An empty column may part the halves: the last of them has none behind it.
    for folded in (names, [*names, ()]):
        for width in range(2, len(folded) // 2 + 1):
            count, rest = divmod(len(folded), width)
            if not rest and folded == folded[:width] * count and _has_label(folded[:width], patterns):
                starts = range(0, len(folded), width)
                return tuple(range(start, min(start + width, len(paths))) for start in starts)
    return ()


def _has_label(names: Sequence[tuple[str, ...]], patterns: FormPatterns) -> bool:
    return any(len(name) == 1 and name[0] in patterns.labels for name in names)


def continues_merge(grid: Grid, row: int, column: int) -> bool:
    """Whether the place is covered by a merged range that begins elsewhere."""
    return grid.at(row, column) is not None and grid.origin(row, column) is None


def is_name(cell: Cell, lexicon: FormLexicon) -> bool:
    """Whether the cell holds a text rather than a figure or nothing."""
    return bool(cell.text.strip()) and not lexicon.cells.is_value(cell)
