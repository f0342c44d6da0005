"""Turns a page until most of its text runs from left to right: landscape tables are printed sideways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ingestion.readers.pages.layout import Rule


class Placed(Protocol):
    """A character with its origin and its box."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Quarter turns, counted against the clock, by which the text stands on a page of this size."""

    quarters: int
    page_width: float
    page_height: float

    @classmethod
    def of(cls, directions: Iterable[int | None], size: tuple[float, float]) -> Turn:
        """The turn of most characters; watermarks that run slantwise have none."""
        counted = Counter(direction for direction in directions if direction is not None)
        return cls(min(counted, key=lambda quarters: (-counted[quarters], quarters), default=0), *size)

    @property
    def height(self) -> float:
        """The height of the page as its text sees it."""
        return self.page_width if self.quarters % 2 else self.page_height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point after the page is turned back."""
        match self.quarters:
            case 1:
                return y, self.page_width - x
            case 2:
                return self.page_width - x, self.page_height - y
            case 3:
                return self.page_height - y, x
            case _:
                return x, y

    def along(self, glyph: Placed) -> tuple[float, float, float]:
        """Beginning, baseline and end of a character along its line."""
        x, y = self.point(glyph.x, glyph.y)
        corners = self.point(glyph.left, glyph.bottom), self.point(glyph.right, glyph.top)
        return x, y, max(corners[0][0], corners[1][0], x)

    def rule(self, rule: Rule) -> Rule:
        """The rule after the page is turned back."""
        if self.quarters == 0:
            return rule
        if rule.horizontal:
            ends = self.point(rule.low, rule.at), self.point(rule.high, rule.at)
        else:
            ends = self.point(rule.at, rule.low), self.point(rule.at, rule.high)
        horizontal = rule.horizontal != bool(self.quarters % 2)
        along, across = (0, 1) if horizontal else (1, 0)
        low, high = sorted((ends[0][along], ends[1][along]))
        return Rule(horizontal, ends[0][across], low, high)
