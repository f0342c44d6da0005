"""The workbook there and back: what it shows, what may be filled in, and what keeps it from applying."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from homes import nianjian
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from review_home import DECIDED, RECEIVED, fill, item, make_home, receipts, write_queue

from ingestion.landing import read_raw_table
from pipeline.review.answers import Refused
from pipeline.review.applying import apply_workbook
from pipeline.review.exporting import export_queue
from pipeline.review.form import FIGURES, GUIDE, LISTS, SUBMISSIONS
from pipeline.review.records import recorded
from pipeline.settings import Home
from pipeline.withdraw import withdraw

WHO = {"理由": "已核对台账", "审核人": "赵甲"}
CONFIRM = {"处理意见": "按原文确认", **WHO}
FIRST = 3


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("received")).root


@pytest.fixture
def home(received: Path, tmp_path: Path) -> Home:
    """A home of its own for each test."""
    return Home(Path(shutil.copytree(received, tmp_path / "home")))


@pytest.fixture
def workbook(home: Home, tmp_path: Path) -> Path:
    export_queue(home, tmp_path / "审核.xlsx")
    return tmp_path / "审核.xlsx"


def test_the_workbook_shows_the_item_and_lets_only_answers_be_filled_in(workbook: Path) -> None:
    book = load_workbook(workbook, rich_text=True)
    assert [sheet.title for sheet in book] == [GUIDE, FIGURES.name, SUBMISSIONS.name, LISTS]
    assert book[LISTS].sheet_state == "veryHidden"
    table = book[FIGURES.name]
    headings = [cell.value for cell in table[2]]
    assert headings == [column.heading for column in FIGURES.columns]
    shown = {heading: str(cell.value) for heading, cell in zip(headings, table[FIRST], strict=True)}
    assert (shown["地区"], shown["年度"], shown["数值"], shown["单位"]) == ("青岚县", "2031年", "470", "件")
    assert shown["历年同指标"] == "2030年　431"
    assert shown["其他可能"] == "指标：仲裁审结（结案）案件数"
    assert "470 ≠ 30 + 9" in shown["依据的规则与发现"]
    assert "若为 47" in shown["依据的规则与发现"]
    unlocked = {h for h, cell in zip(headings, table[FIRST], strict=True) if not cell.protection.locked}
    assert unlocked == {column.heading for column in FIGURES.answers}
    assert table.protection.sheet
    assert table.freeze_panes == "C3"
    hidden = [h for h, cell in zip(headings, table[2], strict=True) if _is_hidden(table, cell.column_letter)]
    assert hidden == ["编号", "文件标识"]


def _is_hidden(table: Any, letter: str) -> bool:
    return any(
        dimension.hidden and dimension.min <= table[f"{letter}1"].column <= dimension.max
        for dimension in table.column_dimensions.values()
    )


def test_the_items_of_each_sheet_are_counted_from_one(workbook: Path) -> None:
    book = load_workbook(workbook)
    numbers = {
        sheet.name: [row[0] for row in book[sheet.name].iter_rows(min_row=FIRST, values_only=True)]
        for sheet in (FIGURES, SUBMISSIONS)
    }
    assert numbers == {FIGURES.name: ["1", "2"], SUBMISSIONS.name: ["1"]}


def test_the_number_is_marked_in_its_sentence(workbook: Path) -> None:
    table = load_workbook(workbook, rich_text=True)[FIGURES.name]
    column = [cell.value for cell in table[2]].index("原文（所读数字以红色标出）") + 1
    passage = table.cell(FIRST, column).value
    assert isinstance(passage, CellRichText)
    marked = [run.text for run in passage if isinstance(run, TextBlock) and run.font.b]
    assert marked == ["470件"]
    assert str(passage).endswith("案件470件")


def test_answers_are_chosen_from_lists(workbook: Path) -> None:
    book = load_workbook(workbook)
    rules = {
        str(rule.sqref).split(":")[0][:1]: rule for rule in book[FIGURES.name].data_validations.dataValidation
    }
    lists = [rule for rule in rules.values() if rule.type == "list"]
    assert len(lists) == 4
    choices = [cell.value for cell in book[LISTS]["A"] if cell.value]
    assert choices[:3] == ["按原文确认", "更正数值", "改为其他指标"]
    assert "指定地区" not in choices


def test_the_same_queue_gives_the_same_bytes(home: Home, workbook: Path, tmp_path: Path) -> None:
    export_queue(home, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_an_item_that_was_sent_back_waits_for_its_bureau(home: Home, tmp_path: Path) -> None:
    write_queue(home, item(), item(item_id="c" * 20, position=2, state="sent_back"))
    assert list(export_queue(home, tmp_path / "w.xlsx").items) == ["a" * 20]


def test_an_unfilled_workbook_changes_nothing(home: Home, workbook: Path) -> None:
    assert apply_workbook(home, workbook, DECIDED).decisions == ()
    assert recorded(home.root) == ()


def test_answers_become_records_with_who_when_and_why(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **WHO, 处理意见="更正数值", 更正后数值=47, 复核人="钱乙")
    applied = apply_workbook(home, workbook, DECIDED)
    (decision,) = recorded(home.root)
    assert applied.decisions == (decision,)
    assert (decision.decision, decision.value, decision.expects_value) == ("replace_value", 47.0, 470.0)
    assert (decision.decided_by, decision.confirmed_by, decision.reason) == ("赵甲", "钱乙", "已核对台账")
    assert decision.decided_at == DECIDED
    assert (decision.raw_text, decision.choice) == ("470件", "replace_value")


def test_a_decision_never_counts_as_earlier_than_what_it_is_about(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)
    apply_workbook(home, workbook, RECEIVED - timedelta(days=9))
    assert recorded(home.root)[0].decided_at == RECEIVED


def refused(home: Home, path: Path) -> str:
    """Why a workbook is refused; nothing may have been recorded."""
    before = recorded(home.root)
    with pytest.raises(Refused) as caught:
        apply_workbook(home, path, DECIDED)
    assert recorded(home.root) == before
    return str(caught.value)


def test_one_fault_keeps_all_answers_from_applying(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)
    fill(workbook, FIGURES.name, FIRST + 1, 处理意见="不是数据", 理由="重复")
    fill(workbook, SUBMISSIONS.name, FIRST, **WHO, 处理意见="指定地区", 指定地区="乌有县")
    faults = refused(home, workbook).splitlines()
    assert faults[0] == "工作表“数值审核”第4行：没有填写“审核人”。"
    assert faults[1].startswith("工作表“材料审核”第3行：“指定地区”：没有这样的地区")
    assert len(faults) == 2


def _change(path: Path, sheet: str, row: int, heading: str, value: object) -> None:
    fill(path, sheet, row, **{heading: value})


def _drop_row(path: Path) -> None:
    book = load_workbook(path)
    book[FIGURES.name].delete_rows(FIRST)
    book.save(path)


def _repeat_row(path: Path) -> None:
    book = load_workbook(path)
    table = book[FIGURES.name]
    table.append([cell.value for cell in table[FIRST]])
    book.save(path)


def _rename_sheet(path: Path) -> None:
    book = load_workbook(path)
    book[FIGURES.name].title = "甲"
    book.save(path)


TAMPERED = [
    ("a shown number", lambda p: _change(p, FIGURES.name, FIRST, "数值", "47"), "第3行：锁定的内容被改动"),
    (
        "the passage",
        lambda p: _change(p, FIGURES.name, FIRST, "原文（所读数字以红色标出）", "47件"),
        "锁定的内容",
    ),
    ("the source", lambda p: _change(p, FIGURES.name, FIRST, "文件标识", "0" * 64), "锁定的内容被改动"),
    ("an id", lambda p: _change(p, FIGURES.name, FIRST, "编号", "f" * 20), "编号不在导出之列"),
    (
        "the id of another row",
        lambda p: _change(p, FIGURES.name, FIRST, "编号", "c" * 20),
        "锁定的内容被改动",
    ),
    ("a heading", lambda p: _change(p, FIGURES.name, 2, "数值", "数"), "表头被改动"),
    ("a row gone", _drop_row, "缺少 1 行"),
    ("a row twice", _repeat_row, "同一事项只能处理一次"),
    ("a sheet renamed", _rename_sheet, "工作表“数值审核”：表头被改动或工作表缺失"),
]


@pytest.mark.parametrize(("tamper", "words"), [c[1:] for c in TAMPERED], ids=[c[0] for c in TAMPERED])
def test_a_workbook_that_was_changed_is_refused(home: Home, workbook: Path, tamper: Any, words: str) -> None:
    tamper(workbook)
    assert words in refused(home, workbook)


def test_a_workbook_of_another_home_is_refused(home: Home, workbook: Path) -> None:
    shutil.rmtree(home.root / "review" / "exports")
    assert "不是从本系统导出的审核工作簿" in refused(home, workbook)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", "编号,处理意见\n".encode()])
def test_a_file_that_is_no_workbook_is_refused(home: Home, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.xlsx").write_bytes(content)
    assert "无法作为 xlsx 工作簿打开" in refused(home, tmp_path / "w.xlsx")


def test_an_item_is_decided_once(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)
    apply_workbook(home, workbook, DECIDED)
    assert "第3行：该项已由赵甲于 2032-03-01 处理（已核对台账）" in refused(home, workbook)


def test_an_item_that_is_no_longer_open_has_lapsed(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)
    write_queue(home, item(item_id="e" * 20))
    assert "第3行：该项已失效" in refused(home, workbook)


def test_an_item_of_a_withdrawn_submission_has_lapsed(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)
    sent = next(r["submission_id"] for r in receipts(home) if r["source_name"] == "报告.txt")
    withdraw(home, sent, "数据有误", DECIDED)
    assert "第3行：该项已失效" in refused(home, workbook)


def test_of_two_applications_at_once_one_is_refused(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **CONFIRM)

    def apply(_: int) -> str:
        try:
            return str(len(apply_workbook(home, workbook, DECIDED).decisions))
        except Refused:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(apply, range(2))) == ["1", "refused"]
    assert len(recorded(home.root)) == 1


def test_a_submission_is_read_again_with_the_region_that_was_assigned(home: Home, workbook: Path) -> None:
    fill(workbook, SUBMISSIONS.name, FIRST, **WHO, 处理意见="指定地区", 指定地区="990122")
    applied = apply_workbook(home, workbook, DECIDED)
    assert [reread.result for reread in applied.rereads] == ["read_again"]
    last = max(read_raw_table(home.root, "documents").to_pylist(), key=lambda row: row["sequence"])
    assert (last["source_name"], last["region_code"]) == ("某县报告.txt", "990122")
    assert last["received_at"] == RECEIVED
    (decision,) = recorded(home.root)
    assert decision.after_sequence is not None
    assert decision.after_sequence < last["sequence"]


def test_a_notice_names_what_is_sent_back_and_by_when(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **WHO, 处理意见="退回修改")
    first = apply_workbook(home, workbook, DECIDED)
    (path,) = first.notices
    assert path.parent == home.root / "review" / "notices"
    assert path.name.endswith("-退回修改通知.docx")
    assert path.name[:12] == first.decisions[0].submission_id[:12]
    notice = Document(str(path))
    text = "\n".join(paragraph.text for paragraph in notice.paragraphs)
    assert "关于退回修改《报告》的通知" in text
    assert "青岚县人力资源和社会保障局：" in text
    assert "其中1处内容需要核实修改" in text
    assert "请于2032年3月11日前报送" in text
    assert [cell.text for cell in notice.tables[0].rows[1].cells][4:6] == [
        "470件",
        "全年共受理劳动人事争议案件470件",
    ]


def test_the_last_notice_about_a_submission_is_whole_and_always_the_same(home: Home, workbook: Path) -> None:
    fill(workbook, FIGURES.name, FIRST, **WHO, 处理意见="退回修改")
    apply_workbook(home, workbook, DECIDED)
    fill(workbook, FIGURES.name, FIRST, 处理意见=None, 理由=None, 审核人=None)
    fill(workbook, FIGURES.name, FIRST + 1, **WHO, 处理意见="退回修改")
    (path,) = apply_workbook(home, workbook, DECIDED).notices
    assert len(Document(str(path)).tables[0].rows) == 3


def test_the_commands_say_what_they_did(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "审核.xlsx"
    assert nianjian(home.root, "review", "export", path) == (0, f"已导出待审核 3 项　{path}\n")
    code, output = nianjian(home.root, "review", "apply", path)
    assert (code, output) == (0, "工作簿中没有填写处理意见，未作任何改动。\n")
    fill(path, FIGURES.name, FIRST, **CONFIRM, 更正后数值=4)
    code, output = nianjian(home.root, "review", "apply", path)
    assert code == 2
    assert "有 1 处不符，未导入任何意见。" in output
    fill(path, FIGURES.name, FIRST, 更正后数值=None)
    code, output = nianjian(home.root, "review", "apply", path)
    assert code == 0
    assert "已导入 1 条意见：按原文确认 1" in output


def test_an_export_needs_an_xlsx_name_and_a_warehouse(home: Home, tmp_path: Path) -> None:
    assert nianjian(home.root, "review", "export", tmp_path / "审核.csv")[0] == 2
    assert nianjian(tmp_path / "empty", "review", "export", tmp_path / "审核.xlsx")[0] == 2
    assert not (tmp_path / "审核.xlsx").exists()
