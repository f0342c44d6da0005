"""A check is switched off only with a reason, an owner and a day on which that ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from gate_tables import broken
from plain_builds import without_pages

from catalog import Catalog
from expectations.outcomes import GateFailed
from expectations.runner import run_gate
from expectations.switches import Switch, Switches, SwitchFileError, check_ids, faults_of, load_switches

SWITCHED = "raw.facts.indicator_id.column_values_to_be_in_set"
ENTRY = {"check": SWITCHED, "why": "the indicator is on its way", "owner": "statistics section",
         "expires_on": "2024-01-31"}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def no_pages() -> Iterator[None]:
    """What a gate says is looked at, not how it is laid out."""
    with without_pages():
        yield


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "switched_off.yaml"
    path.write_text(json.dumps({"switched_off": entries}, ensure_ascii=False), encoding="utf-8")
    return path


def switch(**changes: Any) -> Switch:
    return Switch.model_validate(ENTRY | changes)


def test_the_shipped_file_names_known_checks_and_each_once(catalog: Catalog) -> None:
    assert list(faults_of(load_switches(), catalog)) == []
    assert len(check_ids(catalog)) == len(set(check_ids(catalog))) > 100


@pytest.mark.parametrize("field", ["check", "why", "owner", "expires_on"])
def test_an_entry_says_everything(field: str, tmp_path: Path) -> None:
    path = written(tmp_path, {name: value for name, value in ENTRY.items() if name != field})
    with pytest.raises(SwitchFileError, match=field):
        load_switches(path)


@pytest.mark.parametrize("changes", [{"why": "soon"}, {"owner": ""}, {"expires_on": "never"}, {"until": 3}])
def test_an_entry_that_says_nothing_is_refused(changes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SwitchFileError):
        load_switches(written(tmp_path, ENTRY | changes))


def test_a_check_that_does_not_exist_or_is_named_twice_is_a_fault(catalog: Catalog) -> None:
    entries = (switch(check="raw.facts.nothing"), switch(), switch(check="P05"), switch())
    found = list(faults_of(Switches(entries), catalog))
    assert [line.partition(":")[0] for line in found] == [SWITCHED, "raw.facts.nothing"]


@pytest.mark.parametrize(("day", "expired"), [(30, False), (31, False)])
def test_the_last_day_still_counts(day: int, expired: bool) -> None:
    assert bool(Switches((switch(),)).expired(date(2024, 1, day))) is expired
    assert Switches((switch(),)).expired(date(2024, 2, 1)) == (switch(),)


def run(tables: Any, catalog: Catalog, quality: Path, moment: datetime, *off: Switch) -> Any:
    return run_gate("raw", tables, catalog, quality, "2024", moment, Switches(off))


def test_a_switched_off_expectation_stops_nothing_and_is_listed(catalog: Catalog, tmp_path: Path) -> None:
    faulty = broken("raw", "observations", 0, catalog, indicator_id="no_such_indicator")
    on, off = datetime(2024, 1, 20, tzinfo=UTC), switch()
    with pytest.raises(GateFailed, match="an indicator that the catalogue knows"):
        run(faulty, catalog, tmp_path, on)
    others = tuple(
        switch(check=check) for check in ("raw.facts.unit+catalogue_unit.column_pair_values_to_be_equal",)
    )
    result = run(faulty, catalog, tmp_path, on, off, *others)
    kept = json.loads(result.path.read_text(encoding="utf-8"))["switched_off"]
    assert [entry["check"] for entry in kept] == [SWITCHED, others[0].check]
    assert {"why", "owner", "expires_on"} <= set(kept[0])
    assert SWITCHED not in {outcome.check for outcome in result.outcomes}


def test_an_entry_that_names_no_check_fails_the_run(catalog: Catalog, tmp_path: Path) -> None:
    """A slip in a name would leave somebody believing that a check is off."""
    slip = switch(check="raw.facts.indicator", expires_on="2030-01-31")
    with pytest.raises(GateFailed, match=r"raw.facts.indicator: there is no such expectation or rule.*entry"):
        run(
            broken("raw", "observations", 0, catalog),
            catalog,
            tmp_path,
            datetime(2024, 1, 5, tzinfo=UTC),
            slip,
        )


def test_an_expired_entry_fails_the_run_and_says_whose_it_is(catalog: Catalog, tmp_path: Path) -> None:
    sound = broken("raw", "observations", 0, catalog)
    evening = datetime(2024, 1, 31, 15, 59, tzinfo=UTC)
    assert run(sound, catalog, tmp_path, evening, switch()).success
    midnight_in_china = datetime(2024, 1, 31, 16, 0, tzinfo=UTC)
    with pytest.raises(GateFailed, match="statistics section until 2024-01-31"):
        run(sound, catalog, tmp_path, midnight_in_china, switch())


def test_an_entry_lapses_also_where_nothing_new_has_arrived_since(catalog: Catalog, tmp_path: Path) -> None:
    """A build speaks of its latest receipt; the day of the run is what counts."""
    sound, received = broken("raw", "observations", 0, catalog), datetime(2024, 1, 5, tzinfo=UTC)
    with pytest.raises(GateFailed, match="statistics section until 2024-01-31"):
        run_gate("raw", sound, catalog, tmp_path, "2024", received, Switches((switch(),)), date(2024, 2, 1))


def test_a_view_of_which_everything_is_switched_off_is_left_alone(catalog: Catalog, tmp_path: Path) -> None:
    checks = [check for check in sorted(check_ids(catalog)) if check.startswith("raw.texts.")]
    off = [switch(check=check) for check in checks]
    faulty = broken("raw", "texts", 0, catalog, reading_id="d9", text="")
    found = run(faulty, catalog, tmp_path, datetime(2024, 1, 20, tzinfo=UTC), *off)
    assert checks and "texts" not in {outcome.view for outcome in found.outcomes}
