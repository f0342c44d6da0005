"""Manifests: typed rows, problems named by row, and the row for each file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.landing import Submissions, list_submissions
from ingestion.landing.manifests import read_manifest
from ingestion.submissions import ManifestEntry

HEADER = "file,region,agency,year,kind,received_at,replaces\n"
FULL = ManifestEntry(
    file="报告.txt",
    region="990102",
    agency="望杉区人社局",
    year=2031,
    kind="narrative",
    received_at=datetime(2032, 1, 15, 1, 30, tzinfo=UTC),
    replaces="旧报告.txt",
)


def manifest(folder: Path, text: str, name: str = "manifest.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_row_states_everything(tmp_path: Path, encoding: str) -> None:
    row = "报告.txt,990102,望杉区人社局,2031,narrative,2032-01-15 09:30,旧报告.txt\n"
    read = read_manifest(manifest(tmp_path, HEADER + row, encoding=encoding))
    assert [item.entry for item in read.rows] == [FULL]
    assert read.problems == ()


@pytest.mark.parametrize("frame", ["{}", "files:\n{}"])
def test_a_yaml_item_states_everything(tmp_path: Path, frame: str) -> None:
    item = (
        "- file: 报告.txt\n  region: 990102\n  agency: 望杉区人社局\n  year: 2031\n  kind: narrative\n"
        "  received_at: 2032-01-15T09:30:00+08:00\n  replaces: 旧报告.txt\n"
    )
    read = read_manifest(manifest(tmp_path, frame.format(item), "manifest.yaml"))
    assert [row.entry for row in read.rows] == [FULL]


def test_yaml_scalars_are_taken_as_written(tmp_path: Path) -> None:
    """Read by YAML's own rules, 011000 would be the octal number 4608."""
    read = read_manifest(manifest(tmp_path, "- {file: a.txt, region: 011000, agency: null}", "manifest.yml"))
    assert [(row.entry.region, row.entry.agency) for row in read.rows] == [("011000", None)]


def test_chinese_headers_and_full_width_digits(tmp_path: Path) -> None:
    text = "文件,地区,年份,收到时间,备注\n报告.txt,澄湾市,２０３１年,2032/1/5,已电话核实\n"
    (row,) = read_manifest(manifest(tmp_path, text)).rows
    assert (row.entry.region, row.entry.year) == ("澄湾市", 2031)
    assert row.entry.received_at == datetime(2032, 1, 4, 16, tzinfo=UTC), "a day is one in China"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_fields_are_parted_as_office_programs_part_them(tmp_path: Path, delimiter: str) -> None:
    text = "文件,地区,年份\n青岚.xlsx,青岚县,2031\n白榆.xlsx,白榆县,2031\n".replace(",", delimiter)
    read = read_manifest(manifest(tmp_path, text, encoding="gb18030"))
    assert [(row.entry.file, row.entry.region, row.entry.year) for row in read.rows] == [
        ("青岚.xlsx", "青岚县", 2031),
        ("白榆.xlsx", "白榆县", 2031),
    ]
    assert read.problems == ()


def test_a_kind_may_be_named_by_its_label(tmp_path: Path) -> None:
    text = "文件,类型\na.xlsx,劳动人事争议处理情况表\nb.docx,更正说明\nc.docx,年报\n"
    read = read_manifest(manifest(tmp_path, text))
    assert [row.entry.kind for row in read.rows] == ["dispute_form", "correction"]
    assert "correction（更正说明）" in read.problems[0].reason


@pytest.mark.parametrize(
    ("fault", "row", "code"),
    [
        ("bad year", "a.txt,,,31,,,", "bad_year"),
        ("bad date", "a.txt,,,,,2032-13-01,", "bad_date"),
        ("a date in words", "a.txt,,,,,上周,", "bad_date"),
        ("bad kind", "a.txt,,,,年报,,", "bad_kind"),
        ("a code of five digits", "a.txt,99010,,,,,", "bad_region"),
        ("no file", ",990102,,,,,", "file_missing"),
        ("out of the folder", "../a.txt,,,,,,", "unsafe_path"),
        ("absolute", "/etc/passwd,,,,,,", "unsafe_path"),
        ("too many fields", "a.txt,,,,,,,多余", "unknown_column"),
    ],
)
def test_a_bad_row_is_named_and_hides_no_good_one(tmp_path: Path, fault: str, row: str, code: str) -> None:
    read = read_manifest(manifest(tmp_path, f"{HEADER}good.txt,990102,,,,,\n{row}\nlast.txt,,,,,,\n"))
    assert [item.entry.file for item in read.rows] == ["good.txt", "last.txt"], fault
    (problem,) = read.problems
    assert (problem.line, problem.code) == (3, code)
    assert "manifest.csv 第 3 行" in problem.reason


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    read = read_manifest(manifest(tmp_path, "file,regoin\na.txt,990102\nb.txt,\n"))
    assert [(problem.line, problem.code) for problem in read.problems] == [(2, "unknown_column")]
    assert "regoin" in read.problems[0].reason
    assert [row.entry.file for row in read.rows] == ["b.txt"]


def test_rows_that_contradict_each_other_are_all_refused(tmp_path: Path) -> None:
    read = read_manifest(manifest(tmp_path, "file,year\na.txt,2031\na.txt,2030\nb.txt,2031\nb.txt,2031\n"))
    assert [(p.line, p.code) for p in read.problems] == [(2, "file_named_twice"), (3, "file_named_twice")]
    assert {row.entry.file for row in read.rows} == {"b.txt"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.yaml", "a: [1"),
        ("manifest.yaml", "just text"),
        ("manifest.yaml", "- just text"),
        ("manifest.yaml", "- {file: [a, b]}"),
        ("manifest.csv", "file\n\x00\n"),
    ],
)
def test_an_unreadable_manifest_is_a_problem_not_a_crash(tmp_path: Path, name: str, text: str) -> None:
    read = read_manifest(manifest(tmp_path, text, name))
    assert [problem.code for problem in read.problems] == ["unreadable_manifest"]


def regions(submissions: Submissions) -> dict[str, str | None]:
    return {file.name: file.entry.region if file.entry else None for file in submissions}


def folder_of_three(root: Path) -> None:
    for name in ("a.txt", "x/b.txt", "x/y/c.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def test_the_nearest_manifest_wins_and_a_given_one_over_all(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    folder_of_three(inbox)
    manifest(inbox, "file,region\na.txt,甲\nx/b.txt,甲\nx/y/c.txt,甲\n")
    manifest(inbox / "x", "file,region\nb.txt,乙\ny/c.txt,乙\n")
    assert regions(list_submissions([inbox])) == {"a.txt": "甲", "x/b.txt": "乙", "x/y/c.txt": "乙"}
    given = manifest(tmp_path, "- {file: x/b.txt, region: 丙}\n- {file: c.txt, region: 丁}", "other.yaml")
    assert regions(list_submissions([inbox], given)) == {"a.txt": "甲", "x/b.txt": "丙", "x/y/c.txt": "丁"}


def test_a_file_that_is_not_there_and_one_that_is_not_clear_are_problems(tmp_path: Path) -> None:
    folder_of_three(tmp_path)
    (tmp_path / "z").mkdir()
    (tmp_path / "z/b.txt").write_text("z")
    manifest(tmp_path, "file,year\nnowhere.txt,2031\nb.txt,2031\n")
    problems = list_submissions([tmp_path]).manifest_problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (2, "file_absent"),
        (3, "file_ambiguous"),
    ]


def test_a_file_with_a_bad_row_is_received_in_doubt(tmp_path: Path) -> None:
    folder_of_three(tmp_path)
    manifest(tmp_path, "file,region,year\na.txt,990102,last\nx/b.txt,990121,2031\n")
    doubted, good, unnamed = list_submissions([tmp_path])
    assert (doubted.entry, [doubt.code for doubt in doubted.doubts]) == (None, ["bad_year"])
    assert (good.entry is not None, good.doubts) == (True, ())
    assert (unnamed.entry, unnamed.doubts) == (None, ())
