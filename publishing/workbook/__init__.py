"""``comparison.xlsx``: sheets laid out as plain grids first, then written, then read back and compared."""

from __future__ import annotations

from publishing.workbook.book import SHEETS, book_sheets
from publishing.workbook.writer import write_workbook

__all__ = ["SHEETS", "book_sheets", "write_workbook"]
