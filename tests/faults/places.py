"""An invented province with room for many faults; its register lies in a copy of the catalogue.

The codes begin with 98, which GB/T 2260 does not use.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

PROVINCE_CODE, PROVINCE_NAME = "980000", "霁川省"
_FIRST = "沐栖澹霖芷珩漱璟岑汐榆砚萤溯枫桐蘅霁翎笙"
_SECOND = "湾岭溪塘陂渚坪浦泽岗洲堰墟渡垸"
_HEADER = (
    *("region_key", "region_code", "name_zh", "short_name", "aliases", "level"),
    *("parent_code", "valid_from_year", "valid_to_year"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A county or city; ``size`` is its share of cases against the middling one (1)."""

    code: str
    name: str
    level: str
    parent: str
    size: float

    @property
    def short(self) -> str:
        """The name without 县, 区 or 市."""
        return self.name[:-1]


def invent_places(random: Random, cities: int, counties: int) -> tuple[Place, ...]:
    """So many cities with so many counties each, every name used once; cities before their counties."""
    names = [a + b for a, b in product(_FIRST, _SECOND)]
    random.shuffle(names)
    return tuple(_places(random, iter(names), cities, counties))


def _places(random: Random, names: Iterator[str], cities: int, counties: int) -> Iterator[Place]:
    for number in range(1, cities + 1):
        city = f"98{number:02d}00"
        yield Place(city, f"{next(names)}市", "city", PROVINCE_CODE, random.lognormvariate(1.0, 0.3))
        for county in range(1, counties + 1):
            kind = "区" if county <= counties // 3 else "县"
            code = f"98{number:02d}{(1 if kind == '区' else 20) + county:02d}"
            yield Place(code, next(names) + kind, "county", city, random.lognormvariate(0.0, 0.45))


def write_catalog(source: Path, target: Path, places: tuple[Place, ...]) -> Path:
    """A copy of the catalogue's data under ``target`` whose invented regions are ``places``."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.py", "__pycache__", "lint", "tools"))
    rows = [
        (
            f"faults{PROVINCE_CODE}",
            PROVINCE_CODE,
            PROVINCE_NAME,
            PROVINCE_NAME[:-1],
            "",
            "province",
            "",
            2009,
            "",
        )
    ]
    rows += [(f"faults{p.code}", p.code, p.name, p.short, "", p.level, p.parent, 2009, "") for p in places]
    with (target / "regions" / "invented.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([_HEADER, *rows])
    return target
