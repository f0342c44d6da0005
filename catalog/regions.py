"""The register of regions: by code, by name, in a running text, and who lies within whom.

Names resolve to what bore them; where several regions bear one name, parents or the year decide, or
nothing does. Nothing here guesses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from catalog.region_files import (
    Region,
    RegionChange,
    RegionFileError,
    RegionLevel,
    read_changes,
    read_regions,
)

__all__ = [
    "NameChain",
    "Region",
    "RegionChange",
    "RegionFileError",
    "RegionLevel",
    "RegionMention",
    "RegionRegister",
    "load_regions",
]

REGIONS_FOLDER = "regions"


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region name in a text: ``text[start:end] == name``; several regions may bear it."""

    start: int
    end: int
    name: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class NameChain:
    """Names that follow one another without a gap (四川省成都市锦江区), and what the last one means there.

    ``regions`` holds every version of a region that bears the last name and lies within what the names
    before it mean (:meth:`RegionRegister.in_use` narrows them by year); it is empty where they contradict
    each other (成都市朝阳区). ``is_short``: the last name lacks the word for its kind (垫江 for 垫江县).
    """

    start: int
    end: int
    names: tuple[str, ...]
    regions: tuple[Region, ...]
    is_short: bool = False


class RegionRegister:
    """All versions of all regions, with the lookups that need no guessing."""

    def __init__(self, versions: Iterable[Region], changes: Iterable[RegionChange] = ()) -> None:
        self.versions: tuple[Region, ...] = tuple(versions)
        self.changes: tuple[RegionChange, ...] = tuple(changes)
        self._by_code = _grouped((v.region_code, v) for v in self.versions)
        self._by_key = _grouped((v.region_key, v) for v in self.versions)
        self._by_name = _grouped((name, v) for v in self.versions for name in (v.name_zh, *v.aliases))
        self._by_short = _grouped(
            (v.short_name, v) for v in self.versions if v.short_name not in (v.name_zh, *v.aliases)
        )
        self._below = _grouped((v.parent_code, v) for v in self.versions if v.parent_code is not None)
        self._above = {key: self._keys_above(versions) for key, versions in self._by_key.items()}

    def by_code(self, code: str, year: int | None = None) -> Region | None:
        """The region that bore ``code`` at the end of ``year``; the latest that did where none is given."""
        versions = self._by_code.get(code, ())
        if year is None:
            return max(versions, key=lambda v: v.valid_from_year, default=None)
        return next((v for v in versions if v.holds_in(year)), None)

    def in_year(self, region: Region, year: int | None) -> Region | None:
        """The same region as it was at the end of ``year``; None where it did not exist then."""
        if year is None:
            return region
        return next((v for v in self._by_key[region.region_key] if v.holds_in(year)), None)

    def named(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """The regions that bear this full name (or a usual form of it): one version each.

        With a year only names in use then: a name given or laid down within a year of it counts, because
        a report is written after the year that it is about.
        """
        return self.in_use(self._by_name.get(name, ()), year)

    def short_named(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """The regions whose name without the word for its kind is ``name`` (垫江)."""
        return self.in_use(self._by_short.get(name, ()), year)

    def in_use(self, versions: Iterable[Region], year: int | None = None) -> tuple[Region, ...]:
        """One version for each region: the one nearest to the year, the latest where none is given.

        With a year only versions that stood in it, in the year before or in the year after.
        """
        if year is not None:
            versions = [v for v in versions if any(v.holds_in(y) for y in (year - 1, year, year + 1))]
        nearest: dict[str, Region] = {}
        for version in versions:
            kept = nearest.get(version.region_key)
            if kept is None or _closer(version, kept, year):
                nearest[version.region_key] = version
        return tuple(sorted(nearest.values(), key=lambda v: (v.region_code, v.region_key)))

    def children(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """The regions directly below, as they were at the end of ``year`` (the latest known by default)."""
        versions = self._below.get(code, ())
        return tuple(v for v in versions if (v.valid_to_year is None if year is None else v.holds_in(year)))

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """The regions above, the nearest first, as they were when this version came into being."""
        found: list[Region] = []
        parent = self._parent(region)
        while parent is not None:
            found.append(parent)
            parent = self._parent(parent)
        return tuple(found)

    def is_within(self, region: Region, other: Region) -> bool:
        """Whether ``region`` is ``other`` or has ever, as far as the register goes, been part of it."""
        return region.region_key == other.region_key or other.region_key in self._above[region.region_key]

    def province_of(self, region: Region) -> Region:
        """The province (or municipality) that the region lies in, itself where it is one."""
        return (region, *self.ancestors(region))[-1]

    def common(self, regions: Sequence[Region]) -> Region | None:
        """The smallest region that contains all of them, None for no region or none in common."""
        if not regions:
            return None
        first, *others = regions
        for candidate in (first, *self.ancestors(first)):
            if all(self.is_within(other, candidate) for other in others):
                return candidate
        return None

    def statement(self, text: str, year: int | None = None) -> tuple[Region, ...]:
        """What a stated code or name (500231, 垫江县, 杭州市上城区) means: no region, one, or several."""
        text = "".join(text.split())
        if text.isdigit():
            found = self.by_code(text, year) or self.by_code(text)
            return (found,) if found else ()
        chains = [c for c in self.chains_ending(text, len(text)) if c.start == 0]
        full = [c for c in chains if not c.is_short] or chains
        return self.in_use(_distinct(r for c in full for r in c.regions), year)

    def find_in_text(self, text: str) -> tuple[RegionMention, ...]:
        """The full region names of a text, leftmost and longest first, with what each may mean."""
        return tuple(
            RegionMention(start, end, self._names[index], self.named(self._names[index]))
            for index, start, end in self._longest.find_matches_as_indexes(text)
        )

    def chains_ending(self, text: str, end: int) -> tuple[NameChain, ...]:
        """Every chain of names that ends at ``end``, the longest first (the last name full or short)."""
        found = [chain for names in self._name_chains(text, end) if (chain := self._chain(end, names))]
        return tuple(sorted(found, key=lambda c: (c.start, c.is_short, len(c.names), c.names)))

    def _name_chains(self, text: str, end: int) -> Iterator[tuple[str, ...]]:
        for start in range(max(0, end - self._longest_name), end - 1):
            name = text[start:end]
            if name in self._by_name or name in self._by_short:
                yield (name,)
                for before in self._name_chains(text, start):
                    yield (*before, name)

    def _chain(self, end: int, names: tuple[str, ...]) -> NameChain | None:
        above: tuple[Region, ...] | None = None
        for name in names:
            regions = self._by_name.get(name) or self._by_short.get(name, ())
            above = regions if above is None else tuple(r for r in regions if self._any_above(r, above))
        start = end - sum(map(len, names))
        is_short = names[-1] not in self._by_name
        return NameChain(start, end, names, above or (), is_short)

    def _any_above(self, region: Region, above: Iterable[Region]) -> bool:
        return any(a.region_key in self._above[region.region_key] for a in above)

    def _parent(self, region: Region) -> Region | None:
        if region.parent_code is None:
            return None
        return self.by_code(region.parent_code, region.valid_from_year)

    def _keys_above(self, versions: Iterable[Region]) -> frozenset[str]:
        return frozenset(above.region_key for version in versions for above in self.ancestors(version))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_name))

    @cached_property
    def _longest(self) -> AhoCorasick:
        return AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _longest_name(self) -> int:
        return max(map(len, self._names), default=0)


def load_regions(root: Path | None = None) -> RegionRegister:
    """The register of the catalogue under ``root`` (the shipped one by default), read once per process.

    Raises RegionFileError naming file, line and fault.
    """
    return _load((root or Path(__file__).parent).resolve())


@lru_cache(maxsize=8)
def _load(root: Path) -> RegionRegister:
    folder = root / REGIONS_FOLDER
    return RegionRegister(read_regions(folder), read_changes(folder))


def _grouped(pairs: Iterable[tuple[str, Region]]) -> Mapping[str, tuple[Region, ...]]:
    groups: dict[str, list[Region]] = defaultdict(list)
    for name, version in pairs:
        groups[name].append(version)
    return {name: tuple(versions) for name, versions in groups.items()}


def _distinct(regions: Iterable[Region]) -> tuple[Region, ...]:
    return tuple(dict.fromkeys(regions))


def _closer(version: Region, kept: Region, year: int | None) -> bool:
    if year is None:
        return version.valid_from_year > kept.valid_from_year
    return version.holds_in(year) and not kept.holds_in(year)
