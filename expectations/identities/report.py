"""Judges all rules on all subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from catalog import Catalog, Rule
from catalog.rules import Subject
from expectations.identities.codes import NOTHING
from expectations.identities.findings import Judged, together
from expectations.identities.framing import region_panel, submission_panel
from expectations.identities.layout import CODED_SCHEMA, held_table, result_tables
from expectations.identities.panel import Panel, Subjects
from expectations.identities.registry import Scene, check_named
from expectations.identities.statements import judge_clause
from expectations.identities.verdicts import RESULT_SCHEMA, PanelVerdicts, unjudged, verdict_of

SUBJECTS: tuple[Subject, ...] = ("submission", "region_year")


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
    switched_off: Collection[str] = (),
) -> IdentityReport:
    """Judges every rule of ``catalog`` (or only ``rules``) on every submission and every region and year.

    ``submission_figures`` are the figures of each submission as reported (facts and references),
    ``year_figures`` those in force, one per region, year, scope and indicator. The same input gives the same
    tables, in the order of the rules and subjects. A rule that is ``switched_off`` is not testable anywhere.
    """
    submissions = submission_panel(submission_figures, catalog)
    regions = region_panel(year_figures, catalog)
    wanted = [r for r in catalog.identities.values() if rules is None or r.id in rules]
    on = [rule.id for rule in wanted if rule.id not in switched_off]
    parts = [judge_panel(panel, submissions, on, catalog) for panel in (submissions, regions)]
    return report_of(parts, [rule.id for rule in wanted], catalog)


def judge_panel(panel: Panel, submissions: Panel, rules: Collection[str], catalog: Catalog) -> PanelVerdicts:
    """What ``rules`` say of the subjects of one panel."""
    judged = (rule for rule in catalog.identities.values() if rule.id in rules)
    verdicts = {r.id: verdict_of(r, judge_rule(r, panel, submissions, catalog), panel) for r in judged}
    return PanelVerdicts(panel.subject, panel.subjects, verdicts)


def judge_years(
    panel: Panel, years: Sequence[int | None], submissions: Panel, rules: Collection[str], catalog: Catalog
) -> list[PanelVerdicts]:
    """What ``rules`` say of the subjects of each of some years; those of others are only looked at."""
    panel = replace(panel, asked=frozenset(years))
    place = {year: n for n, year in enumerate(years)}
    whose = np.array([place.get(year, NOTHING) for year in panel.subjects.year], dtype=np.int64)
    rows = [np.flatnonzero(whose == n) for n in range(len(years))]
    found = [PanelVerdicts(panel.subject, panel.subjects.take(own), {}) for own in rows]
    for rule in (rule for rule in catalog.identities.values() if rule.id in rules):
        judged = judge_rule(rule, panel, submissions, catalog)
        for verdicts, of_year in zip(found, judged.shared_out(rows), strict=True):
            verdicts.verdicts[rule.id] = verdict_of(rule, of_year, panel)
    return found


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


def report_of(parts: Sequence[PanelVerdicts], rules: Sequence[str], catalog: Catalog) -> IdentityReport:
    """The verdicts as tables in memory."""
    coded = pa.concat_tables([CODED_SCHEMA.empty_table(), *tables_of(parts, rules, catalog)])
    results = coded.cast(RESULT_SCHEMA).combine_chunks()
    return IdentityReport(results, held_table(_by_subject(parts), rules))


def tables_of(parts: Sequence[PanelVerdicts], rules: Sequence[str], catalog: Catalog) -> Iterator[pa.Table]:
    """The results rule by rule, those of the submissions first; what nobody judged is not testable."""
    for subject in SUBJECTS:
        own = [part for part in parts if part.subject == subject]
        yield from result_tables([*own, _unjudged(own, rules, catalog)], rules)


def _unjudged(parts: Sequence[PanelVerdicts], rules: Sequence[str], catalog: Catalog) -> PanelVerdicts:
    """The rules that no part has judged, on all subjects."""
    judged = {rule_id for part in parts for rule_id in part.verdicts}
    subjects = Subjects.together([part.subjects for part in parts])
    missing = {r: unjudged(catalog.identities[r], len(subjects)) for r in rules if r not in judged}
    return PanelVerdicts(parts[0].subject, subjects, missing)


def _by_subject(parts: Sequence[PanelVerdicts]) -> list[PanelVerdicts]:
    return [part for subject in SUBJECTS for part in parts if part.subject == subject]
