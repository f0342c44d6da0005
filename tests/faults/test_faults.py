"""The faults are what they say, and most of them are found before anything is published."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from filings import Filing, invent_bureaus
from injection import KINDS, Fault, inject
from outcomes import Item, Outcome, Verdict, judge
from parsed_once import parsed_once
from places import invent_places
from seeding import FAULTY_YEAR, FIRST_YEAR, Injecting, Run, Size, run_seed
from tables import ALARMS, alarm_rate, counts, is_good_enough
from unusual import ROOM_FOR_UNUSUAL, UNUSUAL, inject_unusual

YEARS = range(FIRST_YEAR, FAULTY_YEAR + 1)


TWICE = 2
Injected = tuple[tuple[Fault, ...], dict[str, tuple[Filing, ...]]]


def injected(injecting: Injecting, size: Size) -> Injected:
    """The faults of one seed, and what their bureaus would have sent without them."""
    random = Random(5)
    bureaus = invent_bureaus(invent_places(random, size.cities, size.counties), YEARS, random)
    faults = injecting(bureaus, FAULTY_YEAR, size.each, random)
    regions = {fault.region for fault in faults}
    clean = {b.place.code: b.filings(FAULTY_YEAR) for b in bureaus if b.place.code in regions}
    return faults, clean


@pytest.fixture(scope="module")
def usual() -> Injected:
    """Every kind of fault twice."""
    return injected(inject, Size.of(TWICE))


def test_every_kind_is_put_in_as_often_as_asked(usual: Injected) -> None:
    assert Counter(fault.kind for fault in usual[0]) == dict.fromkeys(KINDS, TWICE)


def test_no_bureau_gets_two_faults(usual: Injected) -> None:
    assert len({fault.region for fault in usual[0]}) == len(usual[0]) == TWICE * len(KINDS)


def test_a_fault_changes_the_bytes_as_received(usual: Injected) -> None:
    faults, clean = usual
    assert all({f.data for f in fault.filings} != {f.data for f in clean[fault.region]} for fault in faults)


def test_one_seed_gives_one_set_of_faults(usual: Injected) -> None:
    again, _ = injected(inject, Size.of(TWICE))
    told = [[(f.kind, f.region, f.description) for f in faults] for faults in (usual[0], again)]
    assert told[0] == told[1]


def test_every_unusual_kind_changes_what_a_bureau_of_its_own_sends() -> None:
    faults, clean = injected(inject_unusual, ROOM_FOR_UNUSUAL)
    assert [fault.kind for fault in faults] == list(UNUSUAL)
    assert len(clean) == len(faults)
    assert all(fault.filings != clean[fault.region] for fault in faults)


def outcome(published: dict[str, float | None], held: tuple[str, ...] = ()) -> Outcome:
    """What is published of one county, by indicator; what is held back is printed as 50."""
    keys = {name: ("980121", FAULTY_YEAR, "region", name) for name in (*published, *held)}
    return Outcome(
        printed={keys[name]: value for name, value in (published | dict.fromkeys(held, 50.0)).items()},
        published={keys[name]: value for name, value in published.items()},
        held={keys[name]: "implausible:Q01" for name in held},
        items={},
        missing=frozenset(),
    )


@pytest.mark.parametrize(
    ("kind", "faulty", "result"),
    [
        ("digit_slip", outcome({"a": 10.0, "b": 50.0}), "missed"),
        ("digit_slip", outcome({"a": 1.0}, ("b",)), "review"),
        ("figure_lost", outcome({"a": 1.0}), "missed"),
        ("figure_lost", outcome({"a": 1.0}, ("b",)), "review"),
        ("blank_for_zero", outcome({"a": 1.0, "b": None}), "missed"),
        ("figure_lost", outcome({"a": 1.0, "b": 5.0}), "missed"),
        ("digit_slip", outcome({"a": 1.0, "b": 50.0}), "caught"),
    ],
)
def test_a_fault_is_found_only_where_nothing_wrong_is_published(
    kind: str, faulty: Outcome, result: str
) -> None:
    fault = Fault(kind, "980121", (), "")
    (verdict,) = judge((fault,), outcome({"a": 1.0, "b": 50.0}), faulty, FAULTY_YEAR)
    assert verdict.result == result


def test_a_true_figure_that_is_held_back_no_more_is_no_fault() -> None:
    fault = Fault("digit_slip", "980121", (), "")
    clean, faulty = outcome({"a": 1.0}, ("b",)), outcome({"b": 50.0}, ("a",))
    (verdict,) = judge((fault,), clean, faulty, FAULTY_YEAR)
    assert verdict.result == "review"


@pytest.mark.slow
def test_faults_are_found_and_clean_filings_left_alone(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = run_seed(4, Size(cities=1, counties=13, each=1), tmp_path, parsed_once(tmp_path_factory))
    found = sum(results["caught"] + results["review"] for results in counts((run,)).values())
    assert len(run.verdicts) == len(KINDS)
    assert found >= len(KINDS) * 3 / 4
    assert run.clean.published
    assert alarm_rate((run,)) < ALARMS


def run_of(missed: dict[str, int], items: int) -> Run:
    """Ten faults of every kind, some missed, and a clean home of a hundred figures with review items."""
    verdicts = (
        Verdict(Fault(kind, "980121", (), ""), "missed" if n < missed.get(kind, 0) else "review", (), ())
        for kind in KINDS
        for n in range(10)
    )
    clean = outcome({f"i{n}": 1.0 for n in range(100)})
    item = Item("", "figure", "implausible", "", None, None, "", None, None)
    return Run(1, tuple(verdicts), replace(clean, items={str(n): item for n in range(items)}))


@pytest.mark.parametrize(
    ("missed", "items", "enough"),
    [
        ({}, 1, True),
        ({"digit_slip": 2, "swapped": 2}, 1, True),
        ({"digit_slip": 3}, 1, False),
        (dict.fromkeys(list(KINDS)[:7], 2), 1, False),
        ({}, 2, False),
    ],
    ids=["all found", "a few missed", "three of a kind", "more than a tenth", "too many false alarms"],
)
def test_all_three_aims_must_be_met(missed: dict[str, int], items: int, enough: bool) -> None:
    assert is_good_enough((run_of(missed, items),)) is enough


def test_nothing_found_is_not_good_enough() -> None:
    assert not is_good_enough(())
