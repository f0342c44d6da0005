"""Reads a web page: finds the report, leaves the page around it out, keeps tables as tables."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingestion.documents import Document
from ingestion.readers.assembly import TextAssembly, one_line
from ingestion.readers.encodings import decode
from ingestion.readers.faults import fault
from ingestion.readers.raised import settled
from ingestion.readers.soft_breaks import join_all, split_at_breaks
from ingestion.readers.webpages.body import PageWeights, find_body, signature_lines
from ingestion.readers.webpages.elements import (
    BLOCKS,
    HEADINGS,
    TEXT,
    children,
    collapsed,
    set_apart,
    visible_text,
)
from ingestion.readers.webpages.furniture import is_furniture_line, is_link_to_file, is_record_card
from ingestion.readers.webpages.page_metadata import page_metadata, with_stated_facts
from ingestion.readers.webpages.tables import grid_of, is_layout

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4096
# What pages call GB 2312 or GBK contains characters of the larger set.
_GB_NAMES = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"})
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_TITLE_COMPARED = re.compile(r"[\s\u3000]+")
_SHORTEST_TITLE = 6


def read_webpage(data: bytes) -> Document:
    """The document of a page; raises :class:`UnreadableSubmission` where it is none."""
    decoded = decode(data, _declared_encoding(data))
    if not _TAG.search(decoded.text):
        raise fault("mislabelled", extension=".html", content="没有网页标记的纯文本")
    page = LexborHTMLParser(decoded.text)
    root = page.body
    if root is None:
        raise fault("corrupt_document", detail="缺少网页正文")
    metadata = page_metadata(page, decoded.text)
    reader = _Reader(root)
    reader.read(metadata.get("title", ""))
    return Document(
        format="html",
        text=reader.assembly.text,
        blocks=tuple(reader.assembly.blocks),
        tables=tuple(reader.assembly.tables),
        metadata=with_stated_facts(metadata, visible_text(root)) | {"encoding": decoded.encoding},
    )


def _declared_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    return "gb18030" if name in _GB_NAMES else name


class _Reader:
    """Walks the element of the report and puts its paragraphs and tables together."""

    def __init__(self, root: LexborNode) -> None:
        self.assembly = TextAssembly()
        self._root = root
        self._weights = PageWeights(root)
        self._pending: list[str] = []

    def read(self, title: str) -> None:
        """The title where it stands above the report, the report, the signature where it stands below."""
        body = find_body(self._root, self._weights)
        heading = _title_on_page(self._root, title)
        if heading and not _is_within(heading, visible_text(body)):
            self.assembly.add_paragraph(heading, level=1)
        self._walk(body)
        self._flush()
        for line in signature_lines(body, self._root):
            self.assembly.add_paragraph(line)

    def _walk(self, node: LexborNode) -> None:
        for child in children(node):
            tag = str(child.tag)
            if tag == TEXT:
                self._pending.append(collapsed(child.text_content or ""))
            elif tag == "br":
                self._pending.append("\n")
            elif self._weights.is_furniture(child) or is_link_to_file(child):
                continue
            elif tag in BLOCKS:
                self._flush()
                self._block(child, tag)
            else:
                self._inline(child)

    def _inline(self, node: LexborNode) -> None:
        """An element within a line; what stands above or below the line is marked as a whole."""
        before = len(self._pending)
        self._walk(node)
        inside = "".join(self._pending[before:])
        self._pending[before:] = [set_apart(node, inside)]

    def _block(self, node: LexborNode, tag: str) -> None:
        if tag == "table":
            self._table(node)
        else:
            self._walk(node)
        self._flush(HEADINGS.get(tag))

    def _table(self, node: LexborNode) -> None:
        grid = grid_of(node)
        if is_layout(node, grid):
            self._walk(node)
        elif not is_record_card([cell.text for cell in grid.cells]):
            for caption in node.css("caption"):
                self.assembly.add_paragraph(join_all(visible_text(caption)))
            self.assembly.add_table(grid.cells, grid.row_count, grid.column_count)

    def _flush(self, level: int | None = None) -> None:
        text = settled("".join(self._pending))
        self._pending = []
        for piece in [join_all(text)] if level is not None else split_at_breaks(text):
            line = one_line(piece)
            if not is_furniture_line(line):
                self.assembly.add_paragraph(line, level)


def _title_on_page(root: LexborNode, title: str) -> str:
    """The heading of the page that the title of the file repeats, as printed on the page; else the title's
    own heading element where there is exactly one."""
    headings = [join_all(visible_text(node)) for node in root.css("h1, h2, h3")]
    wanted = _bare(title)
    for heading in headings:
        bare = _bare(heading)
        if len(bare) >= _SHORTEST_TITLE and (bare in wanted or wanted in bare) and wanted:
            return heading
    first = [join_all(visible_text(node)) for node in root.css("h1")]
    return first[0] if len(first) == 1 else _title_element(root, wanted)


def _title_element(root: LexborNode, wanted: str) -> str:
    """The text of a plain element (``<div class="title">``) that says just what the title says."""
    for node in root.css("div, p, td, span"):
        text = node.text() or ""
        if (
            len(text) <= 2 * len(wanted) + 20
            and len(bare := _bare(text)) >= _SHORTEST_TITLE
            and wanted.startswith(bare)
        ):
            return join_all(visible_text(node))
    return ""


def _bare(text: str) -> str:
    return _TITLE_COMPARED.sub("", text)


def _is_within(heading: str, text: str) -> bool:
    return _bare(heading) in _bare(text)
