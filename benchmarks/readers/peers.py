"""Public readers of the same files; no dependencies (`uv sync --group benchmarks` installs them)."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Callable, Mapping
from typing import Any

Read = Callable[[bytes], object]

_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
PEERS: Mapping[str, tuple[str, ...]] = {
    ".docx": ("kreuzberg", "markitdown", "docx"),
    ".doc": ("kreuzberg",),
    ".pdf": ("kreuzberg", "pdfplumber"),
    ".html": ("kreuzberg", "trafilatura", "markitdown"),
    ".xlsx": ("kreuzberg", "openpyxl", "markitdown"),
    ".xls": ("kreuzberg", "xlrd"),
    ".ods": ("kreuzberg", "odf"),
}
"""Extension → the modules of the public readers that are compared on it."""


def missing(peer: str) -> bool:
    """Whether a reader is not installed in this environment."""
    return importlib.util.find_spec(peer) is None


def reader_of(peer: str, extension: str) -> Read:
    """What reads the bytes of a file of this extension with that library, down to its text or cells."""
    library = importlib.import_module(peer)
    readers: Mapping[str, Callable[[Any, str], Read]] = {
        "kreuzberg": _kreuzberg,
        "markitdown": _markitdown,
        "docx": _python_docx,
        "pdfplumber": _pdfplumber,
        "trafilatura": _trafilatura,
        "openpyxl": _openpyxl,
        "xlrd": _xlrd,
        "odf": _pandas_with_odfpy,
    }
    return readers[peer](library, extension)


def _kreuzberg(library: Any, extension: str) -> Read:
    media_type = _MEDIA_TYPES[extension]
    # Its cache would answer the second reading of a file without reading it.
    config = library.ExtractionConfig(use_cache=False)
    return lambda data: library.extract_bytes_sync(data, media_type, config).content


def _markitdown(library: Any, extension: str) -> Read:
    converter = library.MarkItDown()
    information = library.StreamInfo(extension=extension)
    return lambda data: converter.convert_stream(io.BytesIO(data), stream_info=information).text_content


def _python_docx(library: Any, extension: str) -> Read:
    def read(data: bytes) -> object:
        document = library.Document(io.BytesIO(data))
        tables = [[cell.text for row in table.rows for cell in row.cells] for table in document.tables]
        return [paragraph.text for paragraph in document.paragraphs], tables

    return read


def _pdfplumber(library: Any, extension: str) -> Read:
    def read(data: bytes) -> object:
        with library.open(io.BytesIO(data)) as document:
            return [(page.extract_text(), page.extract_tables()) for page in document.pages]

    return read


def _trafilatura(library: Any, extension: str) -> Read:
    return lambda data: library.extract(data.decode(), include_tables=True)


def _openpyxl(library: Any, extension: str) -> Read:
    def read(data: bytes) -> object:
        workbook = library.load_workbook(io.BytesIO(data), data_only=True)
        return [[cell.value for row in sheet.iter_rows() for cell in row] for sheet in workbook.worksheets]

    return read


def _xlrd(library: Any, extension: str) -> Read:
    def read(data: bytes) -> object:
        workbook = library.open_workbook(file_contents=data, formatting_info=True)
        return [[sheet.row_values(row) for row in range(sheet.nrows)] for sheet in workbook.sheets()]

    return read


def _pandas_with_odfpy(library: Any, extension: str) -> Read:
    pandas = importlib.import_module("pandas")
    return lambda data: pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="odf")
