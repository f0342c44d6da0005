"""What the rules say of all subjects, kept small, and laid out as the two audit tables.

There are as many results as rules times subjects, millions for a whole country, and little to say of most.
So a result is a number here, texts are kept for the few that have them, and the tables are made rule by rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from catalog import Rule
from catalog.rules import Subject
from expectations.identities.findings import RESULTS, SEVERITIES, Finding, Judged, Standings
from expectations.identities.panel import Integers, Panel

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
    figures: dict[int, str]
    hints: dict[int, str]
    messages: dict[int, str]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class PanelVerdicts:
    """What several rules say of one panel; ``subjects`` has submission_id, region_code and year."""

    subject: Subject
    subjects: pd.DataFrame
    verdicts: dict[str, RuleVerdict]


def verdict_of(rule: Rule, judged: Judged, panel: Panel) -> RuleVerdict:
    """What was judged of one rule, the strongest finding standing for its subject."""
    results = np.where(judged.testable, _SATISFIED, _NOT_TESTABLE).astype(np.int8)
    severities = np.full(len(results), SEVERITIES.index(rule.severity), dtype=np.int8)
    figures = {subject: text for subject, text in judged.figures.items() if text}
    hints: dict[int, str] = {}
    messages: dict[int, str] = {}
    for subject, finding in judged.worst().items():
        results[subject], severities[subject] = finding.strength
        figures[subject], messages[subject] = finding.figures, finding.message_zh
        if finding.hint is not None:
            hints[subject] = finding.hint
    return RuleVerdict(results, severities, figures, hints, messages, tuple(_holds(rule, judged, panel)))


def unjudged(rule: Rule, subjects: int) -> RuleVerdict:
    """What stands where a rule was not judged: nothing could be tested."""
    severities = np.full(subjects, SEVERITIES.index(rule.severity), dtype=np.int8)
    return RuleVerdict(np.full(subjects, _NOT_TESTABLE, dtype=np.int8), severities, {}, {}, {}, ())


def _holds(rule: Rule, judged: Judged, panel: Panel) -> Iterator[Hold]:
    ids = panel.figures["observation_id"].to_numpy(dtype=object)
    for finding in judged.findings:
        for row in finding.held:
            yield str(ids[row]), rule.id, finding.severity, _reason(rule, finding)


def _reason(rule: Rule, finding: Finding) -> str:
    return f"{rule.id} {rule.name_zh}：{finding.figures}"


def result_tables(parts: Sequence[PanelVerdicts], rules: Sequence[str]) -> Iterator[pa.Table]:
    """The results of one kind of subject, a table per rule, the subjects of all parts in their order.

    Parts have different subjects, or the same subjects and different rules.
    """
    ordered = _Ordered(parts)
    for rule_id in rules:
        yield ordered.table(rule_id)


def held_table(parts: Sequence[PanelVerdicts], rules: Sequence[str]) -> pa.Table:
    """The holds, each observation and rule once; the first reason stands."""
    rows = (
        hold
        for rule_id in rules
        for part in parts
        if rule_id in part.verdicts
        for hold in part.verdicts[rule_id].holds
    )
    first: dict[tuple[str, str], Hold] = {}
    for hold in rows:
        first.setdefault(hold[:2], hold)
    columns = zip(*(first[key] for key in sorted(first)), strict=True) if first else ([] for _ in HOLD_SCHEMA)
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=HOLD_SCHEMA)


_ORDER = {"submission": ["submission_id"], "region_year": ["region_code", "year"]}


class _Ordered:
    """The subjects of all parts in their order, and where those of each part stand among them."""

    def __init__(self, parts: Sequence[PanelVerdicts]) -> None:
        self._parts = parts
        self._subject: Subject = parts[0].subject
        keys = _ORDER[self._subject]
        # A part that judges the same subjects by other rules brings no new ones.
        every = pd.concat([part.subjects for part in parts], ignore_index=True)
        distinct = every.drop_duplicates(keys).sort_values(keys, ignore_index=True)
        number = pd.Series(np.arange(len(distinct)), index=pd.MultiIndex.from_frame(distinct[keys]))
        self._places: list[Integers] = [
            number.reindex(pd.MultiIndex.from_frame(part.subjects[keys])).to_numpy(dtype=np.int64)
            for part in parts
        ]
        self._rows = len(distinct)
        self._fixed = {
            "subject": pa.array([self._subject] * self._rows, pa.string()),
            "submission_id": pa.array(
                distinct["submission_id"].to_numpy(dtype=object), pa.string(), from_pandas=True
            ),
            "region_code": pa.array(
                distinct["region_code"].to_numpy(dtype=object), pa.string(), from_pandas=True
            ),
            "year": pa.array(distinct["year"].astype("Int32"), pa.int32()),
        }

    def table(self, rule_id: str) -> pa.Table:
        results = np.full(self._rows, -1, dtype=np.int8)
        severities = results.copy()
        texts = {name: np.full(self._rows, None, dtype=object) for name in ("figures", "hint", "message_zh")}
        for part, places in zip(self._parts, self._places, strict=True):
            verdict = part.verdicts.get(rule_id)
            if verdict is None:
                continue
            results[places], severities[places] = verdict.results, verdict.severities
            for name, own in zip(texts, (verdict.figures, verdict.hints, verdict.messages), strict=True):
                texts[name][places[list(own)]] = list(own.values())
        columns = {
            "rule_id": pa.array([rule_id] * self._rows, pa.string()),
            "severity": _named(severities, SEVERITIES),
            "result": _named(results, RESULTS),
            **self._fixed,
            **{name: pa.array(column, pa.string()) for name, column in texts.items()},
        }
        return pa.table({name: columns[name] for name in RESULT_SCHEMA.names}, schema=RESULT_SCHEMA)


def _named(numbers: Standings, names: Sequence[str]) -> Any:
    return pa.DictionaryArray.from_arrays(numbers, pa.array(list(names))).cast(pa.string())
