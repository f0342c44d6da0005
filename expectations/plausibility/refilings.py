"""Submissions that do not fit their year: a second one that says otherwise, one that comes too early."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import facts, marked, nothing
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import NoParameters, Parameters, Scene, check

_SHOWN = 6


class Refiling(Parameters):
    """How many figures of at least ``minimum`` both must report, and what ``share`` of them differ."""

    minimum: float
    figures: int
    share: float


@check("second_filing_differs", Refiling)
def second_filing_differs(scene: Scene, given: Refiling) -> Judged:
    """A later submission of one kind and year changes most of what the first one said.

    A correction changes some figures; where most are others, the later one is about another year or region.
    """
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    own = facts(scene.panel)
    own = own[(own["value"] >= given.minimum) & (own["period"] == "year") & (own["kind"] != "correction")]
    own = own[
        (own["org_scope"] != "other") & own["region_code"].notna() & (own["year"] == own["report_year"])
    ]
    keys = ["region_code", "year", "kind"]
    filings = own[[*keys, "submission_id"]].drop_duplicates()
    refiled = filings.loc[filings.duplicated(keys, keep=False), "submission_id"]
    again = (
        own[own["submission_id"].isin(refiled)]
        .drop_duplicates(["submission_id", "indicator_id", "org_scope"])
        .reset_index(names="row")
    )
    pairs = again.merge(again, on=[*keys, "indicator_id", "org_scope"], suffixes=("", "_first"))
    pairs = pairs[pairs["received_at"] > pairs["received_at_first"]]
    pairs = pairs.assign(differs=pairs["value"] != pairs["value_first"])
    counted = pairs.groupby(["subject", "subject_first"])["differs"].agg(["size", "mean"]).reset_index()
    tested = counted[counted["size"] >= given.figures]
    failing = tested[tested["mean"] >= given.share].drop_duplicates("subject")
    findings = tuple(_other(scene, pairs, own, found) for _, found in failing.iterrows())
    return Judged(marked(tested["subject"].to_numpy(dtype=np.int64), scene.panel), findings)


def _other(scene: Scene, pairs: pd.DataFrame, own: pd.DataFrame, found: pd.Series) -> Finding:
    chosen = (pairs["subject"] == found["subject"]) & (pairs["subject_first"] == found["subject_first"])
    differing = pairs[chosen & pairs["differs"]]
    shown = "、".join(
        f"{show(a)} → {show(b)}"
        for a, b in zip(differing["value_first"].head(_SHOWN), differing["value"].head(_SHOWN), strict=True)
    )
    names = "、".join(scene.name(str(i)) for i in differing["indicator_id"].head(_SHOWN))
    rows = _all_rows(scene, int(found["subject"]))
    text = f"{len(differing)}/{int(found['size'])}个数与先报送的不同：{shown}"
    return scene.finding(int(found["subject"]), rows, text, names, result="flagged")


def _all_rows(scene: Scene, subject: int) -> tuple[int, ...]:
    own = facts(scene.panel)
    return tuple(int(row) for row in own.index[(own["subject"] == subject).to_numpy()])


@check("received_before_year_end", NoParameters)
def received_before_year_end(scene: Scene, given: NoParameters) -> Judged:
    """What is received before the year is over cannot be about the whole of it."""
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    own = facts(scene.panel)
    own = own[(own["period_type"] == "full_year") & own["year"].notna() & own["received_at"].notna()]
    moment = pd.to_datetime(own["received_at"], utc=True).dt.tz_convert("Asia/Shanghai")
    early = own[(moment.dt.year <= own["year"].astype(int)).to_numpy()]
    findings = tuple(
        scene.finding(
            int(str(subject)),
            tuple(int(row) for row in rows.index),
            f"{int(str(rows['year'].iat[0]))}年全年数，{str(rows['received_at'].iat[0])[:10]}收到",
            f"{len(rows)}个数",
            result="flagged",
        )
        for subject, rows in early.groupby("subject", sort=True)
    )
    return Judged(marked(own["subject"].to_numpy(dtype=np.int64), scene.panel), findings)
