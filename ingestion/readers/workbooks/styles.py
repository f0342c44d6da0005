"""What the cell styles of a workbook say: number formats, and fonts that strike out."""

from __future__ import annotations

from lxml import etree

from ingestion.readers.workbooks.number_formats import BUILT_IN, PLAIN

_OFF = frozenset({"0", "false"})
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


def struck_styles(root: etree._Element | None) -> frozenset[int]:
    """The indexes of the cell styles whose font strikes its text out."""
    fonts = None if root is None else root.find(f"{NAMESPACE}fonts")
    struck = {str(index) for index, font in enumerate(() if fonts is None else fonts) if is_struck(font)}
    styles = None if root is None else root.find(f"{NAMESPACE}cellXfs")
    listed = enumerate(() if styles is None else styles)
    return frozenset(index for index, style in listed if style.get("fontId", "0") in struck)


def is_struck(font: etree._Element | None) -> bool:
    """Whether a font, or the properties of a piece of text, strike out what they set."""
    strike = None if font is None else font.find(f"{NAMESPACE}strike")
    return strike is not None and strike.get("val", "1") not in _OFF
