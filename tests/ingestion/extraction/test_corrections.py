"""A correction notice restates what it corrects and nothing else. All sentences are invented (虚构样例)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import load_catalog
from ingestion.documents import Document
from ingestion.extraction import extract_correction, extract_narrative
from ingestion.extraction.restatements import blanked, restatements
from ingestion.observations import Observation
from ingestion.submissions import Identity

IDENTITY = Identity(
    status="accepted",
    region_code="990121",
    region_level="county",
    agency="澄湾市青岚县人力资源和社会保障局",
    report_year=2031,
    kind="correction",
)
RECEIVED, CLOSED, EVENTS = "arb_cases_accepted", "arb_cases_closed", "pub_events"

Figures = list[tuple[str, str]]


def read(text: str) -> tuple[Observation, ...]:
    return extract_correction(Document(format="txt", text=text), IDENTITY, load_catalog())


def figures(observations: tuple[Observation, ...], disposition: str) -> Figures:
    return [(o.raw_text, o.indicator_id or "") for o in observations if o.disposition == disposition]


CASES: dict[str, tuple[str, Figures, Figures]] = {
    "original, now": (
        "受理劳动人事争议案件原为12件，现更正为21件，其余不变。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "from, to": ("受理劳动人事争议案件由12件更正为21件。", [("21件", RECEIVED)], [("12件", RECEIVED)]),
    "of the report, now": (
        "原报告中受理劳动人事争议案件12件，现更正为21件。其余内容不变。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "reported, corrected": (
        "受理劳动人事争议案件数，原报12件，更正为21件。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "slip of the pen": (
        "受理劳动人事争议案件12件，系笔误，正确数据为21件。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "wrongly written": (
        "受理劳动人事争议案件误写为12件，实际为21件。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "the month in which the report was sent is not that of its figures": (
        "我局2032年1月报送的《2031年度报告》中，“受理劳动人事争议案件12件”应为“受理劳动人事争议案件21件”。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "adjusted": ("受理劳动人事争议案件从12件调整为21件。", [("21件", RECEIVED)], [("12件", RECEIVED)]),
    "old value in brackets": (
        "受理劳动人事争议案件应为21件（原误为12件）。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "old value behind, as the cause": (
        "劳动人事争议案件受理数更正为21件，原12件系统计口径错误所致。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "not the old value": ("受理劳动人事争议案件数为21件，而非12件。", [("21件", RECEIVED)], [("12件", "")]),
    "whole phrase in quotes": (
        "将“受理劳动人事争议案件12件”更正为“受理劳动人事争议案件21件”。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "quoted phrase is wrong": (
        "第二部分“发放宣传资料3000份”有误，应为“发放宣传资料30000份”。",
        [("30000份", "pub_materials")],
        [("3000份", "pub_materials")],
    ),
    "bare numbers in quotes": (
        "将行政处罚决定“3件”改为“5件”，罚款金额由“2.4万元”改为“3.1万元”。",
        [("5件", "penalty_decisions"), ("3.1万元", "penalty_amount")],
        [("3件", "penalty_decisions"), ("2.4万元", "penalty_amount")],
    ),
    "quoted phrase, bare new number": (
        "原报告“受理劳动人事争议案件12件”现更正为“21件”。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "quoted sentence that repeats what was right": (
        "原文“受理劳动人事争议案件12件，审结10件”，现更正为“受理劳动人事争议案件21件，审结10件”。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED), ("10件", CLOSED), ("10件", CLOSED)],
    ),
    "before and after, on lines": (
        "更正前：受理劳动人事争议案件12件。\n更正后：受理劳动人事争议案件21件。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "wrong and right": (
        "误：受理劳动人事争议案件12件。\n正：受理劳动人事争议案件21件。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED)],
    ),
    "before and after, in one line": (
        "原数据：受理劳动人事争议案件12件，审结10件；更正后：受理劳动人事争议案件21件，审结19件。",
        [("21件", RECEIVED), ("19件", CLOSED)],
        [("12件", RECEIVED), ("10件", CLOSED)],
    ),
    "lists of old and new": (
        "受理劳动人事争议案件、审结劳动人事争议案件分别由12件、10件更正为21件、19件。",
        [("21件", RECEIVED), ("19件", CLOSED)],
        [("12件", RECEIVED), ("10件", CLOSED)],
    ),
    "unchanged in its own clause": (
        "受理劳动人事争议案件更正为21件，审结10件不变。",
        [("21件", RECEIVED)],
        [("10件", CLOSED)],
    ),
    "unchanged, said behind": (
        "受理劳动人事争议案件更正为21件；审结案件10件，维持不变。",
        [("21件", RECEIVED)],
        [("10件", CLOSED)],
    ),
    "the others unchanged, listed behind a colon": (
        "受理劳动人事争议案件由12件更正为21件。其他数据不变：开展普法宣传活动6场次。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED), ("6场次", EVENTS)],
    ),
    "the others unchanged, in brackets": (
        "受理劳动人事争议案件12件，应为21件；其余数据（开展普法宣传活动6场次）不变。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED), ("6场次", EVENTS)],
    ),
    "still": (
        "调解成功率由82.5%更正为85.2%，仲裁结案率仍为98%。",
        [("85.2%", "med_success_rate")],
        [("82.5%", "med_success_rate"), ("98%", "arb_closure_rate")],
    ),
    "why it was wrong": (
        "受理劳动人事争议案件由12件更正为21件。\n更正原因：年末9件集体争议未及时录入系统。",
        [("21件", RECEIVED)],
        [("12件", RECEIVED), ("9件", "arb_cases_collective")],
    ),
    "nothing old is printed": ("受理劳动人事争议案件更正为21件。", [("21件", RECEIVED)], []),
    "a new figure beside the corrected one": (
        "受理劳动人事争议案件由12件更正为21件，审结19件。",
        [("21件", RECEIVED), ("19件", CLOSED)],
        [("12件", RECEIVED)],
    ),
    "whole report sent again": (
        "受理劳动人事争议案件21件，审结劳动人事争议案件19件。",
        [("21件", RECEIVED), ("19件", CLOSED)],
        [],
    ),
}


@pytest.mark.parametrize(("text", "facts", "references"), CASES.values(), ids=CASES.keys())
def test_only_what_a_notice_restates_is_a_fact(text: str, facts: Figures, references: Figures) -> None:
    found = read(text)
    assert (figures(found, "fact"), figures(found, "reference")) == (facts, references)


@pytest.mark.parametrize("text", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_every_number_of_a_notice_stands_once_at_its_place(text: str) -> None:
    found = read(text)
    printed = extract_narrative(Document(format="txt", text=text), IDENTITY, load_catalog())
    digits = {at for at, character in enumerate(text) if character.isdigit()}
    assert digits == {at for o in found for at in range(o.start or 0, o.end or 0)} & digits
    assert all(text[o.start : o.end] == o.raw_text for o in found)
    assert all((a.end or 0) <= (b.start or 0) for a, b in pairwise(found))
    assert len(found) >= len({(o.start, o.end) for o in printed if any(c.isdigit() for c in o.raw_text)})


@pytest.mark.parametrize("text", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_old_values_never_claim_to_be_actual(text: str) -> None:
    for observation in read(text):
        assert (observation.disposition == "reference") is (observation.assertion == "reference")


def test_evidence_is_the_sentence_as_printed() -> None:
    (fact,) = (o for o in read("受理劳动人事争议案件由12件更正为21件。") if o.disposition == "fact")
    assert fact.evidence == "受理劳动人事争议案件由12件更正为21件"


def test_value_that_is_only_said_to_be_new_replaces_no_number_before_it() -> None:
    said = restatements("受理案件12件，其中集体争议更正为3件。", load_catalog())
    assert (said.old, said.pairs, said.replaced) == (frozenset(), (), ())


def test_pairs_lead_from_the_old_value_to_the_new_one() -> None:
    text = "受理案件由12件更正为21件。"
    said = restatements(text, load_catalog())
    assert [(text[slice(*a)], text[slice(*b)]) for a, b in said.pairs] == [("12件", "21件")]
    assert blanked(text, said.replaced).replace(" ", "") == "受理案件21件。"
    assert len(blanked(text, said.replaced)) == len(text)


def test_words_of_correction_mean_nothing_in_a_report() -> None:
    text = "受理劳动人事争议案件12件，其余不变。"
    narrative = extract_narrative(Document(format="txt", text=text), IDENTITY, load_catalog())
    assert figures(narrative, "fact") == [("12件", RECEIVED)]


WORDS = (
    "受理案件",
    "12件",
    "“",
    "”",
    "由",
    "更正为",
    "应为",
    "21件",
    "，",
    "。",
    "\n",
    "不变",
    "其余",
    "原为",
    "（",
    "）",
    "更正前：",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_any_wording_keeps_its_numbers(text: str) -> None:
    said = restatements(text, load_catalog())
    assert not said.old & said.kept
    assert all(0 <= start < end <= len(text) for start, end in (*said.old, *said.kept, *said.replaced))
    found = read(text)
    assert all(text[o.start : o.end] == o.raw_text for o in found)
    places = {at for o in found for at in range(o.start or 0, o.end or 0)}
    assert {at for at, character in enumerate(text) if character.isdigit()} <= places


@pytest.mark.parametrize(
    "sent",
    [
        "我局2032年1月报送的《2031年度报告》",
        "2032年1月15日公布的《2031年度报告》",
        "2032年1月在网站公开了《2031年度报告》",
    ],
)
def test_the_day_on_which_a_report_was_sent_is_not_that_of_its_figures(sent: str) -> None:
    found = read(f"{sent}中，“受理劳动人事争议案件12件”应为“受理劳动人事争议案件21件”。")
    (fact,) = [o for o in found if o.disposition == "fact"]
    assert (fact.value, fact.period_type, fact.period_year) == (21, "full_year", 2031)
