"""The clause behind a figure: short, marked, and without personal names."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publishing.comparison import Source
from publishing.evidence import clause, place, plain_clause, printable
from publishing.personal_names import masked, masked_label


def _source(evidence: str, raw_text: str | None, **where: object) -> Source:
    fields: dict[str, object] = {"start": None, "end": None, "page": None, "sheet": None, "cell": None}
    return Source(
        observation_id="o",
        source_name="f",
        sha256="0",
        evidence=evidence,
        raw_text=raw_text,
        **(fields | where),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("evidence", "raw_text", "marked"),
    [
        ("受理案件15件", "15件", ["15件"]),
        ("受理151件，其中15件", "15", ["15"]),
        ("结案率2.15，另有15", "15", ["15"]),
        ("一审15件、二审15件", "15件", ["15件", "15件"]),
        ("实现“双百”目标", "双百", ["双百"]),
        ("无新发案件", None, []),
        ("受理151件", "15", []),
    ],
)
def test_the_number_is_marked_where_it_stands_by_itself(
    evidence: str, raw_text: str | None, marked: list[str]
) -> None:
    pieces = clause(_source(evidence, raw_text))
    assert [piece.text for piece in pieces if piece.is_figure] == marked


def test_only_the_clause_of_the_figure_is_shown() -> None:
    shown = plain_clause(_source("由某某主持会议。共受理投诉48件；其余移送。", "48件"))
    assert shown == "共受理投诉48件；"


def test_a_very_long_clause_is_cut_around_the_figure() -> None:
    shown = plain_clause(_source("甲" * 200 + "48件" + "乙" * 200, "48件"))
    assert "48件" in shown and shown.startswith("…") and shown.endswith("…") and len(shown) < 130


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("由王小明同志经办48件", "由××同志经办48件"),
        ("局长李明带队检查3次", "局长××带队检查3次"),
        ("申请人张某某与某公司争议1件", "申请人××与某公司争议1件"),
        ("欧阳文女士等3人", "××女士等3人"),
        ("联系电话13800001234", "联系电话××"),
        ("全体党员干部同志学习12次", "全体党员干部同志学习12次"),
        ("主任高度重视法治工作", "主任高度重视法治工作"),
        ("追发工资13800001234元", "追发工资13800001234元"),
    ],
)
def test_personal_names_are_masked_and_other_words_are_not(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("青岚县人社局2023年报告（王小明）.docx", "青岚县人社局2023年报告（××）.docx"),
        ("年报_李明.xlsx", "年报_××.xlsx"),
        ("澄湾市/欧阳小明/报告.txt", "澄湾市/××/报告.txt"),
        ("填报人李明.docx", "填报人××.docx"),
        ("张三13800001234.pdf", "××××.pdf"),
        ("行政执法统计年报2024.xlsx", "行政执法统计年报2024.xlsx"),
        ("石萤县-2023-方案.xlsx", "石萤县-2023-方案.xlsx"),
        ("表一 行政处罚", "表一 行政处罚"),
    ],
)
def test_names_in_the_names_of_files_and_sheets_are_masked(name: str, shown: str) -> None:
    assert masked_label(name) == shown


PARTS = [*"王李欧阳明某×*：，。（）1389 _-a", "同志", "女士", "局长", "申请人", "填报人", "13800001234"]
NAMED = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(NAMED)
@example("李王小明同志")
@example("局长李王某某同志")
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    assert masked(masked(text)) == masked(text)
    assert masked_label(masked_label(text)) == masked_label(text)


@given(NAMED, st.sampled_from(["三", "48件", "万余"]), NAMED)
def test_a_shown_clause_has_nothing_left_to_mask(before: str, number: str, after: str) -> None:
    shown = plain_clause(_source(f"{before}{number}{after}", number))
    assert masked(shown) == shown


def test_a_masked_clause_keeps_its_figure() -> None:
    shown = plain_clause(_source("王小明同志办理48件", "48件"))
    assert shown == "××同志办理48件"


@given(st.text())
def test_printable_text_keeps_its_length_and_has_no_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 for character in shown)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"start": 120, "end": 124}, "第120至124字符"),
        ({"sheet": "表一", "cell": "C5"}, "工作表“表一”，单元格C5"),
        ({"start": 5, "end": 7, "page": 2, "cell": "B3"}, "单元格B3，第2页，第5至7字符"),
    ],
)
def test_a_place_is_said_in_chinese(where: dict[str, object], said: str) -> None:
    assert place(_source("x", None, **where)) == said
