"""Which year a report is about, and when it was published. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from identity_documents import report

from catalog.regions import load_regions
from ingestion.identity import identify
from ingestion.identity.dates import find_dates
from ingestion.submissions import Identity, ManifestEntry

BUREAU = "青岚县人力资源和社会保障局"
BODY = "一、主要工作\n(一)加强学习。全年学法6次。"


def identified(text: str, name: str = "report.txt", metadata: dict[str, str] | None = None) -> Identity:
    return identify(report(text, metadata), name, None, load_regions(), None)


YEARS: dict[str, tuple[str, int | None, str]] = {
    "title": (f"{BUREAU}2024年法治政府建设情况报告\n{BODY}", 2024, "accepted"),
    "title in Chinese digits": (f"{BUREAU}二〇二四年法治政府建设情况报告\n{BODY}", 2024, "accepted"),
    "title with a plan for the next year": (
        f"{BUREAU}2024年法治政府建设情况和2025年工作计划的报告\n{BODY}",
        2024,
        "accepted",
    ),
    "title with two years of work": (
        f"{BUREAU}2023年、2024年法治政府建设情况报告\n{BODY}",
        None,
        "needs_review",
    ),
    "title with a law and its year": (
        f"{BUREAU}贯彻《法治建设纲要(2021—2025年)》2023年工作情况报告\n{BODY}",
        2023,
        "accepted",
    ),
    "title with a range of years": (
        f"{BUREAU}2021—2025年法治政府建设情况报告\n{BODY}",
        None,
        "needs_review",
    ),
    "opening": (f"{BUREAU}法治政府建设情况报告\n现将我局2023年度工作情况报告如下:\n{BODY}", 2023, "accepted"),
    "first words": (
        f"{BUREAU}法治政府建设情况报告\n2023年,我局扎实工作,现将情况报告如下:\n{BODY}",
        2023,
        "accepted",
    ),
    "opening with a comparison": (
        f"{BUREAU}法治政府建设情况报告\n宣传次数较2022年增长一成。现将2023年情况报告如下:\n{BODY}",
        2023,
        "accepted",
    ),
    "opening with the day on which the report was sent": (
        f"{BUREAU}关于2023年法治政府建设情况报告的更正说明\n我局2024年1月15日在门户网站公布的报告中有误,更正如下:\n{BODY}",
        2023,
        "accepted",
    ),
    "opening with an order by number": (
        f"{BUREAU}法治政府建设情况报告\n根据云法办〔2021〕3号文件,现将2023年情况报告如下:\n{BODY}",
        2023,
        "accepted",
    ),
    "heading and body": (
        f"{BUREAU}法治政府建设情况报告\n一、2023年工作情况\n2023年学法6次。2023年培训3次。",
        2023,
        "accepted",
    ),
    "heading alone": (
        f"{BUREAU}法治政府建设情况报告\n一、2023年工作情况\n学法6次。",
        2023,
        "needs_review",
    ),
    "plan section and signature": (
        f"{BUREAU}法治政府建设情况报告\n{BODY}\n三、2025年工作安排\n继续学法。\n{BUREAU}\n2025年1月10日",
        2024,
        "accepted",
    ),
    "signature in January alone": (
        f"{BUREAU}法治政府建设情况报告\n{BODY}\n{BUREAU}\n2025年1月10日",
        2024,
        "needs_review",
    ),
    "signature in July": (
        f"{BUREAU}法治政府建设情况报告\n{BODY}\n{BUREAU}\n2025年7月10日",
        None,
        "needs_review",
    ),
    "early report signed in December": (
        f"{BUREAU}2024年法治政府建设情况报告\n{BODY}\n{BUREAU}\n2024年12月26日",
        2024,
        "accepted",
    ),
    "title and opening differ": (
        f"{BUREAU}2023年法治政府建设情况报告\n现将我局2024年度工作情况报告如下:\n{BODY}",
        2023,
        "needs_review",
    ),
    "title and signature too far apart": (
        f"{BUREAU}2022年法治政府建设情况报告\n{BODY}\n{BUREAU}\n2025年1月10日",
        2022,
        "needs_review",
    ),
    "signed before the year was over": (
        f"{BUREAU}2024年法治政府建设情况报告\n{BODY}\n{BUREAU}\n2024年7月10日",
        2024,
        "needs_review",
    ),
    "title left at last year": (
        f"{BUREAU}2023年法治政府建设情况报告\n{BODY}\n2024年培训3次。2024年学法6次。2024年宣传4次。",
        2023,
        "needs_review",
    ),
    "heading of another year": (
        f"{BUREAU}2024年法治政府建设情况报告\n一、2023年工作情况\n学法6次。",
        2024,
        "needs_review",
    ),
    "item of the plan section names the next year": (
        f"{BUREAU}2023年法治政府建设情况报告\n{BODY}\n三、下步打算\n(一)2024年继续学法。\n(二)加强普法,2024年底前完成。",
        2023,
        "accepted",
    ),
    "years of plans and comparisons only": (
        f"{BUREAU}法治政府建设情况报告\n{BODY}\n比2022年增长,较2022年同期下降。\n三、下步打算\n2025年将学法。2025年将宣传。",
        None,
        "needs_review",
    ),
    "several years joined": (f"{BUREAU}2022及2023年度法治政府建设情况报告\n{BODY}", None, "needs_review"),
    "several years without numbers": (
        f"{BUREAU}近三年法治政府建设情况报告\n2021年学法3次,2022年学法4次,2023年学法5次。",
        None,
        "needs_review",
    ),
    "period of a plan": (f"{BUREAU}“十三五”期间法治政府建设情况报告\n{BODY}", None, "needs_review"),
    "half a year in the title": (f"{BUREAU}2024年上半年法治工作总结\n{BODY}", 2024, "needs_review"),
    "half a year in the opening": (
        f"{BUREAU}法治政府建设情况报告\n现将我局2024年上半年法治政府建设情况报告如下:\n{BODY}",
        2024,
        "needs_review",
    ),
    "quarters": (f"{BUREAU}2024年前三季度法治人社建设总结\n{BODY}", 2024, "needs_review"),
    "months": (f"{BUREAU}2024年1—6月依法行政工作情况报告\n{BODY}", 2024, "needs_review"),
    "year so far": (
        f"{BUREAU}法治政府建设情况报告\n2023年以来,我局认真工作。\n{BODY}",
        2023,
        "needs_review",
    ),
    "title says 2023, text 2022": (
        f"{BUREAU}2023年法治政府建设情况报告\n2022年,我局认真工作,现将情况报告如下。\n{BODY}",
        2023,
        "needs_review",
    ),
    "title in circles and without 年度": (f"{BUREAU}二○二三年法治建设报告\n{BODY}", 2023, "accepted"),
    "number of cases like a year": (f"{BUREAU}调解劳动争议2006起\n{BODY}", None, "needs_review"),
    "masked year": (f"{BUREAU}20##年法治政府建设情况报告\n{BODY}", None, "needs_review"),
    "no year": (f"{BUREAU}法治政府建设情况报告\n{BODY}", None, "needs_review"),
}


@pytest.mark.parametrize(("text", "year", "status"), YEARS.values(), ids=YEARS.keys())
def test_year_is_right_or_open(text: str, year: int | None, status: str) -> None:
    found = identified(text)
    assert (found.report_year, found.status) == (year, status), found.reasons
    assert bool(found.reasons) is (status == "needs_review")


@pytest.mark.parametrize(
    ("name", "year", "status"),
    [
        ("青岚县人社局2024年报告.txt", 2024, "needs_review"),
        ("青岚县2024法治政府建设报告终稿改3.txt", 2024, "needs_review"),
        ("20250113青岚县.txt", None, "needs_review"),
        ("2025-01-13青岚县.txt", None, "needs_review"),
        ("青岚县统计年鉴2024.txt", None, "needs_review"),
    ],
)
def test_year_of_a_file_name_is_one_piece(name: str, year: int | None, status: str) -> None:
    found = identified(f"{BUREAU}法治政府建设情况报告\n{BODY}", name)
    assert (found.report_year, found.status) == (year, status)


def test_year_of_file_name_and_signature_are_two_pieces() -> None:
    text = f"{BUREAU}法治政府建设情况报告\n{BODY}\n{BUREAU}\n2025年1月10日"
    found = identified(text, "青岚县人社局2024年报告.txt")
    assert (found.report_year, found.status) == (2024, "accepted")


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (f"\n{BUREAU}\n2025年1月10日", date(2025, 1, 10)),
        (f"\n{BUREAU}\n二〇二五年一月十日", date(2025, 1, 10)),
        (f"\n{BUREAU}\n二○二五年十二月三十一日", date(2025, 12, 31)),
        (f"\n{BUREAU}　２０２５年１月１０日", date(2025, 1, 10)),
        (f"\n{BUREAU}\n2025年1月10日\n附件:1.数据表", date(2025, 1, 10)),
        (f"继续努力。{BUREAU}2025年1月10日", date(2025, 1, 10)),
        (f"\n{BUREAU}\n(2025年1月10日)", date(2025, 1, 10)),
        (f"\n{BUREAU}\n2025.1.10", date(2025, 1, 10)),
        (f"\n{BUREAU}\n2025年1月", None),
        (f"\n{BUREAU}\n2025年2月30日", None),
        ("\n2024年12月10日,开展宣传1次。", None),
        ("", None),
    ],
)
def test_publication_day_is_the_signed_one(ending: str, expected: date | None) -> None:
    assert identified(f"{BUREAU}2024年法治政府建设情况报告\n{BODY}{ending}").published_on == expected


@pytest.mark.parametrize(
    ("published", "name", "year", "status"),
    [
        ("2024-03-15", "report.txt", None, "needs_review"),
        ("2024-03-15", "青岚县人社局2023年法治报告.docx", 2023, "accepted"),
        ("2024-07-15", "report.txt", None, "needs_review"),
    ],
)
def test_publication_in_spring_supports_the_year_before_and_decides_nothing(
    published: str, name: str, year: int | None, status: str
) -> None:
    text = f"{BUREAU}法治政府建设情况报告\n一年来,我局认真工作。\n{BODY}"
    found = identified(text, name, {"published_on": published})
    assert (found.report_year, found.status) == (year, status), found.reasons


@pytest.mark.parametrize(
    ("published", "status"), [("2023-02-20", "needs_review"), ("2026-02-20", "accepted")]
)
def test_page_put_up_late_is_no_doubt_but_one_put_up_before_is(published: str, status: str) -> None:
    text = f"{BUREAU}2024年法治政府建设情况报告\n{BODY}"
    assert identified(text, metadata={"published_on": published}).status == status


@pytest.mark.parametrize(
    "line",
    [
        "发布时间:2024-02-20 来源:青岚县人社局",
        "【发布时间:2024-02-20】 【字号:大 中 小】",
        "时间:2024年2月20日 来源:县人社局",
        "2024-02-20 09:12 | 来源:青岚县人社局 | 浏览次数:102",
        "(2024年2月20日)",
    ],
)
def test_publication_line_below_the_title_tells_the_day(line: str) -> None:
    found = identified(f"{BUREAU}2023年法治政府建设情况报告\n{line}\n{BODY}")
    assert (found.published_on, found.report_year) == (date(2024, 2, 20), 2023)
    assert found.status == "accepted", found.reasons


@pytest.mark.parametrize("day", ["2024-02-20 10:11", "2024/02/20 10:11:00", "2024-02-20T10:11:00+08:00"])
def test_day_of_a_page_is_read_in_every_form(day: str) -> None:
    found = identified(f"{BUREAU}2023年法治政府建设情况报告\n{BODY}", metadata={"published_on": day})
    assert found.published_on == date(2024, 2, 20)


def test_part_of_a_year_is_for_review_whatever_the_sender_states() -> None:
    entry = ManifestEntry(file="a.txt", region="990121", year=2024)
    text = f"{BUREAU}2024年上半年法治工作总结\n{BODY}"
    found = identify(report(text), "a.txt", entry, load_regions(), None)
    assert found.status == "needs_review" and "上半年" in found.reasons[0]


def test_publication_day_of_the_page_where_nothing_is_signed() -> None:
    text = f"{BUREAU}2024年法治政府建设情况报告\n{BODY}"
    assert identified(text, metadata={"published_on": "2025-01-13"}).published_on == date(2025, 1, 13)
    labelled = f"{BUREAU}2024年法治政府建设情况报告\n发布时间:2025-01-14 09:30 来源:青岚县人社局\n{BODY}"
    assert identified(labelled).published_on == date(2025, 1, 14)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025年1月10日", [date(2025, 1, 10)]),
        ("二零二五年二十月三日", []),
        ("二〇二五年十一月二十三日", [date(2025, 11, 23)]),
        ("2025-01-10", [date(2025, 1, 10)]),
        ("2025.13.10", []),
        ("12025年1月10日", []),
    ],
)
def test_written_dates(text: str, days: list[date]) -> None:
    assert [found.day for found in find_dates(text)] == days
