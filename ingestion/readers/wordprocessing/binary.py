"""Reads Word 97–2003 files (doc; WPS Writer's wps has the same layout), by way of docx.

The file is written anew as docx by ``msdoc2docx``, which follows MS-DOC in Python alone and needs no
office program, and then read like any docx: automatic numbering, merged cells, notes and tracked
changes are treated the same in both. What that converter does not accept is refused, not guessed at.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

import olefile

from ingestion.documents import Document
from ingestion.readers.compound_files import content_name, opened_compound_file
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.wordprocessing.reading import read_wordprocessing

_BODY = "WordDocument"
_MACROS = ("Macros", "_VBA_PROJECT_CUR")
# FibBase.nFib (MS-DOC 2.5.2): the first two bytes after the signature; Word 97 writes 0x00C1.
_FIRST_OF_WORD_97 = 0x00C1


def read_binary_word(name: str, data: bytes, limits: Limits) -> Document:
    """The document of a doc or wps file; raises :class:`UnreadableSubmission` where it is none."""
    with opened_compound_file(data) as container:
        _require_word(container, PurePosixPath(name).suffix.lower())
    return replace(read_wordprocessing(_as_docx(data), limits), format="doc")


def _require_word(container: olefile.OleFileIO, extension: str) -> None:
    if not container.exists(_BODY):
        raise fault("mislabelled", extension=extension, content=content_name(container))
    if any(container.exists(name) for name in _MACROS):
        raise fault("macros", target="docx")
    version = int.from_bytes(container.openstream(_BODY).read(4)[2:], "little")
    if version < _FIRST_OF_WORD_97:
        raise fault("unsupported_format", format="Word 97 之前的 doc", target="docx")


def _as_docx(data: bytes) -> bytes:
    # Loaded late: nothing but this format needs it.
    from doc2docx import convert
    from doc2docx.errors import (
        Doc2DocxError,
        EncryptedDocumentError,
    )

    with tempfile.TemporaryDirectory(prefix="nianjian-") as name:
        source, target = Path(name, "source.doc"), Path(name, "target.docx")
        source.write_bytes(data)
        try:
            convert(source, target)
        except EncryptedDocumentError as error:
            raise fault("encrypted") from error
        except (Doc2DocxError, ValueError, LookupError, ArithmeticError) as error:
            raise fault("corrupt_document", detail=f"旧版 Word 结构错误：{type(error).__name__}") from error
        return target.read_bytes()
