"""Checks of a figure in running text against the same figure in a form."""

from __future__ import annotations

import numpy as np

from expectations.identities.checks.selection import marked, nothing, shown
from expectations.identities.codes import Bools, Integers
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, found_among, numbered, starts_of
from expectations.identities.panel import Panel
from expectations.identities.registry import NoParameters, Scene, check


@check("narrative_against_form", NoParameters)
def narrative_against_form(scene: Scene, parameters: NoParameters) -> Judged:
    """What a report says in words is what the form says, in one submission and across those of a region.

    A figure with a place in a grid (``cell``) stands in a form, one without in running text. Both are kept;
    which of them is in force is for the source precedence to say. A bound in words (3500余) agrees with every
    form figure that it admits.
    """
    said = scene.submissions
    in_grid = said.figures.has("cell")
    owner = owners(scene)
    rows = np.flatnonzero(said.facts & said.of_the_year & ~np.isnan(said.figures.year) & (owner >= 0))
    # Most subjects have figures of one sort only.
    rows = rows[_some(owner[rows], in_grid[rows]) & _some(owner[rows], ~in_grid[rows])]
    if not len(rows):
        return nothing(scene.panel)
    group = _groups(said, rows, owner)
    # Only the few figures that both state are looked at one by one.
    both = _some(group, in_grid[rows]) & _some(group, ~in_grid[rows])
    rows, group = rows[both], group[both]
    order = np.argsort(group, kind="stable")
    findings: list[Finding] = []
    for own in np.split(rows[order], starts_of(group[order])[1:]) if len(rows) else ():
        words, forms = own[~in_grid[own]], own[in_grid[own]]
        findings.extend(_differing(scene, int(owner[own[0]]), words, forms))
    return Judged(marked(owner[rows], scene.panel), tuple(findings))


def owners(scene: Scene) -> Integers:
    """Under which subject of the panel every figure of the submissions is judged, -1 where it has none."""
    return scene.panel.once("owners", lambda: _owners(scene))


def _owners(scene: Scene) -> Integers:
    said, panel = scene.submissions, scene.panel
    if panel.subject == "submission":
        return said.subject_of
    names = tuple(sorted({region for region in panel.subjects.region_code if region is not None}))
    place = {name: number for number, name in enumerate(names)}
    regions = np.array([place.get(region or "", -1) for region in panel.subjects.region_code], dtype=np.int64)
    years = np.array([-1 if year is None else year for year in panel.subjects.year], dtype=np.int64)
    of_figures = said.figures.region_code.numbered_as(names)
    year = np.where(np.isnan(said.figures.year), -1, said.figures.year).astype(np.int64)
    span = int(max(years.max(initial=0), year.max(initial=0))) + 2
    found = found_among(of_figures * span + year, regions * span + years)
    return np.where(of_figures >= 0, found, -1)


def _groups(said: Panel, rows: Integers, owner: Integers) -> Integers:
    own = said.figures
    columns = (owner, own.indicator_id.numbers, own.year, own.org_scope.numbers, own.assertion.numbers)
    number, _ = numbered(combined(*(column[rows] for column in columns)))
    # A figure without one of them is like no other.
    named = own.indicator_id.known() & own.org_scope.known() & own.assertion.known()
    return np.where(named[rows], number, -1)


def _some(group: Integers, marks: Bools) -> Bools:
    """For every row whether a row of its group has the mark."""
    has = np.zeros(int(group.max(initial=0)) + 2, dtype=bool)
    has[group[marks]] = True
    return np.asarray(has[group] & (group >= 0), dtype=bool)


def _differing(scene: Scene, owner: int, in_words: Integers, in_form: Integers) -> list[Finding]:
    words, forms = (tuple(scene.submissions.details(rows)) for rows in (in_words, in_form))
    if any(_agree(one, other) for one in words for other in forms):
        return []
    texts = " ≠ ".join("／".join(dict.fromkeys(map(shown, group))) for group in (words, forms))
    name = scene.name(words[0].indicator_id)
    return [scene.finding(owner, (), texts, f"{name} 正文 {words[0].raw_text}，表格 {forms[0].raw_text}")]


def _agree(one: Figure, other: Figure) -> bool:
    return one.low <= other.high and other.low <= one.high
