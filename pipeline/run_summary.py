"""What the last run left under a home, counted from its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog import load_catalog
from ingestion.landing import Receipt, read_raw_table, receipts_from
from ingestion.landing.receipts import Outcome
from pipeline.gates import LAST_BUILD
from pipeline.promotion import record_in_force
from pipeline.quality.checks import checks_of_build, checks_of_editions, measures_of
from pipeline.quality.run_folder import REPORT, read_facts
from pipeline.settings import Home
from pipeline.warehouse import opened
from publishing.quality_report import quality_lines

OUTCOMES: tuple[Outcome, ...] = ("accepted", "needs_review", "quarantined", "duplicate", "withdrawn")


RULES = """
    select
        count(*) filter (where result != 'not_testable'),
        count(*) filter (where result = 'violated'),
        count(*) filter (where result = 'flagged'),
        coalesce(
            list_sort(list(distinct rule_id) filter (where result = 'violated' and severity = 'error')), []
        )
    from marts.rpt_reconciliation
"""


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """The identities over all submissions and region-years; ``errors`` names those that hold figures back."""

    tested: int
    violated: int
    flagged: int
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Files by outcome, figures loaded and held back, checks, editions, quality; paths are absolute."""

    outcomes: tuple[tuple[str, int], ...]
    figures_loaded: int
    figures_held_back: int
    checks_passed: int
    checks_warned: int
    checks_failed: int
    rules: RuleCounts
    attention: tuple[str, ...]
    editions: tuple[str, ...]
    index: Path | None
    quality: tuple[tuple[str, str], ...]
    report: Path | None


def summarise(home: Home) -> RunSummary:
    """The state of a home after a run."""
    receipts = _last_of_each_file(receipts_from(read_raw_table(home.root, "receipts")))
    label = load_catalog().vocabulary.label
    counted = Counter(receipt.outcome for receipt in receipts)
    loaded, held, rules = _counts(home)
    checks = measures_of((*checks_of_build(home.quality, LAST_BUILD), *checks_of_editions(home.quality)))
    index = home.publications / "index.html"
    record = record_in_force(home)
    folder = home.quality / (record.build_id if record else LAST_BUILD)
    facts = read_facts(folder)
    return RunSummary(
        outcomes=tuple((label("receipt_outcome", o), counted[o]) for o in OUTCOMES if counted[o]),
        figures_loaded=loaded,
        figures_held_back=held,
        checks_passed=checks["checks_passed"],
        checks_warned=checks["checks_warned"],
        checks_failed=checks["checks_failed"],
        rules=rules,
        attention=tuple(_attention(receipts)),
        editions=tuple(_editions(home)),
        index=index if index.is_file() else None,
        quality=tuple(quality_lines(facts)) if facts else (),
        report=folder / REPORT if facts else None,
    )


def _counts(home: Home) -> tuple[int, int, RuleCounts]:
    """The figures that were loaded and those held back, and what the rules made of them."""
    with opened(home.promoted) as connection:
        loaded, held = connection.execute(
            "select (select count(*) from marts.fct_observation), "
            "(select count(*) from marts.fct_indicator_year where held_back_reason is not null)"
        ).fetchall()[0]
        tested, violated, flagged, errors = connection.execute(RULES).fetchall()[0]
    return loaded, held, RuleCounts(tested, violated, flagged, tuple(errors))


def _last_of_each_file(receipts: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """The latest receipt under each name; a file received twice with other statements counts once."""
    return tuple({receipt.source_name: receipt for receipt in receipts}.values())


def _attention(receipts: tuple[Receipt, ...]) -> Iterator[str]:
    for receipt in receipts:
        if receipt.outcome in {"needs_review", "quarantined"}:
            yield f"{receipt.source_name}：{'；'.join(receipt.reasons)}"


def _editions(home: Home) -> Iterator[str]:
    for latest in sorted(home.publications.glob("[0-9]*/latest")):
        yield f"{latest.parent.name}年　{latest.resolve() / 'index.html'}"
