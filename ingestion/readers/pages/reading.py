"""Reads a pdf file: its text layer where it has one, recognition where its pages are scans."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from ingestion.documents import Document
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.pages.layout import PageContent
from ingestion.readers.pages.pdfium import opened, page_content
from ingestion.readers.pages.pictures import recognised_document, rendered
from ingestion.readers.pages.recognition import RecognisedPage, can_recognise, recognised_page

_DOUBTFUL_AT_MOST = 0.1
_UNSEEN_AT_MOST = 0.5
_LEAST_CHARACTERS = 8
_PLACEHOLDERS = frozenset({"(anonymous)", "(unspecified)", "untitled", "无标题"})
_DATE_PREFIX = "D:"


def read_pdf(data: bytes, limits: Limits) -> Document:
    """The document of a pdf file.

    Raises :class:`UnreadableSubmission`: ``encrypted``, ``truncated_pdf``, ``corrupt_document``,
    ``too_many_pages``, ``no_text``, and where recognition is not installed ``scanned`` (no text layer) and
    ``garbled_text`` (the fonts do not say which characters they show).
    """
    with opened(data, limits) as document:
        contents = [page_content(document, index) for index in range(len(document))]
        garbled = _is_garbled(contents)
        scans = [content for content in contents if garbled or _is_scan(content)]
        recognised = _recognised(document, scans, limits)
        metadata = _metadata(document)
    if not recognised:
        _require_text(contents, scans, garbled)
    read = {page.content.number: page.content for page in recognised}
    unread = [content.number for content in scans if content.number not in read]
    kept = [read.get(content.number, content) for content in contents]
    metadata |= {"unread_pages": "、".join(map(str, unread))} if unread else {}
    metadata |= {"recognised_layer": "1"} if not recognised and _is_unseen(contents) else {}
    return recognised_document("pdf", kept, recognised, metadata)


def _is_garbled(contents: Sequence[PageContent]) -> bool:
    readable = sum(len(content.characters) for content in contents)
    doubtful = sum(content.doubtful for content in contents)
    return doubtful > _DOUBTFUL_AT_MOST * (readable + doubtful)


def _is_unseen(contents: Sequence[PageContent]) -> bool:
    """Text printed invisibly over a picture is what another program recognised in it."""
    readable = sum(len(content.characters) for content in contents)
    return sum(content.unseen for content in contents) > _UNSEEN_AT_MOST * readable


def _is_scan(content: PageContent) -> bool:
    return content.has_picture and len(content.characters) < _LEAST_CHARACTERS


def _recognised(
    document: pdfium.PdfDocument, scans: Sequence[PageContent], limits: Limits
) -> list[RecognisedPage]:
    if not scans or not can_recognise():
        return []
    if len(scans) > limits.scanned_pages:
        raise fault("too_many_pages", count=len(scans), limit=limits.scanned_pages)
    return [recognised_page(rendered(document, scan.number - 1), scan.number) for scan in scans]


def _require_text(contents: Sequence[PageContent], scans: Sequence[PageContent], garbled: bool) -> None:
    if garbled:
        raise fault("garbled_text")
    if scans and sum(len(content.characters) for content in contents) < _LEAST_CHARACTERS * len(contents):
        raise fault("scanned")


def _metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """Title, author and dates as the file states them."""
    stated = document.get_metadata_dict(skip_empty=True)
    names = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords"}
    found = {key: text for name, key in names.items() if (text := stated.get(name, "").strip())}
    found = {key: text for key, text in found.items() if text not in _PLACEHOLDERS}
    for name, key in (("CreationDate", "created"), ("ModDate", "modified")):
        day = stated.get(name, "").removeprefix(_DATE_PREFIX)[:8]
        if len(day) == 8 and day.isdigit():
            found[key] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return found
