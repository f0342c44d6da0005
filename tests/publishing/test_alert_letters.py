"""Alerts are told by addressee: bureaus get a letter each, with what to do and by when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from catalog import load_catalog
from publishing.alerts import Alert, alerts_page, alerts_text
from publishing.alerts.lists import MOST_SHOWN, groups_of

AS_OF = datetime(2032, 3, 7, 3, tzinfo=UTC)


def alert(addressee: str = "submitter", **changes: Any) -> Alert:
    plain = {
        "alert_id": "a",
        "addressee": addressee,
        "fault_class": "quarantine_reason",
        "code": "empty_file",
        "what": "《表.xlsx》未能读取：文件是空的。",
        "do": "请重新报送",
        "bureau": "青岚县人力资源和社会保障局",
        "by": date(2032, 3, 17) if addressee == "submitter" else None,
    }
    return Alert(**plain | changes)


def text_of(*alerts: Alert) -> str:
    return alerts_text(alerts, AS_OF, "build-1", load_catalog())


def test_a_bureau_gets_one_letter_with_the_last_of_its_days() -> None:
    text = text_of(alert(), alert(what="年度报告未报送", by=date(2032, 4, 1)))
    assert (
        "青岚县人力资源和社会保障局：\n"
        "    你单位报送工作中有下列2项需要办理，请于2032年4月1日前完成。\n"
        "    1.《表.xlsx》未能读取：文件是空的。\n"
        "    2.年度报告未报送。\n"
        "    请重新报送。\n"
    ) in text


def test_a_request_stands_once_after_the_points_that_it_is_about() -> None:
    text = text_of(alert(), alert(what="年度报告未报送", do="请尽快报送"), alert(what="另一文件未能读取"))
    assert (
        "    1.《表.xlsx》未能读取：文件是空的。\n"
        "    2.另一文件未能读取。\n"
        "    请重新报送。\n"
        "    3.年度报告未报送。\n"
        "    请尽快报送。\n"
    ) in text


def test_bureaus_stand_by_name_and_the_unknown_one_last() -> None:
    letters = next(iter(groups_of([alert(bureau=None), alert(bureau="乙局"), alert(bureau="丙局")]))).letters
    assert [letter.to for letter in letters] == ["丙局：", "乙局：", "报送单位不详（请按文件名联系报送人）："]


def test_every_addressee_is_named_also_with_nothing_to_do() -> None:
    text = text_of(alert("engineer", what="数据仓库构建失败：x", do="请查明原因", bureau=None))
    assert "【报送单位】0项\n没有需要办理的事项。" in text
    assert "【审核人员】0项\n没有需要办理的事项。" in text
    assert "【系统管理员】1项\n\n系统运行\n    下列1项故障需要排除。\n    1.数据仓库构建失败：x。" in text


def test_a_very_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    many = [alert("reviewer", alert_id=str(n)) for n in range(MOST_SHOWN + 7)]
    text = text_of(*many)
    assert f"【审核人员】{MOST_SHOWN + 7}项" in text
    assert "另有7项未列出，见 alerts.jsonl。" in text


def test_the_page_says_the_same_and_no_markup_of_others() -> None:
    page = alerts_page([alert(what="<script>《表》")], AS_OF, "build-1", load_catalog())
    assert "报送单位（1项）" in page and "审核人员（0项）" in page
    assert "请于2032年3月17日前完成" in page
    assert "<script>" not in page and "&lt;script&gt;" in page
