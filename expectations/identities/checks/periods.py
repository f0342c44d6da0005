"""Checks of figures against the time they speak of."""

from __future__ import annotations

import pandas as pd

from expectations.identities.checks.selection import facts, one_by_one
from expectations.identities.checks.values import NoParameters
from expectations.identities.findings import Judged
from expectations.identities.registry import Scene, check


@check("published_before_year_end", NoParameters)
def published_before_year_end(scene: Scene, parameters: NoParameters) -> Judged:
    """What is published before 31 December cannot speak of the full year; one finding a submission."""
    figures = facts(scene.panel)
    figures = figures[(figures["period_type"] == "full_year") & figures["published_on"].notna()]
    year_end = pd.to_datetime({"year": figures["year"], "month": 12, "day": 31}, errors="coerce")
    early = figures[pd.to_datetime(figures["published_on"]) < year_end]
    first = early.sort_index().drop_duplicates("subject")
    return one_by_one(scene, figures, first, lambda f: f"{f['published_on']} < {int(f['year'])}-12-31")
