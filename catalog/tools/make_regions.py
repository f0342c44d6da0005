"""Makes catalog/regions/{regions,changes,local_units}.csv from the packages named in SOURCES.md.

Run with the ``regions`` dependency group installed: ``python -m catalog.tools.make_regions``. The
result is deterministic and kept in the repository; corrections go into changes_reviewed.csv, whose
statements replace what the script would derive.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from catalog.tools.region_history import Change, changes_between, heirs_of
from catalog.tools.region_sources import (
    Place,
    current_snapshot,
    development_zones,
    events,
    yearly_snapshots,
)

REGIONS = Path(__file__).resolve().parents[1] / "regions"
BASE_YEAR = 2009
"""The first year-end that is read, so that the changes of the year after it are known."""

REGION_COLUMNS = (
    "region_key",
    "region_code",
    "name_zh",
    "short_name",
    "aliases",
    "level",
    "parent_code",
    "valid_from_year",
    "valid_to_year",
)
CHANGE_COLUMNS = (
    "change_id",
    "year",
    "change_type",
    "from_code",
    "from_name",
    "to_code",
    "to_name",
    "comparable",
    "note",
    "source",
)
EVERYDAY_ZONES = {
    "高新技术产业开发区": "高新区",
    "高新技术产业园区": "高新区",
    "高新技术开发区": "高新区",
    "经济技术开发区": "经开区",
    "经济开发区": "经开区",
}
"""How the kinds of zones are called in short."""

UNCITED = "编辑整理，据公开的设立或调整批复"


@dataclass(frozen=True, slots=True)
class Version:
    """A region over the years in which its code, name and parent stayed the same."""

    region_key: str
    place: Place
    first: int
    last: int | None


def main() -> None:
    """Writes the three tables."""
    snapshots = yearly_snapshots(BASE_YEAR)
    year, current = current_snapshot()
    snapshots[year] = _with_short_names(current, snapshots[max(snapshots)])
    changes = _changes(snapshots)
    versions = _versions(snapshots, changes)
    _write(REGIONS / "regions.csv", REGION_COLUMNS, (_region_row(v) for v in versions))
    _write(REGIONS / "changes.csv", CHANGE_COLUMNS, _change_rows(changes, snapshots))
    _write(REGIONS / "local_units.csv", REGION_COLUMNS, _local_rows(snapshots[year]))


def _changes(snapshots: Mapping[int, Mapping[str, Place]]) -> dict[int, list[Change]]:
    recorded = events(BASE_YEAR)
    reviewed = _reviewed()
    years = sorted(snapshots)
    return {
        year: changes_between(year, snapshots[before], snapshots[year], recorded, reviewed)
        for before, year in pairwise(years)
    }


def _versions(
    snapshots: Mapping[int, Mapping[str, Place]], changes: Mapping[int, Sequence[Change]]
) -> list[Version]:
    heirs = heirs_of(changes)
    finished: list[Version] = []
    running: dict[str, Version] = {}
    for year, snapshot in sorted(snapshots.items()):
        following: dict[str, Version] = {}
        for code, place in sorted(snapshot.items()):
            ancestor = running.get(heirs.get((year, code), code))
            following[code] = _continued(ancestor, place, year)
        kept = {id(version) for version in following.values()}
        finished.extend(replace(v, last=year - 1) for v in running.values() if id(v) not in kept)
        running = following
    return sorted([*finished, *running.values()], key=lambda v: (v.place.code, v.first))


def _continued(ancestor: Version | None, place: Place, year: int) -> Version:
    if ancestor is None:
        key = f"cn{place.code}" if year == BASE_YEAR else f"cn{place.code}-{year}"
        return Version(key, place, year, None)
    if ancestor.place == place:
        return ancestor
    return Version(ancestor.region_key, place, year, None)


def _region_row(version: Version) -> tuple[object, ...]:
    place = version.place
    return (
        version.region_key,
        place.code,
        place.name,
        _short(place),
        ";".join(_aliases(place)),
        place.level,
        place.parent,
        version.first,
        version.last or "",
    )


def _change_rows(
    changes: Mapping[int, Sequence[Change]], snapshots: Mapping[int, Mapping[str, Place]]
) -> Iterable[tuple[object, ...]]:
    years = sorted(snapshots)
    for before, year in pairwise(years):
        for number, change in enumerate(changes[year], start=1):
            old, new = snapshots[before].get(change.from_code), snapshots[year].get(change.to_code)
            yield (
                f"{year}-{number:03d}",
                year,
                change.change_type,
                change.from_code,
                old.name if old else "",
                change.to_code,
                new.name if new else "",
                "true" if change.comparable else "false",
                change.note,
                change.source,
            )


def _local_rows(current: Mapping[str, Place]) -> list[tuple[object, ...]]:
    """The zones of the source; a code that it gives to two of them names neither."""
    provinces = {p.name: p for p in current.values() if p.level == "province"}
    cities = {(p.parent, p.name): p for p in current.values() if p.level == "city"}
    used = Counter(code for code, *_ in development_zones())
    zones = sorted(zone for zone in development_zones() if used[zone[0]] == 1)
    found = [(code, name, provinces[p], cities.get((provinces[p].code, c))) for code, name, p, c in zones]
    usual = {code: _zone_aliases(name, above, city) for code, name, above, city in found}
    borne = Counter(alias for names in usual.values() for alias in names)
    rows: list[tuple[object, ...]] = []
    for code, name, province, city in found:
        aliases = ";".join(alias for alias in usual[code] if borne[alias] == 1)
        parent = (city or province).code
        rows.append((f"local{code}", code, name, name, aliases, "local", parent, BASE_YEAR, ""))
    return rows


def _reviewed() -> list[Change]:
    recorded = {(e.year, e.from_code): e.source for e in events(BASE_YEAR) if e.from_code}
    with (REGIONS / "changes_reviewed.csv").open(encoding="utf-8", newline="") as lines:
        return [_reviewed_change(row, recorded) for row in csv.DictReader(lines)]


def _reviewed_change(row: Mapping[str, str], recorded: Mapping[tuple[int, str], str]) -> Change:
    year = int(row["year"])
    source = row["source"] or recorded.get((year, row["from_code"])) or UNCITED
    return Change(
        year,
        row["change_type"],
        row["from_code"],
        row["to_code"],
        row["comparable"] == "true",
        source,
        row["note"],
    )


def _with_short_names(current: Mapping[str, Place], last: Mapping[str, Place]) -> dict[str, Place]:
    """Gives the current divisions, which come without, the short names of the last yearly table."""
    known = {(place.code, place.name): place.short for place in last.values()}
    return {
        code: replace(place, short=known.get((code, place.name), _short(place)))
        for code, place in current.items()
    }


def _short(place: Place) -> str:
    """The name without the word for its kind; the full name where one character would be left."""
    if place.short and not place.short.endswith("自治旗"):
        return place.short
    for suffix in ("族自治旗", "自治旗", "新区", "林区", "县", "市", "区", "旗"):
        if place.name.endswith(suffix) and len(place.name) > len(suffix) + 1:
            return place.name.removesuffix(suffix)
    return place.name


def _aliases(place: Place) -> tuple[str, ...]:
    """The usual short forms of autonomous units, which leave the peoples' names out: 凉山州, 彭水县."""
    short = _short(place)
    for kind in ("自治区", "自治州", "自治县", "自治旗"):
        if place.name.endswith(kind) and not place.name.startswith(short + kind):
            plain = () if kind == "自治区" else (short + kind[-1],)
            return (short + kind, *plain)
    return ()


def _zone_aliases(name: str, province: Place, city: Place | None) -> tuple[str, ...]:
    """The everyday names of a zone: 合肥高新区 and 合肥市高新区 for 合肥高新技术产业开发区."""
    written = [name, *_zone_places(name, _short(province), city)]
    shortened = [
        whole.removesuffix(kind) + usual
        for whole in written
        for kind, usual in EVERYDAY_ZONES.items()
        if whole.endswith(kind) and whole != kind
    ]
    return tuple(sorted({*written, *shortened} - {name}))


def _zone_places(name: str, province: str, city: Place | None) -> Iterator[str]:
    """The name without its province before the city, and with the city in its other form (合肥, 合肥市)."""
    short = _short(city) if city else name
    own = name if name.startswith(short) else name.removeprefix(province)
    if city is None or not own.startswith(short):
        return
    rest = own.removeprefix(short).removeprefix("市")
    yield from (own, short + rest)
    if city.name == f"{short}市":
        yield city.name + rest


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
