"""Whose returns the sheets of a workbook are, where several bureaus' returns were put into one file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from catalog.identity_cues import IdentityCues, load_identity_cues
from catalog.regions import Region, RegionRegister
from ingestion.documents import Document, Table
from ingestion.identity.claims import name_claims
from ingestion.identity.finding import identify, region_name
from ingestion.identity.passages import passage
from ingestion.submissions import Identity

_SEVERAL = 2
_FILLED_IN_BY = "form"


def identify_sheets(
    document: Document,
    name: str,
    whole: Identity,
    regions: RegionRegister,
    cues: IdentityCues | None = None,
) -> Mapping[str, Identity]:
    """The identity of each sheet that says itself whose return it is, by the sheet's name.

    A sheet says so by its 填报单位 or its title, or by being named after a region: one inside the region that
    its title or the whole submission names, or, where neither does, one of several that lie side by side in
    one region. A workbook with a single sheet to be seen has none.
    """
    cues = cues or load_identity_cues()
    shown = {t.sheet: t for t in document.tables if t.sheet is not None and not t.hidden}
    if len(shown) < _SEVERAL:
        return {}
    stated = {
        sheet: found
        for sheet, table in shown.items()
        if (found := _stated(document, table, name, whole, regions, cues)) is not None
    }
    named = {sheet: _named(sheet, stated.get(sheet, whole), regions, cues) for sheet in shown}
    inner = _side_by_side({s: n for s, n in named.items() if n}, stated, whole, regions)
    told = {s: f for s, f in inner.items() if s not in stated or f.region_code != stated[s].region_code}
    return dict(sorted({**stated, **told}.items()))


def settled_by_sheets(
    whole: Identity, filers: Mapping[str, Identity], read: Collection[str | None], regions: RegionRegister
) -> Identity:
    """The identity of the submission once its sheets are known: whose it is need not be asked any more.

    ``read`` are the sheets with figures. Every one of them must have its own identity, and lie inside the
    region of the submission where that is known.
    """
    if not read or not filers.keys() >= set(read) or not _all_inside(filers, whole, regions):
        return whole
    reasons = tuple(reason for reason in whole.reasons if reason not in whole.region_reasons)
    is_open = bool(reasons) or whole.report_year is None
    return replace(
        whole,
        status="needs_review" if is_open else "accepted",
        reasons=reasons,
        region_reasons=(),
        agency=whole.agency if whole.region_code else None,
    )


def _all_inside(filers: Mapping[str, Identity], whole: Identity, regions: RegionRegister) -> bool:
    around = _region(whole.region_code, whole, regions)
    found = (_region(filer.region_code, whole, regions) for filer in filers.values())
    return around is None or all(region and regions.is_within(region, around) for region in found)


def _stated(
    document: Document,
    table: Table,
    name: str,
    whole: Identity,
    regions: RegionRegister,
    cues: IdentityCues,
) -> Identity | None:
    """The identity that a sheet's 填报单位 or title gives it; a superior's title over its form gives none."""
    found = identify(replace(document, tables=(table,)), name, None, regions, whole.kind, cues)
    region = _region(found.region_code, whole, regions)
    sources = {e.source for e in found.evidence if e.attribute == "region" and found.region_code == e.value}
    if region is None or not sources & {_FILLED_IN_BY, "title"}:
        return None
    own = _region(whole.region_code, whole, regions)
    is_superior = own is not None and own != region and regions.is_within(own, region)
    if is_superior and _FILLED_IN_BY not in sources:
        return None
    return _of_region(whole, region, found.agency, regions)


def _named(sheet: str, whole: Identity, regions: RegionRegister, cues: IdentityCues) -> tuple[Region, ...]:
    """The regions that a sheet may be named after, as far as they lie inside that of the submission."""
    claims = list(name_claims("sheet_name", passage(sheet), 1.0, regions, cues))
    if len(claims) != 1:
        return ()
    around = _region(whole.region_code or whole.region_within, whole, regions)
    versions = (regions.in_year(region, whole.report_year) for region in claims[0].regions)
    return tuple(v for v in versions if v and (around is None or regions.is_within(v, around)))


def _side_by_side(
    named: Mapping[str, Sequence[Region]],
    stated: Mapping[str, Identity],
    whole: Identity,
    regions: RegionRegister,
) -> dict[str, Identity]:
    """The sheets named after regions: inside a known one, or each of them in the one they have in common."""
    known = {s for s in named if s in stated or whole.region_code is not None}
    chosen = {sheet: named[sheet][0] for sheet in known if len(named[sheet]) == 1}
    open_ = {sheet: found for sheet, found in named.items() if sheet not in known}
    beside = [
        (region,) for filer in stated.values() if (region := _region(filer.region_code, whole, regions))
    ]
    common = _common_parents([*open_.values(), *beside]) if open_ else set()
    if len(common) == 1:
        (parent,) = common
        chosen |= {sheet: region for sheet, found in open_.items() for region in _inside(found, parent)}
    return {sheet: _of_region(whole, region, None, regions) for sheet, region in chosen.items()}


def _common_parents(named: Sequence[Sequence[Region]]) -> set[str]:
    """The regions that have one region of each name in them, and at least two regions at all."""
    parents = {r.parent_code for found in named for r in found if r.parent_code is not None}
    return {
        parent
        for parent in parents
        if all(len(_inside(found, parent)) == 1 for found in named)
        and len({r.region_key for found in named for r in found if r.parent_code == parent}) >= _SEVERAL
    }


def _inside(found: Sequence[Region], parent: str) -> list[Region]:
    return [region for region in found if parent in (region.parent_code, region.region_code)]


def _of_region(whole: Identity, region: Region, agency: str | None, regions: RegionRegister) -> Identity:
    """The identity of the submission with the region and the bureau of one of its sheets."""
    is_own = region.region_code == whole.region_code
    return replace(
        whole,
        region_code=region.region_code,
        region_name=region_name(region, regions),
        region_level=region.level,
        region_within=None,
        agency=agency or (whole.agency if is_own else None),
    )


def _region(code: str | None, whole: Identity, regions: RegionRegister) -> Region | None:
    return regions.by_code(code, whole.report_year) if code else None
