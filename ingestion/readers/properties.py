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
_OPENDOCUMENT = {
    "title": "title",
    "initial-creator": "author",
    "subject": "subject",
    "keyword": "keywords",
    "creation-date": "created",
    "date": "modified",
}
_DATES = frozenset({"created", "modified"})
_ISO_DATE_LENGTH = 10


def properties(package: OfficePackage) -> dict[str, str]:
    """The properties under our metadata keys; dates as ISO dates."""
    found = _named(package.related("", "/core-properties"), _CORE)
    return _with_days(found | _named(package.related("", "/extended-properties"), _EXTENDED))


def opendocument_properties(package: OfficePackage) -> dict[str, str]:
    """The same for an OpenDocument file, which keeps them in a part of its own."""
    root = package.xml("meta.xml")
    return _with_days(_named(root[0] if root is not None and len(root) else None, _OPENDOCUMENT))


def _with_days(found: dict[str, str]) -> dict[str, str]:
    return {key: text[:_ISO_DATE_LENGTH] if key in _DATES else text for key, text in found.items()}


def _named(root: etree._Element | None, names: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in [] if root is None else root:
        name = str(element.tag).rpartition("}")[2]
        text = (element.text or "").strip()
        if name in names and text:
            found[names[name]] = text
    return found
