"""Figures that are too much alike: those of last year, or those of another region."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import marked, nothing
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check
from expectations.plausibility.histories import histories

_SHOWN = 6


class Alike(Parameters):
    """How many figures of at least ``minimum`` must be known twice, and what ``share`` of them be equal.

    Small counts are equal by chance. A value that more than ``places`` places report tells nothing.
    """

    minimum: float
    figures: int
    share: float
    places: int = 10


@check("copied_figures", Alike)
def copied_figures(scene: Scene, given: Alike) -> Judged:
    """Most of what one submission reports is what was reported for the year before."""
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found[(found["value"] >= given.minimum) & found["before_1"].notna()]
    same = (found["value"] == found["before_1"]).to_numpy()
    counted = found.assign(same=same).groupby(["subject", "submission_id"])["same"].agg(["size", "mean"])
    tested = counted[counted["size"] >= given.figures].reset_index()
    copies = tested[tested["mean"] >= given.share]
    equal = found[same].merge(copies[["subject", "submission_id"]], on=["subject", "submission_id"])
    findings = tuple(
        _alike(
            scene, int(str(subject)), own, _rows_of(scene.panel, int(str(subject)), str(submission)), "上年"
        )
        for (subject, submission), own in equal.groupby(["subject", "submission_id"], sort=True)
    )
    return Judged(marked(tested["subject"].to_numpy(dtype=np.int64), scene.panel), findings)


@check("copied_region", Alike, of_the_country=True)
def copied_region(scene: Scene, given: Alike) -> Judged:
    """Two regions report the same figures for one year: one place under two names."""
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found[found["value"] >= given.minimum]
    keys = ["indicator_id", "year", "org_scope", "value"]
    several = found[found.duplicated(keys, keep=False)]
    together = several.groupby(keys)["subject"].transform("nunique")
    rare = several[(together > 1) & (together <= given.places)]
    twins = rare.merge(rare, on=keys, suffixes=("", "_other"))
    twins = twins[twins["subject"] != twins["subject_other"]]
    counts = twins.groupby(["subject", "submission_id", "subject_other"]).size().rename("equal").reset_index()
    reported = found.groupby(["subject", "submission_id"]).size().rename("figures").reset_index()
    counts = counts.merge(reported, on=["subject", "submission_id"])
    alike = (counts["equal"] >= given.figures) & (counts["equal"] >= given.share * counts["figures"])
    copies = counts[alike].drop_duplicates(["subject", "submission_id"])
    findings = tuple(_twin(scene, twins, copy) for _, copy in copies.iterrows())
    tested = reported.loc[reported["figures"] >= given.figures, "subject"]
    return Judged(marked(tested.to_numpy(dtype=np.int64), scene.panel), findings)


def _twin(scene: Scene, twins: pd.DataFrame, copy: pd.Series) -> Finding:
    equal = twins[(twins["subject"] == copy["subject"]) & (twins["subject_other"] == copy["subject_other"])]
    rows = _rows_of(scene.panel, int(copy["subject"]), str(copy["submission_id"]))
    whose = str(scene.panel.subjects["region_code"].iat[int(copy["subject_other"])])
    return _alike(scene, int(copy["subject"]), equal, rows, whose)


def _rows_of(panel: Panel, subject: int, submission_id: str) -> tuple[int, ...]:
    """All figures in force of one subject from one submission: where most are copied, none is trusted."""
    figures = panel.facts
    own = figures[(figures["subject"] == subject) & (figures["submission_id"] == submission_id)]
    return tuple(int(row) for row in own.index)


def _alike(scene: Scene, subject: int, equal: pd.DataFrame, rows: tuple[int, ...], whose: str) -> Finding:
    first = equal.head(_SHOWN)
    text = f"{len(equal)}个数与{whose}相同：" + "、".join(show(value) for value in first["value"].tolist())
    names = "、".join(scene.name(str(indicator)) for indicator in first["indicator_id"].tolist())
    return scene.finding(subject, rows, text, names, result="flagged")
