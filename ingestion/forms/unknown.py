"""Tables of no known form: their numbers are counted, their headers named, nothing is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.documents import Document
from ingestion.forms.cells.grids import Grid
from ingestion.forms.figures.accounting import account_for_plan, account_for_unread
from ingestion.forms.findings.sentences import finding, not_read
from ingestion.forms.findings.uncomputed import uncomputed_cells, uncomputed_finding
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.sections import Part, Setting, is_plan
from ingestion.forms.tables.recognition import Section, lines_before

_LONGEST_CELL = 80


def read_unknown(setting: Setting, grid: Grid, sections: Sequence[Section]) -> Part:
    """A table of no known form; in a text it may be layout around prose, which is left alone."""
    document, lexicon = setting.document, setting.lexicon
    if not _is_tabular(grid, lexicon):
        return Part(is_claimed=False)
    lines = [line for section in sections for line in section.lines] or _first_lines(document, grid, lexicon)
    blocks: list[Block | None] = [section.block for section in sections] or [None]
    if is_plan(lines, lexicon):
        targets = (o for block in blocks for o in account_for_plan(document, grid, block, lexicon))
        return Part.of(targets, (not_read("plan_table", grid.table),))
    numbers = [o for block in blocks for o in account_for_unread(document, grid, block, lexicon)]
    uncomputed = uncomputed_finding(grid.table, uncomputed_cells(document, grid.table))
    titled = next((p.form for p in lexicon.forms if p.title_matches(lines)), None)
    if titled is not None:
        message = f"的标题像《{titled.name_zh}》，但认不出它的表头，没有读取；请核对表头。"
        return Part.of(numbers, (finding("unknown_header", grid.table, None, message, needs_review=True),))
    if setting.identity.kind == "correction" and numbers:
        message = "是更正内容，但认不出它的表头，没有读取；请核对表头，逐项写明更正后的数字。"
        return Part.of(numbers, (finding("unknown_header", grid.table, None, message, needs_review=True),))
    return Part.of(numbers, (not_read("unknown_table", grid.table), *uncomputed))


def _is_tabular(grid: Grid, lexicon: FormLexicon) -> bool:
    if grid.table.sheet is not None:
        return True
    values = sum(lexicon.cells.is_value(cell) for cell in grid.table.cells)
    return values > 1 and all(len(cell.text) <= _LONGEST_CELL for cell in grid.table.cells)


def _first_lines(document: Document, grid: Grid, lexicon: FormLexicon) -> list[str]:
    inside = [cells[0].text for row in grid.filled_rows if len(cells := grid.row(row)) == 1]
    return [*inside[:3], *lines_before(document, grid.table, lexicon), *filter(None, [grid.table.sheet])]
