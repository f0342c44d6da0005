"""What all figures of one submission, or of one sheet of it, have in common against the year before."""

from __future__ import annotations

import numpy as np

from expectations.identities.checks.selection import marked, nothing
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, numbered, numbered_values
from expectations.identities.medians import medians
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check
from expectations.plausibility.courses import movements, with_last_year
from expectations.plausibility.histories import Histories, Spread
from expectations.plausibility.likenesses import FiledAmounts, rows_of

_SHOWN = 6


class Together(Spread):
    """How many amounts of at least ``minimum`` must be known of both years, and how far their middle moves.

    ``factor`` is that movement, up or down, against the middle movement of the peers.
    """

    minimum: float
    figures: int
    factor: float


@check("moved_together", Together, of_the_country=True)
def moved_together(scene: Scene, given: Together) -> Judged:
    """The middle of all that one submission reports moved as single figures hardly do.

    Figures of one bureau rise and fall apart from each other. Where half of them moved so far to one side,
    the submission is about another span of time or another place.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = with_last_year(scene)
    large = np.flatnonzero(np.minimum(found.value, found.before) >= given.minimum)
    away = movements(scene, found, given)[0][large]
    found = found.take(large)
    filing = FiledAmounts.of(scene.panel, found)
    tested = filing.sizes >= given.figures
    far = np.abs(medians(away, filing.number)[0]) >= np.log(given.factor)
    findings = (
        _moved(scene, filing, n, found.take(filing.number == n))
        for n in np.flatnonzero(tested & far).tolist()
    )
    return Judged(marked(filing.subject[tested], scene.panel), tuple(findings))


def _moved(scene: Scene, filing: FiledAmounts, number: int, own: Histories) -> Finding:
    subject = int(filing.subject[number])
    rows = rows_of(scene.panel, subject, int(filing.submission[number]))
    pairs = zip(own.before[:_SHOWN].tolist(), own.value[:_SHOWN].tolist(), strict=True)
    shown = "、".join(f"{show(before)} → {show(value)}" for before, value in pairs)
    return scene.finding(subject, rows, shown, f"{len(own)}个数同向变动", result="flagged")


class Sheet(Parameters):
    """How many figures above nought a sheet must have, and how many unequal ones of at least ``minimum``."""

    figures: int
    minimum: float
    large: int


@check("copied_sheet", Sheet)
def copied_sheet(scene: Scene, given: Sheet) -> Judged:
    """A sheet of a form that says of every figure what it said the year before.

    Figures that follow each other, such as applications and licences, are often equal: they count once.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = with_last_year(scene)
    found = found.take(scene.panel.sheets.known()[found.row])
    submission, sheet = (
        codes.numbers[found.row] for codes in (scene.panel.figures.submission_id, scene.panel.sheets)
    )
    group, first = numbered(combined(found.subject, submission, sheet))
    _, each = numbered(combined(group, numbered_values(found.value)))
    differing, above_nought = (
        np.bincount(group, which, minlength=len(first))
        for which in (found.value != found.before, found.value > 0)
    )
    large = np.bincount(group[each], found.value[each] >= given.minimum, minlength=len(first))
    tested = (above_nought >= given.figures) & (large >= given.large)
    findings = (
        _copied(scene, found.take(group == n)) for n in np.flatnonzero(tested & (differing == 0)).tolist()
    )
    return Judged(marked(found.subject[first[tested]], scene.panel), tuple(findings))


def _copied(scene: Scene, equal: Histories) -> Finding:
    names = scene.panel.figures.indicator_id
    named = "、".join(scene.name(names.at(row) or "") for row in equal.row[:_SHOWN].tolist())
    shown = "、".join(show(value) for value in equal.value[:_SHOWN].tolist())
    return scene.finding(
        int(equal.subject[0]), tuple(equal.row.tolist()), f"与上年相同：{shown}", named, result="flagged"
    )
