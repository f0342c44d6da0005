"""What the rules say of all subjects, kept small, and laid out as the two audit tables.

There are as many results as rules times subjects, millions for a whole country, and little to say of most.
So a result is a number here, texts are kept for the few that have them, and the tables are made rule by rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from catalog import Rule
from catalog.rules import Subject
from expectations.identities.findings import RESULTS, SEVERITIES, Finding, Judged, Shown, Standings
from expectations.identities.panel import Panel, Subjects

_RESULT_FIELDS: list[pa.Field[Any]] = [
    pa.field("rule_id", pa.string(), nullable=False),
    pa.field("severity", pa.string(), nullable=False),
    pa.field("result", pa.string(), nullable=False),
    pa.field("subject", pa.string(), nullable=False),
    pa.field("submission_id", pa.string()),
    pa.field("region_code", pa.string()),
    pa.field("year", pa.int32()),
    pa.field("figures", pa.string()),
    pa.field("hint", pa.string()),
    pa.field("message_zh", pa.string()),
]
RESULT_SCHEMA = pa.schema(_RESULT_FIELDS)
"""One row per rule and submission, and per rule and region-year."""

_HOLD_FIELDS: list[pa.Field[Any]] = [
    pa.field("observation_id", pa.string(), nullable=False),
    pa.field("rule_id", pa.string(), nullable=False),
    pa.field("severity", pa.string(), nullable=False),
    pa.field("reason", pa.string(), nullable=False),
]
HOLD_SCHEMA = pa.schema(_HOLD_FIELDS)
"""One row per observation and rule that holds it back."""

Hold = tuple[str, str, str, str]
"""Observation, rule, severity and reason."""

_NOT_TESTABLE, _SATISFIED = RESULTS.index("not_testable"), RESULTS.index("satisfied")


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What one rule says of the subjects of one panel: numbers of results and severities by subject, and
    the texts of those that have any."""

    results: Standings
    severities: Standings
    figures: Shown
    hints: dict[int, str]
    messages: dict[int, str]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class PanelVerdicts:
    """What several rules say of one panel."""

    subject: Subject
    subjects: Subjects
    verdicts: dict[str, RuleVerdict]


def verdict_of(rule: Rule, judged: Judged, panel: Panel) -> RuleVerdict:
    """What was judged of one rule, the strongest finding standing for its subject."""
    results = np.where(judged.testable, _SATISFIED, _NOT_TESTABLE).astype(np.int8)
    severities = np.full(len(results), SEVERITIES.index(rule.severity), dtype=np.int8)
    worst = judged.worst()
    for subject, finding in worst.items():
        results[subject], severities[subject] = finding.strength
    shown = {subject: finding.figures for subject, finding in worst.items()}
    return RuleVerdict(
        results=results,
        severities=severities,
        figures=Shown.first_of((Shown.of(shown), judged.figures.without_empty())),
        hints={subject: f.hint for subject, f in worst.items() if f.hint is not None},
        messages={subject: finding.message_zh for subject, finding in worst.items()},
        holds=tuple(_holds(rule, judged, panel)),
    )


def unjudged(rule: Rule, subjects: int) -> RuleVerdict:
    """What stands where a rule was not judged: nothing could be tested."""
    severities = np.full(subjects, SEVERITIES.index(rule.severity), dtype=np.int8)
    return RuleVerdict(
        np.full(subjects, _NOT_TESTABLE, dtype=np.int8), severities, Shown.nothing(), {}, {}, ()
    )


def _holds(rule: Rule, judged: Judged, panel: Panel) -> Iterator[Hold]:
    held = np.array([row for finding in judged.findings for row in finding.held], dtype=np.int64)
    if not len(held):
        return
    ids = iter(panel.figures.text("observation_id", held))
    for finding in judged.findings:
        for _ in finding.held:
            yield next(ids), rule.id, finding.severity, _reason(rule, finding)


def _reason(rule: Rule, finding: Finding) -> str:
    return f"{rule.id} {rule.name_zh}：{finding.figures}"
