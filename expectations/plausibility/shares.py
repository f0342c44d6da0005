"""A part that takes quite another share of its whole than it used to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from expectations.identities.checks.selection import nothing, subjects_of
from expectations.identities.codes import Floats, Integers
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, in_order, numbered
from expectations.identities.printed import show
from expectations.identities.registry import Scene, check
from expectations.plausibility.courses import movements, with_last_year
from expectations.plausibility.histories import Histories, Spread, against_peers, log_ratio

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
    found = with_last_year(scene)
    away, _ = movements(scene, found, given)
    pairs = _paired(scene, found, given)
    share, width = _share_movements(pairs, given)
    far = np.abs(share) > np.maximum(given.deviations * width, np.log(given.least_factor))
    failing = np.flatnonzero(far).tolist()
    findings = tuple(_shift(scene, pairs, n, float(share[n]), away) for n in failing)
    return Judged(subjects_of(pairs.part.row, scene.panel), findings)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Parts and their wholes, row by row; ``places`` are those of both among all movements."""

    part: Histories
    whole: Histories
    places: tuple[Integers, Integers]
    peers: Integers


def _paired(scene: Scene, found: Histories, given: Shares) -> _Pairs:
    at = np.full((len(scene.panel.figures.indicator_id.names), scene.panel.rows), -1, dtype=np.int64)
    at[found.indicator, found.frame] = np.arange(len(found))
    parts, wholes, kinds = [], [], []
    for kind, (indicator, of_whole) in enumerate(_pairs(scene, given)):
        own = at[indicator][(at[indicator] >= 0) & (at[of_whole] >= 0)]
        parts.append(own)
        wholes.append(at[of_whole][found.frame[own]])
        kinds.append(np.full(len(own), kind))
    part, whole, kind_of = (np.concatenate([np.zeros(0, dtype=np.int64), *c]) for c in (parts, wholes, kinds))
    positive = (found.value[whole] > 0) & (found.before[whole] > 0)
    # In the order of the parts; of one part in that of the pairs.
    order = in_order(part[positive], kind_of[positive])
    part, whole, kind_of = (column[positive][order] for column in (part, whole, kind_of))
    # The peers of a share are the same shares.
    peers, _ = numbered(combined(kind_of, found.peers[part]))
    return _Pairs(found.take(part), found.take(whole), (part, whole), peers)


def _pairs(scene: Scene, given: Shares) -> list[tuple[int, int]]:
    """Parts and wholes of which there are figures, as numbers of indicators."""
    named = [
        (i.id, w) for i in scene.catalog.indicators.values() for w in (i.parent, *i.further_parents) if w
    ]
    indicators = scene.panel.figures.indicator_id
    numbers = {name: number for number, name in enumerate(indicators.names)}
    pairs = dict.fromkeys((*named, *given.pairs))
    return [(numbers[part], numbers[whole]) for part, whole in pairs if part in numbers and whole in numbers]


def _share_movements(pairs: _Pairs, given: Spread) -> tuple[Floats, Floats]:
    moved = [log_ratio(side.value, side.before) for side in (pairs.part, pairs.whole)]
    now = np.minimum(pairs.part.value, pairs.whole.value)
    before = np.minimum(pairs.part.before, pairs.whole.before)
    chance = np.where(pairs.part.is_money, 0.0, 1 / (now + 1) + 1 / (before + 1))
    return against_peers(moved[0] - moved[1], pairs.peers, given, chance)


def _shift(scene: Scene, pairs: _Pairs, place: int, share: float, away: Floats) -> Finding:
    part, whole = pairs.part, pairs.whole
    rows = int(part.row[place]), int(whole.row[place])
    moved = (abs(float(away[of_side[place]])) >= _HALF * abs(share) for of_side in pairs.places)
    concerned = tuple(row for row, is_concerned in zip(rows, moved, strict=True) if is_concerned)
    sides = ((s.before[place], s.value[place]) for s in (part, whole))
    before, now = (" / ".join(map(show, values)) for values in zip(*sides, strict=True))
    names = "、".join(scene.name(scene.panel.figures.indicator_id.at(row) or "") for row in rows)
    text = f"{before} → {now}"
    return scene.finding(int(part.subject[place]), concerned or rows, text, names, result="flagged")
