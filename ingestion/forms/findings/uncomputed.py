"""Formulas that a workbook stores without a result: cells that look blank and are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingestion.documents import Document, Table
from ingestion.forms.findings.results import FormFinding
from ingestion.forms.findings.sentences import finding

KEY = "uncomputed_formulas"
_NAMED = 6


def uncomputed_cells(document: Document, table: Table) -> frozenset[str]:
    """The cells of a sheet, in A1 notation, whose formula has no stored result."""
    listed = document.metadata.get(KEY, "")
    if not listed or table.sheet is None:
        return frozenset()
    return frozenset(re.findall(rf"(?:^|,){re.escape(table.sheet)}!([A-Z]+\d+)", listed))


def uncomputed_finding(table: Table, cells: frozenset[str]) -> Iterator[FormFinding]:
    """One finding for all such cells of a sheet."""
    if cells:
        ordered = sorted(cells, key=lambda cell: (len(cell), cell))
        named = "、".join(ordered[:_NAMED]) + ("等" if len(ordered) > _NAMED else "")
        message = (
            f"有{len(cells)}个公式没有存计算结果（{named}），看上去是空格；"
            "请在表格软件中打开、重新计算并保存后再报。"
        )
        yield finding(KEY, table, None, message, needs_review=True)
