"""The inbox: everything is listed, in a total order, and nothing is left out silently."""

from __future__ import annotations

import os
from pathlib import Path

from ingestion.landing import list_submissions


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode())


def names(paths: list[Path]) -> list[str]:
    return [file.name for file in list_submissions(paths)]


def test_folders_are_listed_recursively_in_order(tmp_path: Path) -> None:
    put(tmp_path, "乙/b.txt", "甲.docx", "乙/a.txt", "10.csv", "2.csv")
    assert names([tmp_path]) == ["10.csv", "2.csv", "乙/a.txt", "乙/b.txt", "甲.docx"]


def test_hidden_and_unknown_files_are_listed_too(tmp_path: Path) -> None:
    put(tmp_path, ".DS_Store", ".hidden/x.txt", "a.dat", "~$a.docx")
    assert names([tmp_path]) == [".DS_Store", ".hidden/x.txt", "a.dat", "~$a.docx"]


def test_manifests_and_markers_are_no_submissions(tmp_path: Path) -> None:
    put(tmp_path, ".gitkeep", "x/manifest.yaml", "Manifest.CSV", "报告.txt")
    (tmp_path / "Manifest.CSV").write_text("file\n")
    (tmp_path / "x/manifest.yaml").write_text("[]")
    assert names([tmp_path]) == ["报告.txt"]


def test_a_file_given_by_itself_has_its_bare_name(tmp_path: Path) -> None:
    put(tmp_path, "x/报告.txt")
    assert names([tmp_path / "x/报告.txt"]) == ["报告.txt"]


def test_a_file_given_twice_is_listed_once(tmp_path: Path) -> None:
    put(tmp_path, "x/报告.txt")
    assert names([tmp_path, tmp_path / "x/报告.txt", tmp_path]) == ["x/报告.txt"]


def test_links_pipes_and_missing_paths_are_problems(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.txt", "inbox/报告.txt")
    (tmp_path / "inbox/link.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "inbox/folder").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "inbox/pipe.txt")
    listed = list_submissions([tmp_path / "inbox", tmp_path / "nowhere"])
    assert [file.name for file in listed] == ["报告.txt"]
    assert [(problem.source_name, problem.code) for problem in listed.problems] == [
        ("folder", "link"),
        ("link.txt", "link"),
        ("nowhere", "file_absent"),
        ("pipe.txt", "special_file"),
    ]
    assert all(problem.reason.endswith("。") for problem in listed.problems)


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    assert len(list_submissions([tmp_path])) == 0
