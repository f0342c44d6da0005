"""The region of every annotated report, with its invented places in the register: right or open, never wrong.

The places are registered twice: once as the reports mean them, and once beside a namesake in another invented
province, so that a name alone says no longer which of two regions reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from marked_reports import REPORTS, Level, MarkedReport, read_reports

from catalog import load_catalog
from catalog.regions import Region, RegionRegister, load_regions
from ingestion.documents import Block, Document
from ingestion.identity import identify
from ingestion.submissions import Identity

HOLDOUT = REPORTS.parent / "holdout"
FILES = [report for folder in (REPORTS, HOLDOUT) for report in read_reports(load_catalog(), folder)]
_BUREAU = re.compile(r"(?:人力资源和社会保障|人力资源)(?:局|厅)$")
_NAME = re.compile(r"第.师|.+?(?:自治区|自治州|地区|省|盟|市|自治县|县|区|旗)")
_KIND = re.compile(r"(?:(?:藏族|羌族|彝族)*自治[区州县]|地区|[省盟市县区旗])$")
_LEVELS: tuple[Level, ...] = ("province", "city", "county")
NAMESAKES = ("镜湖省", "镜湖市")


def names_of(marked: MarkedReport) -> tuple[str, ...]:
    """The regions in the name of the reporting bureau, the outermost first; none for zones and divisions."""
    if marked.identity.level == "local":
        return ()
    return tuple(_NAME.findall(_BUREAU.sub("", marked.identity.agency)))


def levels_of(names: Sequence[str], level: str) -> tuple[Level, ...]:
    """The levels of a chain of names: its last is the reporter's, a 市 in front of a 区 may be a province."""
    outer: tuple[Level, ...] = ("province", "city")
    own: Level = next(known for known in _LEVELS if known == level)
    return (*outer[: len(names) - 1], own)


class Places:
    """A register in the making: every name once below each parent, with codes that no law has given."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, ...], str] = {}
        self.versions: list[Region] = []

    def add(self, names: Sequence[str], levels: Sequence[Level]) -> str:
        """The code of the last of these names, registered with all those above it."""
        path = tuple(names)
        if path in self.codes:
            return self.codes[path]
        parent = self.add(names[:-1], levels[:-1]) if len(path) > 1 else None
        code = self.codes[path] = f"98{len(self.codes):04}"
        short = _KIND.sub("", path[-1]) or path[-1]
        self.versions.append(
            Region(
                region_key=f"test{code}",
                region_code=code,
                name_zh=path[-1],
                short_name=short,
                aliases=(),
                level=levels[-1],
                parent_code=parent,
                valid_from_year=2009,
                valid_to_year=None,
                is_local=False,
                is_invented=True,
            )
        )
        return code


@cache
def places(with_namesakes: bool) -> tuple[RegionRegister, dict[str, str]]:
    """The register, and the code of each report's region by the report's id."""
    made, expected = Places(), {}
    known = {version.name_zh: version.region_code for version in load_regions().versions}
    for marked in FILES:
        names = names_of(marked)
        if not names:
            continue
        is_sample = len(names) == 1 and known.get(names[0], "").startswith("99")
        code = known[names[0]] if is_sample else made.add(names, levels_of(names, marked.identity.level))
        expected[marked.identity.id] = code
        if with_namesakes and marked.identity.level == "county":
            made.add((*NAMESAKES, names[-1]), ("province", "city", "county"))
    base = load_regions()
    return RegionRegister((*base.versions, *made.versions), base.changes), expected


def identified(marked: MarkedReport, with_namesakes: bool) -> Identity:
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", marked.text))
    document = Document(format="txt", text=marked.text, blocks=blocks, metadata={})
    return identify(document, f"{marked.identity.id}.txt", None, places(with_namesakes)[0], None)


def verdicts(with_namesakes: bool) -> Iterator[tuple[str, str]]:
    """``right``, ``open`` or ``wrong`` for every report, with its id."""
    expected = places(with_namesakes)[1]
    for marked in FILES:
        code = identified(marked, with_namesakes).region_code
        right = expected.get(marked.identity.id)
        yield marked.identity.id, "open" if code is None else "right" if code == right else "wrong"


@pytest.mark.parametrize("with_namesakes", [False, True])
def test_no_region_of_a_report_is_wrong(with_namesakes: bool) -> None:
    found = dict(verdicts(with_namesakes))
    assert len(found) == len(FILES) >= 50
    assert [name for name, verdict in found.items() if verdict == "wrong"] == []


def test_a_region_that_the_register_knows_is_found() -> None:
    counted = Counter(verdict for _, verdict in verdicts(with_namesakes=False))
    assert counted["right"] >= 44, "zones and divisions of the corps stay open, and few others"


def test_a_name_that_two_regions_bear_is_settled_by_its_parents_or_left_open() -> None:
    settled = dict(verdicts(with_namesakes=True))
    counties = [m for m in FILES if m.identity.level == "county"]
    bare = [m.identity.id for m in counties if len(names_of(m)) == 1]
    assert len(bare) >= 3
    assert any(settled[name] == "open" for name in bare)
    assert Counter(settled.values())["right"] >= 15, "those that name their province or city themselves"
