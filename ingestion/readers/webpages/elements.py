"""What elements of a page are: blocks, furniture, hidden; and their text as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingestion.readers.raised import lowered, raised, settled

TEXT = "-text"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(HEADINGS) | {
    *("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "form", "legend", "li", "main", "ol", "p", "pre", "section"),
    *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
CONTAINERS = frozenset({"article", "blockquote", "body", "center", "div", "form", "main", "section"}) | {
    *("span", "table", "tbody", "td", "tr"),
}
NEVER_READ = frozenset({"script", "style", "noscript", "template", "iframe", "object", "embed", "svg"}) | {
    *("audio", "video", "canvas", "map", "nav", "footer", "aside", "head", "link", "meta", "img"),
    *("input", "select", "option", "button", "textarea"),
}
STRUCK_OUT = frozenset({"s", "strike", "del"})
_INVISIBLE_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE
)
_PLACED = {"sup": raised, "sub": lowered}
_PLACED_STYLE = re.compile(r"vertical-align\s*:\s*(?P<tag>sup|sub)(?:er)?\s*(?:;|$)", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_SOURCE_LINE_BREAK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3001-\u9fff\uff00-\uffef])"
)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The child elements and texts that a visitor of the page could read."""
    for child in node.iter(include_text=True, skip_empty=False):
        if child.tag == TEXT or not is_unread(child):
            yield child


def is_unread(node: LexborNode) -> bool:
    """Whether the element is hidden, struck out, a control, or by its nature not part of an article."""
    tag = str(node.tag)
    if tag in NEVER_READ or tag in STRUCK_OUT or tag.startswith(("-", "!", "_")):
        return True
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_INVISIBLE_STYLE.search(attributes.get("style") or ""))
    )


def collapsed(text: str) -> str:
    """The characters of a text node as a browser shows them.

    A line break of the page's source between two Chinese characters is dropped: editors wrap long
    lines there and nobody means a space. Full-width and no-break spaces stay: they mark indents.
    """
    return _WHITE_SPACE.sub(" ", _SOURCE_LINE_BREAK.sub("", text))


def set_apart(node: LexborNode, text: str) -> str:
    """The text of an element, marked where the element stands above or below the line."""
    style = _PLACED_STYLE.search(node.attributes.get("style") or "")
    place = _PLACED.get(style["tag"].lower() if style else str(node.tag))
    return text if place is None else place(text)


def visible_text(node: LexborNode) -> str:
    """All readable text below an element, ``<br>`` and blocks as line breaks."""
    return settled(_visible(node))


def _visible(node: LexborNode) -> str:
    parts: list[str] = []
    for child in children(node):
        if child.tag == TEXT:
            parts.append(collapsed(child.text_content or ""))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag in BLOCKS:
            parts += ["\n", _visible(child), "\n"]
        else:
            parts.append(set_apart(child, _visible(child)))
    return "".join(parts)
