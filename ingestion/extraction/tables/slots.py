"""What one place of a group, or one column, means: whose the number is, of when, of what, or what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from catalog import Catalog
from ingestion.extraction.tables.table_words import TableWords, table_words
from ingestion.extraction.text.marked import MarkedText
from ingestion.observations import Disposition, OrgScope
from ingestion.submissions import Identity

Kind = Literal["level", "noun", "change", "plan", "others", "unknown"]
YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
BRACKET = re.compile(r"\([^()]*\)")
BLANKS = re.compile(r"\s+")
LEVELS = ("county", "city", "province")
"""A region of each is a part of one of the next."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The meaning of a place: a level of ``scope`` in ``year``, a ``noun`` that is counted, or no level."""

    kind: Kind
    whose: str = ""
    """The words that stand before its numbers and say whose they are."""
    scope: OrgScope | None = None
    """The scope, where its words say no other."""
    year: int | None = None
    """Another year than the reported one."""
    dated: bool = False
    """Whether a year is named at all."""
    noun: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether it is known what its numbers are."""
        return self.kind != "unknown"

    @property
    def tells_level(self) -> bool:
        """Whether its numbers are figures of the bureau or its region, of whatever year."""
        return self.kind in ("level", "noun")

    @property
    def is_told(self) -> bool:
        """Whether its numbers are those of an indicator, be it that they were planned."""
        return self.tells_level or self.kind == "plan"

    @property
    def instead(self) -> Disposition:
        """What its numbers are where they are no facts."""
        if self.kind == "plan":
            return "target"
        return "reference" if self.kind in ("change", "others") else "undecided"


class Slots:
    """Reads the names of places in a report of one bureau."""

    def __init__(self, identity: Identity, catalog: Catalog) -> None:
        self.words: TableWords = table_words(catalog)
        self.year, self.level = identity.report_year, identity.region_level
        self._catalog, self._own = catalog, identity.region_name or ""
        self._known: dict[str, bool] = {}

    def slot(self, name: str) -> Slot:
        """What a place means that is called by ``name``."""
        words = self.words
        plain = words.part_of.sub("", BLANKS.sub("", BRACKET.sub("", name)).strip("“”\"':")).strip()
        if not plain:
            return Slot("unknown")
        if words.changes.search(plain):
            return Slot("change")
        if words.carried.search(plain):
            return Slot("noun" if self.known(plain) else "unknown", noun=plain)
        years = {int(found) for found in YEAR.findall(plain)}
        earlier = words.previous.search(plain) is not None
        if len(years) > 1 or (self.year is None and (years or earlier)):
            return Slot("unknown")
        year = years.pop() if years else self.year - 1 if earlier and self.year is not None else None
        if year is not None and self.year is not None and year > self.year:
            return Slot("unknown")
        rest = words.previous.sub("", YEAR.sub("", plain))
        bare = words.counted.sub("", rest)
        if words.whose.fullmatch(bare) or not words.values.fullmatch(rest):
            rest = bare
        dated = year is not None
        return self._undated(rest, None if year == self.year else year, dated)

    def _undated(self, rest: str, year: int | None, dated: bool) -> Slot:
        """A place called by ``rest`` where its year is left out."""
        words = self.words
        if words.plans.fullmatch(rest):
            return Slot("plan", year=year, dated=dated)
        if rest and words.whose.fullmatch(rest):
            return Slot("level", rest, None, year, dated)
        if words.values.fullmatch(rest):
            return Slot("level", rest if any(map(str.isdigit, rest)) else "", None, year, dated)
        units = {level for level, names in words.own_units.items() if names.fullmatch(rest)}
        if self.level in units:
            return Slot("level", words.as_own, "own", year, dated)
        if units or words.others.fullmatch(rest) or words.places.search(rest):
            return Slot("others", year=year, dated=dated)
        return Slot("noun" if self.known(rest) else "unknown", year=year, dated=dated, noun=rest)

    def is_wider(self, name: str) -> bool:
        """Whether a name tells of a region that the own one is a part of (全省, in a report of a county)."""
        named = (match.group() for match in self.words.whose.finditer(name))
        levels = [self.words.levels[word] for word in named if word in self.words.levels]
        if self.level not in LEVELS or not levels or name.find(self._own[-1:] or "?") >= 0:
            return False
        return all(LEVELS.index(level) > LEVELS.index(self.level) for level in levels)

    def known(self, noun: str) -> bool:
        """Whether all words of a noun are known to the catalogue (涉及人数, but not 甲口径)."""
        if noun not in self._known:
            self._known[noun] = self._all_known(noun)
        return self._known[noun]

    def _all_known(self, noun: str) -> bool:
        marked = MarkedText(f"{noun}1{self._unit}。", self._catalog)
        return bool(noun) and marked.unknown(0, len(noun)) == 0 and marked.says(0, len(noun))

    @property
    def _unit(self) -> str:
        return next(iter(self._catalog.measure_words.families)).printed[0]
