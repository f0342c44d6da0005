"""The register of regions: codes by year, names by parent and year, places in a text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from catalog.region_files import RegionFileError, read_regions
from catalog.regions import Region, RegionRegister, load_regions

HEADER = (
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


@pytest.fixture(scope="module")
def register() -> RegionRegister:
    return load_regions()


def codes(regions: tuple[Region, ...]) -> list[str]:
    return [region.region_code for region in regions]


@pytest.mark.parametrize(
    ("statement", "year", "expected"),
    [
        ("500231", 2024, ["500231"]),
        ("垫江县", None, ["500231"]),
        ("杭州市上城区", 2023, ["330102"]),
        ("湖北省黄石市", None, ["420200"]),
        ("湖北省天门市", None, ["429006"]),
        ("四川省成都市锦江区", None, ["510104"]),
        ("四川锦江区", None, ["510104"]),
        ("鼓楼区", None, ["320106", "320302", "350102", "410204"]),
        ("南京市鼓楼区", None, ["320106"]),
        ("江苏省鼓楼区", None, ["320106", "320302"]),
        ("成都市朝阳区", None, []),
        ("北京市朝阳区", None, ["110105"]),
        ("凉山州", None, ["513400"]),
        ("彭水县", None, ["500243"]),
        ("新疆生产建设兵团", None, ["660000"]),
        ("合肥高新区", None, ["340171"]),
        ("云汀省澄湾市青岚县", None, ["990121"]),
        ("郫县", 2015, ["510124"]),
        ("郫县", 2019, []),
        ("邢台市桥西区", 2018, ["130503"]),
        ("巢湖市", 2009, ["341400"]),
        ("巢湖市", 2020, ["340181"]),
        ("不存在县", None, []),
        ("", None, []),
    ],
)
def test_statement_means_what_its_names_and_year_say(
    register: RegionRegister, statement: str, year: int | None, expected: list[str]
) -> None:
    assert codes(register.statement(statement, year)) == expected


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("330103", 2020, "下城区"),
        ("330103", 2021, None),
        ("330113", 2020, None),
        ("330113", 2021, "临平区"),
        ("330114", 2021, "钱塘区"),
        ("330102", 2020, "上城区"),
        ("330102", 2021, "上城区"),
        ("500110", 2010, "万盛区"),
        ("500110", 2011, "綦江区"),
        ("420600", 2009, "襄樊市"),
        ("420600", 2012, "襄阳市"),
        ("500112", 2025, "渝北区"),
        ("500112", 2026, None),
    ],
)
def test_code_names_a_region_only_in_its_years(
    register: RegionRegister, code: str, year: int, name: str | None
) -> None:
    found = register.by_code(code, year)
    assert (found.name_zh if found else None) == name


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (("510124", 2015), ("510117", 2016), True),
        (("522401", 2010), ("520502", 2011), True),
        (("500222", 2010), ("500110", 2011), True),
        (("500110", 2010), ("500110", 2011), False),
        (("330104", 2020), ("330102", 2021), False),
        (("371202", 2017), ("370116", 2018), True),
        (("469003", 2014), ("460400", 2015), True),
    ],
)
def test_key_stays_through_upgrades_and_ends_with_mergers(
    register: RegionRegister, old: tuple[str, int], new: tuple[str, int], same: bool
) -> None:
    before, after = register.by_code(*old), register.by_code(*new)
    assert before is not None and after is not None
    assert (before.region_key == after.region_key) is same


def test_name_counts_in_the_year_after_it_was_laid_down(register: RegionRegister) -> None:
    (found,) = register.named("郫县", 2016)
    current = register.in_year(found, 2016)
    assert current is not None and (current.region_code, current.name_zh) == ("510117", "郫都区")


def test_children_and_ancestors(register: RegionRegister) -> None:
    districts = {region.name_zh for region in register.children("330100", 2021)}
    assert {"上城区", "拱墅区", "临平区", "钱塘区", "余杭区"} <= districts
    assert not {"下城区", "江干区"} & districts
    county = register.statement("四川省成都市锦江区")[0]
    assert codes(register.ancestors(county)) == ["510100", "510000"]
    municipal = register.statement("重庆市垫江县")[0]
    assert codes(register.ancestors(municipal)) == ["500000"]


def test_common_is_the_smallest_region_around_all(register: RegionRegister) -> None:
    nanjing, xuzhou, fuzhou, _ = register.named("鼓楼区")
    assert (found := register.common((nanjing, xuzhou))) is not None and found.region_code == "320000"
    assert register.common((nanjing, fuzhou)) is None
    assert register.common(()) is None


def test_find_in_text_takes_the_longest_name_and_its_place(register: RegionRegister) -> None:
    text = "吉林省吉林市与鄂尔多斯市准格尔旗、彭水苗族土家族自治县交流"
    found = register.find_in_text(text)
    assert [m.name for m in found] == ["吉林省", "吉林市", "鄂尔多斯市", "准格尔旗", "彭水苗族土家族自治县"]
    assert all(text[m.start : m.end] == m.name and m.regions for m in found)


def test_every_name_resolves_with_its_parents(register: RegionRegister) -> None:
    """Full chains are unambiguous in the year in which they hold, for every region of the register."""
    checked = 0
    for region in register.versions:
        chain = "".join(r.name_zh for r in (*reversed(register.ancestors(region)), region))
        found = register.statement(chain, region.valid_from_year)
        assert region.region_key in {r.region_key for r in found}, chain
        checked += 1
    assert checked > 3700


def test_code_has_one_meaning_in_a_year_and_parents_exist(register: RegionRegister) -> None:
    versions = sorted(register.versions, key=lambda v: (v.region_code, v.valid_from_year))
    for first, second in pairwise(versions):
        if first.region_code == second.region_code:
            assert first.valid_to_year is not None and first.valid_to_year < second.valid_from_year
    below = [v for v in versions if v.parent_code]
    assert not [v for v in below if not register.by_code(v.parent_code or "", v.valid_from_year)]


def test_invented_regions_use_codes_that_no_real_one_has(register: RegionRegister) -> None:
    invented = {v.region_code for v in register.versions if v.is_invented}
    assert len(invented) == 8 and all(code.startswith("99") for code in invented)
    assert not [v for v in register.versions if not v.is_invented and v.region_code.startswith("99")]


def test_faulty_row_is_refused_with_file_and_line(tmp_path: Path) -> None:
    header = ",".join(HEADER)
    (tmp_path / "regions.csv").write_text(f"{header}\nx,12345,甲县,甲,,county,,2010,\n", encoding="utf-8")
    with pytest.raises(RegionFileError, match=r"regions\.csv line 2.*12345"):
        read_regions(tmp_path)


def test_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RegionFileError, match=r"regions\.csv"):
        read_regions(tmp_path)
