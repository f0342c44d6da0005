"""The text of a paragraph: what its reader sees, without what is deleted, struck out or hidden."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingestion.readers.raised import settled
from ingestion.readers.wordprocessing.letters import Letters, Look, stated_letters
from ingestion.readers.wordprocessing.markup import ALTERNATE, MATH_TEXT, alternative, value, w
from ingestion.readers.wordprocessing.styles import StyleSheet

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
_RUN, _PROPERTIES = w("r"), w("rPr")
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

    def __init__(self, styles: StyleSheet) -> None:
        self.notes: list[tuple[str, str]] = []
        self.text_boxes: list[etree._Element] = []
        self._styles = styles
        # One entry for each open field: whether its code (True) or its result (False) is being read.
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element) -> str:
        """The text of a paragraph, tabs and line breaks as such."""
        self.text_boxes = []
        look = Look.of(self._styles.letters(value(paragraph, "pPr/pStyle")))
        return settled("".join(self._inline(paragraph, look)))

    def _inline(self, element: etree._Element, look: Look) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == w("fldChar"):
                self._field(str(child.get(w("fldCharType"), "")))
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif tag in _TEXT or tag in _FIXED or tag == w("sym"):
                if not any(self._fields):
                    yield look.shown(_characters(child))
            else:
                yield from self._nested(child, look)

    def _nested(self, child: etree._Element, look: Look) -> Iterator[str]:
        tag = child.tag
        if tag in _NOTE_REFERENCES:
            if not look.unseen:
                self.notes.append((_NOTE_REFERENCES[str(tag)], str(child.get(w("id"), ""))))
        elif tag in _DRAWINGS:
            self.text_boxes += _boxes(child)
        elif tag == ALTERNATE:
            yield from self._inline(alternative(child), look)
        elif tag == _RUN:
            yield from self._inline(child, look.inner(self._stated(child)))
        else:
            yield from self._inline(child, look)

    def _stated(self, run: etree._Element) -> Letters:
        """What a run states of its letters, itself or by its style."""
        properties = run.find(_PROPERTIES)
        if properties is None:
            return {}
        style_id = value(properties, "rStyle")
        of_style = self._styles.letters(style_id) if style_id else {}
        return {**of_style, **stated_letters(properties)}

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
