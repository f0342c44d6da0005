"""Two figures that stand in each other's place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

import numpy as np

from expectations.identities.checks.selection import nothing, subjects_of
from expectations.identities.codes import Bools, Floats, Integers, coded
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, in_order, numbered
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check
from expectations.plausibility.courses import with_last_year
from expectations.plausibility.histories import Histories, log_ratio

_CELL = re.compile("([A-Z]+)([0-9]+)")
_CONTINUITY = 0.5
"""What is added to a mean count, so that one of noughts has a logarithm."""


class Exchange(Parameters):
    """When two figures are taken for exchanged.

    The pair must be ``ratio`` times as likely the other way round, where a figure varies from year to year by
    ``usual_spread`` of itself besides its chance; and each must then lie within ``deviations`` of its course.
    Figures of one report at most ``reach`` characters apart are neighbours.
    """

    ratio: float
    usual_spread: float
    deviations: float
    reach: int


@check("exchanged", Exchange)
def exchanged(scene: Scene, given: Exchange) -> Judged:
    """Two neighbours in a report or form, or two parts of a total, that fit the past better exchanged.

    Every sum of the two stays true when they are exchanged, so that only their own past tells.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = with_last_year(scene)
    pairs = _Pairs.of(found, *_places(scene, found, given.reach))
    tested = subjects_of(found.row[pairs.one], scene.panel)
    likelier = pairs.take(np.flatnonzero(pairs.are_likelier_exchanged(given)))
    failing = likelier.take(np.flatnonzero(likelier.fit_exchanged(given)))
    exchanges = zip(failing.one.tolist(), failing.other.tolist(), strict=True)
    return Judged(tested, tuple(_exchange(scene, found, *both) for both in exchanges))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of figures, as places among the histories; ``usual`` is the mean of each history."""

    found: Histories
    usual: Floats
    one: Integers
    other: Integers

    @classmethod
    def of(cls, found: Histories, one: Integers, other: Integers) -> _Pairs:
        usual = np.nanmean(found.past, axis=1) if len(found) else np.zeros(0)
        return cls(found, usual, one, other)

    def take(self, chosen: Integers) -> _Pairs:
        """Some of them."""
        return replace(self, one=self.one[chosen], other=self.other[chosen])

    def are_likelier_exchanged(self, given: Exchange) -> Bools:
        """By the likelihoods of two counts of gamma-spread means, or of two log-normal amounts.

        What the two ways have in common cancels; what is left is a product of two differences.
        """
        size = given.usual_spread**-2
        one, other, value, mean = self.one, self.other, self.found.value, self.usual + _CONTINUITY
        share = np.log(mean / (mean + size))
        gain = (value[other] - value[one]) * (share[one] - share[other])
        money = np.flatnonzero(self.found.is_money[one])
        one, other = one[money], other[money]
        apart = log_ratio(value[other], value[one]) * log_ratio(self.usual[one], self.usual[other])
        gain[money] = apart * size
        return np.asarray(gain >= np.log(given.ratio), dtype=bool)

    def fit_exchanged(self, given: Exchange) -> Bools:
        """Whether each of the two lies in the course of the other."""
        return self._fits(self.other, self.one, given) & self._fits(self.one, self.other, given)

    def _fits(self, printed: Integers, course: Integers, given: Exchange) -> Bools:
        return _lies_in(self.found.take(printed), self.usual[course], given)


def _lies_in(figures: Histories, usual: Floats, given: Exchange) -> Bools:
    chance = np.where(figures.is_money, 0.0, 1 / (figures.value + 1) + 1 / (usual + 1))
    width = given.deviations * np.sqrt(given.usual_spread**2 + chance)
    return np.asarray(np.abs(log_ratio(figures.value, usual)) <= width, dtype=bool)


def _places(scene: Scene, found: Histories, reach: int) -> tuple[Integers, Integers]:
    """The pairs as places among the histories, each once: counts with counts, money with money."""
    ways = (_neighbours(scene, found, reach), _cells(scene, found), _parts(scene, found))
    one, other = (np.concatenate(columns) for columns in zip(*ways, strict=True))
    alike = found.is_money[one] == found.is_money[other]
    first, second = np.minimum(one, other)[alike], np.maximum(one, other)[alike]
    _, once = numbered(combined(first, second))
    return first[once], second[once]


def _neighbours(scene: Scene, found: Histories, reach: int) -> tuple[Integers, Integers]:
    """Each figure of a text with the next one."""
    figures = scene.panel.figures
    start, submission = figures.char_start[found.row], figures.submission_id.numbers[found.row]
    placed = np.flatnonzero(~np.isnan(start))
    order = placed[in_order(submission[placed], found.frame[placed], start[placed])]
    one, other = order[:-1], order[1:]
    is_near = (submission[one] == submission[other]) & (found.frame[one] == found.frame[other])
    is_near &= start[other] - start[one] <= reach
    return one[is_near], other[is_near]


def _cells(scene: Scene, found: Histories) -> tuple[Integers, Integers]:
    """Each figure of a form with that in the next column."""
    panel = scene.panel
    where = coded(panel.figures.texts.column("cell")).take(panel.figures.source[found.row])
    lines, columns = (np.array([*column, -1], dtype=np.int64)[where.numbers] for column in _grid(where.names))
    placed = np.flatnonzero(columns >= 0)
    rows, columns = found.row[placed], columns[placed]
    of_sheet = panel.figures.submission_id.numbers[rows], panel.sheets.numbers[rows]
    line = combined(*of_sheet, lines[placed], found.frame[placed])
    order = in_order(line, columns)
    one, other = order[:-1], order[1:]
    is_next = (line[one] == line[other]) & (columns[other] - columns[one] == 1)
    return placed[one[is_next]], placed[other[is_next]]


def _grid(cells: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """The rows and columns of cells in A1 notation; -1 for a range."""
    found = [_CELL.fullmatch(cell) for cell in cells]
    rows = [int(match[2]) if match else -1 for match in found]
    return rows, [_column(match[1]) if match else -1 for match in found]


def _column(letters: str) -> int:
    return reduce(lambda number, letter: 26 * number + ord(letter) - ord("A") + 1, letters, 0)


def _parts(scene: Scene, found: Histories) -> tuple[Integers, Integers]:
    """Every two parts of one total that the catalogue names."""
    names = scene.panel.figures.indicator_id
    at = np.full((len(names.names), scene.panel.rows), -1, dtype=np.int64)
    at[found.indicator, found.frame] = np.arange(len(found))
    pairs = [np.zeros((2, 0), dtype=np.int64)]
    for total in scene.catalog.indicators.values():
        known = [number for child in total.children if (number := names.number(child)) >= 0]
        for one, other in combinations(known, 2):
            both = (at[one] >= 0) & (at[other] >= 0)
            pairs.append(np.stack((at[one][both], at[other][both])))
    one_places, other_places = np.concatenate(pairs, axis=1)
    return one_places, other_places


def _exchange(scene: Scene, found: Histories, one: int, other: int) -> Finding:
    rows = tuple(found.row[[one, other]].tolist())
    printed = " ↔ ".join(map(show, found.value[[one, other]].tolist()))
    before = "、".join(map(show, found.before[[one, other]].tolist()))
    named = "、".join(scene.name(scene.panel.figures.indicator_id.at(row) or "") for row in rows)
    return scene.finding(int(found.subject[one]), rows, f"{printed}（上年{before}）", named, result="flagged")
