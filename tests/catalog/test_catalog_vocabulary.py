"""Every code of the product has its label, read against the types that produce the codes."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from catalog import load_catalog, model

REPOSITORY = Path(__file__).parents[2]

PRODUCED = {
    "disposition": ("observations", "Disposition"),
    "qualifier": ("observations", "Qualifier"),
    "value_status": ("observations", "ValueStatus"),
    "org_scope": ("observations", "OrgScope"),
    "scope_basis": ("observations", "ScopeBasis"),
    "period_type": ("observations", "PeriodType"),
    "assertion": ("observations", "Assertion"),
    "submission_kind": ("submissions", "SubmissionKind"),
    "submission_status": ("submissions", "SubmissionStatus"),
    "region_level": ("submissions", "RegionLevel"),
}


def literal_values(module: str, name: str) -> list[str]:
    """The values of a Literal, read from the source text: the catalogue knows nothing of ingestion."""
    tree = ast.parse((REPOSITORY / "ingestion" / f"{module}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            assert isinstance(node.value, ast.Subscript)
            values: list[str] = list(ast.literal_eval(node.value.slice))
            return values
    raise AssertionError(f"{name} is not in ingestion/{module}.py")


@pytest.mark.parametrize("vocabulary", PRODUCED)
def test_every_code_that_ingestion_produces_has_a_label(vocabulary: str) -> None:
    values = literal_values(*PRODUCED[vocabulary])
    assert len(values) > 1
    assert set(load_catalog().vocabulary.vocabularies[vocabulary]) == set(values)


def test_the_catalogue_speaks_of_qualifiers_assertions_and_levels_as_ingestion_does() -> None:
    assert set(get_args(model.Qualifier)) == set(literal_values("observations", "Qualifier"))
    assert set(get_args(model.Assertion)) == set(literal_values("observations", "Assertion"))
    assert set(get_args(model.RegionLevel)) == set(literal_values("submissions", "RegionLevel"))


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("coverage_status", "due on_time late nil_return in_review missing withdrawn"),
        ("receipt_outcome", "accepted needs_review quarantined duplicate withdrawn"),
        ("rule_result", "satisfied violated flagged not_testable"),
        (
            "held_back_reason",
            "contradicted implausible conflict unreviewed_claim submission_in_review sent_back",
        ),
        (
            "refusal_reason",
            "held_back no_previous_year previous_held_back base_zero base_below_10 partial_period "
            "scope_differs boundary_change definition_break bound_could_turn_sign no_value",
        ),
    ],
)
def test_the_codes_of_the_public_tables_have_labels(vocabulary: str, codes: str) -> None:
    assert set(load_catalog().vocabulary.vocabularies[vocabulary]) == set(codes.split())


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("base_zero", "上年数为零"),
        ("held_back:conflict", "本年数暂不发布（同级来源数值不一致）"),
        (
            "held_back:contradicted:C02+C05;unreviewed_claim",
            "本年数暂不发布（勾稽关系不符（C02、C05）；声称数未经审核）",
        ),
    ],
)
def test_a_reason_of_refusal_is_told_in_words(reason: str, words: str) -> None:
    assert load_catalog().vocabulary.refusal_label(reason) == words


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_catalog().vocabulary.refusal_label("because")
