"""Ruled tables: the boxes that horizontal and vertical rules enclose, merged cells included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingestion.readers.pages.layout import Rule

TOLERANCE = 3.0
_OPEN_SIDE = 5.0
_COVERED = 0.5
_MOST_RULES = 8_000


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a ruled table: its place in the grid."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class RuledGrid:
    """A ruled table of a page: the x of its column borders, the y of its row borders from the top."""

    columns: list[float]
    rows: list[float]
    boxes: list[Box] = field(default_factory=list)
    # Box of each elementary field, row by row.
    owner: dict[tuple[int, int], int] = field(default_factory=dict)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies within the table."""
        return self.columns[0] <= x <= self.columns[-1] and self.rows[-1] <= y <= self.rows[0]

    def box_at(self, x: float, y: float) -> int:
        """The index of the box that holds a point of the table."""
        column = sum(1 for border in self.columns[1:-1] if border <= x)
        row = sum(1 for border in self.rows[1:-1] if border >= y)
        return self.owner[row, column]


def ruled_grids(rules: Sequence[Rule]) -> list[RuledGrid]:
    """The ruled tables of a page from the top; a frame around one field is none."""
    if len(rules) > _MOST_RULES:
        return []
    merged = [*merged_rules(rule for rule in rules if rule.horizontal)]
    merged += merged_rules(rule for rule in rules if not rule.horizontal)
    grids = [grid for group in _connected(merged) if (grid := _grid(group)) is not None]
    inner = [g for g in grids if not any(_inside(g, other) for other in grids if other is not g)]
    return sorted(inner, key=lambda grid: (-grid.rows[0], grid.columns[0]))


def _inside(grid: RuledGrid, other: RuledGrid) -> bool:
    """A table inside a cell of another is read as text of that cell."""
    return (
        other.columns[0] <= grid.columns[0]
        and grid.columns[-1] <= other.columns[-1]
        and other.rows[0] >= grid.rows[0]
        and grid.rows[-1] >= other.rows[-1]
    )


def merged_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap, as one; borders are drawn cell by cell."""
    merged: list[Rule] = []
    for line in _on_one_line(sorted(rules, key=lambda rule: (rule.at, rule.low))):
        at = sum(rule.at for rule in line) / len(line)
        ordered = sorted(line, key=lambda rule: rule.low)
        low, high = ordered[0].low, ordered[0].high
        for rule in ordered[1:]:
            if rule.low > high + TOLERANCE:
                merged.append(Rule(rule.horizontal, at, low, high))
                low, high = rule.low, rule.high
            high = max(high, rule.high)
        merged.append(Rule(ordered[0].horizontal, at, low, high))
    return merged


def _on_one_line(rules: Sequence[Rule]) -> list[list[Rule]]:
    lines: list[list[Rule]] = []
    for rule in rules:
        if lines and rule.at - lines[-1][0].at <= TOLERANCE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that cross or touch each other."""
    across = [rule for rule in rules if rule.horizontal]
    upright = [rule for rule in rules if not rule.horizontal]
    group = {id(rule): number for number, rule in enumerate(rules)}
    for horizontal in across:
        for vertical in upright:
            if _touch(horizontal, vertical) and group[id(horizontal)] != group[id(vertical)]:
                old, new = group[id(vertical)], group[id(horizontal)]
                for key, number in group.items():
                    if number == old:
                        group[key] = new
    groups: dict[int, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(group[id(rule)], []).append(rule)
    return list(groups.values())


def _touch(horizontal: Rule, vertical: Rule) -> bool:
    return (
        horizontal.low - TOLERANCE <= vertical.at <= horizontal.high + TOLERANCE
        and vertical.low - TOLERANCE <= horizontal.at <= vertical.high + TOLERANCE
    )


def _grid(group: Sequence[Rule]) -> RuledGrid | None:
    """The grid of connected rules. Statistical tables often leave their left and right sides open, and a
    table cut by the page its lower side: the ends of the crossing rules close them."""
    across = [rule for rule in group if rule.horizontal]
    upright = [rule for rule in group if not rule.horizontal]
    if not across or not upright or len(across) + len(upright) < 3:
        return None
    columns = _borders([rule.at for rule in upright], across)
    rows = _borders([rule.at for rule in across], upright)[::-1]
    if len(columns) < 3 or len(rows) < 2:
        return None
    grid = RuledGrid(columns, rows)
    _fill(grid, across, upright)
    return grid if len(grid.boxes) > 1 else None


def _borders(places: Sequence[float], crossing: Sequence[Rule]) -> list[float]:
    borders = _distinct(places)
    low, high = min(rule.low for rule in crossing), max(rule.high for rule in crossing)
    if low < borders[0] - _OPEN_SIDE:
        borders.insert(0, low)
    if high > borders[-1] + _OPEN_SIDE:
        borders.append(high)
    return borders


def _distinct(places: Sequence[float]) -> list[float]:
    distinct: list[float] = []
    for place in sorted(places):
        if not distinct or place - distinct[-1] > TOLERANCE:
            distinct.append(place)
    return distinct


def _fill(grid: RuledGrid, across: Sequence[Rule], upright: Sequence[Rule]) -> None:
    """Joins neighbouring fields that no rule separates."""
    row_count, column_count = len(grid.rows) - 1, len(grid.columns) - 1
    leader = {(r, k): (r, k) for r in range(row_count) for k in range(column_count)}

    def lead(place: tuple[int, int]) -> tuple[int, int]:
        while leader[place] != place:
            place = leader[place]
        return place

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first

    for row, column in leader:
        top, bottom = grid.rows[row], grid.rows[row + 1]
        left, right = grid.columns[column], grid.columns[column + 1]
        if column + 1 < column_count and not _ruled(upright, right, bottom, top):
            join((row, column), (row, column + 1))
        if row + 1 < row_count and not _ruled(across, bottom, left, right):
            join((row, column), (row + 1, column))
    _collect(grid, {place: lead(place) for place in leader})


def _ruled(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    """Whether rules at this place cover most of the stretch."""
    covered = sum(
        max(0.0, min(rule.high, high) - max(rule.low, low))
        for rule in rules
        if abs(rule.at - at) <= TOLERANCE
    )
    return covered >= _COVERED * (high - low)


def _collect(grid: RuledGrid, leaders: dict[tuple[int, int], tuple[int, int]]) -> None:
    fields: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, leader in leaders.items():
        fields.setdefault(leader, []).append(place)
    for leader, places in sorted(fields.items()):
        last_row, last_column = max(r for r, _ in places), max(k for _, k in places)
        span = last_row - leader[0] + 1, last_column - leader[1] + 1
        # Fields that form no rectangle (a stepped outline) are one cell without a span.
        is_rectangle = span[0] * span[1] == len(places) and min(k for _, k in places) == leader[1]
        grid.owner |= dict.fromkeys(places, len(grid.boxes))
        grid.boxes.append(Box(*leader, *(span if is_rectangle else (1, 1))))
