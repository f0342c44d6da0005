"""A part that takes quite another share of its whole than it used to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import nothing, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import Scene, check
from expectations.plausibility.courses import movements
from expectations.plausibility.histories import Floats, Spread, against_peers, histories, log_ratio

_HALF = 0.5


class Shares(Spread):
    """``pairs`` of a part (or an amount) and its base, besides every indicator and its parents."""

    pairs: tuple[tuple[str, str], ...] = ()


@check("share_off_course", Shares, of_the_country=True)
def share_off_course(scene: Scene, given: Shares) -> Judged:
    """A share (or an amount per head) that moved from last year unlike those of the peers.

    Part and whole are two readings of one year, so a share moves less than either; an error in one of them
    shows here first. Whichever moved at least half as far as the share is concerned.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found[found["before_1"].notna()].reset_index(drop=True)
    if found.empty:
        return nothing(scene.panel)
    away, _ = movements(found, given)
    pairs = _paired(found.assign(away=away), _pairs(scene, given))
    if pairs.empty:
        return nothing(scene.panel)
    share, width = _share_movements(pairs, given)
    far = np.abs(share) > np.maximum(given.deviations * width, np.log(given.least_factor))
    failing = pairs.assign(share=share)[far]
    return Judged(subjects_of(pairs, scene.panel), tuple(_shift(scene, f) for _, f in failing.iterrows()))


def _pairs(scene: Scene, given: Shares) -> pd.DataFrame:
    named = [
        (i.id, w) for i in scene.catalog.indicators.values() for w in (i.parent, *i.further_parents) if w
    ]
    pairs = tuple(dict.fromkeys((*named, *given.pairs)))
    return pd.DataFrame(pairs, columns=["indicator_id", "whole_id"])


def _paired(found: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    wholes = found[["frame", "indicator_id", "row", "value", "before_1", "away", "is_money"]]
    wholes = wholes.add_prefix("whole_").rename(
        columns={"whole_frame": "frame", "whole_indicator_id": "whole_id"}
    )
    paired: pd.DataFrame = found.merge(pairs, on="indicator_id").merge(wholes, on=["frame", "whole_id"])
    positive = (paired[["whole_value", "whole_before_1"]] > 0).all(axis=1)
    # The peers of a share are the same shares.
    named = paired["indicator_id"] + "/" + paired["whole_id"]
    return paired.assign(part_id=paired["indicator_id"], indicator_id=named)[positive].reset_index(drop=True)


def _share_movements(pairs: pd.DataFrame, given: Shares) -> tuple[Floats, Floats]:
    moved = [log_ratio(*(pairs[f"{side}{name}"].to_numpy(dtype=float) for name in ("value", "before_1")))
             for side in ("", "whole_")]  # fmt: skip
    smaller = (
        np.minimum(pairs["value"], pairs["whole_value"]),
        np.minimum(pairs["before_1"], pairs["whole_before_1"]),
    )
    chance = np.where(pairs["is_money"], 0.0, 1 / (smaller[0] + 1) + 1 / (smaller[1] + 1))
    return against_peers(moved[0] - moved[1], pairs, given, np.asarray(chance, dtype=float))


def _shift(scene: Scene, pair: pd.Series) -> Finding:
    far = _HALF * abs(float(pair["share"]))
    concerned = [
        (int(pair["row"]), abs(float(pair["away"])) >= far),
        (int(pair["whole_row"]), abs(float(pair["whole_away"])) >= far),
    ]
    rows = tuple(row for row, is_concerned in concerned if is_concerned) or tuple(row for row, _ in concerned)
    before, now = (
        f"{show(float(pair[name]))} / {show(float(pair[f'whole_{name}']))}" for name in ("before_1", "value")
    )
    names = f"{scene.name(str(pair['part_id']))}、{scene.name(str(pair['whole_id']))}"
    return scene.finding(int(pair["subject"]), rows, f"{before} → {now}", names, result="flagged")
