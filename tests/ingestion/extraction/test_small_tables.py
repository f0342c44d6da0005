"""Small tables in every usual notation: each place has its own meaning, and an unknown one makes all wait."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_aids import YEAR, read

Thing = tuple[str, str, str]
"""What is counted, its measure word and its indicator."""
MATTERS: dict[str, list[Thing]] = {
    "劳动人事争议仲裁情况": [("受理案件", "件", "arb_cases_accepted"), ("审结", "件", "arb_cases_closed")],
    "劳动保障监察情况": [
        ("检查用人单位", "户次", "ins_employers_inspected"),
        ("受理投诉举报", "件", "ins_complaints_accepted"),
    ],
    "根治欠薪情况": [("接收欠薪线索", "件", "wage_clues_received"), ("办结", "件", "wage_clues_resolved")],
}


@dataclass(frozen=True)
class Dimension:
    """Two places by name, and the scope of each whose numbers are figures of the year."""

    names: tuple[str, str]
    scopes: tuple[str | None, str | None]

    def turned(self) -> Dimension:
        """The same in the other order."""
        return Dimension(self.names[::-1], self.scopes[::-1])


YEARS = Dimension((f"{YEAR - 1}年", f"{YEAR}年"), (None, "region"))
SCOPES = Dimension(("全县", "局本级"), ("region", "own"))
UNKNOWN = Dimension(("甲口径", "乙口径"), (None, None))
Groups = list[tuple[Thing, tuple[int, int]]]


def brackets(matter: str, d: Dimension, groups: Groups, within: bool) -> str:
    """括号外为…数，括号内为…数."""
    told = (f"{n}{a}{u}（{b}{u}）" if within else f"{n}{a}（{b}）{u}" for (n, u, _), (a, b) in groups)
    return f"{matter}如下（括号外为{d.names[0]}数，括号内为{d.names[1]}数）：{'，'.join(told)}。"


def slashes(matter: str, d: Dimension, groups: Groups, within: bool) -> str:
    """斜线前为…数，斜线后为…数."""
    told = (f"{n}{a}{u}／{b}{u}" if within else f"{n}{a}/{b}{u}" for (n, u, _), (a, b) in groups)
    return f"{matter}如下（斜线前为{d.names[0]}数，斜线后为{d.names[1]}数）：{'；'.join(told)}。"


def named(matter: str, d: Dimension, groups: Groups, within: bool) -> str:
    """（2030年/2031年）：."""
    told = (f"{n}{a}{u}/{b}{u}" if within else f"{n}{a}/{b}{u}" for (n, u, _), (a, b) in groups)
    return f"{matter}（{d.names[0]}／{d.names[1]}）：{'，'.join(told)}。"


def lines(matter: str, d: Dimension, groups: Groups, apart: str) -> str:
    """A head and a line for each thing."""
    rows = [f"{n}（{u}）{apart}{a}{apart}{b}" for (n, u, _), (a, b) in groups]
    return "\n".join([f"{matter}对照如下：", f"项目{apart}{d.names[0]}{apart}{d.names[1]}", *rows])


NOTATIONS = {
    f"{write.__name__}-{how}": (write, how)
    for write, hows in ((brackets, (True, False)), (slashes, (True, False)), (named, (True, False)))
    for how in hows
} | {f"lines-{apart!r}": (lines, apart) for apart in ("｜", "\t", " | ", "　")}
NUMBERS = st.lists(st.integers(421, 698).filter(lambda n: n != 520), min_size=4, max_size=4, unique=True)


def written(notation: str, matter: str, dimension: Dimension, numbers: list[int]) -> tuple[str, Groups]:
    """A text in this notation, and what it says of what."""
    pairs = (numbers[0], numbers[1]), (numbers[2], numbers[3])
    groups = list(zip(MATTERS[matter], pairs, strict=True))
    write, how = NOTATIONS[notation]
    return write(matter, dimension, groups, how), groups  # type: ignore[operator]


def figures(text: str) -> set[tuple[str | None, float | None, str | None]]:
    """Indicator, value and scope of every fact, each with the print of its number at its place."""
    found = [o for o in read(text) if o.disposition == "fact"]
    assert all(o.start is not None and text[o.start : o.end] == o.raw_text for o in found)
    assert all((o.period_type, o.period_year) == ("full_year", YEAR) for o in found)
    return {(o.indicator_id, o.value, o.org_scope) for o in found}


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("matter", MATTERS)
@given(st.sampled_from([YEARS, YEARS.turned(), SCOPES, SCOPES.turned()]), NUMBERS)
@settings(max_examples=4, deadline=None, derandomize=True)
def test_each_place_is_read_as_its_name_says(
    notation: str, matter: str, dimension: Dimension, numbers: list[int]
) -> None:
    text, groups = written(notation, matter, dimension, numbers)
    expected = {
        (indicator, float(value), scope)
        for (_, _, indicator), pair in groups
        for value, scope in zip(pair, dimension.scopes, strict=True)
        if scope is not None
    }
    assert figures(text) == expected, text


@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.sampled_from(sorted(MATTERS)), NUMBERS)
@settings(max_examples=3, deadline=None, derandomize=True)
def test_places_that_nobody_knows_make_all_numbers_wait(
    notation: str, matter: str, numbers: list[int]
) -> None:
    text, _ = written(notation, matter, UNKNOWN, numbers)
    assert figures(text) == set(), text


@pytest.mark.parametrize(
    "behind",
    [
        "（含集体性案件）",
        "（见附件2）",
        "，占比约1/2",
        f"（截至{YEAR}/12/31）",
        "，联系电话6321/6322",
        "，依据《劳动人事争议仲裁办案规则》（2017年修订）办理",
        "，比值为11/12",
    ],
)
def test_what_only_looks_like_a_group_changes_nothing(behind: str) -> None:
    assert figures(f"全年受理劳动人事争议仲裁案件431件{behind}。") == {
        ("arb_cases_accepted", 431.0, "region")
    }


@given(NUMBERS)
@settings(max_examples=5, deadline=None, derandomize=True)
def test_several_numbers_taken_for_one_are_each_told(numbers: list[int]) -> None:
    a, b = numbers[0] % 90 + 10, numbers[1] % 90 + 10
    head = f"仲裁情况（单位：件）：\n项目　{YEAR - 1}年　{YEAR}年\n"
    text = f"{head}受理　{numbers[2]}　{numbers[3]}\n审结　{a}　{b}\n"
    assert ("arb_cases_closed", float(b), "region") in figures(text), text
