"""Every stage that a scheduler or the command line calls asks its gate: none can be removed unseen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from homes import RunHome

from expectations import runner
from expectations.outcomes import GateFailed
from expectations.switches import Switch, Switches
from ingestion.landing.raw_layer import ensure_raw_layer
from pipeline import clock, gates, stages
from pipeline.clock import START_OF_RECORDS
from pipeline.settings import HOME_VARIABLE, Home


class Asked(Exception):
    """Which gate was asked."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_gate(gate: str, *_: Any, **__: Any) -> NoReturn:
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


def test_a_check_that_was_switched_off_until_a_past_day_stops_a_build_of_what_was_known_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"check": "P05", "why": "a rule is mended", "owner": "statistics", "expires_on": "2024-01-31"}
    switches = Switches((Switch.model_validate(entry),))
    monkeypatch.setattr(runner, "load_switches", lambda: switches)
    ensure_raw_layer(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: date(2024, 1, 31))
    gates.raw_gate(Home(tmp_path), "before", START_OF_RECORDS)
    monkeypatch.setattr(clock, "today", lambda: date(2024, 2, 1))
    with pytest.raises(GateFailed, match="P05 was switched off by statistics until 2024-01-31"):
        gates.raw_gate(Home(tmp_path), "after", START_OF_RECORDS)
