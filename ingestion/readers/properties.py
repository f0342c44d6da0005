"""What an Office file says of itself: core and extended properties as metadata."""

from __future__ import annotations

from lxml import etree

from ingestion.readers.packages import OfficePackage

_CORE = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "keywords": "keywords",
    "created": "created",
    "modified": "modified",
}
_EXTENDED = {"Company": "company"}
_DATES = frozenset({"created", "modified"})
_ISO_DATE_LENGTH = 10


def properties(package: OfficePackage) -> dict[str, str]:
    """The properties under our metadata keys; dates as ISO dates."""
    found = _named(package.related("", "/core-properties"), _CORE)
    found |= _named(package.related("", "/extended-properties"), _EXTENDED)
    return {key: text[:_ISO_DATE_LENGTH] if key in _DATES else text for key, text in found.items()}


def _named(root: etree._Element | None, names: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in [] if root is None else root:
        name = str(element.tag).rpartition("}")[2]
        text = (element.text or "").strip()
        if name in names and text:
            found[names[name]] = text
    return found
