"""Holds what would be published after the faults against what is published without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from injection import LOSSES, Fault

Key = tuple[str, int, str, str]
"""Region, year, scope, indicator."""

_PUBLISHED = """
    select region_code, year, org_scope, indicator_id, value, held_back_reason
    from marts.fct_indicator_year
"""
_ITEMS = """
    select item_id, subject, issue, issues, rule_ids, region_code, source_name, indicator_id, year
    from marts.rpt_review_item
"""
_COVERAGE = "select region_code, year, kind, status from marts.rpt_coverage"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the review queue."""

    item_id: str
    subject: str
    issue: str
    issues: str
    rule_ids: str | None
    region: str | None
    source_name: str
    indicator_id: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a home would publish, holds back and why, what waits for review, what has not been filed.

    ``printed`` are the figures in force as they were sent, those held back included.
    """

    published: Mapping[Key, float | None]
    printed: Mapping[Key, float | None]
    held: Mapping[Key, str]
    items: Mapping[str, Item]
    missing: frozenset[tuple[str, int]]

    def of_region(self, region: str) -> dict[Key, float | None]:
        """What would be published of one region."""
        return {key: value for key, value in self.published.items() if key[0] == region}


def outcome_of(warehouse: Path) -> Outcome:
    """Reads the promoted warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        figures = connection.execute(_PUBLISHED).fetchall()
        items = [Item(*row) for row in connection.execute(_ITEMS).fetchall()]
        coverage = connection.execute(_COVERAGE).fetchall()
    keyed = [((str(r), int(y), str(s), str(i)), value, held) for r, y, s, i, value, held in figures]
    return Outcome(
        published={key: value for key, value, held in keyed if held is None},
        printed={key: value for key, value, _ in keyed},
        held={key: held for key, _, held in keyed if held is not None},
        items={item.item_id: item for item in items},
        missing=frozenset(
            (str(r), int(y)) for r, y, _, status in coverage if status in ("missing", "due", "in_review")
        ),
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a fault: ``caught`` (held back or refused), ``review`` or ``missed``."""

    fault: Fault
    result: str
    leaked: tuple[str, ...]
    noticed: tuple[str, ...]


def judge(faults: Sequence[Fault], clean: Outcome, faulty: Outcome, year: int) -> tuple[Verdict, ...]:
    """The verdict on every fault.

    A wrong figure counts as found only where it would not be published. A true one that was held back before
    and is published now is no fault. A figure taken away counts as found where something about the bureau's
    filing waits for review that did not wait before.
    """
    return tuple(_verdict(fault, clean, faulty, year) for fault in faults)


def _verdict(fault: Fault, clean: Outcome, faulty: Outcome, year: int) -> Verdict:
    before, after = clean.of_region(fault.region), faulty.of_region(fault.region)
    leaked = tuple(
        _shown(key, value) for key, value in sorted(after.items()) if clean.printed.get(key, ...) != value
    )
    noticed = tuple(sorted(_noticed(fault, clean, faulty, year)))
    if leaked and fault.kind not in LOSSES:
        return Verdict(fault, "missed", leaked, noticed)
    lost = set(before) - set(after)
    if not lost and not leaked:
        return Verdict(fault, "caught", leaked, noticed)
    if not noticed:
        return Verdict(fault, "missed", leaked or tuple(_shown(k, None) for k in sorted(lost)), ())
    only_errors = all(text.startswith(("contradicted", "conflict", "missing")) for text in noticed)
    return Verdict(fault, "caught" if only_errors else "review", leaked, noticed)


def _noticed(fault: Fault, clean: Outcome, faulty: Outcome, year: int) -> set[str]:
    held = {why for key, why in faulty.held.items() if key[0] == fault.region and key not in clean.held}
    names = {filing.name for filing in fault.filings}
    waiting = {
        f"{item.issue}:{item.rule_ids or ''}"
        for key, item in faulty.items.items()
        if key not in clean.items and (item.region == fault.region or item.source_name in names)
    }
    unfiled = {"missing"} if (fault.region, year) in faulty.missing - clean.missing else set()
    return held | waiting | unfiled


def _shown(key: Key, value: float | None) -> str:
    return f"{key[1]} {key[2]} {key[3]} = {value}"
