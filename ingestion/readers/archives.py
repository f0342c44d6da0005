"""Looks into a zip archive of submissions before anything is taken out of it."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from ingestion.documents import UnreadableSubmission
from ingestion.readers.faults import fault
from ingestion.readers.limits import ARCHIVE_LIMITS, DEFAULT_LIMITS, MIB, Limits
from ingestion.readers.packages import END_REACH, is_cut, is_unsafe_path
from ingestion.readers.signatures import CONTENT_NAMES, content_of

MEMBER_MARK = "!"
"""Stands between the name of an archive and that of its member: ``reports.zip!county/report.docx``."""

_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_BYTES_PER_ENTRY = 2048
"""More than the directory of an archive needs for an entry with a name of 300 characters, twice."""
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_NAMED_AT_MOST = 5
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the directory, its name as its sender wrote it.

    ``refusal`` is a reason not to read it, although it can be taken out.
    """

    position: int
    name: str
    refusal: UnreadableSubmission | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The members that can be taken out, and what is wrong with the archive as a whole, if anything.

    Both may be there: a member with a password does not keep those beside it from being read.
    """

    members: tuple[Member, ...]
    refusal: UnreadableSubmission | None = None


def contents_of(stream: BinaryIO, limits: Limits = ARCHIVE_LIMITS) -> Contents:
    """What an archive holds; whatever is wrong with it is in the answer, only :class:`OSError` is raised."""
    try:
        _require_archive(stream)
        _require_small_directory(stream, limits)
        with zipfile.ZipFile(stream) as archive:
            return _contents(archive, stream.seek(0, 2), limits)
    except UnreadableSubmission as refusal:
        return Contents((), refusal)
    except _ERRORS as error:
        return Contents((), _damage(stream, str(error)))


def read_member(stream: BinaryIO, position: int) -> bytes:
    """The bytes of a member, never more than it declares; raises :class:`UnreadableSubmission`."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return archive.read(archive.infolist()[position])
    except (*_ERRORS, IndexError) as error:
        raise fault("corrupt_archive", detail=str(error)) from error


def is_member_name(name: str) -> bool:
    """Whether a source name is that of a member of an archive."""
    return f".zip{MEMBER_MARK}" in name.lower()


def _contents(archive: zipfile.ZipFile, packed: int, limits: Limits) -> Contents:
    infos = archive.infolist()
    _require_moderate(infos, packed, limits)
    if _OFFICE_PARTS & {info.filename for info in infos}:
        raise fault("mislabelled", extension=".zip", content="办公文档（docx、xlsx 或 ods 等）")
    wanted = [(position, info) for position, info in enumerate(infos) if _is_wanted(info)]
    if not wanted:
        raise fault("empty_archive")
    members: list[Member] = []
    locked: list[str] = []
    for position, info in wanted:
        hindrance = _hindrance(archive, info)
        if hindrance:
            locked.append(f"{_name(info)}（{hindrance}）")
        else:
            members.append(Member(position, _name(info), _refusal(info)))
    return Contents(tuple(members), _locked(locked, len(wanted), infos))


def _require_archive(stream: BinaryIO) -> None:
    stream.seek(0)
    head = stream.read(8192)
    if not head:
        raise fault("empty_file")
    content = content_of(head)
    if content != "zip":
        raise fault("mislabelled", extension=".zip", content=CONTENT_NAMES[content])


def _require_small_directory(stream: BinaryIO, limits: Limits) -> None:
    """The directory is measured before it is read: a million entries take a gigabyte."""
    size = stream.seek(0, 2)
    if size > limits.file_bytes:
        raise fault("too_large", size=size // MIB, limit=limits.file_bytes // MIB)
    stream.seek(max(size - END_REACH, 0))
    tail = stream.read()
    position = tail.rfind(_END_MARK)
    if position < 0 or position + _END.size > len(tail):
        return
    directory = _END.unpack_from(tail, position)[5]
    if directory > limits.parts * _BYTES_PER_ENTRY:
        raise fault("too_many_members", limit=limits.parts)


def _require_moderate(infos: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if len(infos) > limits.parts:
        raise fault("too_many_members", limit=limits.parts)
    unzipped = sum(info.file_size for info in infos)
    ratio = unzipped // max(packed, 1)
    if unzipped > limits.unzipped_bytes or (unzipped > limits.ratio_floor_bytes and ratio > limits.ratio):
        raise fault("zip_bomb", size=unzipped // MIB, ratio=ratio)


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    """Folders are no files, and what macOS packs beside each file is none that anybody sent."""
    name = _name(info)
    return not name.endswith("/") and PurePosixPath(name).parts[:1] != ("__MACOSX",)


def _hindrance(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Why a member cannot be taken out; nothing where it can, which is tried."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return "有密码"
    if info.file_size > DEFAULT_LIMITS.file_bytes:
        return f"大于 {DEFAULT_LIMITS.file_bytes // MIB} MB"
    try:
        with archive.open(info) as stream:
            while stream.read(MIB):
                pass
    except _ERRORS:
        return "已损坏"
    return ""


def _refusal(info: zipfile.ZipInfo) -> UnreadableSubmission | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return fault("link")
    name = _name(info)
    return fault("unsafe_path", part=name) if is_unsafe_path(name) else None


def _locked(names: list[str], count: int, infos: list[zipfile.ZipInfo]) -> UnreadableSubmission | None:
    if not names:
        return None
    if all(info.flag_bits & _ENCRYPTED_FLAG for info in infos if not info.is_dir()):
        return fault("encrypted_archive")
    shown = "、".join(names[:_NAMED_AT_MOST]) + ("等" if len(names) > _NAMED_AT_MOST else "")
    return fault("locked_members", count=len(names), total=count, names=shown)


def _name(info: zipfile.ZipInfo) -> str:
    """The name with forward slashes; without the flag for UTF-8 Chinese programs write GBK."""
    return _decoded(info).replace("\\", "/")


def _decoded(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return next(_as_text(written), info.filename)


def _as_text(written: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            yield written.decode(encoding)
        except UnicodeDecodeError:
            continue


def _damage(stream: BinaryIO, detail: str) -> UnreadableSubmission:
    size = stream.seek(0, 2)
    stream.seek(max(size - END_REACH, 0))
    if is_cut(stream.read()):
        return fault("truncated_archive")
    return fault("corrupt_archive", detail=detail)
