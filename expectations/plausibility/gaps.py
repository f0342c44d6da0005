"""What a submission no longer says: an item of a list, a sheet of a form, the number in a cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import marked, nothing
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import NoParameters, Parameters, Scene, check

_KEYS = ["region_code", "kind", "org_scope"]


def filings(scene: Scene) -> pd.DataFrame:
    """What the last submission of every region, kind and year reports of its own year, a row per indicator.

    Blank cells are among it (``low`` is NaN then); references and figures of other bodies are not.
    """
    return scene.panel.once("filings", lambda: _filings(scene))


def _filings(scene: Scene) -> pd.DataFrame:
    own = scene.panel.figures
    own = own[(own["disposition"] == "fact") & own["indicator_id"].notna() & own["region_code"].notna()]
    own = own[(own["period"] == "year") & (own["year"] == own["report_year"]) & (own["org_scope"] != "other")]
    own = own[~own["kind"].isin(["correction"])]
    columns = [
        "subject",
        "submission_id",
        "received_at",
        "year",
        "indicator_id",
        "low",
        "sheet",
        "char_start",
    ]
    own = own[[*_KEYS, *columns]].reset_index(names="row")
    own = own.assign(**{name: own[name].astype(str) for name in (*_KEYS, "indicator_id")})
    own = own.sort_values(["received_at", "submission_id", "row"])
    last = own.groupby(["region_code", "kind", "year"])["submission_id"].transform("last")
    own = own[own["submission_id"] == last]
    return own.drop_duplicates([*_KEYS, "year", "indicator_id"]).reset_index(drop=True)


def _years_later(reported: pd.DataFrame, years: int) -> pd.DataFrame:
    return reported.assign(year=reported["year"] + years)


def _no_longer(reported: pd.DataFrame) -> pd.DataFrame:
    """What was reported with a number a year ago and is not there at all in this year's submission."""
    earlier = _years_later(reported[reported["low"].notna()], 1)
    latest = reported.drop_duplicates(["region_code", "kind", "year"])
    latest = latest[["region_code", "kind", "year", "subject"]].rename(columns={"subject": "now"})
    due = earlier.merge(latest, on=["region_code", "kind", "year"])
    there = reported[[*_KEYS, "year", "indicator_id"]].assign(there=True)
    due = due.merge(there, on=[*_KEYS, "year", "indicator_id"], how="left")
    return due.assign(lost=due["there"].isna())


class Lists(Parameters):
    """Two figures of a report at most ``reach`` characters apart are neighbours in a list."""

    reach: int


@check("lost_item", Lists)
def lost_item(scene: Scene, given: Lists) -> Judged:
    """A figure of a list that both years before had, missing while a neighbour in the list is still there."""
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    reported = filings(scene)
    due = _no_longer(reported)
    due = due[due["char_start"].notna()].sort_values([*_KEYS, "year", "char_start"]).reset_index(drop=True)
    if due.empty:
        return nothing(scene.panel)
    kept = _has_kept_neighbour(due, given.reach)
    lost = due[due["lost"].to_numpy() & kept & _was_there_before(due, reported)]
    return _gaps(scene, due, lost, "上年有而本年未列")


def _has_kept_neighbour(due: pd.DataFrame, reach: int) -> np.ndarray:
    """Whether the figure before or after it in last year's list is still reported."""
    same = due[[*_KEYS, "year"]].apply(lambda column: column.eq(column.shift())).all(axis=1).to_numpy()
    near = same & (due["char_start"].diff().to_numpy(dtype=float) <= reach)
    kept = ~due["lost"].to_numpy()
    before = near & np.r_[False, kept[:-1]]
    after = np.r_[near[1:] & kept[1:], False]
    return np.asarray(before | after)


def _was_there_before(due: pd.DataFrame, reported: pd.DataFrame) -> np.ndarray:
    """Reported two years ago as well: what stood there once is no habit."""
    earlier = _years_later(reported[reported["low"].notna()], 2)
    keys = [*_KEYS, "year", "indicator_id"]
    merged = due[keys].merge(earlier[keys].assign(there=True), on=keys, how="left")
    return np.asarray(merged["there"].notna())


@check("lost_sheet", NoParameters)
def lost_sheet(scene: Scene, given: NoParameters) -> Judged:
    """A sheet of a form that was filled in last year, of whose figures none is there now."""
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    due = _no_longer(filings(scene))
    due = due[due["sheet"].notna()]
    if due.empty:
        return nothing(scene.panel)
    whole = due.groupby(["now", "sheet"])["lost"].transform("all")
    return _gaps(scene, due, due[whole.to_numpy()], "上年所填的表本年未报")


@check("blank_after_figures", NoParameters)
def blank_after_figures(scene: Scene, given: NoParameters) -> Judged:
    """An empty cell where the same bureau wrote a number last year, nought included."""
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    reported = filings(scene)
    keys = [*_KEYS, "year", "indicator_id"]
    earlier = _years_later(reported, 1)
    both = reported.merge(earlier[[*keys, "low"]], on=keys, suffixes=("", "_before"))
    both = both[both["low_before"].notna() & both["sheet"].notna()]
    blank = both[both["low"].isna()]
    findings = tuple(
        scene.finding(int(f["subject"]), (int(f["row"]),), f"{f['low_before']:g} → （空）",
                      scene.name(str(f["indicator_id"])), result="flagged")
        for _, f in blank.iterrows()
    )  # fmt: skip
    return Judged(marked(both["subject"].to_numpy(dtype=np.int64), scene.panel), findings)


def _gaps(scene: Scene, due: pd.DataFrame, lost: pd.DataFrame, what: str) -> Judged:
    findings = tuple(_gap(scene, int(str(now)), own, what) for now, own in lost.groupby("now", sort=True))
    return Judged(marked(due["now"].to_numpy(dtype=np.int64), scene.panel), findings)


def _gap(scene: Scene, subject: int, own: pd.DataFrame, what: str) -> Finding:
    """There is no figure to hold back: the submission itself is to be looked at."""
    values = "、".join(f"{value:g}" for value in own["low"].tolist())
    names = "、".join(scene.name(str(indicator)) for indicator in own["indicator_id"].tolist())
    return scene.finding(subject, (), f"{what}：{values}", names, result="flagged")
