"""What a reader returns: the text of a submission with its blocks and tables, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "table"]
DocumentFormat = Literal["txt", "docx", "doc", "pdf", "image", "html", "xlsx", "xls", "ods", "csv"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table of the text: ``text[start:end]``, without its line break.

    ``level`` is the outline level of a heading that the file itself marks (1 is the highest);
    headings that only look like headings (一、, （一）) are paragraphs here.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a grid, a merged range once, at its top left corner.

    ``row`` and ``column`` count from 0. ``number`` is set where the file stores a number rather than
    text; ``percent`` where its format shows that number as a percentage (0.988 shown as 98.8%).
    ``start`` and ``end`` are set where the grid is part of a text (docx, html). ``hidden`` marks a
    cell of a hidden row or column: stored, but not seen by whoever opens the workbook. ``page`` counts
    the pages of a printed file from 1.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    number: float | None = None
    percent: bool = False
    hidden: bool = False
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid: a sheet of a workbook (``sheet`` is its name) or a table inside a text."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    sheet: str | None = None
    hidden: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A submission as read.

    ``text`` is the text that all character offsets count in: for a plain-text file the decoded file
    itself, newlines untouched; for docx and html the paragraphs and tables in reading order, one
    line each (the cells of a table row separated by tabs); empty for spreadsheets.
    ``metadata`` holds what the file says of itself (title, author, url, canonical link, publication date),
    as text.
    """

    format: DocumentFormat
    text: str = ""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


class UnreadableSubmission(Exception):
    """The bytes cannot be read as a document.

    ``code`` is a short stable name of the fault (``corrupt_archive``); ``reason`` is one sentence in
    Chinese for the submitter that says what is wrong and what to do.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
