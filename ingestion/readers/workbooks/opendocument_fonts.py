"""OpenDocument styles that strike text out, or set it above or below the line (ODF 1.3, part 3, 20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from lxml import etree

from ingestion.readers.raised import lowered, raised

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LINE = f"{_STYLE}text-line-through-style"
_POSITION = f"{_STYLE}text-position"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The names of the styles that strike out, raise and lower."""

    struck: frozenset[str]
    raised: frozenset[str]
    lowered: frozenset[str]

    @classmethod
    def of(cls, root: etree._Element) -> Self:
        """Those that the content of a file defines."""
        stated = dict(_stated(root))
        return cls(
            frozenset(name for name, (line, _) in stated.items() if line not in {"", "none"}),
            frozenset(name for name, (_, position) in stated.items() if _is_above(position)),
            frozenset(name for name, (_, position) in stated.items() if position.startswith(("sub", "-"))),
        )

    def seen(self, style: str, text: str) -> str:
        """A piece of text of this style as it is seen: none, on the line, or marked as off it."""
        if style in self.struck:
            return ""
        if style in self.raised:
            return raised(text)
        return lowered(text) if style in self.lowered else text


def _stated(root: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None:
            places = str(properties.get(_LINE, "")), str(properties.get(_POSITION, ""))
            yield str(style.get(f"{_STYLE}name", "")), places


def _is_above(position: str) -> bool:
    """``super 58%``, or a height above the line in per cent of the letters (``33% 58%``)."""
    height = position.split("%")[0]
    return position.startswith("super") or (height.isdecimal() and int(height) > 0)
