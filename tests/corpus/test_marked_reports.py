"""The annotated corpus: every file parses, says what it means, and holds the difficulties it promises."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from export_gold import document_name, export_gold, main
from marked_reports import (
    REPORTS,
    MarkedReport,
    MarkupError,
    parse_report,
    read_report,
    read_reports,
    scope_group,
)
from phenomena import count_phenomena, is_hedged
from printed_numbers import printed_value

from catalog import Catalog, load_catalog

FRONT = """---
id: sample
invented: true
style: 样例
agency: 云汀省澄湾市青岚县人力资源和社会保障局
level: county
year: 2023
kind: narrative
split: development
silent_scope: {bureau: own, territory: own_or_region}
---
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def reports(catalog: Catalog) -> tuple[MarkedReport, ...]:
    return read_reports(catalog)


def one_fact(catalog: Catalog, text: str) -> tuple[str, ...]:
    """Value, qualifier, first scope, first period, year, assertion of the only fact of a text."""
    (fact,) = parse_report(FRONT + text, catalog, "sample").facts
    return (
        f"{fact.value:g}",
        fact.qualifier,
        fact.scopes[0],
        fact.periods[0],
        str(fact.period_year),
        fact.assertion,
    )


# The markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理⟦67|arb_cases_accepted⟧件", ("67", "exact", "own_or_region", "full_year", "2023", "actual")),
        ("⟦4|lic_granted|scope=region⟧件", ("4", "exact", "region", "full_year", "2023", "actual")),
        ("⟦98.5%|arb_closure_rate⟧", ("98.5", "exact", "own_or_region", "full_year", "2023", "actual")),
        (
            "确保⟦100%|head_appearance_rate|a=claimed⟧",
            ("100", "exact", "own", "full_year", "2023", "claimed"),
        ),
        (
            "⟦十二|lit_cases_total|v=12|period=event|year=2022⟧件",
            ("12", "exact", "own", "event", "2022", "actual"),
        ),
        (
            "⟦2900余万|arb_amount_involved|v=29000000|q=at_least⟧元",
            ("2.9e+07", "at_least", "own_or_region", "full_year", "2023", "actual"),
        ),
        ("⟦无败诉|lit_lost|v=0|words⟧", ("0", "exact", "own", "full_year", "2023", "actual")),
    ],
)
def test_a_mark_is_read_with_its_attributes(catalog: Catalog, text: str, expected: tuple[str, ...]) -> None:
    assert one_fact(catalog, text) == expected


def test_one_number_may_carry_two_indicators_of_which_one_is_arguable(catalog: Catalog) -> None:
    report = parse_report(FRONT + "共⟦164|dr_entities_inspected+dr_employers?⟧家", catalog, "sample")
    assert [(f.indicator_id, f.arguable, f.start, f.end) for f in report.facts] == [
        ("dr_entities_inspected", False, 1, 4),
        ("dr_employers", True, 1, 4),
    ]
    assert report.text == "共164家"


@pytest.mark.parametrize(
    ("qualifier", "bounds"),
    [
        ("exact", (60, 60)),
        ("at_least", (60, None)),
        ("at_most", (None, 60)),
        ("approx", (None, None)),
    ],
)
def test_a_qualifier_sets_the_bounds(
    catalog: Catalog, qualifier: str, bounds: tuple[float | None, float | None]
) -> None:
    (fact,) = parse_report(FRONT + f"⟦60|pub_posters|q={qualifier}⟧张", catalog, "sample").facts
    assert (fact.value_low, fact.value_high) == bounds


def test_a_range_has_bounds_and_no_value(catalog: Catalog) -> None:
    text = "⟦60%～70%|med_success_rate|q=range|low=60|high=70⟧"
    (fact,) = parse_report(FRONT + text, catalog, "sample").facts
    assert (fact.value, fact.value_low, fact.value_high) == (None, 60, 70)


def test_a_silent_stock_may_be_read_at_the_end_of_the_year(catalog: Catalog) -> None:
    (fact,) = parse_report(FRONT + "⟦7|svc_windows⟧个", catalog, "sample").facts
    assert fact.periods == ("full_year", "point_in_time")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("⟦67|no_such_indicator⟧件", "not in the catalogue"),
        ("⟦十二|lit_cases_total⟧件", "state v="),
        ("⟦1.2万|pub_materials⟧份", "state v="),
        ("⟦１２|pub_materials⟧份", "state v="),
        ("⟦1.2万|pub_materials|v=1200⟧份", "reads 12000"),
        ("⟦无|lit_lost|v=0⟧", "flag it as words"),
        ("⟦67|arb_cases_accepted件", "unbalanced"),
        ("67|arb_cases_accepted⟧件", "unbalanced"),
        ("⟦67⟧件", "needs a number text and an indicator"),
        ("⟦67|arb_cases_accepted|q=much⟧件", "none of exact"),
        ("⟦67|arb_cases_accepted|scope=own/province⟧件", "none of own"),
        ("⟦67|arb_cases_accepted|colour=red⟧件", "unknown or empty"),
        ("⟦67|arb_cases_accepted|scope=⟧件", "unknown or empty"),
        ("⟦67|arb_cases_accepted|q=exact|q=exact⟧件", "stands twice"),
        ("⟦60～70|pub_posters|q=range|v=60⟧", "no v="),
        ("⟦60|pub_posters|low=60⟧", "q=range only"),
        ("  \n", "no text"),
    ],
)
def test_a_slip_in_the_markup_is_an_error(catalog: Catalog, text: str, message: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(message)):
        parse_report(FRONT + text, catalog, "sample")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("invented: true", "invented: false", "only invented"),
        ("year: 2023\n", "", "lacks"),
        ("level: county", "level: village", "none of province"),
        ("kind: narrative", "kind: narrative\ncolour: red", "unknown keys"),
        ("bureau: own, ", "", "silent_scope needs"),
        ("---\nid", "id", "no front matter"),
    ],
)
def test_a_slip_in_the_front_matter_is_an_error(catalog: Catalog, old: str, new: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse_report(FRONT.replace(old, new) + "⟦7|svc_windows⟧个", catalog, "sample")


def test_a_report_is_named_as_its_id(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(FRONT + "无数字", encoding="utf-8")
    with pytest.raises(MarkupError, match="name it as the file"):
        read_report(tmp_path / "other.md", catalog)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,345", 12345),
        ("３，１０８．７万", 31087000),
        ("1.86亿", 186000000),
        ("2.3千万", 23000000),
        ("98.5%", 98.5),
        ("十二", 12),
        ("百", 100),
        ("一百零六", 106),
        ("一万二千", 12000),
        ("三百余万", 3000000),
        ("百分之九十五点七", 95.7),
        ("八成", 80),
        ("均", None),
        ("双百", None),
        ("99.5%～99.9%", None),
    ],
)
def test_a_printed_numeral_is_read_for_comparison(text: str, value: float | None) -> None:
    assert printed_value(text) == value


# The corpus


def test_there_are_enough_reports_of_each_level_and_many_years(reports: tuple[MarkedReport, ...]) -> None:
    assert len(reports) == len(list(REPORTS.glob("*.md"))) >= 24
    levels = Counter(report.identity.level for report in reports)
    assert set(levels) == {"province", "city", "county", "local"} and min(levels.values()) >= 2
    assert len({report.identity.year for report in reports}) >= 9
    assert len({report.identity.agency for report in reports}) == len(reports)


def test_every_report_has_the_length_of_a_real_one(reports: tuple[MarkedReport, ...]) -> None:
    lengths = {report.identity.id: len(re.sub(r"\s", "", report.text)) for report in reports}
    assert not {name: length for name, length in lengths.items() if not 900 <= length <= 4000}


def test_offsets_slice_back_to_the_number(reports: tuple[MarkedReport, ...]) -> None:
    facts = [(report, fact) for report in reports for fact in report.facts]
    assert len(facts) > 1000
    assert all(report.text[fact.start : fact.end] == fact.number_text for report, fact in facts)


def test_facts_stand_in_reading_order_and_never_overlap(reports: tuple[MarkedReport, ...]) -> None:
    for report in reports:
        spans = sorted({(fact.start, fact.end) for fact in report.facts})
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        assert [fact.start for fact in report.facts] == sorted(fact.start for fact in report.facts)


def test_a_hedge_beside_a_number_is_annotated_and_no_other(reports: tuple[MarkedReport, ...]) -> None:
    wrong = [
        f"{report.identity.id}: {fact.number_text} {fact.qualifier}"
        for report in reports
        for fact in report.facts
        if fact.qualifier != "range" and is_hedged(report, fact) != (fact.qualifier != "exact")
    ]
    assert not wrong


def test_percentages_are_percentages(reports: tuple[MarkedReport, ...]) -> None:
    rates = [fact for report in reports for fact in report.facts if fact.unit == "%"]
    assert len(rates) > 100
    assert all(0 <= (fact.value if fact.value is not None else 100) <= 100 for fact in rates)
    counts = [fact for report in reports for fact in report.facts if fact.unit != "%"]
    assert not [fact.number_text for fact in counts if "%" in fact.number_text]


def test_an_agency_does_not_give_two_undisputed_values(reports: tuple[MarkedReport, ...]) -> None:
    """A figure of the full year stands once per indicator and scope; a second one is marked arguable."""
    for report in reports:
        keys = Counter(
            (fact.indicator_id, fact.scopes[0], fact.period_year)
            for fact in report.facts
            if not fact.arguable and fact.periods[0] == "full_year"
        )
        assert not [key for key, number in keys.items() if number > 1], report.identity.id


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        (("arb_closed_by_award", "arb_closed_by_mediation", "arb_closed_by_other"), "arb_cases_closed"),
        (("arb_cases_accepted", "arb_cases_not_accepted"), "arb_applications_received"),
        (("lit_first_instance", "lit_second_instance", "lit_retrial"), "lit_cases_total"),
        (("doc_in_force", "doc_repealed", "doc_expired"), "doc_cleanup_reviewed"),
        (("credit_rated_a", "credit_rated_b", "credit_rated_c"), "credit_rated_firms"),
        (("lic_granted", "lic_denied"), "lic_accepted"),
    ],
)
def test_invented_sums_hold_unless_the_front_matter_says_otherwise(
    reports: tuple[MarkedReport, ...], parts: tuple[str, ...], total: str
) -> None:
    tested = 0
    for report in reports:
        for scope in {fact.scopes[0] for fact in report.facts}:
            values = {
                fact.indicator_id: fact.value
                for fact in report.facts
                if fact.scopes[0] == scope and not fact.arguable and fact.qualifier == "exact"
            }
            if total in values and all(part in values for part in parts):
                tested += 1
                holds = sum(values[part] or 0 for part in parts) == values[total]
                assert holds or report.identity.contradictions, f"{report.identity.id} {scope} {total}"
    assert tested >= 2


def test_the_corpus_holds_the_difficulties_of_real_reports(reports: tuple[MarkedReport, ...]) -> None:
    counts = count_phenomena(reports)
    missing = {name: number for name, number in counts.items() if number < MINIMA.get(name, 5)}
    assert not missing, counts


MINIMA = {
    "value equal to the year": 1,
    "one number for two indicators": 2,
    "range": 3,
    "claimed": 4,
    "at most": 3,
    "chinese numeral": 30,
    "in words": 20,
    "full-width digits": 20,
    "thousands separator": 50,
    "wan or yi": 80,
    "percent": 100,
}


def test_density_differs_from_none_to_many(reports: tuple[MarkedReport, ...]) -> None:
    densities = sorted(len(report.facts) for report in reports)
    assert densities[0] == 0 and 0 < densities[1] < 10 and densities[-1] > 60


def test_every_area_and_most_indicators_are_exercised(
    reports: tuple[MarkedReport, ...], catalog: Catalog
) -> None:
    areas = Counter(catalog.indicators[f.indicator_id].subject_area for r in reports for f in r.facts)
    assert min(areas[area] for area in ("cases", "enforcement", "publicity", "approvals")) > 100
    used = {fact.indicator_id for report in reports for fact in report.facts}
    assert len(used) > 0.9 * len(catalog.indicators), sorted(set(catalog.indicators) - used)


def test_every_scope_group_is_known_to_the_catalogue(catalog: Catalog) -> None:
    groups = Counter(scope_group(indicator_id) for indicator_id in catalog.indicators)
    assert groups["bureau"] > 40 and groups["territory"] > 40


# The blind sets, of which nothing but their markup is looked at here


def test_the_blind_reports_are_well_formed_and_stand_in_their_sets(catalog: Catalog) -> None:
    blind = read_reports(catalog, REPORTS.parent / "holdout")
    assert Counter(report.identity.split for report in blind) == {
        "holdout": 10,
        "holdout_2": 10,
        "holdout_3": 12,
        "holdout_4": 12,
        "holdout_5": 16,
        "holdout_6": 12,
        "holdout_7": 12,
        "holdout_9": 12,
        "holdout_13": 12,
        "holdout_15": 12,
        "holdout_16": 12,
        "holdout_17": 12,
        "holdout_18": 16,
        "holdout_19": 12,
        "holdout_20": 12,
        "holdout_21": 8,
        "holdout_22": 12,
        "holdout_23": 8,
        "holdout_24": 8,
        "holdout_25": 15,
        "holdout_26": 8,
        "holdout_27": 10,
        "holdout_28": 8,
        "holdout_29": 10,
    }
    assert len({report.identity.agency for report in blind}) == len(blind)
    assert all(r.text[f.start : f.end] == f.number_text for r in blind for f in r.facts)


# The export


def test_the_export_has_the_layout_of_the_gold_files(
    reports: tuple[MarkedReport, ...], tmp_path: Path
) -> None:
    written = export_gold(reports, tmp_path)
    lines = (tmp_path / "gold/facts.jsonl").read_text(encoding="utf-8").splitlines()
    documents = json.loads((tmp_path / "gold/documents.json").read_text(encoding="utf-8"))
    assert written == len(lines) == sum(len(report.facts) for report in reports)
    assert [document["doc"] for document in documents] == [document_name(report) for report in reports]
    for line in map(json.loads, lines):
        text = (tmp_path / "reports" / line["doc"]).read_bytes().decode("utf-8")
        assert text[line["start"] : line["end"]] == line["number_text"]
        assert isinstance(line["value"], int | float)
        assert line["arguable"] or line["qualifier"] != "range"


def test_the_command_reports_usage_and_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "out")]) == 0
    assert "reports," in capsys.readouterr().out
    assert (tmp_path / "out/gold/facts.jsonl").exists()


def test_the_command_exports_one_split_of_a_folder(tmp_path: Path) -> None:
    for number, split in enumerate(["development", "holdout", "holdout"]):
        text = (
            FRONT.replace("id: sample", f"id: s{number}").replace("development", split) + "⟦7|svc_windows⟧个"
        )
        (tmp_path / f"s{number}.md").write_text(text, encoding="utf-8")
    assert main([str(tmp_path / "out"), str(tmp_path), "holdout"]) == 0
    assert sorted(path.name for path in (tmp_path / "out/reports").iterdir()) == ["s1.txt", "s2.txt"]
    assert main([str(tmp_path / "none"), str(tmp_path), "holdout_2"]) == 1
