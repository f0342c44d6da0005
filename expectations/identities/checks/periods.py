"""Checks of figures against the time they speak of."""

from __future__ import annotations

import numpy as np

from expectations.identities.checks.selection import one_by_one
from expectations.identities.codes import Floats
from expectations.identities.figures import Days
from expectations.identities.findings import Judged
from expectations.identities.registry import NoParameters, Scene, check


@check("published_before_year_end", NoParameters)
def published_before_year_end(scene: Scene, parameters: NoParameters) -> Judged:
    """What is published before 31 December cannot speak of the full year; one finding a subject."""
    panel, own = scene.panel, scene.panel.figures
    tested = panel.facts & own.period_type.among(["full_year"]) & ~np.isnat(own.published_on)
    early = np.flatnonzero(tested & (own.published_on < _year_ends(own.year)))
    _, first = np.unique(panel.subject_of[early], return_index=True)
    return one_by_one(scene, tested, np.sort(early[first]), lambda f: f"{f.published_on} < {f.year}-12-31")


def _year_ends(years: Floats) -> Days:
    """The last day of each year, none where the year is not known."""
    following = np.nan_to_num(years, nan=1970.0).astype(np.int64) - 1970 + 1
    days = following.astype("datetime64[Y]").astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.where(np.isnan(years), np.datetime64("NaT"), days), dtype="datetime64[D]")
