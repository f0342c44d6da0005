"""Which form a table is, if any, and which kind of submission a document full of forms is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.documents import Document, Table
from ingestion.forms.grids import Grid
from ingestion.forms.layout import Block, split_blocks
from ingestion.forms.lexicon import FormLexicon
from ingestion.forms.tables import FormTable, read_table
from ingestion.forms.text import listed_units, squeeze
from ingestion.submissions import SubmissionKind

_UNIT_LINE = re.compile(r"单\s*位\s*:\s*([^\s:)\]]+)")
_TITLE_LENGTH = 60
_TITLES_ABOVE = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a grid with the lines that speak about it, and the form it is, if one is known.

    ``lines`` begin with the ones inside the grid, nearest file structure first: lines above the header,
    the paragraphs before the table, the sheet's name.
    """

    block: Block
    lines: tuple[str, ...]
    table: FormTable | None


def sections_of(document: Document, grid: Grid, lexicon: FormLexicon) -> tuple[Section, ...]:
    """The tables of a grid, each with its form. A block without lines continues the one above it."""
    outside = _outside_lines(document, grid.table)
    sections: list[Section] = []
    for block in split_blocks(grid, lexicon):
        inside = tuple(cell.text for cell in block.lines)
        lines = (*inside, *outside)
        if not inside and sections:
            lines = sections[-1].lines
        sections.append(Section(block, lines, _choose(grid, block, lines, lexicon)))
    return tuple(sections)


def _outside_lines(document: Document, table: Table) -> tuple[str, ...]:
    if table.sheet is not None:
        return (table.sheet,)
    return lines_before(document, table)


def lines_before(document: Document, table: Table) -> tuple[str, ...]:
    """The short paragraphs right before a table in a text, the nearest first."""
    if table.start is None:
        return ()
    lines: list[str] = []
    for block in reversed([b for b in document.blocks if b.end <= (table.start or 0)]):
        text = document.text[block.start : block.end].strip()
        if block.kind == "table" or len(text) > _TITLE_LENGTH or len(lines) == _TITLES_ABOVE:
            break
        lines.append(text)
    return tuple(lines)


def _choose(grid: Grid, block: Block, lines: Sequence[str], lexicon: FormLexicon) -> FormTable | None:
    """The form that explains most of the table; none where too little of it is known."""
    best: tuple[tuple[bool, int, int], FormTable] | None = None
    for patterns in lexicon.forms:
        table = read_table(grid, block, patterns, lexicon)
        titled = patterns.title_matches(lines)
        if not _is_recognised(table, titled):
            continue
        rank = (table.is_complete, len(table.keys) - len(table.unknown), int(titled))
        if best is None or rank > best[0]:
            best = (rank, table)
    return None if best is None else best[1]


def _is_recognised(table: FormTable, titled: bool) -> bool:
    if titled:
        return table.is_complete or len(table.keys) > 1
    return table.is_complete and len(table.unknown) < len(table.keys)


def table_units(lines: Sequence[str], lexicon: FormLexicon) -> tuple[str, ...]:
    """The units that a line above the table states (单位：件、人、万元); 填报单位 names a bureau instead."""
    for line in lines:
        for found in _UNIT_LINE.finditer(unicodedata.normalize("NFKC", line)):
            units = listed_units(found.group(1), lexicon.conventions.units)
            if units:
                return units
    return ()


def kind_of(document: Document, lexicon: FormLexicon) -> SubmissionKind | None:
    """The kind of a document that is made of forms; None where it is something else.

    A report with a form in its annex stays a report: in a text the forms must outweigh the prose, or
    the title must be that of a form.
    """
    kinds: Counter[SubmissionKind] = Counter()
    chars = 0
    for table in document.tables:
        found = [] if table.hidden else _form_kinds(document, table, lexicon)
        kinds.update(found)
        chars += (table.end or 0) - (table.start or 0) if found else 0
    if not kinds:
        return None
    kind = max(kinds.items(), key=lambda item: (item[1], item[0]))[0]
    outweighs = not document.text or 2 * chars >= len(document.text.strip())
    return kind if outweighs or _titled_as(document, kind, lexicon) else None


def _form_kinds(document: Document, table: Table, lexicon: FormLexicon) -> list[SubmissionKind]:
    sections = sections_of(document, Grid(table), lexicon)
    return [section.table.patterns.form.kind for section in sections if section.table is not None]


def _titled_as(document: Document, kind: SubmissionKind, lexicon: FormLexicon) -> bool:
    titles = {str(key): patterns for key, patterns in lexicon.conventions.document_titles.items()}
    first = next((document.text[b.start : b.end] for b in document.blocks if b.kind != "table"), "")
    candidates = (first, document.metadata.get("title", ""))
    return any(re.fullmatch(p, squeeze(text)) for p in titles.get(kind, ()) for text in candidates)
