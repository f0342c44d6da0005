"""Tables inside running text, as lines with their cells apart: a header, and rows with a label and figures.

A reader leaves a table in the text, its cells separated by tabs (or, where somebody typed it, by ``|`` or by
nothing but blanks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\n]+")
CELL = re.compile(r"[^\t|]*")
PARTED = re.compile(r"[ ]*[^\s,。;:!?、]{1,24}(?:[ ]+[^\s,。;:!?、]{1,24}){2,15}[ ]*")
"""A line of short words with nothing but blanks between them."""
HEADED = re.compile(r"[ ]*[^\s,。;:!?、]{2,12}(?:[ ]+[^\s,。;:!?、]{2,12}){1,8}[ ]*")
"""… or of the names of some columns."""

PIECE = re.compile(r"[^、。;]+")
WORD = re.compile(r"[^ ]+")
FIGURE = r"[-+]?\d[\d,]*(?:\.\d+)?(?:%|[万亿]?(?![年月日季])[一-龥]{0,2})?"
NUMBER = re.compile(FIGURE)
"""A number alone in its cell, or with a measure word (17.64万元)."""
YEARS = r"(?:19|20)\d\d年?"
NOTHING = r"[—/\-~]{1,4}"
LABELLED = re.compile(
    rf"[ ]*(?P<label>[^\s,。;!?\d][^\s,。;!?]{{0,23}}|[^\s,。;!?]{{1,8}}:[ ]?[^\s,。;!?]{{1,16}})"
    rf"(?P<cells>(?:[ ]+(?:{FIGURE}|{NOTHING})){{1,12}})[ ]*"
)
"""A row whose cells only blanks part, with a label that may have a colon in it (其中:调解 798 865)."""
LISTED = re.compile(
    rf"[^\s,。;:!?、\d]{{2,16}}(?:(?:、(?:{FIGURE}|{NOTHING})){{2,12}}|(?:、(?:[^\s,。;:!?、\d]{{1,12}}|{YEARS})){{2,12}})[;。]?"
)
"""A row whose cells 、 parts (普法活动、26场、23场), or the names above such rows (项目、今年、上年)."""
NAMING = re.compile(r"[^|\t()“”]*(?:\((?:[^()\t]|\([^()\t|]*\))*\)|“[^“”\t]*”)[^|\t()“”]*")
"""A sentence that names columns in a bracket or in quotation marks, and is no row of cells itself."""
YEAR = re.compile(r"(?:19|20)\d\d")
ORDINAL = re.compile(r"\d{1,2}")
RULE = re.compile(r"[|\s:\-—=+]+")
"""A line drawn between the head and the rows."""
LEADS_IN = (":", "。", ")")
"""The end of a line that may tell the head of the rows below it."""

HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|【)[^,。;:!?|\t\d]{2,24}"
)
"""The heading of a part, which tells what the tables below it are about."""
NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|【).+"
)
"""A line with a number of its own, below which no table goes on."""
LEAST_ROWS = 2
LEAST_CELLS = 2
LEAST_NAME = 2
MAX_SECTION = 16
"""A line this short between two rows is the title of a section of the table."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is printed in a cell, without the blanks around it, and where."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether nothing but a number stands in it."""
        return NUMBER.fullmatch(self.text) is not None


Cells = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and the rows below it, all of the same width, and the lines that lead in to them.

    Rows whose head the line before them may tell, stand without one.
    """

    lead: str
    header: Cells
    rows: tuple[Cells, ...]
    above: str = ""
    """The line before the one that leads in."""
    heading: str = ""
    """The heading of its part, where that is none of these lines."""
    unclear: Cells = ()
    """The numbers of rows that have fewer cells than the header: of which columns, cannot be known."""

    def column_of(self, words: re.Pattern[str]) -> int | None:
        """The first column behind the labels whose header has one of ``words``."""
        return next((i for i, cell in enumerate(self.header) if i and words.search(cell.text)), None)


class _Block:
    """The rows of one width that were found so far, the two lines before them and the heading."""

    def __init__(self, above: str, lead: str, heading: str, head: Cells, behind: bool = False) -> None:
        self.above, self.lead = above, lead
        self.heading = "" if heading == lead else heading
        self.behind = behind
        """Whether another table stands before the heading."""
        self.sectioned = False
        """Whether headings are titles of its sections: the first stands directly below the head."""
        self.rows = [head]
        self.unclear: list[GridCell] = []

    def takes(self, cells: Cells) -> bool:
        """Adds a row that fits the head, or whose head lacks the name of the labels."""
        head = self.rows[0]
        first = len(self.rows) == 1
        if first and len(cells) == len(head) + 1 and _lacks_a_label(head, cells):
            at = head[0].start
            self.rows[0] = head = (GridCell("", at, at), *head)
        if len(cells) != len(head) or self.ended_by(cells):
            return False
        self.rows.append(cells)
        return True

    def ended_by(self, cells: Cells) -> bool:
        """Whether a row below others is the head of another table, and none that a new page repeats."""
        if not any(cell.is_number for row in self.rows[1:] for cell in row) or not _names_all(cells):
            return False
        return [cell.text for cell in cells] != [cell.text for cell in self.rows[0]]

    def goes_on_over(self, text: str) -> bool:
        """Whether a line between two rows is the title of a section of the table, and no other heading."""
        if len(text) > MAX_SECTION:
            return False
        self.sectioned = self.sectioned or len(self.rows) == 1
        return self.sectioned or NUMBERED.fullmatch(text.strip()) is None

    def leaves_open(self, cells: Cells) -> bool:
        """Keeps the numbers of a row with fewer cells: of which columns they are, cannot be known."""
        if len(self.rows) < LEAST_ROWS or not LEAST_CELLS <= len(cells) < len(self.rows[0]):
            return False
        if cells[0].is_number or not any(cell.is_number for cell in cells):
            return False
        self.unclear += [cell for cell in cells if cell.is_number]
        return True

    def grid(self) -> Iterator[Grid]:
        """The grid of lines that have a header without numbers and, below it, rows with some.

        Under a header of figures only (申请数 | 受理数) one row without a label has them. Which column of a
        second line of names belongs below which of the first, cannot be known.
        """
        head, below = self.rows[0], self.rows[1:]
        if not _is_head(head):
            yield from self._headless()
            return
        if not below:
            return
        if _names_more(below[0]):
            numbers = [cell for row in below for cell in row if cell.is_number]
            yield self._grid(head, (), (*self.unclear, *numbers))
            return
        if len(head) > LEAST_CELLS and all(_numbered(row) for row in below):
            head, below = head[1:], [row[1:] for row in below]
        rows = tuple(row for row in below if not row[0].is_number and any(c.is_number for c in row[1:]))
        if rows:
            yield self._grid(head, rows, tuple(self.unclear))
        elif len(below) == 1 and all(cell.is_number for cell in below[0]):
            yield self._grid(head, (below[0],))

    def _headless(self) -> Iterator[Grid]:
        """Rows of a label and numbers behind a line that ends as one that leads in to them.

        Whether the head of the table before their heading is theirs too, cannot be known.
        """
        labelled = all(_is_row(row) for row in self.rows)
        if labelled and not self.unclear and self.lead.endswith(LEADS_IN):
            yield self._grid((), tuple(self.rows))
        elif labelled and self.behind:
            numbers = [[cell for cell in row if cell.is_number] for row in self.rows]
            several = [cell for cells in numbers if len(cells) > 1 for cell in cells]
            yield self._grid(self.rows[0], (), (*self.unclear, *several))

    def _grid(self, head: Cells, rows: tuple[Cells, ...], unclear: Cells = ()) -> Grid:
        return Grid(self.lead, head, rows, self.above, self.heading, unclear)


def grids(normal: str) -> Iterator[Grid]:
    """The tables of a text in uniform spelling."""
    block: _Block | None = None
    above = last = heading = section = ""
    behind = False
    for line in LINE.finditer(normal):
        text = line.group()
        if block is not None and RULE.fullmatch(text):
            continue
        cells = _cells(line)
        if block is not None and not cells and block.goes_on_over(text):
            section = text.strip() or section
            continue
        if block is not None and (block.takes(cells) or block.leaves_open(cells)):
            continue
        was_behind, behind = behind, len(text) <= MAX_SECTION and (behind or block is not None) and not cells
        if block is not None:
            yield from block.grid()
            above, last = (block.lead, section) if cells and section else (above, last)
        section = ""
        block = _Block(above, last, heading, cells, was_behind) if len(cells) >= LEAST_CELLS else None
        above, last = last, text.strip()
        heading = last if HEADING.fullmatch(last) else heading
    if block is not None:
        yield from block.grid()


def _is_head(cells: Cells) -> bool:
    """Whether no cell is a number, but for years that name their columns (项目 | 2030 | 2031)."""
    numbers = [cell for cell in cells if cell.is_number]
    return not cells[0].is_number and all(YEAR.fullmatch(cell.text) for cell in numbers)


def _names_all(row: Cells) -> bool:
    """Whether every cell of a row has a name in it."""
    named = all(len(cell.text) >= LEAST_NAME and RULE.fullmatch(cell.text) is None for cell in row)
    return named and _is_head(row)


def _is_row(row: Cells) -> bool:
    """Whether a line is a label and numbers, some of which may be left out."""
    figures = all(cell.is_number or not cell.text or RULE.fullmatch(cell.text) for cell in row[1:])
    return figures and bool(row[0].text) and not row[0].is_number and any(cell.is_number for cell in row)


def _names_more(row: Cells) -> bool:
    """Whether the line below a header goes on with it: names, and nothing where the labels stand."""
    return not row[0].text and len([cell for cell in row if cell.text and not cell.is_number]) >= LEAST_CELLS


def _numbered(row: Cells) -> bool:
    """Whether a row begins with its number in the table, before its label."""
    return ORDINAL.fullmatch(row[0].text) is not None and bool(row[1].text) and not row[1].is_number


def _lacks_a_label(head: Cells, row: Cells) -> bool:
    figures = all(cell.is_number or RULE.fullmatch(cell.text) for cell in row[1:])
    return _is_head(head) and not row[0].is_number and figures


def _cells(line: re.Match[str]) -> Cells:
    text = line.group()
    if "\t" in text or "|" in text:
        return () if NAMING.fullmatch(text) else _drawn(line)
    if " " not in text:
        return _listed(line) if "、" in text and HEADING.fullmatch(text) is None else ()
    labelled = LABELLED.fullmatch(text)
    if labelled is not None:
        label = _cell(line.start() + labelled.start("label"), labelled["label"])
        at = line.start() + labelled.start("cells")
        return (label, *(_cell(at + m.start(), m.group()) for m in WORD.finditer(labelled["cells"])))
    if PARTED.fullmatch(text) or HEADED.fullmatch(text):
        return tuple(_cell(line.start() + m.start(), m.group()) for m in WORD.finditer(text))
    return ()


def _listed(line: re.Match[str]) -> Cells:
    """The cells of a row that only 、 parts: a label and figures, or the names of columns."""
    if LISTED.fullmatch(line.group()) is None:
        return ()
    return tuple(_cell(line.start() + m.start(), m.group()) for m in PIECE.finditer(line.group()))


def _drawn(line: re.Match[str]) -> Cells:
    """The cells between bars or tabs, the empty ones too; none is outside the outer bars."""
    found = [_cell(line.start() + m.start(), m.group()) for m in _between(line.group())]
    if line.group().strip().startswith("|"):
        found = found[1:-1] if line.group().strip().endswith("|") else found[1:]
    return tuple(found)


def _between(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at <= len(text):
        match = CELL.match(text, at)
        if match is None:
            return
        yield match
        at = match.end() + 1


def _cell(at: int, text: str) -> GridCell:
    stripped = text.strip()
    start = at + len(text) - len(text.lstrip())
    return GridCell(stripped, start, start + len(stripped))
