"""The table by kind, and whether it is good enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from injection import KINDS
from seeding import Run

ALL, EACH, ALARMS = 0.90, 0.75, 2.0
"""The shares of faults found in all and of each kind, and review items per hundred clean figures."""


def counts(runs: Sequence[Run]) -> dict[str, Counter[str]]:
    """How many faults of every kind ended how."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for run in runs:
        for verdict in run.verdicts:
            found[verdict.fault.kind][verdict.result] += 1
    return found


def share(results: Counter[str]) -> float:
    """The share that was caught or sent to review."""
    return (results["caught"] + results["review"]) / max(1, results.total())


def alarm_rate(runs: Sequence[Run]) -> float:
    """Review items per hundred figures of the clean homes."""
    figures = sum(len(run.clean.published) + len(run.clean.held) for run in runs)
    return 100 * sum(len(run.clean.items) for run in runs) / max(1, figures)


def is_good_enough(runs: Sequence[Run]) -> bool:
    """Whether all three aims are met, and there was something to meet them with."""
    by_kind = counts(runs)
    in_all = sum(by_kind.values(), Counter())
    some_of_each = all(results.total() for results in by_kind.values())
    each = all(share(results) >= EACH for results in by_kind.values())
    return some_of_each and each and share(in_all) >= ALL and alarm_rate(runs) < ALARMS


def print_table(runs: Sequence[Run]) -> None:
    """The table, with the totals and the false alarms below it."""
    by_kind = counts(runs)
    print(f"seeds {', '.join(str(run.seed) for run in runs)}")
    print(f"{'kind':<20}{'n':>5}{'caught':>8}{'review':>8}{'missed':>8}{'found':>8}")
    for kind, results in (*by_kind.items(), ("all", sum(by_kind.values(), Counter()))):
        numbers = "".join(f"{results[result]:>8}" for result in ("caught", "review", "missed"))
        print(f"{kind:<20}{results.total():>5}{numbers}{100 * share(results):>7.1f}%")
    figures = sum(len(run.clean.published) + len(run.clean.held) for run in runs)
    items = sum(len(run.clean.items) for run in runs)
    print(f"clean: {items} review items over {figures} figures = {alarm_rate(runs):.2f} per hundred")


def print_misses(runs: Sequence[Run]) -> None:
    """Every fault with what happened to it; the missed ones with what would be published."""
    for run in runs:
        for v in run.verdicts:
            shown = "; ".join(v.leaked[:4]) if v.result == "missed" else ""
            told = f"{v.result:<7}{v.fault.kind:<18}{v.fault.region} {v.fault.description}"
            print(f"{run.seed} {told} | {shown} | {'; '.join(v.noticed)}")


def alarms_of(runs: Sequence[Run]) -> str:
    """What the review items of the clean homes are about, by issue and rule."""
    reasons = Counter((item.issue, item.rule_ids) for run in runs for item in run.clean.items.values())
    return "\n".join(f"{count:>6} {issue} {rules or ''}" for (issue, rules), count in reasons.most_common(40))
