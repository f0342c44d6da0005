"""Which topics are open at a place of the text, and for which figures what follows may be a part."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import partial
from typing import NamedTuple


class Opening(NamedTuple):
    """Where a topic was last named: in which sentence, point and under which heading."""

    order: int
    sentence: int
    group: int
    heading_level: int = 0


_opening: Callable[[Iterable[object]], Opening] = partial(tuple.__new__, Opening)
"""Makes an opening of its four fields, in a third of the time: most words of a text open one."""


class Topics:
    """The open topics while a text is walked through; brackets nest, points and headings close."""

    def __init__(self) -> None:
        self._open: dict[str, Opening] = {}
        self._of_headings: dict[str, Opening] = {}
        """What the headings name, which a point under them only repeats."""
        self._of_lead: dict[str, Opening] = {}
        """… and the line that leads in to the list that is told."""
        self._stack: list[tuple[dict[str, Opening], int, int]] = []
        self._order = 0
        self.broken_at = 0
        """The order of the last count of something unknown: topics named before it are stale."""
        self.broken_in = 0
        """… and the sentence that it was counted in."""
        self.sentence = 0
        self.group = 0
        self.lead = 0
        """The group of the line that leads in to the list that is told; 0 where there is none."""

    def name(self, topics: Iterable[str], heading_level: int = 0) -> None:
        """The words at this place name these topics."""
        self._order += 1
        opening = _opening((self._order, self.sentence, self.group, heading_level))
        named = dict.fromkeys(topics, opening)
        self._open |= named
        if heading_level:
            self._of_headings |= named
        elif self.group == self.lead:
            self._of_lead |= named

    def name_each(self, named: Iterable[Iterable[str]]) -> None:
        """Words one after the other name topics, outside headings."""
        order, sentence, group, open_ = self._order, self.sentence, self.group, self._open
        leads = group == self.lead
        for topics in named:
            order += 1
            opening = _opening((order, sentence, group, 0))
            for topic in topics:
                open_[topic] = opening
                if leads:
                    self._of_lead[topic] = opening
        self._order = order

    def bracket(self) -> None:
        """A bracket opens: what it names holds inside it only."""
        self._stack.append((dict(self._open), self.broken_at, self.broken_in))

    def unbracket(self, *, stays: bool = False) -> None:
        """The bracket closes; what it names ``stays`` where it held but a number."""
        before = self._stack.pop() if self._stack else None
        if before is not None and not stays:
            self._open, self.broken_at, self.broken_in = before

    def close(self, figures: Container[str], *, stale: bool) -> None:
        """Something else was counted: what follows is no part of ``figures``; topics may be ``stale`` now."""
        if stale:
            self.broken_at, self.broken_in = self._order, self.sentence
        self._open = {name: opening for name, opening in self._open.items() if name not in figures}

    def new_sentence(self) -> None:
        """A sentence begins."""
        self.sentence += 1

    def new_group(self) -> None:
        """A point or paragraph begins: only headings, and what led in to its list, stay open."""
        self.group += 1
        self._stack.clear()
        self._open = self._of_headings | (self._of_lead if self.lead else {})

    def new_heading(self, level: int) -> None:
        """A heading of this level begins: headings of its level and below close."""
        self._of_headings = {t: o for t, o in self._of_headings.items() if o.heading_level < level}
        self.new_group()

    def divide(self, heading: int | None, *, leads: bool, led: bool) -> None:
        """A heading of a level, or a point, begins; it leads in to a list, or is an item of the one told."""
        self.lead = self.lead if led else 0
        if heading is None:
            self.new_group()
        else:
            self.new_heading(heading)
        if leads:
            self.lead = self.group
            self._of_lead = {}

    def nearest(self, topics: frozenset[str]) -> Opening | None:
        """The latest opening of any of ``topics``."""
        latest, known = None, self._open.get
        for topic in topics:
            opening = known(topic)
            if opening is not None and (latest is None or opening > latest):
                latest = opening
        return latest

    def opened_since(self, opening: Opening) -> int:
        """How many other topics were named after ``opening``."""
        order = opening[0]
        return len({other[0] for other in self._open.values() if other[0] > order})
