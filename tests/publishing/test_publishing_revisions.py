"""What a newer edition says otherwise, and why: by new material, by the method, or by review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner

from catalog import load_catalog
from pipeline.cli import cli
from publishing.revisions import Revision, compare_editions
from publishing.tidy import COMPARISON_SCHEMA, SOURCE_SCHEMA, csv_bytes, write_parquet

YEAR = 2031
ROW: Mapping[str, Any] = {
    "year": YEAR, "region_code": "990121", "region_name": "青岚县", "region_level": "county",
    "org_scope": "region", "org_scope_zh": "全域", "subject_area": "cases", "unit": "件",
    "display_unit": "件", "indicator_id": "arb_cases_accepted", "indicator_zh": "仲裁受理案件数",
    "publish_tier": 1,
    "value": 47.0, "value_printed": "47", "previous_value": 40.0, "previous_printed": "40",
    "change_printed": "7", "comparison_printed": "17.5",
    "observation_id": "o1", "previous_observation_id": "p1",
}  # fmt: skip
HELD: Mapping[str, Any] = {
    "value": None, "value_printed": "暂不公布", "observation_id": None,
    "held_back_reason": "conflict", "held_back_zh": "同级来源数值不一致",
}  # fmt: skip
ABSENT: Mapping[str, Any] = {"value": None, "value_printed": "未报送", "observation_id": None}
FILES = {"o1": "report", "p1": "last_year", "x": "form"}
OTHER_VALUE: Mapping[str, Any] = {"value": 52.0, "value_printed": "52"}


def edition(
    folder: Path, name: str, row: Mapping[str, Any] | None, files: Mapping[str, str], **record: Any
) -> Path:
    """An edition of one row; ``files`` says for every observation which file it stands in."""
    place = folder / "publications" / str(YEAR) / name
    place.mkdir(parents=True)
    rows = [] if row is None else [{**ROW, **row}]
    write_parquet(pa.Table.from_pylist(rows, schema=COMPARISON_SCHEMA), place / "comparison.parquet")
    plain = {field.name: 0 if field.name == "year" else "" for field in SOURCE_SCHEMA if not field.nullable}
    sources = [
        plain | {"observation_id": observation, "source_sha256": file, "source_name": f"{file}.docx"}
        for observation, file in files.items()
    ]
    (place / "sources.csv").write_bytes(csv_bytes(pa.Table.from_pylist(sources, schema=SOURCE_SCHEMA)))
    told = {"year": YEAR, "edition": name, "catalog_version": "1.0", "as_of": None} | record
    (place / "edition.json").write_text(json.dumps(told), encoding="utf-8")
    return place


def revised(
    folder: Path, old: Any, new: Any, files: Mapping[str, str] = FILES, **record: Any
) -> tuple[Revision, ...]:
    """What the second of two editions says otherwise."""
    older = edition(folder, "001", old, FILES)
    return compare_editions(older, edition(folder, "002", new, files, **record)).revisions


CASES: dict[str, tuple[Any, Any, Mapping[str, str], tuple[str, str, str, str]]] = {
    "a decision changes the figure": ({}, OTHER_VALUE, FILES, ("revised", "judged", "47件", "52件")),
    "a correction arrives": (
        *({}, OTHER_VALUE | {"observation_id": "o2"}, {**FILES, "o2": "correction"}),
        ("revised", "new_file", "47件", "52件"),
    ),
    "another known file is used": (
        *({}, OTHER_VALUE | {"observation_id": "o2"}, {**FILES, "o2": "form"}),
        ("revised", "other_file", "47件", "52件"),
    ),
    "the same file is read again": (
        *({}, OTHER_VALUE | {"observation_id": "o2"}, {**FILES, "o2": "report"}),
        ("revised", "read_again", "47件", "52件"),
    ),
    "a report is withdrawn": (
        *({}, ABSENT, {"p1": "last_year"}),
        ("gone", "file_gone", "47件", "未报送"),
    ),
    "a row is no longer listed": ({}, None, FILES, ("gone", "judged", "47件", "—")),
    "a figure is new": (ABSENT, {}, FILES, ("appeared", "judged", "未报送", "47件")),
    "a figure waits for review": (
        *({}, HELD, {"p1": "last_year"}),
        ("held_back", "judged", "47件", "暂不公布（同级来源数值不一致）"),
    ),
    "a figure is released": (
        *(HELD, {}, FILES),
        ("released", "judged", "暂不公布（同级来源数值不一致）", "47件"),
    ),
    "another reason to hold back": (
        *(HELD, HELD | {"held_back_reason": "unreviewed_claim", "held_back_zh": "声称数未经审核"}, FILES),
        ("reason_changed", "judged", "暂不公布（同级来源数值不一致）", "暂不公布（声称数未经审核）"),
    ),
    "last year's figure is corrected": (
        *({}, {"previous_printed": "41", "previous_observation_id": "p2"}, {**FILES, "p2": "notice"}),
        ("previous_revised", "new_file", "40件", "41件"),
    ),
    "a comparison is refused": (
        *({}, {"change_printed": "—", "comparison_printed": "—", "refusal_zh": "行政区划调整"}, FILES),
        ("comparison_changed", "judged", "7，17.5", "行政区划调整"),
    ),
    "a qualifier": ({}, {"qualifier": "at_least", "value_printed": "47余"}, FILES,
                    ("revised", "judged", "47件", "47余件")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_revision_says_what_became_of_a_figure_and_why(tmp_path: Path, case: str) -> None:
    old, new, files, expected = CASES[case]
    (found,) = revised(tmp_path, old, new, files)
    assert (found.change, found.cause, found.before, found.after) == expected


def test_another_catalogue_is_a_change_of_the_method(tmp_path: Path) -> None:
    (found,) = revised(tmp_path, {}, OTHER_VALUE, catalog_version="1.1")
    assert (found.change, found.cause) == ("revised", "method")


def test_new_material_is_told_as_such_under_another_catalogue_too(tmp_path: Path) -> None:
    new = OTHER_VALUE | {"observation_id": "o2"}
    (found,) = revised(tmp_path, {}, new, {**FILES, "o2": "correction"}, catalog_version="1.1")
    assert (found.cause, found.source_name) == ("new_file", "correction.docx")


def test_what_reads_the_same_is_no_revision(tmp_path: Path) -> None:
    same = {"observation_id": "o2"}
    assert revised(tmp_path, {}, same, {**FILES, "o2": "copy"}, catalog_version="1.1") == ()


def test_every_change_and_cause_has_its_words() -> None:
    known = load_catalog().vocabulary.vocabularies
    told = [expected for *_, expected in CASES.values()]
    assert {change for change, *_ in told} == set(known["revision_change"])
    assert {cause for _, cause, *_ in told} | {"method"} == set(known["revision_cause"])


def diff(folder: Path, *editions: str) -> tuple[int, str]:
    """The exit code of the command and what it printed."""
    result = CliRunner().invoke(cli, ["--home", str(folder), "diff", *editions])
    return result.exit_code, result.output


def test_the_command_tells_every_revision_under_its_cause(tmp_path: Path) -> None:
    edition(tmp_path, "001", {}, FILES)
    edition(tmp_path, "002", OTHER_VALUE, FILES, as_of="2032-02-01T00:00:00+00:00")
    code, output = diff(tmp_path, f"{YEAR}/001", f"{YEAR}/002")
    lines = output.splitlines()
    assert code == 0
    assert lines[0].startswith("旧版  2031年 001（尚未收到材料") and "2032-02-01 08:00" in lines[1]
    assert lines[2:] == [
        "审核或核验结果改变：1 项",
        "  数值修订  青岚县 仲裁受理案件数（全域）  47件 → 52件　report.docx",
    ]
    code, output = diff(tmp_path, f"{YEAR}/002", f"{YEAR}/002")
    assert (code, output.splitlines()[-1]) == (0, "各项数值与同比均无改变。")


def test_the_command_names_the_editions_there_are(tmp_path: Path) -> None:
    edition(tmp_path, "001", {}, FILES)
    code, output = diff(tmp_path, f"{YEAR}/001", f"{YEAR}/009")
    assert code == 4
    assert f"{YEAR}/009" in output and f"已有的版本：{YEAR}/001" in output


def test_editions_of_two_years_are_not_compared(tmp_path: Path) -> None:
    edition(tmp_path, "001", {}, FILES)
    edition(tmp_path, "002", {}, FILES, year=YEAR - 1)
    code, output = diff(tmp_path, f"{YEAR}/001", f"{YEAR}/002")
    assert code == 2 and str(YEAR - 1) in output
