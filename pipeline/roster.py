"""The roster of a deployment: who owes which report from which year on, read from ``<home>/roster.csv``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from catalog import Catalog
from catalog.obligations import DueDay
from catalog.regions import Region, RegionRegister, load_regions
from ingestion.documents import UnreadableSubmission
from ingestion.readers.encodings import decode
from pipeline.errors import BuildFailed

ROSTER = "roster.csv"

COLUMNS: Mapping[str, str] = {
    "region": "region",
    "region_code": "region",
    "地区": "region",
    "kind": "kind",
    "材料": "kind",
    "from_year": "from_year",
    "起始年度": "from_year",
    "to_year": "to_year",
    "截止年度": "to_year",
    "due": "due",
    "期限": "due",
    "known_from": "known_from",
    "登记日期": "known_from",
}
"""The columns as they may be written → what they mean; further columns are remarks."""
REQUIRED = ("region", "kind", "from_year")


def _field(name: str, kind: pa.DataType, nullable: bool = True) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


ROSTER_SCHEMA = pa.schema(
    [
        _field("region_key", pa.string(), nullable=False),
        _field("region_code", pa.string(), nullable=False),
        _field("kind", pa.string(), nullable=False),
        _field("from_year", pa.int32(), nullable=False),
        _field("to_year", pa.int32()),
        _field("due_month", pa.int32()),
        _field("due_day", pa.int32()),
        _field("known_from", pa.date32()),
    ]
)
_YEAR = re.compile(r"(\d{4})年?$")
_DUE = re.compile(r"(\d{1,2})(?:-|月)(\d{1,2})日?$")
_DAY = re.compile(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?$")
_FOR_EVER = 9999


class RosterFaulty(BuildFailed):
    """The roster cannot be used: nothing is built until every fault named is put right."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(ROSTER, faults)


class _Fault(Exception):
    """What is wrong with one cell, in a sentence for the person who keeps the roster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line of the roster. Years are data years; without a day of its own the catalogue's holds.

    From the day ``known_from`` on, the line replaces all that earlier days said of this region and kind;
    without one it has been known all along.
    """

    region_key: str
    region_code: str
    kind: str
    from_year: int
    to_year: int | None
    due_month: int | None
    due_day: int | None
    known_from: date | None = None

    def overlaps(self, other: Duty) -> bool:
        """Whether both say at the same time of the same region, kind and some year that it is owed."""
        same = (self.region_key, self.kind, self.known_from) == (
            other.region_key,
            other.kind,
            other.known_from,
        )
        ends = self.to_year or _FOR_EVER, other.to_year or _FOR_EVER
        return same and self.from_year <= ends[1] and other.from_year <= ends[0]


def read_roster(home: Path, catalog: Catalog) -> pa.Table:
    """The duties of the roster by region, kind and year; no rows where the home has none.

    Raises :class:`RosterFaulty` with every faulty line.
    """
    path = home / ROSTER
    duties = _duties(path, catalog) if path.is_file() else ()
    ordered = sorted(duties, key=_order)
    return pa.Table.from_pylist([asdict(duty) for duty in ordered], schema=ROSTER_SCHEMA)


def _order(duty: Duty) -> tuple[str, str, date, int]:
    return duty.region_code, duty.kind, duty.known_from or date.min, duty.from_year


def roster_content(home: Path) -> str:
    """The bytes of the roster as text, for telling one build from another; empty where there is none."""
    path = home / ROSTER
    return path.read_bytes().hex() if path.is_file() else ""


def _duties(path: Path, catalog: Catalog) -> tuple[Duty, ...]:
    regions = load_regions(catalog.root)
    duties: list[Duty] = []
    faults: list[str] = []
    for line, stated in _lines(path):
        try:
            duty = _duty(stated, catalog, regions)
            if any(duty.overlaps(other) for other in duties):
                raise _Fault("与前面的行重复：同一地区、同一材料的年度重叠")
            duties.append(duty)
        except _Fault as fault:
            faults.append(f"第{line}行：{fault}。")
    if faults:
        raise RosterFaulty(faults)
    return tuple(duties)


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The line number and the cells of every line that says anything, by what their columns mean."""
    try:
        reader = csv.reader(io.StringIO(decode(path.read_bytes()).text, newline=""))
        header = [COLUMNS.get(name.strip().lower(), "") for name in next(reader, [])]
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except (UnreadableSubmission, csv.Error) as error:
        raise RosterFaulty([f"名单无法读取（{error}），应为 UTF-8 或 GB18030 编码的 CSV 文件。"]) from error
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise RosterFaulty([f"名单缺少列：{'、'.join(missing)}。"])
    for number, cells in rows:
        if any(cells):
            yield number, {name: cell for name, cell in zip(header, cells, strict=False) if name}


def _duty(stated: Mapping[str, str], catalog: Catalog, regions: RegionRegister) -> Duty:
    from_year = _year(stated.get("from_year", ""), "起始年度")
    to_year = _year(stated["to_year"], "截止年度") if stated.get("to_year") else None
    if to_year is not None and to_year < from_year:
        raise _Fault(f"截止年度 {to_year} 早于起始年度 {from_year}")
    region = _region(stated.get("region", ""), from_year, regions)
    due = _due(stated["due"]) if stated.get("due") else None
    return Duty(
        region_key=region.region_key,
        region_code=region.region_code,
        kind=_kind(stated.get("kind", ""), catalog),
        from_year=from_year,
        to_year=to_year,
        due_month=due.month if due else None,
        due_day=due.day if due else None,
        known_from=_day(stated["known_from"]) if stated.get("known_from") else None,
    )


def _year(text: str, column: str) -> int:
    found = _YEAR.match(text)
    if found is None:
        raise _Fault(f"{column}应为四位年份，现为“{text}”")
    return int(found[1])


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        if found is not None:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise _Fault(f"登记日期“{text}”不是日期，应写作 2025-03-01 或 2025年3月1日")


def _region(text: str, year: int, regions: RegionRegister) -> Region:
    found = regions.statement(text, year) if text else ()
    if not found:
        raise _Fault(f"不认识的地区“{text}”，请填六位区划代码或全称")
    if len(found) > 1:
        raise _Fault(f"“{text}”有{len(found)}个同名地区，请填六位区划代码")
    return found[0]


def _kind(text: str, catalog: Catalog) -> str:
    """A kind of submission by its code or label; only what the catalogue knows to be owed has a deadline."""
    labels = {catalog.vocabulary.label("submission_kind", o.kind): o.kind for o in catalog.obligations}
    kind = labels.get(text, text)
    if kind not in labels.values():
        raise _Fault(f"不认识的材料“{text}”，应为{'、'.join(labels)}之一")
    return kind


def _due(text: str) -> DueDay:
    found = _DUE.match(text)
    try:
        if found is not None:
            return DueDay(month=int(found[1]), day=int(found[2]))
    except ValidationError:
        pass
    raise _Fault(f"期限“{text}”不是每年都有的日期，应写作 03-01 或 3月1日")
