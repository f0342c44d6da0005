"""Which year the words of news mean that is about no year as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from catalog import load_catalog
from ingestion.documents import Document
from ingestion.extraction import extract_narrative
from ingestion.observations import Observation
from ingestion.submissions import Identity

PUBLISHED = date(2032, 1, 18)

NEWS = [
    ("last year alone", "发布时间：2032-01-18\n去年，全县受理劳动争议案件312件。", "full_year", 2031),
    ("this year", "记者从县人社局获悉，今年以来，全县受理劳动争议案件312件。", "ytd", 2032),
    ("a part of this year", "发布日期：2032-01-18\n今年前5个月，受理劳动争议案件312件。", "range", 2032),
    ("a year that is named", "发布时间：2032-01-18\n2030年，受理劳动争议案件312件。", "full_year", 2030),
    ("since a year gone by", "2029年以来，受理劳动争议案件312件，2032年一季度受理41件。", "multi_year", None),
    (
        "the year that the sentence names",
        "2031年，我县审结争议案件300件；全年受理劳动争议案件312件。",
        "full_year",
        2031,
    ),
]


def _read(text: str) -> tuple[Observation, ...]:
    identity = Identity(status="needs_review", region_level="county", published_on=PUBLISHED)
    return extract_narrative(Document(format="txt", text=text), identity, load_catalog())


@pytest.mark.parametrize(("text", "period", "year"), [case[1:] for case in NEWS], ids=[c[0] for c in NEWS])
def test_news_tells_of_the_year_it_came_out_in_or_of_the_one_before(
    text: str, period: str, year: int
) -> None:
    (found,) = [o for o in _read(text) if o.value == 312]
    assert (found.disposition, found.indicator_id) == ("fact", "arb_cases_accepted")
    assert (found.period_type, found.period_year) == (period, year)


PREVIOUS = "2031年，全县受理劳动争议案件312件；2032年一季度受理劳动争议案件71件。"


@pytest.mark.parametrize(
    ("head", "published", "disposition"),
    [
        ("记者从县人社局获悉，", date(2032, 4, 18), "fact"),
        ("据介绍，", None, "fact"),
        ("记者从县人社局获悉，", date(2033, 1, 18), "reference"),
        ("", date(2032, 4, 18), "reference"),
    ],
)
def test_early_news_tells_what_the_year_before_came_to(
    head: str, published: date | None, disposition: str
) -> None:
    identity = Identity(status="accepted", region_level="county", report_year=2032, published_on=published)
    read = extract_narrative(Document(format="txt", text=head + PREVIOUS), identity, load_catalog())
    (found,) = [o for o in read if o.value == 312]
    assert (found.disposition, found.period_year) == (disposition, 2031)


def test_a_report_without_a_year_names_none() -> None:
    (found,) = [o for o in _read("全年受理劳动争议案件312件。") if o.value == 312]
    assert (found.disposition, found.period_year) == ("fact", None)
