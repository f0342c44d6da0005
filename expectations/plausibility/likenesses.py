"""Figures that are too much alike: those of last year, or those of another region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from expectations.identities.checks.selection import marked, nothing
from expectations.identities.codes import Bools, Integers
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, in_order, numbered, numbered_values, starts_of
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check
from expectations.plausibility.histories import Histories, histories
from expectations.plausibility.rates import rates_beside

_SHOWN = 6


class Alike(Parameters):
    """How many figures of at least ``minimum`` must be known twice, and what ``share`` of them be equal.

    Small counts are equal by chance. A value that more than ``places`` places report tells nothing.
    """

    minimum: float
    figures: int
    share: float
    places: int = 10


class AlikeInPart(Alike):
    """``of_one_area`` figures of one subject area are enough, however many others differ."""

    of_one_area: int


@check("copied_figures", Alike)
def copied_figures(scene: Scene, given: Alike) -> Judged:
    """Most of what one submission reports is what was reported for the year before."""
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found.take((found.value >= given.minimum) & ~np.isnan(found.before))
    filing = FiledAmounts.of(scene.panel, found)
    same = found.value == found.before
    share = np.bincount(filing.number, same, minlength=len(filing)) / np.maximum(filing.sizes, 1)
    tested = filing.sizes >= given.figures
    findings = tuple(
        _alike(scene, filing, n, found.take(same & (filing.number == n)), "上年")
        for n in np.flatnonzero(tested & (share >= given.share)).tolist()
    )
    return Judged(marked(filing.subject[tested], scene.panel), findings)


@dataclass(frozen=True, slots=True)
class FiledAmounts:
    """The submissions that amounts in force come from, by subject: one of each, and how many amounts."""

    number: Integers
    subject: Integers
    submission: Integers
    sizes: Integers

    def __len__(self) -> int:
        return len(self.sizes)

    @classmethod
    def of(cls, panel: Panel, found: Histories) -> FiledAmounts:
        submission = panel.figures.submission_id.numbers[found.row].astype(np.int64)
        number, first = numbered(combined(found.subject, submission))
        return cls(number, found.subject[first], submission[first], np.bincount(number, minlength=len(first)))


@check("copied_region", AlikeInPart, of_the_country=True)
def copied_region(scene: Scene, given: AlikeInPart) -> Judged:
    """Two regions report the same figures for one year: one place under two names, or a passage pasted."""
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found.take(found.value >= given.minimum)
    filing = FiledAmounts.of(scene.panel, found)
    tested = filing.sizes >= given.figures
    enough = np.maximum(given.figures, given.share * filing.sizes)
    rare = _rare(scene.panel, found, given.places)
    shared = np.bincount(filing.number[rare.row], minlength=len(filing))
    # Whoever shares too few figures with all others together shares too few with any one of them.
    fewest = np.minimum(enough, given.of_one_area)
    one, other = _twins(found, rare, (shared >= fewest)[filing.number[rare.row]])
    pair, first = numbered(combined(filing.number[one], found.subject[other]))
    alike = np.bincount(pair) >= enough[filing.number[one[first]]]
    whose, places = np.unique(filing.number[one[first]][alike], return_index=True)
    findings = list(_pasted(scene, given, found, filing, one, other, frozenset(whose.tolist())))
    for n, chosen in zip(whose.tolist(), first[alike][places].tolist(), strict=True):
        twin = int(found.subject[other[chosen]])
        equal = rare.shared_with(found.subject[rare.row], int(filing.subject[n]), twin)
        region = scene.panel.subjects.region_code[twin]
        findings.append(_alike(scene, filing, n, found.take(equal), str(region)))
    return Judged(marked(filing.subject[tested], scene.panel), tuple(findings))


def _pasted(
    scene: Scene,
    given: AlikeInPart,
    found: Histories,
    filing: FiledAmounts,
    one: Integers,
    other: Integers,
    told: frozenset[int],
) -> Iterator[Finding]:
    """Filings of which one subject area is alike; those that are alike as a whole are told already."""
    areas = sorted({i.subject_area for i in scene.catalog.indicators.values()})
    of_indicator = scene.panel.figures.indicator_id.names
    area = np.array([areas.index(scene.catalog.indicators[str(i)].subject_area) for i in of_indicator])
    key = combined(filing.number[one], found.subject[other], area[found.indicator[one]])
    group, first = numbered(key)
    for number in np.flatnonzero(np.bincount(group) >= given.of_one_area).tolist():
        whose = int(filing.number[one[first[number]]])
        if whose not in told:
            twin = int(found.subject[other[first[number]]])
            region = str(scene.panel.subjects.region_code[twin])
            yield _equal(scene, int(filing.subject[whose]), found.take(one[group == number]), region)


def _equal(scene: Scene, subject: int, equal: Histories, region: str) -> Finding:
    """The figures that are alike and the rates worked out from them: the others are the filing's own."""
    text, named = _told(scene, equal, region)
    rows = dict.fromkeys(equal.row.tolist())
    worked_out = dict.fromkeys(rate for row in rows for rate in rates_beside(scene, row))
    return scene.finding(subject, tuple(rows | worked_out), text, named, result="flagged")


@dataclass(frozen=True, slots=True)
class _Rare:
    """Amounts that a few places report alike: ``row`` among the histories, ``group`` what is alike."""

    row: Integers
    group: Integers

    def shared_with(self, subjects: Integers, one: int, other: int) -> Integers:
        """What one subject reports like another, whatever submissions say so; in order."""
        groups = self.group[subjects == other]
        return np.sort(self.row[(subjects == one) & np.isin(self.group, groups)])


def _rare(panel: Panel, found: Histories, places: int) -> _Rare:
    """The amounts that more than one place and no more than ``places`` report for one year and scope."""
    own, value = panel.figures, numbered_values(found.value)
    key = combined(found.indicator, own.year[found.row], own.org_scope.numbers[found.row], value)
    group, _ = numbered(key)
    several = np.flatnonzero(np.bincount(group)[group] > 1)
    _, one_of_each = numbered(combined(group[several], found.subject[several]))
    subjects = np.bincount(group[several[one_of_each]], minlength=int(group.max(initial=-1)) + 1)
    rare = several[((subjects > 1) & (subjects <= places))[group[several]]]
    rare = rare[in_order(group[rare], found.subject[rare])]
    return _Rare(rare, group[rare])


def _twins(found: Histories, rare: _Rare, of_interest: Bools) -> tuple[Integers, Integers]:
    """Every amount of interest with all that are alike elsewhere, in the order of the histories."""
    starts = starts_of(rare.group)
    sizes = np.diff(np.append(starts, len(rare.group)))
    place = np.repeat(np.arange(len(starts)), sizes)[of_interest]
    one = np.repeat(rare.row[of_interest], sizes[place])
    count = sizes[place]
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    other = rare.row[np.repeat(starts[place], count) + offset]
    elsewhere = found.subject[one] != found.subject[other]
    one, other = one[elsewhere], other[elsewhere]
    order = in_order(one, other)
    return one[order], other[order]


def rows_of(panel: Panel, subject: int, submission: int) -> tuple[int, ...]:
    """All figures in force of one subject from one submission: where most are copied, none is trusted."""
    own = (panel.subject_of == subject) & (panel.figures.submission_id.numbers == submission)
    return tuple(np.flatnonzero(panel.facts & own).tolist())


def _alike(scene: Scene, filing: FiledAmounts, number: int, equal: Histories, whose: str) -> Finding:
    subject, submission = int(filing.subject[number]), int(filing.submission[number])
    text, named = _told(scene, equal, whose)
    rows = rows_of(scene.panel, subject, submission)
    return scene.finding(subject, rows, text, named, result="flagged")


def _told(scene: Scene, equal: Histories, whose: str) -> tuple[str, str]:
    """What is alike, in numbers and in names."""
    names = scene.panel.figures.indicator_id
    shown = "、".join(show(value) for value in equal.value[:_SHOWN].tolist())
    named = "、".join(scene.name(names.at(row) or "") for row in equal.row[:_SHOWN].tolist())
    return f"{len(equal)}个数与{whose}相同：{shown}", named
