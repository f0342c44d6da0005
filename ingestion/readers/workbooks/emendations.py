"""Cells whose text is not all that is seen: struck out as a whole, or written in differently set pieces.

The fast parser knows no fonts. Where a workbook strikes anything out, or raises a part of a text, the
texts of those cells are put together here as a reader sees them (ISO 29500-1, 18.4.2, 18.4.4 and 18.4.14);
workbooks without such fonts cost no more than a search of their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ingestion.readers.packages import OfficePackage, parse_xml
from ingestion.readers.raised import lowered, raised, settled
from ingestion.readers.workbooks.sheet_scan import placed_cells
from ingestion.readers.workbooks.sheets import Place
from ingestion.readers.workbooks.styles import NAMESPACE, is_struck, struck_styles

_SET_BY_PIECES = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)\b")
_PLACED = {"superscript": raised, "subscript": lowered}


@dataclass(frozen=True, slots=True)
class Emendations:
    """What a workbook strikes out or sets by pieces: cell styles, and shared texts by their index."""

    struck: frozenset[int]
    texts: Mapping[int, str]

    def of_sheet(self, xml: bytes, part: str) -> dict[Place, str]:
        """The cells of a sheet that are seen otherwise than stored, with what is seen."""
        if not self._concerns(xml):
            return {}
        cells = placed_cells(parse_xml(xml, part), set())
        seen = ((place, self._seen(cell)) for place, cell in cells)
        return {place: text for place, text in seen if text is not None}

    def _concerns(self, xml: bytes) -> bool:
        if self.struck and re.search(rb'\bs="(?:' + _any_of(self.struck) + rb')"', xml):
            return True
        if self.texts and re.search(rb"<(?:\w+:)?v>(?:" + _any_of(self.texts) + rb")</", xml):
            return True
        return _SET_BY_PIECES.search(xml) is not None

    def _seen(self, cell: etree._Element) -> str | None:
        """What a cell shows, where that is not what it stores."""
        if int(str(cell.get("s", "0"))) in self.struck:
            return ""
        if cell.get("t") == "s":
            index = cell.findtext(f"{NAMESPACE}v", "")
            return self.texts.get(int(index)) if index.isdecimal() else None
        inline = cell.find(f"{NAMESPACE}is")
        return None if inline is None else _seen_text(inline)


def emendations(package: OfficePackage) -> Emendations:
    """What the workbook of a package strikes out or sets by pieces."""
    part = package.main_part or ""
    return Emendations(struck_styles(package.related(part, "/styles")), dict(_shared(package, part)))


def _shared(package: OfficePackage, part: str) -> Iterator[tuple[int, str]]:
    for kind, target in package.relations(part).values():
        xml = package.parts.get(target, b"") if kind.endswith("/sharedStrings") else b""
        if _SET_BY_PIECES.search(xml):
            for index, item in enumerate(parse_xml(xml, target).iter(f"{NAMESPACE}si")):
                if (seen := _seen_text(item)) is not None:
                    yield index, seen


def _seen_text(item: etree._Element) -> str | None:
    """The text of rich pieces as it is seen; None where none of them is set apart."""
    pieces = item.findall(f"{NAMESPACE}r")
    stored = [piece.findtext(f"{NAMESPACE}t", "") for piece in pieces]
    seen = [_shown(piece.find(f"{NAMESPACE}rPr"), text) for piece, text in zip(pieces, stored, strict=True)]
    return None if seen == stored else settled("".join(seen))


def _shown(properties: etree._Element | None, text: str) -> str:
    if is_struck(properties):
        return ""
    place = None if properties is None else properties.find(f"{NAMESPACE}vertAlign")
    mark = None if place is None else _PLACED.get(str(place.get("val", "")))
    return text if mark is None else mark(text)


def _any_of(numbers: frozenset[int] | Mapping[int, str]) -> bytes:
    return "|".join(map(str, sorted(numbers))).encode()
