"""Finds the report in a page: the innermost element that holds nearly all of its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingestion.readers.assembly import one_line
from ingestion.readers.webpages.elements import BLOCKS, CONTAINERS, TEXT, children, visible_text
from ingestion.readers.webpages.furniture import is_furniture_line, is_furniture_name
from ingestion.readers.webpages.tables import grid_of, is_layout

_SENTENCE_MARKS = re.compile(r"[，。；、！？]")
_OTHER_WEIGHT = 0.2
_HOLDS_NEARLY_ALL = 0.9
_FURNITURE_AT_MOST = 0.3
_SIGNATURE_LINE = re.compile(
    r"^(?:[\u4e00-\u9fff*×〇]{2,40}(?:局|厅|委员会|人民政府|办公室|中心)"
    r"|[\d〇零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)$"
)
_SIGNATURE_LINES = 4


class PageWeights:
    """How much running text each element holds; links count nothing, text without sentences little."""

    def __init__(self, root: LexborNode) -> None:
        self._weights: dict[int, float] = {}
        self.total = self._weigh(root)

    def of(self, node: LexborNode) -> float:
        """The weight of an element below the root, in characters of running text."""
        return self._weights.get(node.mem_id, 0.0)

    def is_furniture(self, node: LexborNode) -> bool:
        """Whether the element is furniture by name; a wrapper of the report itself never is."""
        return (node.tag == "header" or is_furniture_name(node)) and self.of(
            node
        ) <= _FURNITURE_AT_MOST * self.total

    def _weigh(self, node: LexborNode) -> float:
        weight = 0.0
        for child in children(node):
            if child.tag == TEXT:
                weight += text_weight(child.text_content or "")
            elif child.tag != "a":
                weight += self._weigh(child)
        self._weights[node.mem_id] = weight
        return weight


def text_weight(text: str) -> float:
    """The length of a text; a text without any mark of a sentence counts a fifth."""
    length = len(text.strip())
    return float(length) if _SENTENCE_MARKS.search(text) else _OTHER_WEIGHT * length


def find_body(root: LexborNode, weights: PageWeights) -> LexborNode:
    """Walks down as long as one container holds nearly all of the text and is divided further.

    A table of data is part of the report, never the place to look for it.
    """
    node = root
    while True:
        candidates = [child for child in children(node) if _may_hold_report(child)]
        best = max(candidates, key=weights.of, default=None)
        if best is None or weights.of(best) < _HOLDS_NEARLY_ALL * weights.of(node):
            return node
        node = best


def signature_lines(body: LexborNode, root: LexborNode) -> list[str]:
    """A signature (body and date) that the page sets below the element of the report."""
    lines: list[str] = []
    for node in _following(body, root):
        for line in map(one_line, visible_text(node).split("\n")):
            if not line or is_furniture_line(line):
                continue
            if not _SIGNATURE_LINE.match(line) or len(lines) == _SIGNATURE_LINES:
                return lines
            lines.append(line)
    return lines


def _following(node: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """The readable elements after a node, in the order of the page."""
    current: LexborNode | None = node
    while current is not None and current.mem_id != root.mem_id:
        parent = current.parent
        if parent is None:
            return
        seen = False
        for sibling in children(parent):
            if seen and sibling.tag != TEXT:
                yield sibling
            seen = seen or sibling.mem_id == current.mem_id
        current = parent


def _may_hold_report(node: LexborNode) -> bool:
    if node.tag == "table":
        return is_layout(node, grid_of(node))
    return node.tag in CONTAINERS and _has_blocks(node)


def _has_blocks(node: LexborNode) -> bool:
    return any(child.tag in BLOCKS or child.tag == "br" or child.tag == "span" for child in children(node))
