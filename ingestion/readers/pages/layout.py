"""What stands on a page: characters, rules, and lines of text. Lengths are points, y grows upwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Character:
    """One printed character: where it begins on its baseline, where the next would begin, its height."""

    text: str
    x: float
    y: float
    right: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """A point inside the character, about its middle."""
        return (self.x + self.right) / 2, self.y + 0.3 * self.size

    def scaled(self, factor: float) -> Character:
        """The character on a page drawn larger or smaller."""
        x, y, right, size = (value * factor for value in (self.x, self.y, self.right, self.size))
        return Character(self.text, x, y, right, size)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: ``at`` is its y or x, ``low`` and ``high`` its two ends."""

    horizontal: bool
    at: float
    low: float
    high: float

    def scaled(self, factor: float) -> Rule:
        """The rule on a page drawn larger or smaller."""
        return Rule(self.horizontal, self.at * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of a page.

    ``parts`` are its pieces (left, right, text) where wide gaps divide it. ``column`` counts the columns
    of a page in reading order; ``margin_left`` and ``margin_right`` are where that column begins and ends.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    parts: tuple[tuple[float, float, str], ...] = ()
    column: int = 0
    margin_left: float = 0.0
    margin_right: float = 0.0


@dataclass(slots=True)
class PageContent:
    """A page turned so that its text runs from left to right; ``number`` counts from 1.

    ``doubtful`` counts the characters for which the file does not say what they are, ``unseen`` those
    that are printed invisibly, as programs do that lay recognised text under a scan.
    """

    number: int
    height: float
    characters: list[Character] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    doubtful: int = 0
    unseen: int = 0
    has_picture: bool = False
