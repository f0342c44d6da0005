"""Judges the statements of a rule: findings where a statement fails, figures where it holds."""

from __future__ import annotations

import re

import numpy as np

from catalog import Catalog, Rule
from catalog.expressions import Link, Operand, parse
from catalog.model import Severity
from catalog.rules import Clause, Outcome, Tolerance
from expectations.identities import evaluation
from expectations.identities.evaluation import Judgement, operands_used
from expectations.identities.findings import Finding, Judged
from expectations.identities.hints import hint_for
from expectations.identities.intervals import Bools
from expectations.identities.panel import Integers, Panel
from expectations.identities.rendering import name_operands, show_link


def judge_clause(rule: Rule, clause: Clause, panel: Panel, catalog: Catalog) -> Judged:
    """What ``clause`` says of all subjects of ``panel``."""
    tolerance = clause.tolerance or rule.tolerance
    judgement = evaluation.judge(clause, tolerance, panel)
    near = _printed_near(clause, judgement, panel)
    judged = _Clause(rule, clause, tolerance, panel, catalog)
    findings = tuple(
        judged.finding(int(frame), contradicted=bool(judgement.contradicted[frame]))
        for frame in np.flatnonzero((judgement.contradicted | judgement.unexplained) & near)
    )
    tested = judgement.testable & near
    testable = np.zeros(len(panel.subjects), dtype=bool)
    subjects = panel.frames["subject"].to_numpy()
    testable[subjects[tested]] = True
    failed = judgement.contradicted | judgement.unexplained
    holding = np.flatnonzero(tested & ~failed)
    return Judged(testable, findings, judged.figures(holding))


def _printed_near(clause: Clause, judgement: Judgement, panel: Panel) -> Bools:
    """Where the figures of the clause stand together, if it asks for that."""
    near = np.ones(panel.rows, dtype=bool)
    reach = clause.when.printed_within
    if reach is None:
        return near
    for frame in np.flatnonzero(judgement.testable):
        near[frame] = _stand_together(clause.statement.links, int(frame), panel, reach)
    return near


def _stand_together(links: tuple[Link, ...], frame: int, panel: Panel, reach: int) -> bool:
    figures = [
        panel.figures_at(frame, operand.indicator_id, operand.years_back)[0]
        for link in links
        for operand in operands_used(link, frame, panel)
    ]
    if len({figure.submission_id for figure in figures}) > 1:
        return False
    places = [figure.char_start for figure in figures if figure.char_start is not None]
    if len(places) < len(figures):
        sheets = {figure.sheet for figure in figures}
        return len(sheets) == 1 and None not in sheets
    return max(places) - min(places) <= reach


class _Clause:
    """A clause on its way through a panel: makes its findings and its figures."""

    def __init__(
        self, rule: Rule, clause: Clause, tolerance: Tolerance, panel: Panel, catalog: Catalog
    ) -> None:
        self._rule, self._clause, self._tolerance = rule, clause, tolerance
        self._panel, self._catalog = panel, catalog
        shown = parse(clause.figures) if clause.figures else clause.statement
        self._shown = shown.links

    def finding(self, frame: int, *, contradicted: bool) -> Finding:
        panel = self._panel
        links = self._failing(frame) if self._clause.figures is None else self._shown
        used = tuple(dict.fromkeys(o for link in links for o in operands_used(link, frame, panel)))
        rows = self._rows(frame, used)
        result: Outcome = self._clause.outcome if contradicted else "flagged"
        severity = self._severity(result, rows)
        figures = "；".join(show_link(link, frame, panel, refuted=True) for link in links)
        message = self._clause.message_zh or self._rule.message_zh
        return Finding(
            subject=panel.owner(frame),
            result=result,
            severity=severity,
            figures=figures,
            message_zh=f"{message}：{name_operands(used, frame, panel, self._catalog)}（{figures}）。",
            rows=rows,
            held=self._held(frame, used, rows, result, severity),
            hint=hint_for(links, frame, panel, self._catalog) if result == "violated" else None,
        )

    def figures(self, frames: Integers) -> dict[int, str]:
        """The figures of the first frame of each subject that satisfies the clause."""
        subjects = self._panel.frames["subject"].to_numpy()[frames]
        shown: dict[int, str] = {}
        _, first = np.unique(subjects, return_index=True)
        for frame in frames[first]:
            links = (show_link(link, int(frame), self._panel, refuted=False) for link in self._shown)
            shown[self._panel.owner(frame)] = "；".join(text for text in links if text)
        return shown

    def _failing(self, frame: int) -> tuple[Link, ...]:
        """The links that fail in this frame; the only one where there is one."""
        links = self._clause.statement.links
        if len(links) == 1:
            return links
        return tuple(link for link in links if self._fails(link, frame)) or links

    def _fails(self, link: Link, frame: int) -> bool:
        return evaluation.link_fails(link, self._panel, self._tolerance, frame)

    def _rows(self, frame: int, used: tuple[Operand, ...]) -> tuple[int, ...]:
        figures = (self._panel.figures_at(frame, o.indicator_id, o.years_back) for o in used)
        return tuple(figure.row for found in figures for figure in found)

    def _held(
        self,
        frame: int,
        used: tuple[Operand, ...],
        rows: tuple[int, ...],
        result: Outcome,
        severity: Severity,
    ) -> tuple[int, ...]:
        if result != "violated" or severity != "error":
            return ()
        if self._rule.holds is None:
            return rows
        return self._rows(frame, tuple(o for o in used if o.indicator_id in self._rule.holds))

    def _severity(self, result: Outcome, rows: tuple[int, ...]) -> Severity:
        severity = self._clause.severity or self._rule.severity
        if result == "flagged":
            return "warn" if severity == "error" else severity
        softened = self._rule.softened
        if softened is not None:
            words = "|".join(re.escape(word) for word in softened.mentions)
            evidence = self._panel.figures["evidence"].iloc[list(rows)]
            if evidence.fillna("").astype("str").str.contains(words).any():
                return softened.severity
        return severity
