"""The number format of each cell style of a workbook."""

from __future__ import annotations

from lxml import etree

from ingestion.readers.workbooks.number_formats import BUILT_IN, PLAIN

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def formats_by_style(root: etree._Element | None) -> dict[int, str]:
    """Style index → number format, only for styles whose format changes how a number looks."""
    if root is None:
        return {}
    own = {
        int(str(element.get("numFmtId"))): str(element.get("formatCode", ""))
        for element in root.iter(f"{NAMESPACE}numFmt")
        if str(element.get("numFmtId", "")).isdigit()
    }
    formats = BUILT_IN | own
    cell_styles = root.find(f"{NAMESPACE}cellXfs")
    found: dict[int, str] = {}
    for index, element in enumerate(cell_styles if cell_styles is not None else ()):
        number_format = formats.get(int(str(element.get("numFmtId", "0"))), "")
        if number_format not in PLAIN:
            found[index] = number_format
    return found
