"""Checks of a figure in running text against the same figure in a form."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import facts, marked, nothing, shown
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Figure, figures_of
from expectations.identities.registry import NoParameters, Scene, check

_SAME = ["indicator_id", "year", "org_scope", "assertion"]


@check("narrative_against_form", NoParameters)
def narrative_against_form(scene: Scene, parameters: NoParameters) -> Judged:
    """What a report says in words is what the form says, in one submission and across those of a region.

    A figure with a place in a grid (``cell``) stands in a form, one without in running text. Both are kept;
    which of them is in force is for the source precedence to say. A bound in words (3500余) agrees with every
    form figure that it admits.
    """
    figures = _by_subject(scene)
    if figures.empty:
        return nothing(scene.panel)
    in_grid, keys = figures["cell"].notna(), [figures[name].to_numpy() for name in ("owner", *_SAME)]
    # Only the few figures that both state are looked at one by one.
    stated = in_grid.groupby(keys, observed=True)
    figures = figures[stated.transform("any") & ~stated.transform("all")]
    findings: list[Finding] = []
    tested: set[int] = set()
    for _, group in figures.groupby(["owner", *_SAME], sort=True, observed=True):
        in_form, in_words = group[group["cell"].notna()], group[group["cell"].isna()]
        if len(in_form) and len(in_words):
            owner = int(group["owner"].to_numpy(dtype=np.int64)[0])
            tested.add(owner)
            findings.extend(_differing(scene, owner, in_words, in_form))
    return Judged(marked(np.array(sorted(tested), dtype=np.int64), scene.panel), tuple(findings))


def _by_subject(scene: Scene) -> pd.DataFrame:
    """The figures of the year that the submissions state, under the subject that is judged."""
    said = facts(scene.submissions)
    said = said[(said["period"] == "year") & said["year"].notna()]
    if not said["cell"].notna().any():
        return said.head(0)
    if scene.panel.subject == "submission":
        return said.assign(owner=said["subject"])
    subjects = scene.panel.subjects.reset_index(names="owner")[["owner", "region_code", "year"]]
    return said.merge(subjects, on=["region_code", "year"])


def _differing(scene: Scene, owner: int, in_words: pd.DataFrame, in_form: pd.DataFrame) -> list[Finding]:
    words, forms = tuple(figures_of(in_words)), tuple(figures_of(in_form))
    if any(_agree(one, other) for one in words for other in forms):
        return []
    texts = " ≠ ".join("／".join(dict.fromkeys(map(shown, group))) for group in (words, forms))
    name = scene.name(words[0].indicator_id)
    return [scene.finding(owner, (), texts, f"{name} 正文 {words[0].raw_text}，表格 {forms[0].raw_text}")]


def _agree(one: Figure, other: Figure) -> bool:
    return one.low <= other.high and other.low <= one.high
