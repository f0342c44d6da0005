"""Reads a Word document: body, tables, text boxes and notes in reading order; no headers or footers."""

from __future__ import annotations

from lxml import etree

from ingestion.documents import Document
from ingestion.readers.assembly import GridCell, TextAssembly, cell_line
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.packages import OfficePackage, open_package
from ingestion.readers.properties import properties
from ingestion.readers.soft_breaks import join_all, split_at_breaks
from ingestion.readers.wordprocessing.markup import ALTERNATE, alternative, descend, integer, value, w
from ingestion.readers.wordprocessing.numbering import Numbering
from ingestion.readers.wordprocessing.pictures import wide_pictures
from ingestion.readers.wordprocessing.runs import ParagraphText
from ingestion.readers.wordprocessing.styles import StyleSheet, level_of
from ingestion.readers.wordprocessing.tables import grid_of

_LEFT_OUT = frozenset(w(name) for name in ("del", "moveFrom", "sectPr", "sdtPr", "tcPr", "pPr"))
_CONTENTS_GALLERY = "Table of Contents"


def read_wordprocessing(data: bytes, limits: Limits) -> Document:
    """The document of a docx file; raises :class:`UnreadableSubmission` where it is none."""
    package = open_package(data, limits)
    package.require("docx", w("document"))
    reader = _Reader(package, package.main_part or "")
    body = package.main_root.find(w("body"))
    if body is None:
        raise fault("corrupt_document", detail="缺少正文")
    reader.read_body(body)
    return Document(
        format="docx",
        text=reader.assembly.text,
        blocks=tuple(reader.assembly.blocks),
        tables=tuple(reader.assembly.tables),
        metadata=properties(package) | _unread(body),
    )


def _unread(body: etree._Element) -> dict[str, str]:
    """What the metadata say of pictures that may be tables."""
    count = wide_pictures(body)
    return {"wide_pictures": str(count)} if count else {}


class _Reader:
    """Walks the body once; numbering and fields depend on everything before."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self.assembly = TextAssembly()
        self._styles = StyleSheet(package.related(part, "/styles"))
        self._numbering = Numbering(package.related(part, "/numbering"), self._styles)
        self._notes = {kind: package.related(part, f"/{kind}") for kind in ("footnotes", "endnotes")}
        self._runs = ParagraphText(self._styles)
        # Text of a paragraph whose end was deleted: it runs on into the next one.
        self._carried = ""

    def read_body(self, body: etree._Element) -> None:
        """The body, then the notes that it refers to, in the order of their references."""
        self._blocks(body)
        self._flush()
        for kind, note_id in list(self._runs.notes):
            self._note(kind, note_id)
        self._flush()

    def _note(self, kind: str, note_id: str) -> None:
        notes = self._notes[kind]
        for note in [] if notes is None else notes:
            if note.get(w("id")) == note_id:
                self._blocks(note)

    def _blocks(self, container: etree._Element) -> None:
        for child in container:
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == ALTERNATE:
                self._blocks(alternative(child))
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _is_contents(child):
                self._blocks(child)

    def _paragraph(self, element: etree._Element) -> None:
        text = self._carried + self._runs.read(element)
        boxes = self._runs.text_boxes
        self._carried = ""
        if descend(element, "pPr/rPr/del") is not None:
            self._carried = text
        elif not self._styles.is_contents(value(element, "pPr/pStyle")):
            centred = value(element, "pPr/jc") == "center"
            self._add(self._labelled(element, text), self._level(element), centred)
        for box in boxes:
            self._blocks(box)

    def _add(self, text: str, level: int | None, centred: bool) -> None:
        """A centred line broken for looks is one title; elsewhere breaks separate paragraphs."""
        pieces = [join_all(text)] if level is not None or centred else split_at_breaks(text)
        for piece in pieces:
            self.assembly.add_paragraph(piece, level)

    def _flush(self) -> None:
        self._add(self._carried, None, centred=False)
        self._carried = ""

    def _labelled(self, element: etree._Element, text: str) -> str:
        """The text with its label; an empty paragraph counts, but shows nothing worth reading."""
        label = self._label(element)
        return with_label(label, text) if text.strip() else ""

    def _label(self, element: etree._Element) -> str:
        style_id = value(element, "pPr/pStyle")
        inherited_id, inherited_level = self._styles.numbering(style_id)
        own_id = integer(element, "pPr/numPr/numId")
        own_level = integer(element, "pPr/numPr/ilvl")
        numbering_id = inherited_id if own_id is None else own_id
        level = inherited_level if own_level is None else own_level
        return self._numbering.label(numbering_id, level, style_id) if numbering_id else ""

    def _level(self, element: etree._Element) -> int | None:
        outline = integer(element, "pPr/outlineLvl")
        if outline is not None:
            return level_of(outline)
        return self._styles.heading_level(value(element, "pPr/pStyle"))

    def _table(self, element: etree._Element) -> None:
        """A table of one column only frames its content, which is read as paragraphs."""
        self._flush()
        grid = grid_of(element)
        if grid.column_count <= 1:
            for cell in grid.cells:
                self._blocks(cell.element)
            return
        nested: list[etree._Element] = []
        cells = [
            GridCell(
                row=cell.row,
                column=cell.column,
                text=self._cell_text(cell.element, nested),
                row_span=cell.row_span,
                column_span=cell.column_span,
            )
            for cell in grid.cells
        ]
        self.assembly.add_table(cells, grid.row_count, grid.column_count)
        for table in nested:
            self._table(table)

    def _cell_text(self, cell: etree._Element, nested: list[etree._Element]) -> str:
        """The paragraphs of a cell; tables inside it are collected, to follow the outer table."""
        texts: list[str] = []
        for child in cell:
            if child.tag == w("p"):
                texts.append(self._labelled(child, self._runs.read(child)))
                texts += [self._cell_text(box, nested) for box in self._runs.text_boxes]
            elif child.tag == w("tbl"):
                nested.append(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                texts.append(self._cell_text(child, nested))
        return cell_line(texts)


def with_label(label: str, text: str) -> str:
    """Label and text; a space keeps ``1.`` and ``2024年``, or ``第一条`` and its text, apart."""
    stripped = text.lstrip()
    if not label:
        return text
    runs_into = label[-1].isalnum() or (label[-1] in ".．" and stripped[:1].isdigit())
    return f"{label}{' ' if runs_into else ''}{stripped}"


def _is_contents(element: etree._Element) -> bool:
    """A content control that holds the generated table of contents."""
    return value(element, "sdtPr/docPartObj/docPartGallery") == _CONTENTS_GALLERY
