"""What a manifest row says is replaced: one submission, or a doubt that names all that could be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingestion.landing import Receipt, Replacement, Replacements

START = datetime(2032, 2, 1, 8, tzinfo=UTC)
FIRST, SECOND, THIRD, TWIN = ("ab12cd34" + "0" * 56, "5" * 64, "6" * 64, "ab12cd34" + "1" * 56)


def receipt(
    submission: str, name: str, sequence: int, replaces: str | None = None, **others: object
) -> Receipt:
    values: dict[str, object] = {
        "receipt_id": f"r{sequence}",
        "submission_id": submission,
        "sequence": sequence,
        "source_name": name,
        "received_at": START + timedelta(days=sequence),
        "outcome": "accepted",
        "size_bytes": 1,
        "media_type": "text/plain",
        "stated_replaces": replaces,
    }
    return Receipt(**(values | others))  # type: ignore[arg-type]


ORIGINAL = receipt(FIRST, "报告.txt", 1)


@pytest.mark.parametrize(
    "name", ["报告.txt", FIRST, FIRST.upper(), "ab12cd34", "ab12cd340", " 报告.txt "], ids=str.strip
)
def test_replaced_is_named_by_file_name_or_hash(name: str) -> None:
    later = receipt(SECOND, "更正.txt", 2, name)
    assert Replacements([ORIGINAL, later]).of(later) == Replacement(FIRST)


def test_nothing_named_replaces_nothing() -> None:
    assert Replacements([ORIGINAL]).of(ORIGINAL) == Replacement(None)


@pytest.mark.parametrize(
    ("earlier", "replaces"),
    [
        ([ORIGINAL], "另一份.txt"),
        ([ORIGINAL], "ab12cd3"),
        ([ORIGINAL], "f" * 64),
        ([receipt(FIRST, "报告.txt", 9)], "报告.txt"),
        ([], "更正.txt"),
    ],
    ids=["another name", "too few digits", "another hash", "received later", "itself"],
)
def test_what_was_never_received_before_is_a_doubt(earlier: list[Receipt], replaces: str) -> None:
    later = receipt(SECOND, "更正.txt", 2, replaces)
    found = Replacements([*earlier, later]).of(later)
    assert found.submission_id is None
    assert replaces in found.doubts[0] and "未收到" in found.doubts[0]


def test_received_at_the_same_time_can_be_meant() -> None:
    later = receipt(SECOND, "更正.txt", 2, "报告.txt", received_at=ORIGINAL.received_at)
    assert Replacements([ORIGINAL, later]).of(later).submission_id == FIRST


def test_of_several_versions_under_one_path_the_last_one_before_is_meant() -> None:
    versions = [ORIGINAL, receipt(SECOND, "报告.txt", 2), receipt(TWIN, "报告.txt", 9)]
    later = receipt(THIRD, "更正.txt", 3, "报告.txt")
    assert Replacements([*versions, later]).of(later) == Replacement(SECOND)


def test_new_version_under_the_same_name_replaces_the_one_before() -> None:
    later = receipt(SECOND, "报告.txt", 2, "报告.txt")
    assert Replacements([ORIGINAL, later]).of(later) == Replacement(FIRST)


def test_file_beside_it_is_meant_before_one_of_another_folder() -> None:
    own, others = receipt(FIRST, "青岚县/报告.txt", 1), receipt(SECOND, "白榆县/报告.txt", 2)
    later = receipt(THIRD, "青岚县/更正.txt", 3, "报告.txt")
    assert Replacements([own, others, later]).of(later) == Replacement(FIRST)
    by_path = receipt(THIRD, "更正.txt", 3, "白榆县/报告.txt")
    assert Replacements([own, others, by_path]).of(by_path) == Replacement(SECOND)


def test_name_that_several_files_bear_is_a_doubt_that_names_them() -> None:
    bearers = [receipt(FIRST, "青岚县/报告.txt", 1), receipt(SECOND, "白榆县/报告.txt", 2)]
    later = receipt(THIRD, "更正.txt", 3, "报告.txt")
    found = Replacements([*bearers, later]).of(later)
    assert found.submission_id is None
    assert all(word in found.doubts[0] for word in ("青岚县/报告.txt", "白榆县/报告.txt", FIRST[:12], "2份"))


def test_digits_that_two_submissions_share_are_a_doubt() -> None:
    later = receipt(SECOND, "更正.txt", 3, "ab12cd34")
    found = Replacements([ORIGINAL, receipt(TWIN, "报告.txt", 2), later]).of(later)
    assert found.submission_id is None and "2份" in found.doubts[0]


def test_second_submission_that_replaces_the_same_one_is_a_doubt_that_names_both() -> None:
    one, other = receipt(SECOND, "更正甲.txt", 2, "报告.txt"), receipt(THIRD, "更正乙.txt", 3, "报告.txt")
    found = Replacements([ORIGINAL, one, other])
    assert found.of(one) == Replacement(FIRST)
    branched = found.of(other)
    assert branched.submission_id == FIRST
    assert all(name in branched.doubts[0] for name in ("更正甲.txt", "更正乙.txt", "报告.txt"))


def test_chain_of_corrections_does_not_branch() -> None:
    one, other = receipt(SECOND, "更正甲.txt", 2, "报告.txt"), receipt(THIRD, "更正乙.txt", 3, "更正甲.txt")
    assert Replacements([ORIGINAL, one, other]).of(other) == Replacement(SECOND)


@pytest.mark.parametrize("outcome", ["withdrawn", "quarantined"])
def test_rival_that_does_not_stand_is_none(outcome: str) -> None:
    one = receipt(SECOND, "更正甲.txt", 2, "报告.txt", outcome=outcome)
    other = receipt(THIRD, "更正乙.txt", 3, "报告.txt")
    assert Replacements([ORIGINAL, one, other]).of(other) == Replacement(FIRST)


def test_rival_stays_one_when_it_is_read_again() -> None:
    one, other = receipt(SECOND, "更正甲.txt", 2, "报告.txt"), receipt(THIRD, "更正乙.txt", 3, "报告.txt")
    again = receipt(SECOND, "更正甲.txt", 7, "报告.txt", received_at=one.received_at)
    found = Replacements([ORIGINAL, one, other, again])
    assert found.of(other).doubts and not found.of(again).doubts


def test_two_that_replace_each_other_are_a_doubt() -> None:
    one = receipt(FIRST, "甲.txt", 1, "乙.txt", received_at=START)
    other = receipt(SECOND, "乙.txt", 2, "甲.txt", received_at=START)
    found = Replacements([one, other])
    assert found.of(one) == Replacement(SECOND)
    assert found.of(other).submission_id == FIRST and "互相" in found.of(other).doubts[0]
