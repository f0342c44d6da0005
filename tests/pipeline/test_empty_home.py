"""A home into which nothing was put: every command says so in a sentence, none shows a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import nianjian, query_warehouse, start_home
from parsed_once import parsed_once

from pipeline.commands.options import Exit
from pipeline.settings import Home

NEEDS_WAREHOUSE = [
    ("publish", "--year", "2031"),
    ("explain", "990121", "2031", "pub_events"),
    ("query", "select 1"),
]


@pytest.mark.parametrize("command", NEEDS_WAREHOUSE, ids=[command[0] for command in NEEDS_WAREHOUSE])
def test_what_needs_a_warehouse_says_how_to_get_one(command: tuple[str, ...], tmp_path: Path) -> None:
    code, said = nianjian(tmp_path / "home", *command)
    assert code == Exit.USAGE
    assert said.startswith("no warehouse at ") and "nianjian build" in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "home").exists(), "nothing was made on the way"


def test_a_run_without_an_inbox_names_the_folder(tmp_path: Path) -> None:
    code, said = nianjian(tmp_path / "home", "run")
    assert code == Exit.USAGE
    assert str(tmp_path / "home" / "inbox") in said and "--inbox" in said


@pytest.mark.slow
def test_nothing_received_builds_an_empty_warehouse_and_publishes_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, no_data_tests: None
) -> None:
    """One build of its own: no other test starts from nothing."""
    root = tmp_path / "home"
    start_home(root, parsed_once(tmp_path_factory))
    code, said = nianjian(root, "build")
    assert (code, len(said.splitlines())) == (Exit.DONE, 1)
    assert said.startswith(f"promoted {Home(root).promoted}") and "nothing was received" in said
    assert query_warehouse(root, "select count(*) from marts.fct_indicator_year") == [(0,)]
    assert query_warehouse(root, "select count(*) > 100 from marts.dim_indicator") == [(True,)]
    code, said = nianjian(root, "publish", "--year", "2031")
    assert (code, len(said.splitlines())) == (Exit.USAGE, 1)
    assert "holds nothing about 2031" in said
    assert not list(Home(root).publications.glob("2031*"))
    code, said = nianjian(root, "status")
    assert code == Exit.DONE and "尚未收到材料" in said
