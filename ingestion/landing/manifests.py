"""Reads a manifest: what the sender states about each file, row by row; a bad row never hides a good one."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import get_args

import yaml

from catalog import load_catalog
from ingestion.documents import UnreadableSubmission
from ingestion.readers.delimited import sniff_delimiter
from ingestion.readers.encodings import decode
from ingestion.submissions import ManifestEntry, SubmissionKind

COLUMNS: Mapping[str, str] = {
    "file": "file",
    "文件": "file",
    "文件名": "file",
    "region": "region",
    "地区": "region",
    "agency": "agency",
    "单位": "agency",
    "year": "year",
    "年份": "year",
    "年度": "year",
    "kind": "kind",
    "类型": "kind",
    "received_at": "received_at",
    "received": "received_at",
    "收到时间": "received_at",
    "replaces": "replaces",
    "替换": "replaces",
}
"""The columns of a manifest as they may be written → the fields of :class:`ManifestEntry`."""

REMARKS = frozenset({"note", "notes", "remark", "remarks", "备注", "说明", "序号"})
"""Columns that may stand in a manifest and state nothing."""

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""The clock of those who write manifests."""

_OPENING = "清单 "
"""How every doubt about a manifest row begins."""

KINDS: frozenset[str] = frozenset(get_args(SubmissionKind))
_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?(?:\.0)?$")
_CODE_LIKE = re.compile(r"[\d.]+$")
_REGION_CODE = re.compile(r"\d{6}$")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestProblem:
    """What is wrong with a manifest, and where. ``file`` is the file that the row names, if any."""

    manifest: str
    line: int
    code: str
    reason: str
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One good row, with its line in the manifest."""

    line: int
    entry: ManifestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The good rows of a manifest and the problems of the others."""

    path: Path
    rows: tuple[ManifestRow, ...]
    problems: tuple[ManifestProblem, ...]


class _BadValueError(Exception):
    """A value that cannot be understood: code and sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def read_manifest(path: Path, data: bytes | None = None) -> Manifest:
    """Reads a CSV or YAML manifest; whatever is wrong with it is in its problems, nothing is raised.

    ``data`` are its bytes where they do not lie under the path: those of a manifest in an archive.

    CSV: a header row, then a row per file, in UTF-8 or GB18030, parted by commas, semicolons or tabs. YAML: a
    list of mappings, or such a list under ``files``. A time without a zone, or a day, is one in China; it is
    kept in UTC.
    """
    try:
        rows = list(_raw_rows(path, data))
    except _BadValueError as error:
        return Manifest(path=path, rows=(), problems=(_problem(path, 1, error, None),))
    return _parsed(path, rows)


def _raw_rows(path: Path, data: bytes | None) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and the written values of each row, as text."""
    try:
        text = decode(path.read_bytes() if data is None else data).text
        is_csv = path.suffix.lower() == ".csv"
        yield from _csv_rows(text) if is_csv else _yaml_rows(text)
    except (UnreadableSubmission, OSError, csv.Error, yaml.YAMLError) as error:
        detail = " ".join(str(error).split())
        raise _BadValueError("unreadable_manifest", f"清单无法读取（{detail}），请改正后重试。") from error


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text))
    header = [name.strip() for name in next(reader, [])]
    for fields in reader:
        if any(field.strip() for field in fields):
            named = dict(zip(header, fields, strict=False))
            surplus = {
                f"第{i + 1}列": field for i, field in enumerate(fields) if i >= len(header) and field.strip()
            }
            yield reader.line_num, named | surplus


def _yaml_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The scalars as written: a code like 011000 stays text, a date stays as it stands."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode) and len(root.value) == 1 and root.value[0][0].value == "files":
        root = root.value[0][1]
    if not isinstance(root, yaml.SequenceNode):
        raise _BadValueError("unreadable_manifest", "清单应是列表，每个文件一项（file、region、year …）。")
    for item in root.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            raise _BadValueError("unreadable_manifest", f"清单第 {line} 行应是一项“名称: 值”的集合。")
        yield line, {str(key.value): _scalar(value) for key, value in item.value}


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _BadValueError("unreadable_manifest", f"清单第 {node.start_mark.line + 1} 行的值应是单个值。")
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _parsed(path: Path, raw: list[tuple[int, dict[str, str]]]) -> Manifest:
    rows: list[ManifestRow] = []
    problems: list[ManifestProblem] = []
    for line, values in raw:
        written = {COLUMNS.get(name.strip().lower()): value for name, value in values.items()}
        file = _plain(written.get("file", "")) or None
        try:
            rows.append(ManifestRow(line=line, entry=_entry(values)))
        except _BadValueError as error:
            problems.append(_problem(path, line, error, file))
    doubled = _doubled(rows)
    problems += [
        _problem(path, row.line, _doubling(row), row.entry.file) for row in rows if row.entry.file in doubled
    ]
    good = tuple(row for row in rows if row.entry.file not in doubled)
    return Manifest(path=path, rows=good, problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def _doubled(rows: list[ManifestRow]) -> set[str]:
    """Files that several rows name with different statements: none of them can be taken."""
    stated: dict[str, set[ManifestEntry]] = {}
    for row in rows:
        stated.setdefault(row.entry.file, set()).add(row.entry)
    return {file for file, entries in stated.items() if len(entries) > 1}


def _doubling(row: ManifestRow) -> _BadValueError:
    return _BadValueError(
        "file_named_twice", f"文件“{row.entry.file}”在清单中出现多次且内容不同，请只保留一行。"
    )


def _problem(path: Path, line: int, error: _BadValueError, file: str | None) -> ManifestProblem:
    reason = row_place(path, line) + error.reason
    return ManifestProblem(manifest=path.name, line=line, code=error.code, reason=reason, file=file)


def row_place(path: Path, line: int) -> str:
    """Which row of which manifest, as the opening of what is wrong with it."""
    return f"{_OPENING}{path.name} 第 {line} 行："


def is_about_a_row(reason: str) -> bool:
    """Whether a reason for review came from the manifest and not from what was read of the file."""
    return reason.startswith(_OPENING)


def _entry(values: Mapping[str, str]) -> ManifestEntry:
    stated: dict[str, str] = {}
    for name, value in values.items():
        column = COLUMNS.get(name.strip().lower())
        if column is not None:
            stated[column] = _plain(value)
        elif name.strip().lower() not in REMARKS and _plain(value):
            known = "、".join(sorted(set(COLUMNS.values())))
            raise _BadValueError("unknown_column", f"不认识的列“{name}”，可用的列有 {known}。")
    if not stated.get("file"):
        raise _BadValueError("file_missing", "没有写明文件名（file 列为空）。")
    return ManifestEntry(
        file=_file(stated["file"]),
        region=_region(stated.get("region", "")),
        agency=stated.get("agency") or None,
        year=_year(stated.get("year", "")),
        kind=_kind(stated.get("kind", "")),
        received_at=_moment(stated.get("received_at", "")),
        replaces=stated.get("replaces") or None,
    )


def _plain(value: str | None) -> str:
    """Without the outer spaces and in half-width characters."""
    return unicodedata.normalize("NFKC", value or "").strip()


def _file(value: str) -> str:
    path = PurePosixPath(value.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise _BadValueError("unsafe_path", f"文件“{value}”不在清单所在的文件夹内，请写相对路径。")
    return path.as_posix()


def _region(value: str) -> str | None:
    code = value.removesuffix(".0")
    if _CODE_LIKE.match(value) and not _REGION_CODE.match(code):
        raise _BadValueError("bad_region", f"地区代码“{value}”应为六位数字，或改写地区名称。")
    return (code if _REGION_CODE.match(code) else value) or None


def _year(value: str) -> int | None:
    match = _YEAR.match(value)
    if value and not match:
        raise _BadValueError("bad_year", f"年份“{value}”应为四位数字。")
    return int(match[1]) if match else None


def _kind(value: str) -> SubmissionKind | None:
    """The kind by its code, or by the label that the product shows for it (劳动人事争议处理情况表)."""
    labels = load_catalog().vocabulary.vocabularies["submission_kind"]
    for kind in get_args(SubmissionKind):
        if value.lower() == kind or value == labels[kind].label:
            known: SubmissionKind = kind
            return known
    if value:
        usable = "、".join(f"{kind}（{labels[kind].label}）" for kind in sorted(KINDS))
        raise _BadValueError("bad_kind", f"类型“{value}”不认识，可用的有 {usable}。")
    return None


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    day = _DAY.match(value)
    try:
        moment = (
            datetime(int(day[1]), int(day[2]), int(day[3]))
            if day
            else datetime.fromisoformat(value.replace("/", "-"))
        )
    except ValueError as error:
        raise _BadValueError(
            "bad_date", f"收到时间“{value}”不是日期，应写作 2025-03-01 或 2025-03-01T09:30。"
        ) from error
    return (moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment).astimezone(UTC)
