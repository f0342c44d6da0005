"""Which region a row, column or sheet of a collection is named after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.model import RegionLevel
from catalog.regions import Region, RegionRegister
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import bare_name, is_regional
from ingestion.submissions import Identity


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region as a table names it; ``code`` is None where the register knows no such region, or several."""

    name: str
    code: str | None = None
    level: RegionLevel | None = None


@dataclass(frozen=True)
class Places:
    """The register of regions, asked for the names that stand in forms; without one no name has a code."""

    register: RegionRegister | None
    lexicon: FormLexicon

    def named(self, label: str, identity: Identity) -> NamedRegion | None:
        """The region that a label names, None where it names an office (社保中心) rather than a region.

        Names repeat over the country: where the reporter is known, only regions within its own (or beside
        it, in the same city) are meant.
        """
        name = bare_name(label, self.lexicon)
        found = self._candidates(name, identity)
        if not is_regional(label, self.lexicon) and not self._is_short_name(name, found, identity):
            return None
        if len(found) != 1:
            return NamedRegion(name)
        return NamedRegion(found[0].name_zh, found[0].region_code, found[0].level)

    def _is_short_name(self, name: str, found: Sequence[Region], identity: Identity) -> bool:
        """Whether a label without 县 or 区 is the short name of one region right inside the reporter's."""
        own = self._region(identity.region_code, identity)
        is_inside = own is not None and len(found) == 1 and found[0].parent_code == own.region_code
        return is_inside and found[0].short_name == name

    def below(self, label: str, identity: Identity) -> NamedRegion | None:
        """The region that a label names, where it lies inside the reporter's own and is not that itself."""
        own = self._region(identity.region_code, identity)
        if self.register is None or own is None:
            return None
        named = self.named(label, identity)
        other = self._region(named.code, identity) if named is not None else None
        if other is None or other.region_key == own.region_key:
            return None
        return named if self.register.is_within(other, own) else None

    def holds_another(self, identity: Identity, filers: Iterable[Identity]) -> bool:
        """Whether one of several bureaus is that of a region inside the reporter's own."""
        own = self._region(identity.region_code, identity)
        others = (self._region(filer.region_code, identity) for filer in filers)
        return own is not None and any(
            self.register is not None
            and other.region_key != own.region_key
            and self.register.is_within(other, own)
            for other in others
            if other is not None
        )

    def is_outside(self, label: str, identity: Identity) -> bool:
        """Whether a label names a region that is no part of the reporter's own.

        Of names that the register does not know, only those beside a county or a district are: a county has
        no counties.
        """
        named = self.named(label, identity)
        if named is None:
            return False
        own = self._region(identity.region_code, identity)
        other = self._region(named.code, identity)
        if self.register is not None and own is not None and other is not None:
            return not self.register.is_within(other, own)
        return identity.region_level == "county" and not self.lexicon.is_zone(named.name)

    def ends_with_own(self, name: str, identity: Identity) -> bool:
        """Whether a longer name ends with that of the reporter's own region."""
        own = self._region(identity.region_code, identity)
        return own is not None and bare_name(name, self.lexicon).endswith(own.name_zh)

    def _region(self, code: str | None, identity: Identity) -> Region | None:
        return self.register.by_code(code, identity.report_year) if self.register and code else None

    def _candidates(self, name: str, identity: Identity) -> tuple[Region, ...]:
        if self.register is None:
            return ()
        found = self.register.statement(name, identity.report_year)
        known = identity.region_code or identity.region_within
        around = self.register.by_code(known, identity.report_year) if known else None
        if around is None:
            return found
        if identity.region_level in ("county", "local") and around.parent_code:
            around = self.register.by_code(around.parent_code, identity.report_year) or around
        return tuple(region for region in found if self.register.is_within(region, around))
