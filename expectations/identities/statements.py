"""Judges the statements of a rule: findings where a statement fails, figures where it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from catalog import Catalog, Rule
from catalog.expressions import Link, Operand, parse, sides
from catalog.model import Severity
from catalog.rules import Clause, Outcome, Tolerance
from expectations.identities import evaluation
from expectations.identities.codes import NOTHING, Bools, Integers, Numbers
from expectations.identities.evaluation import operands_used
from expectations.identities.findings import Finding, Judged, Shown
from expectations.identities.hints import hint_for
from expectations.identities.panel import Panel
from expectations.identities.registry import holds_back
from expectations.identities.rendering import name_operands, show_links


def judge_clause(rule: Rule, clause: Clause, panel: Panel, catalog: Catalog) -> Judged:
    """What ``clause`` says of all subjects of ``panel``."""
    tolerance = clause.tolerance or rule.tolerance
    judgement = evaluation.judge(clause, tolerance, panel)
    tested = judgement.testable & _printed_near(clause, panel)
    contradicted, unexplained = judgement.contradicted & tested, judgement.unexplained & tested
    testable = np.zeros(len(panel.subjects), dtype=bool)
    testable[panel.owners[tested]] = True
    made = _Clause(rule, clause, tolerance, panel, catalog)
    findings = (
        *made.findings(np.flatnonzero(contradicted), clause.outcome, is_certain=True),
        *made.findings(np.flatnonzero(unexplained), "flagged", is_certain=False),
    )
    holding = np.flatnonzero(tested & ~contradicted & ~unexplained)
    return Judged(testable, findings, made.figures(holding))


def _printed_near(clause: Clause, panel: Panel) -> Bools:
    """Where the figures of the clause stand together, if it asks for that."""
    reach = clause.when.printed_within
    if reach is None:
        return np.ones(panel.rows, dtype=bool)
    first = np.stack([rows for link in clause.statement.links for rows in _first_rows(link, panel)])
    used = first >= 0
    of_one_submission = _are_one(panel.figures.submission_id.numbers[first], used)
    on_one_sheet = _are_one(panel.sheets.numbers[first], used) & (panel.sheets.known()[first] | ~used).all(
        axis=0
    )
    places = np.where(used, panel.figures.char_start[first], 0.0)
    lowest = np.where(used, places, np.inf).min(axis=0)
    near = np.where(used, places, -np.inf).max(axis=0) - lowest <= reach
    return of_one_submission & np.where(np.isnan(places).any(axis=0), on_one_sheet, near)


def _first_rows(link: Link, panel: Panel) -> Iterator[Integers]:
    """The first figure by frame of every operand that the link rests on there, -1 where it does not."""
    for side in sides(link):
        for operand, used in evaluation.operands_by_frame(side, panel):
            cells = panel.cells_at(operand.indicator_id, operand.years_back)
            yield (
                np.where(used, panel.cells.start[cells], NOTHING)
                if len(panel.cells)
                else np.full_like(cells, NOTHING)
            )


def _are_one(numbers: Numbers, used: Bools) -> Bools:
    """Where all that is used has the same number."""
    most = np.iinfo(np.int32).max
    lowest = np.where(used, numbers, most).min(axis=0)
    return np.asarray(np.where(used, numbers, -most).max(axis=0) <= lowest, dtype=bool)


class _Clause:
    """A clause on its way through a panel: makes its findings and its figures."""

    def __init__(
        self, rule: Rule, clause: Clause, tolerance: Tolerance, panel: Panel, catalog: Catalog
    ) -> None:
        self._rule, self._clause, self._tolerance = rule, clause, tolerance
        self._panel, self._catalog = panel, catalog
        self._shown = (parse(clause.figures) if clause.figures else clause.statement).links

    def findings(self, frames: Integers, result: Outcome, *, is_certain: bool) -> Iterator[Finding]:
        """A finding for each of ``frames``, in which the clause fails; only a certain one holds back."""
        if not len(frames):
            return
        for links, some in self._by_failing_links(frames):
            shown = show_links(links, some, self._panel, refuted=True)
            for frame, figures in zip(some.tolist(), shown.to_pylist(), strict=True):
                found = self._finding(frame, links, str(figures), result)
                yield found if is_certain else replace(found, held=())

    def figures(self, frames: Integers) -> Shown:
        """The figures of the first frame of each subject that satisfies the clause."""
        if not len(frames):
            return Shown.nothing()
        owners = self._panel.owners[frames]
        subjects, first = np.unique(owners, return_index=True)
        shown = show_links(self._shown, frames[first], self._panel, refuted=False)
        return Shown(subjects, shown)

    def _by_failing_links(self, frames: Integers) -> Iterator[tuple[tuple[Link, ...], Integers]]:
        """The frames, grouped by the links of a chain that fail in them."""
        if self._clause.figures is not None or len(self._shown) == 1:
            yield self._shown, frames
            return
        links = self._clause.statement.links
        failing = [evaluation.failing(link, self._panel, self._tolerance)[frames] for link in links]
        patterns = np.stack(failing, axis=1)
        for pattern in np.unique(patterns, axis=0):
            chosen = tuple(link for link, fails in zip(links, pattern, strict=True) if fails)
            yield chosen or links, frames[(patterns == pattern).all(axis=1)]

    def _finding(self, frame: int, links: tuple[Link, ...], figures: str, result: Outcome) -> Finding:
        panel = self._panel
        used = tuple(dict.fromkeys(o for link in links for o in operands_used(link, frame, panel)))
        rows = self._rows(frame, used)
        severity = self._severity(result, rows)
        message = self._clause.message_zh or self._rule.message_zh
        return Finding(
            subject=int(panel.owners[frame]),
            result=result,
            severity=severity,
            figures=figures,
            message_zh=f"{message}：{name_operands(used, frame, panel, self._catalog)}（{figures}）。",
            rows=rows,
            held=self._held(frame, used) if holds_back(self._rule, result, severity) else (),
            hint=hint_for(links, frame, panel, self._catalog) if result == "violated" else None,
        )

    def _rows(self, frame: int, used: tuple[Operand, ...]) -> tuple[int, ...]:
        found = (self._panel.rows_at(frame, o.indicator_id, o.years_back) for o in used)
        return tuple(row for rows in found for row in rows)

    def _held(self, frame: int, used: tuple[Operand, ...]) -> tuple[int, ...]:
        named = self._rule.holds
        return self._rows(frame, tuple(o for o in used if named is None or o.indicator_id in named))

    def _severity(self, result: Outcome, rows: tuple[int, ...]) -> Severity:
        severity = self._clause.severity or self._rule.severity
        if result == "flagged":
            return "warn" if severity == "error" else severity
        softened = self._rule.softened
        if softened is not None:
            evidence = self._panel.figures.text("evidence", np.array(rows, dtype=np.int64))
            if any(word in text for text in evidence for word in softened.mentions):
                return softened.severity
        return severity
