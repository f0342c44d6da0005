"""The text of a paragraph: what its reader sees, without deletions, field codes and hidden runs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingestion.readers.wordprocessing.markup import ALTERNATE, MATH_TEXT, alternative, is_on, w

_LEFT_OUT = frozenset(
    w(name)
    for name in (
        "rPr",
        "pPr",
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rt",
        "sdtPr",
        "annotationRef",
    )
)
_FIXED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_TEXT = frozenset({w("t"), MATH_TEXT})
_NOTE_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_TEXT_BOX = w("txbxContent")
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
# Symbol fonts keep the ticks of forms in a private range.
_SYMBOLS = {
    "F0FC": "✓",
    "F0FE": "☑",
    "F052": "☑",
    "F0A8": "□",
    "F06F": "□",
    "F0A3": "□",
    "F0FB": "✗",
    "F0FD": "☒",
}


class ParagraphText:
    """Reads paragraphs one after another; fields may begin in one and end in another.

    ``notes`` collects the references to footnotes and endnotes in reading order, ``text_boxes`` the
    contents of text boxes anchored in the last paragraph read.
    """

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []
        self.text_boxes: list[etree._Element] = []
        # One entry for each open field: whether its code (True) or its result (False) is being read.
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element) -> str:
        """The text of a paragraph, tabs and line breaks as such."""
        self.text_boxes = []
        return "".join(self._inline(paragraph, hidden=False))

    def _inline(self, element: etree._Element, hidden: bool) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == w("fldChar"):
                self._field(str(child.get(w("fldCharType"), "")))
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif tag in _TEXT or tag in _FIXED or tag == w("sym"):
                if not hidden and not any(self._fields):
                    yield _characters(child)
            else:
                yield from self._nested(child, hidden)

    def _nested(self, child: etree._Element, hidden: bool) -> Iterator[str]:
        tag = child.tag
        if tag in _NOTE_REFERENCES:
            self.notes.append((_NOTE_REFERENCES[str(tag)], str(child.get(w("id"), ""))))
        elif tag in _DRAWINGS:
            self.text_boxes += _boxes(child)
        elif tag == ALTERNATE:
            yield from self._inline(alternative(child), hidden)
        else:
            yield from self._inline(child, hidden or is_on(child, "rPr/vanish"))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def _characters(element: etree._Element) -> str:
    if element.tag in _TEXT:
        return element.text or ""
    if element.tag == w("sym"):
        return _SYMBOLS.get(str(element.get(w("char"), "")).upper(), "")
    return _FIXED[str(element.tag)]


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The contents of the outermost text boxes of a drawing, each once."""
    boxes: list[etree._Element] = []
    for child in drawing:
        if child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag == ALTERNATE:
            boxes += _boxes(alternative(child))
        else:
            boxes += _boxes(child)
    return boxes
