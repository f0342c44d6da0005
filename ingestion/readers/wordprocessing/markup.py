"""Names of WordprocessingML elements and attributes (ISO 29500-1, chapter 17)."""

from __future__ import annotations

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

ALTERNATE = f"{{{_MC}}}AlternateContent"
CHOICE = f"{{{_MC}}}Choice"
FALLBACK = f"{{{_MC}}}Fallback"
MATH_TEXT = f"{{{_MATH}}}t"
OFF_VALUES = frozenset({"0", "false", "off"})


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{_W}}}{name}"


VAL = w("val")


def value(parent: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of the element at a path of local names (``pPr/pStyle``), or None."""
    element = descend(parent, path)
    return None if element is None else str(element.get(VAL, ""))


def integer(parent: etree._Element | None, path: str) -> int | None:
    """The ``w:val`` at a path as a whole number, or None where it is missing or malformed."""
    text = value(parent, path)
    return int(text) if text is not None and text.lstrip("-").isdigit() else None


def descend(parent: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at a path of local names below the parent."""
    for name in path.split("/"):
        if parent is None:
            return None
        parent = parent.find(w(name))
    return parent


def is_on(parent: etree._Element | None, path: str) -> bool:
    """Whether a toggle (``rPr/vanish``) is present and not switched off."""
    text = value(parent, path)
    return text is not None and text not in OFF_VALUES


def alternative(element: etree._Element) -> etree._Element:
    """The first choice; the fallback repeats the same content for old programs."""
    choice = element.find(CHOICE)
    fallback = element.find(FALLBACK)
    return choice if choice is not None else fallback if fallback is not None else element
