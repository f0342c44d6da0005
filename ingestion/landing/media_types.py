"""The media types of files as they were received, by the ending of their names."""

from __future__ import annotations

from ingestion.readers.signatures import extension_of

_UNKNOWN = "application/octet-stream"
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".wps": "application/vnd.ms-works",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


def media_type_of(source_name: str) -> str:
    """The media type that a receipt states; that of bytes where the ending is none of those that are read."""
    return _MEDIA_TYPES.get(extension_of(source_name), _UNKNOWN)
