"""The record of decisions only grows; a decision holds as long as its source says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from review_home import DECIDED, make_home

from ingestion.landing import read_raw_table, receipts_from
from ingestion.submissions import ManifestEntry
from pipeline.review.assignments import assigned_entry
from pipeline.review.decision_table import read_decisions
from pipeline.review.places import lapsed, placed_decisions
from pipeline.review.records import AlreadyRecorded, Decision, append, recorded, statement_text
from pipeline.review.schema import DECISION_SCHEMA, DECISIONS
from pipeline.settings import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def confirmed(home: Home) -> Decision:
    """A confirmation of the figure 470."""
    rows = read_raw_table(home.root, "observations").to_pylist()
    row = next(row for row in rows if row["raw_text"] == "470件")
    return Decision(
        item_id="a" * 20,
        choice="confirm",
        decision="confirm",
        submission_id=row["submission_id"],
        observation_id=row["observation_id"],
        decided_by="赵甲",
        decided_at=DECIDED,
        reason="已核对",
        expects_value=row["value"],
        char_start=row["start"],
        char_end=row["end"],
        raw_text=row["raw_text"],
        read_indicator_id=row["indicator_id"],
    ).named()


def test_what_is_recorded_is_read_back_and_never_written_again(tmp_path: Path, confirmed: Decision) -> None:
    path = append(tmp_path, [confirmed])
    assert path.parent == tmp_path / DECISIONS
    before = path.read_bytes()
    assert recorded(tmp_path) == (confirmed,)
    with pytest.raises(AlreadyRecorded):
        append(tmp_path, [confirmed])
    append(tmp_path, [replace(confirmed, reason="再次核对")])
    assert path.read_bytes() == before
    assert len(recorded(tmp_path)) == 2


def test_a_home_without_decisions_gives_a_table_without_rows(tmp_path: Path) -> None:
    table = read_decisions(tmp_path)
    assert table.schema.equals(DECISION_SCHEMA)
    assert table.num_rows == 0


def observation_ids(home: Home, decision: Decision) -> list[object]:
    """The observations that a decision is about."""
    return placed_decisions(home.root, [decision]).column("observation_id").to_pylist()


def test_a_decision_follows_its_figure_into_another_reading(home: Home, confirmed: Decision) -> None:
    of_another_version = replace(confirmed, observation_id="read-by-another-version")
    assert observation_ids(home, of_another_version) == [confirmed.observation_id]
    assert lapsed(home.root, [of_another_version]) == ()


LAPSED = {
    "other bytes": {"submission_id": "f" * 64},
    "another place": {"char_start": 3},
    "another number in words": {"raw_text": "47件"},
    "read as something else": {"read_indicator_id": "arb_cases_closed"},
    "read as another number": {"expects_value": 47.0},
}


@pytest.mark.parametrize("change", LAPSED.values(), ids=LAPSED.keys())
def test_a_decision_lapses_where_its_source_says_something_else(
    home: Home, confirmed: Decision, change: dict[str, Any]
) -> None:
    changed = replace(confirmed, observation_id="read-by-another-version", **change)
    assert observation_ids(home, changed) == []
    assert lapsed(home.root, [changed]) == (changed,)


def test_a_correction_whose_number_changed_is_handed_on_so_that_the_build_stops(
    home: Home, confirmed: Decision
) -> None:
    correction = replace(
        confirmed, decision="replace_value", value=47.0, expects_value=46.0, observation_id="other-version"
    )
    table = placed_decisions(home.root, [correction])
    assert table.column("observation_id").to_pylist() == [confirmed.observation_id]
    assert table.column("expects_value").to_pylist() == [46.0]


def test_a_decision_about_a_whole_submission_needs_no_place(home: Home, confirmed: Decision) -> None:
    whole = replace(
        confirmed, observation_id=None, raw_text=None, decision="assign_region", region_code="990121"
    )
    assert observation_ids(home, whole) == [None]


def assignment(home: Home, **values: Any) -> tuple[Decision, ManifestEntry | None]:
    """An assignment to the first submission, and what is stated about that with it."""
    receipt = receipts_from(read_raw_table(home.root, "receipts"))[0]
    decision = Decision(
        item_id="b" * 20,
        choice="assign_region",
        submission_id=receipt.submission_id,
        decided_by="赵甲",
        decided_at=DECIDED,
        reason="公章可辨",
        **{"decision": "assign_region", "statement": statement_text(receipt.statement), **values},
    )
    return decision, assigned_entry(receipt, [decision])


def test_an_assignment_is_read_as_if_it_had_been_stated(home: Home) -> None:
    _, entry = assignment(home, region_code="990122")
    assert entry is not None
    assert (entry.region, entry.year) == ("990122", None)
    _, entry = assignment(home, decision="assign_year", period_year=2030)
    assert entry is not None
    assert (entry.region, entry.year) == (None, 2030)


@pytest.mark.parametrize(
    "values",
    [{"statement": "stated something else since"}, {"submission_id_": 1}, {"decision": "confirm"}],
    ids=["the sender stated something else", "another submission", "no assignment"],
)
def test_an_assignment_holds_for_the_statement_it_was_made_about(home: Home, values: dict[str, Any]) -> None:
    receipt = receipts_from(read_raw_table(home.root, "receipts"))[0]
    decision, _ = assignment(home, region_code="990122")
    other = replace(decision, **{k: v for k, v in values.items() if k != "submission_id_"})
    if "submission_id_" in values:
        other = replace(other, submission_id="f" * 64)
    assert assigned_entry(receipt, [other]) is None
