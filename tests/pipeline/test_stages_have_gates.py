"""Every stage that a scheduler or the command line calls asks its gate: none can be removed unseen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from homes import RunHome

from pipeline import gates, stages
from pipeline.settings import HOME_VARIABLE


class Asked(Exception):
    """Which gate was asked."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_gate(gate: str, *_: Any) -> NoReturn:
        raise Asked(gate)

    monkeypatch.setattr(gates, "run_gate", run_gate)


def check_raw(build: dict[str, Any]) -> None:
    stages.check_raw(build)


def check_marts(build: dict[str, Any]) -> None:
    stages.check_marts(build)


def publish(build: dict[str, Any]) -> None:
    stages.publish_year(2024)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gate", "stage"), [("raw", check_raw), ("marts", check_marts), ("edition", publish)]
)
def test_a_stage_asks_its_gate(
    gate: str,
    stage: Callable[[dict[str, Any]], None],
    own_home: RunHome,
    asked: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(own_home.root))
    _forget_editions(own_home.root)
    build = stages.prepare_build(None)
    shutil.copy(own_home.root / "warehouse" / "nianjian.duckdb", Path(build["folder"]) / "candidate.duckdb")
    with pytest.raises(Asked, match=f"^{gate}$"):
        stage(build)
    stages.discard(build)


def _forget_editions(home: Path) -> None:
    """The same content would make no new edition and need no gate."""
    publications = home / "publications"
    for path in publications.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(publications)
