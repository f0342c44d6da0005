"""One entry for all formats: name and bytes in, a document out, or one clear reason why not."""

from __future__ import annotations

import io

from ingestion.documents import Document, DocumentFormat, UnreadableSubmission
from ingestion.readers.archives import contents_of, is_member_name
from ingestion.readers.delimited import read_delimited
from ingestion.readers.faults import fault
from ingestion.readers.limits import DEFAULT_LIMITS, MIB, Limits
from ingestion.readers.pages.pictures import read_picture
from ingestion.readers.pages.reading import read_pdf
from ingestion.readers.plain_text import read_plain_text
from ingestion.readers.signatures import (
    declared_format,
    extension_of,
    is_hidden_name,
    require_agreement,
)
from ingestion.readers.webpages.reading import read_webpage
from ingestion.readers.wordprocessing.binary import read_binary_word
from ingestion.readers.wordprocessing.reading import read_wordprocessing
from ingestion.readers.workbooks.binary_workbooks import read_binary_workbook
from ingestion.readers.workbooks.opendocument import read_opendocument_sheets
from ingestion.readers.workbooks.reading import read_workbook


def read_document(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Reads a submission.

    ``name`` is the name it was submitted under (a path counts by its last part and its extension).
    The extension says which format is claimed, the content must agree; a file of no known type is
    never read as text. Raises :class:`ingestion.documents.UnreadableSubmission`.
    """
    declared = require_readable_name(name, data, limits)
    require_agreement(name, declared, data)
    try:
        document = _read(declared, name, data, limits)
    except RecursionError as error:
        raise fault("corrupt_document", detail="内容嵌套过深") from error
    if not document.text.strip() and not document.tables:
        raise fault("no_text")
    return document


def require_readable_name(name: str, data: bytes, limits: Limits) -> DocumentFormat:
    """The format that the name claims, where the file is worth opening: not empty, not too large."""
    if extension_of(name) == ".zip" and not is_hidden_name(name):
        raise _archive_refusal(name, data)
    declared = declared_format(name, data)
    if not data:
        raise fault("empty_file")
    if len(data) > limits.file_bytes:
        raise fault("too_large", size=len(data) // MIB, limit=limits.file_bytes // MIB)
    return declared


def _archive_refusal(name: str, data: bytes) -> UnreadableSubmission:
    """Why an archive is not read as a document: its own fault, else that its files are received."""
    if is_member_name(name):
        return fault("nested_archive")
    return contents_of(io.BytesIO(data)).refusal or fault("archive")


def _read(declared: DocumentFormat, name: str, data: bytes, limits: Limits) -> Document:
    match declared:
        case "txt":
            return read_plain_text(data)
        case "csv":
            return read_delimited(name, data, limits)
        case "html":
            return read_webpage(data)
        case "docx":
            return read_wordprocessing(data, limits)
        case "doc":
            return read_binary_word(name, data, limits)
        case "image":
            return read_picture(data, limits)
        case "pdf":
            return read_pdf(data, limits)
        case "xls":
            return read_binary_workbook(name, data, limits)
        case "ods":
            return read_opendocument_sheets(data, limits)
        case _:
            return read_workbook(data, limits)
