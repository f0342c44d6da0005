"""Judges all rules on all subjects and lays the outcome out as the two audit tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from catalog import Catalog, Rule
from expectations.identities.findings import Finding, Judged, together
from expectations.identities.panel import Panel, region_panel, submission_panel
from expectations.identities.registry import Scene, check_named
from expectations.identities.statements import judge_clause

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
"""One row per observation and violated error-level rule that holds it back."""


@dataclass(frozen=True, slots=True)
class IdentityReport:
    """What the identities of the catalogue say of a build; see the two schemas for the columns."""

    results: pa.Table
    holds: pa.Table


def evaluate(
    submission_figures: pa.Table,
    year_figures: pa.Table,
    catalog: Catalog,
    rules: Collection[str] | None = None,
) -> IdentityReport:
    """Judges every rule of ``catalog`` (or only ``rules``) on every submission and every region and year.

    ``submission_figures`` are the figures of each submission as reported (facts and references),
    ``year_figures`` those in force, one per region, year, scope and indicator. The same input gives the same
    tables, in the order of the rules and subjects.
    """
    submissions = submission_panel(submission_figures, catalog)
    regions = region_panel(year_figures, catalog)
    wanted = [r for r in catalog.identities.values() if rules is None or r.id in rules]
    results: list[pd.DataFrame] = []
    holds: list[pd.DataFrame] = []
    for panel in (submissions, regions):
        for rule in wanted:
            judged = judge_rule(rule, panel, submissions, catalog)
            results.append(_result_rows(rule, judged, panel))
            holds.append(_hold_rows(rule, judged, panel))
    return IdentityReport(_table(results, RESULT_SCHEMA), _held(holds))


def judge_rule(rule: Rule, panel: Panel, submissions: Panel, catalog: Catalog) -> Judged:
    """What all clauses and the check of ``rule`` say of the subjects of ``panel``."""
    if panel.rows == 0:
        return Judged(np.zeros(len(panel.subjects), dtype=bool))
    return together(_parts(rule, panel, submissions, catalog), len(panel.subjects))


def _parts(rule: Rule, panel: Panel, submissions: Panel, catalog: Catalog) -> Iterator[Judged]:
    for clause in rule.all_clauses:
        yield judge_clause(rule, clause, panel, catalog)
    if rule.check is not None:
        yield check_named(rule)(Scene(rule, panel, submissions, catalog))


def _result_rows(rule: Rule, judged: Judged, panel: Panel) -> pd.DataFrame:
    subjects = panel.subjects
    result = np.where(judged.testable, "satisfied", "not_testable").astype(object)
    severity = np.full(len(subjects), rule.severity, dtype=object)
    figures = np.full(len(subjects), None, dtype=object)
    hint, message = figures.copy(), figures.copy()
    for subject, text in judged.figures.items():
        figures[subject] = text or None
    for subject, finding in judged.worst().items():
        result[subject], severity[subject] = finding.result, finding.severity
        figures[subject], hint[subject] = finding.figures, finding.hint
        message[subject] = finding.message_zh
    return pd.DataFrame(
        {
            "rule_id": rule.id,
            "severity": severity,
            "result": result,
            "subject": panel.subject,
            "submission_id": subjects["submission_id"].to_numpy(dtype=object),
            "region_code": subjects["region_code"].to_numpy(dtype=object),
            "year": subjects["year"].astype("Int32"),
            "figures": figures,
            "hint": hint,
            "message_zh": message,
        }
    )


def _hold_rows(rule: Rule, judged: Judged, panel: Panel) -> pd.DataFrame:
    ids = panel.figures["observation_id"]
    rows = [
        (str(ids.iat[row]), rule.id, finding.severity, _reason(rule, finding))
        for finding in judged.findings
        for row in finding.held
    ]
    return pd.DataFrame(rows, columns=HOLD_SCHEMA.names)


def _reason(rule: Rule, finding: Finding) -> str:
    return f"{rule.id} {rule.name_zh}：{finding.figures}"


def _held(parts: list[pd.DataFrame]) -> pa.Table:
    """The holds, each observation and rule once; the first reason stands."""
    rows = pd.concat(parts, ignore_index=True).drop_duplicates(["observation_id", "rule_id"])
    return _table([rows.sort_values(["observation_id", "rule_id"])], HOLD_SCHEMA)


def _table(parts: list[pd.DataFrame], schema: pa.Schema) -> pa.Table:
    frame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
