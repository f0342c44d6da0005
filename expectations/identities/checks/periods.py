"""Checks of figures against the time they speak of."""

from __future__ import annotations

import pandas as pd

from expectations.identities.checks.selection import facts, one_by_one
from expectations.identities.findings import Judged
from expectations.identities.registry import NoParameters, Scene, check


@check("published_before_year_end", NoParameters)
def published_before_year_end(scene: Scene, parameters: NoParameters) -> Judged:
    """What is published before 31 December cannot speak of the full year; one finding a subject."""
    figures = facts(scene.panel)
    figures = figures[(figures["period_type"] == "full_year") & figures["published_on"].notna()]
    year_end = pd.to_datetime(texts_of_year_end(figures["year"]), errors="coerce")
    early = figures[pd.to_datetime(figures["published_on"]) < year_end]
    first = early.sort_index().drop_duplicates("subject")
    return one_by_one(scene, figures, first, lambda f: f"{f.published_on} < {f.year}-12-31")


def texts_of_year_end(years: pd.Series) -> pd.Series:
    """The last day of each year as a text."""
    return years.astype("Int64").astype("str") + "-12-31"
