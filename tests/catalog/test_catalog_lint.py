"""The lint: the shipped catalogue has no error, and every check finds the fault it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from invented_entries import SmallCatalog, a_rate, a_rule, an_indicator

from catalog import load_catalog
from catalog.lint import CHECKS, lint
from catalog.lint.__main__ import main
from catalog.loader import CATALOG_ROOT

ALERTS = yaml.safe_load((CATALOG_ROOT / "alerts.yaml").read_text(encoding="utf-8"))["fault_classes"]
VOCABULARY = yaml.safe_load((CATALOG_ROOT / "vocabulary.yaml").read_text(encoding="utf-8"))
CLOSED = "bridges_closed"
RATIO = {"rule": "weighted_ratio", "numerator": CLOSED, "denominators": [CLOSED], "across_years": "recompute"}


def money(printed: list[str]) -> dict[str, Any]:
    families = [
        {"unit": "元", "kind": "money", "printed": printed},
        {"unit": "个", "kind": "count", "printed": ["个"]},
    ]
    return {"lexicon/measure_words.yaml": {"families": families, "multipliers": {"元": 1}}}


def vocabulary_without(name: str, code: str) -> dict[str, Any]:
    vocabularies = {
        n: {c: t for c, t in terms.items() if (n, c) != (name, code)} for n, terms in vocabularies_()
    }
    return {"vocabulary.yaml": VOCABULARY | {"vocabularies": vocabularies}}


def vocabularies_() -> Any:
    return VOCABULARY["vocabularies"].items()


def precedence(*kinds: str) -> dict[str, Any]:
    ranks = [{"kind": kind, "rank": 1, "note": "虚构"} for kind in kinds]
    return {"vocabulary.yaml": VOCABULARY | {"source_precedence": ranks}}


def parted(**words: Any) -> dict[str, Any]:
    return {"lexicon/parted_words.yaml": words}


def alerts(name: str, **changes: Any) -> dict[str, Any]:
    """The alerts with some parts of one class changed; nothing of it is left where nothing is named."""
    classes = {n: c | changes if n == name else c for n, c in ALERTS.items() if changes or n != name}
    return {"alerts.yaml": {"fault_classes": classes}}


def addressees(name: str, **changes: str | None) -> dict[str, Any]:
    """The alerts with other addressees for some codes of a class; None leaves a code out."""
    changed = ALERTS[name]["to"] | changes
    return alerts(name, to={code: to for code, to in changed.items() if to is not None})


def wordings(indicator: str, text: str) -> dict[str, Any]:
    return {"wordings/cases.yaml": {"wordings": {indicator: {"reported": [text]}}}}


def a_form(indicator: str, unit: str) -> dict[str, Any]:
    form = {
        "form": "bridges",
        "kind": "inspection_form",
        "name_zh": "桥梁检查表",
        "source": "虚构",
        "orientation": "across",
        "titles": ["桥梁检查"],
        "required": [["inspected"]],
        "items": [{"key": "inspected", "headers": ["检查座数"], "indicator": indicator, "unit": unit}],
        "vintages": [{"id": "2020"}],
    }
    conventions = (CATALOG_ROOT / "forms" / "conventions.yaml").read_text(encoding="utf-8")
    return {"forms/conventions.yaml": conventions, "forms/bridges.yaml": form}


INSIDE = {"lexicon/single_characters.yaml": {"inside": {"查": ["检查"]}}}
TERMS = {"lexicon/terms.yaml": {"terms": {"持证": "持证 {持/持有}桥梁证 持"}}}

FAULTS: list[tuple[str, tuple[dict[str, Any], ...], dict[str, Any], str]] = [
    (
        "unknown_references",
        (an_indicator(parent="tunnels"),),
        {},
        "parent names the unknown indicator 'tunnels'",
    ),
    ("unknown_references", (an_indicator(children=["tunnels"]),), {}, "children names the unknown"),
    (
        "unknown_references",
        (an_indicator(not_to_be_confused_with=[{"id": "tunnels"}]),),
        {},
        "not_to_be_confused",
    ),
    ("unknown_references", (a_rate(aggregation=RATIO),), {}, "aggregation names the unknown"),
    (
        "unknown_references",
        (an_indicator(phrases=[{"text": "检查{n}座", "shared_with": ["tunnels"]}]),),
        {},
        "shared_with names the unknown",
    ),
    (
        "asymmetric_families",
        (an_indicator(), an_indicator(CLOSED, parent="bridges_inspected")),
        {},
        "does not list",
    ),
    ("asymmetric_families", (an_indicator(children=[CLOSED]), an_indicator(CLOSED)), {}, "neither as parent"),
    (
        "parent_cycles",
        (an_indicator(parent=CLOSED), an_indicator(CLOSED, parent="bridges_inspected")),
        {},
        "is its own ancestor",
    ),
    ("mismatched_aggregation", (a_rate(aggregation={"rule": "sum", "across_years": "sum"}),), {}, "by sum"),
    (
        "mismatched_aggregation",
        (an_indicator(aggregation=RATIO),),
        {},
        "cannot be aggregated by weighted_ratio",
    ),
    ("unreadable_phrases", (an_indicator(phrases=["检查{x}座，{n}座"]),), {}, "unknown placeholder '{x}'"),
    ("unreadable_phrases", (an_indicator(phrases=["检查{n座{n}"]),), {}, "unknown placeholder '{'"),
    ("unreadable_phrases", (an_indicator(phrases=["检查桥梁"]),), {}, "needs either {n} or a words_value"),
    (
        "unreadable_phrases",
        (an_indicator(phrases=[{"text": "检查{n}座", "words_value": 1}]),),
        {},
        "needs either {n} or a words_value",
    ),
    ("unreadable_wordings", (), {"files": wordings("tunnels", "检查{n}座")}, "but is no indicator"),
    ("unreadable_wordings", (an_indicator(),), {"files": wordings("bridges_inspected", "检查{x}")}, "'{x}'"),
    (
        "unreadable_wordings",
        (an_indicator(),),
        {"files": wordings("bridges_inspected", "检查")},
        "needs either",
    ),
    *(
        ("ill_formed_phrases", (an_indicator(phrases=[text]),), {}, message)
        for text, message in (
            ("(检查|巡查{n}座", "lacks ')'"),
            ("检查|巡查){n}座", "has ')' without its partner"),
            ("[桥梁] 检查{n}座", "asks for '桥梁', which is neither a topic nor an indicator"),
            ("[@village] 检查{n}座", "asks for the unknown level '@village'"),
            ("检查[bridges_inspected]{n}座", "does not stand in front"),
            ("<栈道>检查{n}座", "names the unknown term <栈道>"),
            ("检查{n}座、{n}处", "more than once"),
            ("检查({n}座|桥梁)", "inside brackets"),
            ("(检查|){n}座", "has an empty alternative"),
            ("?检查{n}座", "has ? behind nothing"),
            ("{n}", "names nothing that could be found"),
            ("{n}座", "names nothing that could be found"),
            ("{检/巡}查桥梁{n}座", "has a compound outside brackets"),
            ("({检/巡查)桥梁{n}座", "has ')' without its partner"),
            ("（检查|巡查）桥梁{n}座", "is written with the full-width '（'"),
            ("({检/{巡/走}}查)桥梁{n}座", "do not pair (indicators/cases.yaml, phrases, no. 1)"),
        )
    ),
    (
        "unreadable_terms",
        (),
        {"files": {"lexicon/terms.yaml": {"terms": {"桥": "桥梁 {公路/铁路桥"}}}},
        "桥: the braces of '{公路/铁路桥' do not pair",
    ),
    (
        "contradictory_phrases",
        (an_indicator(phrases=["检查{n}座"], excluded_phrases=["检查 {n} 座"]),),
        {},
        "'检查{n}座' is given twice",
    ),
    *(
        ("exposed_characters", (an_indicator(phrases=[text]),), {"files": INSIDE | TERMS}, "needs '持'")
        for text in ("(持有|持)…桥梁证{n}座", "持…桥梁证{n}座", "<持证>{n}座", "{n}座({支/}持)桥梁证")
    ),
    (
        "faulty_characters",
        (an_indicator(phrases=["(查|检查)桥梁{n}座"]),),
        {"files": {"lexicon/single_characters.yaml": {"inside": {"查": ["检查", "检修"]}}}},
        "'检修' is no longer word with '查' in it",
    ),
    ("faulty_characters", (an_indicator(),), {"files": INSIDE}, "no phrase needs '查'"),
    *(
        ("faulty_parted_words", (an_indicator(phrases=["检查桥梁{n}座"]),), {"files": files}, message)
        for files, message in (
            (parted(words=["立案", "立案件"]), "'立案件' is no verb of one character"),
            (parted(spoken={"查了": ["检查", "检修"]}), "for '检修', which no phrase has"),
        )
    ),
    (
        "ambiguous_phrases",
        (an_indicator(phrases=["检查{n}座"]), an_indicator(CLOSED, phrases=["检查 {n} 座"])),
        {},
        "neither has cues",
    ),
    ("unknown_units", (an_indicator(unit="座", display_unit="座"),), {}, "unknown unit '座'"),
    ("unknown_units", (an_indicator(display_unit="万元"),), {}, "cannot be shown in '万元'"),
    ("unknown_units", (a_rate(unit="个", display_unit="个"),), {}, "is a ratio in 个"),
    ("faulty_measure_words", (), {"files": money(["万元", "元"])}, "does not begin with its unit"),
    ("faulty_measure_words", (), {"files": money(["元", "万元"])}, "'万元' has no multiplier"),
    (
        "faulty_columns",
        (an_indicator("spent_yuan", unit="元"), an_indicator("spent", unit="元")),
        {},
        "belongs to two indicators",
    ),
    ("faulty_columns", (an_indicator("year"),), {}, "is a key of the wide tables"),
    (
        "repeated_breaks",
        (an_indicator(definition_breaks=[{"year": 2021, "note": "甲", "source": "乙"}] * 2),),
        {},
        "two definition breaks in 2021",
    ),
    ("missing_terms", (), {"files": vocabulary_without("qualifier", "range")}, "lacks the code 'range'"),
    ("missing_terms", (), {"files": vocabulary_without("org_scope", "own")}, "lacks the code 'own'"),
    ("unknown_kinds", (), {"files": precedence("gossip")}, "names the unknown kind 'gossip'"),
    (
        "unknown_kinds",
        (),
        {"files": precedence("narrative", "narrative")},
        "names the kind 'narrative' twice",
    ),
    ("unknown_kinds", (), {"files": precedence("narrative")}, "gives no rank to the kind 'correction'"),
    *(
        ("faulty_alerts", (), {"files": files}, message)
        for files, message in (
            (alerts("severity"), "is missing"),
            (addressees("severity", warn=None), "gives the code 'warn' no addressee"),
            (addressees("severity", fatal="engineer"), "names the unknown code 'fatal'"),
            (addressees("severity", info="engineer"), "does not say what the engineer is to do"),
            (
                alerts("severity", do={"reviewer": "请阅", "submitter": "请改"}),
                "asks the submitter, whom none",
            ),
            (alerts("severity", what="{colour}"), "names the unknown particular {colour}"),
            ({"alerts.yaml": {"fault_classes": ALERTS | {"gossip": ALERTS["severity"]}}}, "is no vocabulary"),
        )
    ),
    ("unknown_operands", (), {"rules": (a_rule(),)}, "names the unknown indicator 'bridges_inspected'"),
    (
        "idle_rules",
        (),
        {"rules": (a_rule(check="guess_whether"),)},
        "names the unknown check 'guess_whether'",
    ),
    ("faulty_forms", (), {"files": a_form("tunnels", "个")}, "names the unknown indicator 'tunnels'"),
    (
        "faulty_forms",
        (an_indicator(),),
        {"files": a_form("bridges_inspected", "件")},
        "in 件, which is in 个",
    ),
    ("faulty_forms", (), {"files": {"forms/conventions.yaml": "units: 5"}}, "conventions.yaml"),
    ("faulty_regions", (), {"files": {"regions/regions.csv": "code\n1\n"}}, "regions.csv"),
    ("unended_files", (), {"files": {"lexicon/terms.yaml": "terms: {}"}}, "has no line feed"),
    ("statements_without_indicator", (), {"rules": (a_rule(expression="1 <= 2"),)}, "no indicator at all"),
]


def test_a_sound_small_catalogue_has_no_finding(small_catalog: SmallCatalog) -> None:
    catalog = small_catalog(an_indicator(), a_rate(), rules=(a_rule(),))
    assert lint(catalog) == ()


@pytest.mark.parametrize(("check", "indicators", "options", "message"), FAULTS)
def test_a_fault_is_found_by_its_check(
    small_catalog: SmallCatalog,
    check: str,
    indicators: tuple[dict[str, Any], ...],
    options: dict[str, Any],
    message: str,
) -> None:
    catalog = small_catalog(*indicators, **options)
    run = next(function for function in CHECKS if function.__name__ == check)
    assert [f for f in run(catalog) if message in f.message and f.level == "error"]


def test_every_check_has_its_negative_control() -> None:
    assert {check.__name__ for check in CHECKS} == {fault[0] for fault in FAULTS}


def test_cues_turn_a_shared_phrase_from_an_error_into_a_warning(small_catalog: SmallCatalog) -> None:
    told_apart = an_indicator(CLOSED, phrases=["检查{n}座"], cues={"context": ["封闭"]})
    findings = lint(small_catalog(an_indicator(phrases=["检查{n}座"]), told_apart))
    assert [finding.level for finding in findings] == ["warning"]


@pytest.mark.parametrize(
    "text", ["(查|检查)桥梁{n}座", "持?…桥梁证{n}座", "(持有|查)桥梁证{n}批次", "{m}座查{n}座"]
)
def test_a_character_may_be_missing_or_declared_with_the_words_it_is_not_found_in(
    small_catalog: SmallCatalog, text: str
) -> None:
    assert lint(small_catalog(an_indicator(phrases=[text, "查{n}座"]), files=INSIDE)) == ()


def test_a_number_that_belongs_to_both_indicators_is_no_ambiguity(small_catalog: SmallCatalog) -> None:
    one = an_indicator(phrases=[{"text": "检查并封闭{n}座", "shared_with": [CLOSED]}])
    other = an_indicator(CLOSED, phrases=[{"text": "检查并封闭{n}座", "shared_with": ["bridges_inspected"]}])
    assert lint(small_catalog(one, other)) == ()


def test_the_shipped_catalogue_has_no_error() -> None:
    assert [str(finding) for finding in lint(load_catalog()) if finding.level == "error"] == []


def test_the_command_fails_on_an_error_and_prints_a_line_for_each(
    small_catalog_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = small_catalog_folder(an_indicator(phrases=["检查"], unit="座"))
    assert main([str(broken)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_command_passes_a_sound_catalogue(
    small_catalog_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(small_catalog_folder(an_indicator()))]) == 0
    assert capsys.readouterr().out == ""


def test_the_command_names_a_file_that_cannot_be_loaded(
    small_catalog_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(small_catalog_folder(an_indicator(kind="level")))]) == 1
    assert "bridges_inspected.kind" in capsys.readouterr().out
