"""Opens an Office file: a zip archive of XML parts, checked before any parser sees it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from lxml import etree

from ingestion.documents import UnreadableSubmission
from ingestion.readers.faults import fault
from ingestion.readers.limits import MIB, Limits

# ISO 29500 Strict files differ from the usual transitional ones in these namespaces only.
_STRICT_NAMESPACES: tuple[tuple[bytes, bytes], ...] = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
)
_DOCUMENT_RELATION = "/officeDocument"
_FOLDERS = {"word/": "Word 文档（docx）", "xl/": "Excel 工作簿（xlsx）", "ppt/": "演示文稿（pptx）"}
_ENCRYPTED_FLAG = 0x1
_END_BYTES = 22
END_REACH = _END_BYTES + 0xFFFF
"""How far before the end of an archive its closing record may begin: a comment may follow it."""
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True)
class OfficePackage:
    """The parts of an Office file, unzipped within the limits and free of entity declarations."""

    parts: Mapping[str, bytes]
    names: frozenset[str]

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None where there is no such part."""
        data = self.parts.get(name)
        return None if data is None else parse_xml(data, name)

    def require(self, kind: Literal["docx", "xlsx"], root_tag: str) -> None:
        """Refuses a package whose document is not of this kind, or that carries macros."""
        if self.main_part not in self.parts or self.main_root.tag != root_tag:
            raise fault("mislabelled", extension=f".{kind}", content=self._actual_content())
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise fault("macros", target=kind)

    def _actual_content(self) -> str:
        for folder, content in _FOLDERS.items():
            if any(name.startswith(folder) for name in self.names):
                return content
        return "压缩包或其他格式的文件"

    @cached_property
    def main_root(self) -> etree._Element:
        """The root of the main part; :meth:`require` has made sure that there is one."""
        return parse_xml(self.parts[self.main_part or ""], self.main_part or "")

    @cached_property
    def main_part(self) -> str | None:
        """The name of the part that holds the document itself."""
        targets = self.relations("")
        for kind, target in targets.values():
            if kind.endswith(_DOCUMENT_RELATION):
                return target
        return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (type, name of the target part) of a part; of the whole package for ``""``."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    @cached_property
    def _relations(self) -> dict[str, dict[str, tuple[str, str]]]:
        """What has been read of relations, by part: a document asks for its own several times."""
        return {}

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            str(relation.get("Id", "")): (str(relation.get("Type", "")), _target(folder, relation))
            for relation in root
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The root of the first part that the given part refers to under this relation (``/styles``)."""
        for relation_kind, target in self.relations(part).values():
            if relation_kind.endswith(kind):
                return self.xml(target)
        return None


def _target(folder: str, relation: etree._Element) -> str:
    target = str(relation.get("Target", ""))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element, with the strict namespaces as the transitional ones."""
    for strict, transitional in _STRICT_NAMESPACES:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fault("corrupt_document", detail=f"{name}: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise fault("entity_declaration", part=name)
    return root


def open_package(data: bytes, limits: Limits) -> OfficePackage:
    """Unzips all XML parts of an Office file.

    Pictures and other binary parts are counted but not unzipped. Raises
    :class:`UnreadableSubmission` with ``truncated_archive``, ``corrupt_archive``, ``encrypted``,
    ``unsafe_path``, ``zip_bomb`` or ``entity_declaration``.
    """
    with _open_archive(data) as archive:
        members = archive.infolist()
        _check_members(members, len(data), limits)
        parts = {member.filename: _unzip(archive, member) for member in members if _is_xml(member)}
    for name, part in parts.items():
        if any(word in part for word in _DECLARATIONS):
            raise fault("entity_declaration", part=name)
    return OfficePackage(parts, frozenset(member.filename for member in members))


def _open_archive(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise _archive_fault(data, str(error)) from error


def _archive_fault(data: bytes, detail: str) -> UnreadableSubmission:
    """An archive whose directory, at its end, is missing has been cut off; any other is damaged."""
    return fault("truncated_archive") if is_cut(data) else fault("corrupt_archive", detail=detail)


def is_cut(tail: bytes) -> bool:
    """Whether the end of an archive lacks the record that closes it, or a part of that."""
    position = tail.rfind(b"PK\x05\x06", -END_REACH)
    return position < 0 or position + _END_BYTES > len(tail)


def _check_members(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unzipped = sum(member.file_size for member in members)
    ratio = unzipped // max(packed, 1)
    is_bomb = unzipped > limits.unzipped_bytes or (
        unzipped > limits.ratio_floor_bytes and ratio > limits.ratio
    )
    if is_bomb or len(members) > limits.parts:
        raise fault("zip_bomb", size=unzipped // MIB, ratio=ratio)
    for member in members:
        if is_unsafe_path(member.filename):
            raise fault("unsafe_path", part=member.filename)
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise fault("encrypted")


def is_unsafe_path(name: str) -> bool:
    """Whether a name in an archive leads out of the folder that it would be unpacked into."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else False


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith((".xml", ".rels"))


def _unzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a part; never more than it declares, and verified by its checksum."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise fault("corrupt_archive", detail=f"{member.filename}: {error}") from error
