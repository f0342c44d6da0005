"""Builds the files of these tests: invented reports by real writers, and archives with one fault each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
from docx.document import Document as WordDocument
from openpyxl.workbook import Workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(fill: Callable[[WordDocument], object]) -> bytes:
    """A docx by python-docx, with what ``fill`` puts into it."""
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook_file(fill: Callable[[Workbook], object]) -> bytes:
    """An xlsx by openpyxl, with what ``fill`` puts into it."""
    workbook = openpyxl.Workbook()
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def word_body(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A docx with this body, for what python-docx cannot write; ``parts`` are further parts by relation."""
    return _with_body(body, parts or {})


def _with_body(body: str, parts: Mapping[str, str]) -> bytes:
    namespaces = (
        f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="x{number}" Type="{base}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zip_file(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{base}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
            "</Relationships>",
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of plain runs."""
    written = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{written}</w:p>"


def zip_file(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The archive with members replaced, added, or (None) left out."""
    members = members_of(data) | changes
    return zip_file({name: content for name, content in members.items() if content is not None})
