"""Evaluation against gold annotations: matching, phenomena, and agreement with the public scorer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog import load_catalog
from ingestion.observations import Observation, as_row
from pipeline.cli import cli
from pipeline.evaluation import Gold, GoldFact, GoldFault, evaluate, match, read_gold
from pipeline.evaluation.phenomena import Phenomena
from pipeline.evaluation.surroundings import Figure, sentence_with_mark

ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT.parent / "shared" / "tools" / "score.py"
SHARED_GOLD = ROOT.parent / "shared" / "gold"
DOC = "甲.txt"
TEXT = "全县受理案件67件，审结60件。调解成功率达90%以上。"


def gold_fact(indicator_id: str | None, value: float, at: int, **fields: Any) -> GoldFact:
    known: dict[str, Any] = {
        "doc": DOC,
        "unit": "件",
        "qualifier": "exact",
        "in_words": False,
        "scopes": frozenset({"region"}),
        "periods": frozenset({"full_year"}),
        "assertion": "actual",
        "number_text": str(value),
    }
    return GoldFact(indicator_id=indicator_id, value=value, start=at, end=at + 2, **(known | fields))


def found(indicator_id: str | None, value: float | None, at: int | None, **fields: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "disposition": "fact",
        "raw_text": "",
        "rule": "test",
        "evidence": "",
        "confidence": 0.9,
        "org_scope": "region",
        "period_type": "full_year",
        "qualifier": "exact",
        "end": None if at is None else at + 2,
    }
    return as_row(Observation(indicator_id=indicator_id, value=value, start=at, **(known | fields)))


def gold(*facts: GoldFact) -> Gold:
    return Gold(facts, frozenset({DOC}), None)


ACCEPTED = gold_fact("arb_cases_accepted", 67, 6)
CLOSED = gold_fact("arb_cases_closed", 60, 12)


@pytest.mark.parametrize(
    ("facts", "observations", "counts"),
    [
        pytest.param([ACCEPTED], [found("arb_cases_accepted", 67, 6)], (1, 0, 0), id="same"),
        pytest.param([ACCEPTED], [], (0, 1, 0), id="missed"),
        pytest.param([ACCEPTED], [found("arb_cases_accepted", 68, 6)], (0, 1, 1), id="another value"),
        pytest.param([ACCEPTED], [found("arb_cases_closed", 67, 6)], (0, 1, 1), id="another indicator"),
        pytest.param([ACCEPTED], [found("arb_cases_accepted", 67, 30)], (1, 0, 0), id="elsewhere counts"),
        pytest.param([ACCEPTED], [found("arb_cases_accepted", None, 6)], (0, 1, 1), id="a range is no value"),
        pytest.param(
            [ACCEPTED],
            [found("arb_cases_accepted", 67, 6, disposition="undecided")],
            (0, 1, 0),
            id="undecided",
        ),
        pytest.param([ACCEPTED], [found("arb_cases_accepted", 67, 6)] * 2, (1, 0, 1), id="twice"),
        pytest.param(
            [gold_fact("arb_cases_accepted", 67, 6, arguable=True)],
            [found("arb_cases_closed", 67, 6)],
            (0, 0, 0),
            id="arguable excuses its place",
        ),
        pytest.param(
            [gold_fact("arb_cases_accepted", 67, 6, arguable=True)], [], (0, 0, 0), id="arguable missed"
        ),
        pytest.param(
            [ACCEPTED, gold_fact("arb_cases_accepted", 67, 20, repeat=True)],
            [found("arb_cases_accepted", 67, 6)],
            (1, 0, 0),
            id="a repeat need not be found",
        ),
        pytest.param([gold_fact(None, 67, 6)], [], (0, 0, 0), id="a number without indicator"),
        pytest.param(
            [CLOSED], [found("arb_cases_closed", 60, None)], (1, 0, 0), id="a cell without characters"
        ),
    ],
)
def test_what_counts_as_found_missed_and_false(
    facts: list[GoldFact], observations: list[dict[str, Any]], counts: tuple[int, int, int]
) -> None:
    compared = match(gold(*facts), {DOC: observations})
    assert (len(compared.hits), len(compared.misses), len(compared.false_facts)) == counts


def test_of_equal_facts_the_one_at_the_annotated_place_is_taken() -> None:
    here, elsewhere = found("arb_cases_accepted", 67, 6), found("arb_cases_accepted", 67, 20, org_scope="own")
    compared = match(gold(ACCEPTED), {DOC: [elsewhere, here]})
    assert [hit.found for hit in compared.hits] == [here]
    assert [fault.found for fault in compared.false_facts] == [elsewhere]


def test_documents_without_annotations_are_left_out() -> None:
    assert match(gold(ACCEPTED), {DOC: [], "乙.txt": [found("arb_cases_closed", 1, 0)]}).false_facts == ()


def test_the_evaluation_breaks_down_and_names_every_fault() -> None:
    wrong = found("med_success_rate", 90, 22, unit="%", qualifier="at_least", raw_text="90%以上")
    observations = {DOC: [found("arb_cases_accepted", 67, 6, org_scope="own"), wrong]}
    result = evaluate(gold(ACCEPTED, CLOSED), observations, {DOC: TEXT}, load_catalog())
    assert (result.total.hits, result.total.missed, result.total.false) == (1, 1, 1)
    assert (result.total.recall, result.total.precision) == (0.5, 0.5)
    assert (result.scope, result.period, result.qualifier, result.span) == (0.0, 1.0, 1.0, 1.0)
    assert [(t.code, t.hits, t.missed, t.false) for t in result.by_area] == [("cases", 1, 1, 1)]
    assert {t.code for t in result.by_indicator} == {
        "arb_cases_accepted",
        "arb_cases_closed",
        "med_success_rate",
    }
    by_phenomenon = {t.code: (t.hits, t.missed, t.false) for t in result.by_phenomenon}
    assert by_phenomenon["hedged"] == (0, 0, 1)
    assert by_phenomenon["scope_stated"] == (1, 1, 0)
    assert [fault.sentence for fault in result.misses] == ["全县受理案件67件，审结【60】件"]
    assert result.false_facts[0].sentence.startswith("调解成功率达【")
    assert [fault.instead for fault in result.differences] == ["org_scope own ≠ region"]


@pytest.mark.parametrize(
    ("text", "number", "fields", "code"),
    [
        ("受理余案67余件", "67", {"qualifier": "at_least"}, "hedged"),
        ("受理案件十二件", "十二", {}, "chinese_numeral"),
        ("追发工资2900余万元", "2900余", {}, "ten_thousands"),
        ("未发生行政复议案件", "未发生", {"in_words": True, "value": 0}, "in_words"),
        ("一审3件、二审2件", "2", {}, "in_a_list"),
        ("一审3件、二审2件", "3", {}, "in_a_list"),
        ("应诉5件（一审3件）", "3", {}, "in_brackets"),
        ("满意率98%", "98%", {"unit": "%"}, "percent"),
        ("败诉0件", "0", {"value": 0}, "zero"),
        ("受理3,482件", "3,482", {}, "grouped_or_wide"),
        ("受理67 件", "67", {}, "broken"),
        ("立案\t67\t", "67", {}, "table_cell"),
        ("发现3个项目未落实", "3", {"assertion": "problem"}, "problem"),
        ("受理67件，同比增长3%", "3%", {}, "comparison"),
        ("全县共受理案件67件", "67", {}, "scope_stated"),
        ("截至11月受理67件", "67", {"periods": frozenset({"ytd"})}, "part_of_the_year"),
    ],
)
def test_a_figure_shows_its_phenomenon(text: str, number: str, fields: dict[str, Any], code: str) -> None:
    start = text.rindex(number)
    known: dict[str, Any] = {
        "unit": "件",
        "value": 67.0,
        "qualifier": "exact",
        "in_words": False,
        "assertion": "actual",
        "periods": frozenset({"full_year"}),
    }
    figure = Figure(text=text, start=start, end=start + len(number), **(known | fields))
    assert code in Phenomena(load_catalog()).of(figure)


@pytest.mark.parametrize(
    ("text", "number"),
    [("审结案件67件", "67"), ("向全国根治欠薪线索反映平台报送67件", "67"), ("依法审结（略）67件", "67")],
)
def test_a_figure_without_difficulty_is_plain(text: str, number: str) -> None:
    start = text.index(number)
    figure = Figure(
        text=text,
        start=start,
        end=start + len(number),
        unit="件",
        value=67,
        qualifier="exact",
        in_words=False,
        assertion="actual",
        periods=frozenset({"full_year"}),
    )
    assert Phenomena(load_catalog()).of(figure) == ("plain",)


def test_a_sentence_is_cut_at_its_stops_and_not_inside_a_numeral() -> None:
    text = "前句。受理3,482件，\n后句"
    assert sentence_with_mark(text, 5, 10) == "受理【3,482】件，"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (None, "facts.jsonl"),
        ("{", "facts.jsonl:1"),
        ('{"doc": "a.txt"}', "facts.jsonl:1"),
        ("\n[]", "facts.jsonl:2"),
    ],
)
def test_a_fault_in_the_annotations_is_named_with_its_place(
    tmp_path: Path, lines: str | None, words: str
) -> None:
    if lines is not None:
        (tmp_path / "facts.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(GoldFault, match=re.escape(words)):
        read_gold(tmp_path)


@pytest.fixture(scope="module")
def invented_gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The annotated reports of the tests as a folder of texts and annotations."""
    folder = tmp_path_factory.mktemp("invented")
    script = ROOT / "tests" / "corpus" / "export_gold.py"
    subprocess.run([sys.executable, script, folder], check=True, cwd=ROOT, env=python_path())
    return folder


def python_path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def evaluated(gold_dir: Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(cli, ["evaluate", str(gold_dir), "--format", "json", *options])
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.output)
    return data


def scored(observations: str, gold_dir: Path, folder: Path) -> tuple[list[int], list[float]]:
    """What the public scorer says: hits, facts to be found, false facts; then its shares."""
    got = folder / "got.jsonl"
    got.write_text(observations, encoding="utf-8")
    command = [sys.executable, str(SCORER), str(got), "--gold", str(gold_dir)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    counts = re.search(r"\((\d+) of (\d+)\).*\((\d+) false\)", output)
    shares = re.search(r"scope (\S+)  period (\S+)  qualifier (\S+)  span (\S+)", output)
    assert counts and shares, output
    return [int(n) for n in counts.groups()], [float(share) for share in shares.groups()]


@pytest.mark.slow
@pytest.mark.skipif(not SCORER.is_file(), reason="the public scorer is not beside this checkout")
@pytest.mark.parametrize("which", ["invented", "shared"])
def test_the_totals_are_those_of_the_public_scorer(which: str, invented_gold: Path, tmp_path: Path) -> None:
    gold_dir = invented_gold / "gold" if which == "invented" else SHARED_GOLD
    reports = invented_gold / "reports" if which == "invented" else SHARED_GOLD.parent / "corpus" / "reports"
    extracted = CliRunner().invoke(cli, ["extract", str(reports), "--format", "jsonl"])
    counts, shares = scored(extracted.output, gold_dir, tmp_path)
    data = evaluated(gold_dir)
    total = data["total"]
    assert [total["hits"], total["hits"] + total["missed"], total["false"]] == counts
    assert [data[name] for name in ("scope", "period", "qualifier", "span")] == pytest.approx(
        shares, abs=5e-5
    )
    assert counts[1] > 100
    assert len(data["misses"]) == total["missed"] and len(data["false_facts"]) == total["false"]
    assert sum(area["hits"] for area in data["by_area"]) == total["hits"]


@pytest.mark.slow
def test_the_table_names_areas_phenomena_and_faults(invented_gold: Path) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(invented_gold / "gold")])
    assert result.exit_code == 0, result.output
    for words in ("查全率", "争议案件", "顿号并列", "写明范围", "范围正确"):
        assert words in result.output


def test_a_report_that_is_named_and_missing_is_a_usage_error(tmp_path: Path) -> None:
    fact = {
        "doc": DOC, "indicator_id": "arb_cases_accepted", "value": 1, "unit": "件", "qualifier": "exact",
        "org_scope": "own", "period_type": "full_year", "start": 0, "end": 1,
    }  # fmt: skip
    (tmp_path / "facts.jsonl").write_text(json.dumps(fact), encoding="utf-8")
    without_folder = CliRunner().invoke(cli, ["evaluate", str(tmp_path)])
    (tmp_path / "reports").mkdir()
    without_report = CliRunner().invoke(cli, ["evaluate", str(tmp_path)])
    assert (without_folder.exit_code, without_report.exit_code) == (2, 2)
    assert "--reports" in without_folder.output and DOC in without_report.output
