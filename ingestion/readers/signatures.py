"""What a file really is, by its first bytes and its parts, held against what its name claims."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from ingestion.documents import DocumentFormat
from ingestion.readers.faults import fault

Content = Literal["zip", "ole", "pdf", "rtf", "image", "archive", "binary", "html", "text"]

EXTENSIONS: dict[str, DocumentFormat] = {
    ".txt": "txt",
    ".docx": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".et": "xls",
    ".ods": "ods",
    ".csv": "csv",
    ".tsv": "csv",
}
"""The extensions of the formats that can be read."""

NOT_YET_READABLE: dict[str, tuple[str, str]] = {
    ".rtf": ("RTF", "docx"),
    ".odt": ("ODT", "docx"),
    ".ofd": ("OFD", "docx"),
    ".mht": ("MHT 网页", "html 或 docx"),
    ".mhtml": ("MHT 网页", "html 或 docx"),
    ".xlsb": ("二进制 Excel（xlsb）", "xlsx"),
    ".ppt": ("演示文稿（ppt）", "docx"),
    ".pptx": ("演示文稿（pptx）", "docx"),
}
"""Extensions that are known but not read: what the submitter calls the format, and what to save as."""

OTHER_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
"""Archives that are not opened; a zip is opened where it is received."""

MACRO_EXTENSIONS: dict[str, str] = {".docm": "docx", ".dotm": "docx", ".xlsm": "xlsx", ".xltm": "xlsx"}

_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\x7fELF", "binary"),
    (b"SQLite format 3\x00", "binary"),
    (b"PAR1", "binary"),
)
_AFTER_ARCHIVE = re.compile(r"(?<=\.zip)!", re.IGNORECASE)
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML_OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div)\b",
    re.I | re.S,
)
_HEAD_BYTES = 8192
# Systems export a page for Excel under the name of a workbook; it says so, and Excel opens it as one.
_PAGE_FOR_EXCEL = re.compile(rb"urn:schemas-microsoft-com:office:excel|[\"'= ]Excel\.Sheet\b", re.I)

CONTENT_NAMES: dict[Content, str] = {
    "zip": "压缩格式（Office 文件或压缩包）",
    "ole": "旧版 Office 文件",
    "pdf": " PDF 文件",
    "rtf": " RTF 文件",
    "image": "图片",
    "archive": "压缩包",
    "binary": "二进制数据",
    "html": "网页",
    "text": "纯文本",
}


def content_of(data: bytes) -> Content:
    """The kind of content, by signature; ``text`` is what could still turn out to be anything."""
    for magic, content in _MAGIC:
        if data.startswith(magic):
            return content
    if data.startswith(_UNICODE_MARKS[1:]):
        return "html" if _HTML_OPENING.match(data[2:_HEAD_BYTES].replace(b"\x00", b"")) else "text"
    return "html" if _HTML_OPENING.match(data.removeprefix(_UNICODE_MARKS[0])[:_HEAD_BYTES]) else "text"


def extension_of(name: str) -> str:
    """The extension in lower case with its dot, or an empty text."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def is_hidden_name(name: str) -> bool:
    """Whether the file or a folder above it is hidden (``.x``) or an editor's lock file (``~$x``)."""
    parts = PurePosixPath(_AFTER_ARCHIVE.sub("/", name).replace("\\", "/")).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or (
        bool(parts) and parts[-1].startswith("~$")
    )


def declared_format(name: str, data: bytes) -> DocumentFormat:
    """The readable format that the name claims; a web page written for Excel may be named like a workbook.

    Raises :class:`UnreadableSubmission` (``dotfile``, ``unknown_type``, ``unsupported_format``,
    ``unsupported_archive``, ``macros``) where the name claims none.
    """
    extension = extension_of(name)
    if is_hidden_name(name):
        raise fault("dotfile", name=PurePosixPath(name).name)
    if extension in OTHER_ARCHIVES:
        raise fault("unsupported_archive", format=extension.removeprefix("."))
    if extension in MACRO_EXTENSIONS:
        raise fault("macros", target=MACRO_EXTENSIONS[extension])
    if extension in NOT_YET_READABLE:
        format_name, target = NOT_YET_READABLE[extension]
        raise fault("unsupported_format", format=format_name, target=target)
    if extension not in EXTENSIONS:
        content = content_of(data)
        hint = "" if content == "text" else f"内容像是{CONTENT_NAMES[content]}，"
        raise fault("unknown_type", extension=extension or "没有扩展名", hint=hint)
    declared = EXTENSIONS[extension]
    return "html" if declared == "xls" and _is_page_for_excel(data) else declared


def _is_page_for_excel(data: bytes) -> bool:
    return content_of(data) == "html" and _PAGE_FOR_EXCEL.search(data[:_HEAD_BYTES]) is not None


def require_agreement(name: str, declared: DocumentFormat, data: bytes) -> None:
    """Refuses a file whose content contradicts its extension.

    Office files are zip archives and are looked into by their own readers; an OLE container under an
    Office extension is either encrypted or of the old format.
    """
    content = content_of(data)
    if content == "ole" and declared in {"docx", "xlsx"} and _is_encrypted_package(data):
        raise fault("encrypted")
    if content not in _EXPECTED[declared]:
        raise fault("mislabelled", extension=extension_of(name), content=CONTENT_NAMES[content])


_EXPECTED: dict[DocumentFormat, frozenset[Content]] = {
    "txt": frozenset({"text"}),
    "csv": frozenset({"text"}),
    "html": frozenset({"html", "text"}),
    "docx": frozenset({"zip"}),
    "doc": frozenset({"ole"}),
    "pdf": frozenset({"pdf"}),
    "image": frozenset({"image"}),
    "xlsx": frozenset({"zip"}),
    "xls": frozenset({"ole"}),
    "ods": frozenset({"zip"}),
}


def _is_encrypted_package(data: bytes) -> bool:
    """An encrypted Office file is an OLE container with a stream of this name (MS-OFFCRYPTO 2.3.4)."""
    return "EncryptedPackage".encode("utf-16-le") in data
