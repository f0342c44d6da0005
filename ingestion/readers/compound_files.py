"""Opens a compound file (MS-CFB), the container of the Office formats before 2007 and of encrypted ones."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from ingestion.readers.faults import fault

BODIES = {
    "WordDocument": "Word 文档（doc）",
    "Workbook": "Excel 工作簿（xls）",
    "Book": "Excel 工作簿（xls）",
    "PowerPoint Document": "演示文稿（ppt）",
}
"""The stream that tells what a compound file is, and what its format is called."""


@contextmanager
def opened_compound_file(data: bytes) -> Iterator[olefile.OleFileIO]:
    """The container; its damage comes to light with any stream that is read.

    Raises :class:`UnreadableSubmission` with ``encrypted`` or ``corrupt_document``.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                raise fault("encrypted")
            yield container
    except (OSError, IndexError, ValueError, TypeError) as error:
        raise fault("corrupt_document", detail="OLE 结构错误") from error


def content_name(container: olefile.OleFileIO) -> str:
    """What the container holds, for the submitter."""
    return next((name for stream, name in BODIES.items() if container.exists(stream)), "其他 OLE 文件")
