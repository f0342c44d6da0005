"""A rule that is broken is noticed by a unit test; a rule without its tests is seen to be without them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from candidate_warehouse import Candidate

sys.path.insert(0, str(Path(__file__).parents[1] / "mutation"))

import survey as surveys
from mutants import mutants_of
from unit_tests import Bench, UnitTest, unit_tests_of

SELECT = """
select
    a.id, -- not = a mutant
    case when a.n >= 10 and not b.is_empty then 'many' else 'few' end as size
from a
left join b
    on a.id = b.id
where a.kind in ('x', 'y') or a.kind is null
order by a.day desc, a.id
"""
BROKEN = (
    "case when a.n > 10 and",
    "case when a.n <= 10 and",
    "a.n >= 11 and",
    "a.n >= 9 and",
    "a.n >= 10 or not",
    "and b.is_empty then",
    "when not b.is_empty then",
    "when a.n >= 10 then",
    "when true then",
    "then 'many~' else",
    "'many' end",
    "when false then null else 'few'",
    "inner join b",
    "on a.id != b.id",
    "in ('x~', 'y')",
    "not in ('x', 'y')",
    "where a.kind is null",
    "where true",
    "or a.kind is not null",
    "('x', 'y') and a.kind",
    "order by a.day asc, a.id",
    "order by a.id",
    "order by a.day desc\n",
    "a.day desc, a.id desc",
)


@pytest.mark.parametrize("fragment", BROKEN)
def test_a_rule_is_broken_in_every_place(fragment: str) -> None:
    texts = [mutant.text for mutant in mutants_of(Path("rule.sql"), SELECT)]
    assert any(fragment in text for text in texts)


def test_a_mutant_differs_in_one_place_and_says_which() -> None:
    mutants = list(mutants_of(Path("rule.sql"), SELECT))
    assert len({mutant.text for mutant in mutants}) == len(mutants) > len(BROKEN)
    assert all("-- not = a mutant" in mutant.text for mutant in mutants)
    (flipped,) = (mutant for mutant in mutants if "left join" not in mutant.text)
    assert str(flipped) == "rule.sql:6 swapped_words: left join b → inner join b"


@pytest.fixture(scope="module")
def bench(warehouse: Candidate) -> Bench:
    """The unit tests of all rules, laid out and passed once for all that break a rule here."""
    return surveys.sound_bench(warehouse.path)


@pytest.mark.slow
@pytest.mark.parametrize("model", ["int_figure_hold", "int_figure_in_force", "fct_indicator_year"])
def test_a_broken_rule_is_noticed(bench: Bench, model: str) -> None:
    found = surveys.survey(bench, [model])
    assert found.mutants >= 8
    assert (found.survivors, found.stale_exemptions) == ((), ())


@pytest.mark.slow
def test_a_rule_without_its_tests_is_seen(warehouse: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(root: Path, models: Sequence[str]) -> tuple[UnitTest, ...]:
        return unit_tests_of(root, [model for model in models if model != "int_figure_in_force"])

    monkeypatch.setattr(surveys, "unit_tests_of", without)
    found = surveys.survey(surveys.sound_bench(warehouse.path), ["int_figure_in_force"])
    assert len(found.survivors) == found.mutants >= 8


@pytest.mark.slow
def test_an_exemption_that_is_not_needed_is_named(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needless = tmp_path / "exempt.yaml"
    needless.write_text("- {mutant: 'int_figure_hold.sql swapped_words: a → b', reason: none}\n", "utf-8")
    monkeypatch.setattr(surveys, "EXEMPT", needless)
    found = surveys.survey(bench, ["int_figure_hold"])
    assert found.stale_exemptions == ("int_figure_hold.sql swapped_words: a → b",)
