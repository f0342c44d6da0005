"""Puts region, year, kind, agency and date together into the identity of a submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.identity_cues import IdentityCues, load_identity_cues
from catalog.regions import Region, RegionLevel, RegionRegister
from ingestion.documents import Document
from ingestion.identity import evidence
from ingestion.identity.anatomy import Anatomy, take_apart
from ingestion.identity.bodies import find_bodies
from ingestion.identity.claims import Claim, Witness, inner_claims, named_claims, outer_claims, witnesses
from ingestion.identity.kinds import FoundKind, find_kind, is_plan
from ingestion.identity.place import Place, decide, fits, is_settled_by_manifest, level_of
from ingestion.identity.publication import PublicationDay, publication_day
from ingestion.identity.sent_for import stated_region
from ingestion.identity.years import ReportYear, YearClaim, decide_year, part_of_year, year_claims
from ingestion.submissions import Evidence, Identity, ManifestEntry, SubmissionKind


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found in one submission, before the manifest is heard."""

    anatomy: Anatomy
    found: tuple[Witness, ...]
    claims: tuple[Claim, ...]
    years: tuple[YearClaim, ...]
    report_year: ReportYear
    place: Place
    level: RegionLevel | None
    unit: str | None
    published: PublicationDay | None


def identify(
    document: Document,
    name: str,
    entry: ManifestEntry | None,
    regions: RegionRegister,
    kind_hint: SubmissionKind | None,
    cues: IdentityCues | None = None,
) -> Identity:
    """Who reports, about which region and year, in which kind of submission, each with its evidence.

    ``name`` is the name the file came under; ``entry`` what its sender states, which wins over the text, a
    contradiction being a reason for review; ``kind_hint`` the form that was recognised. Accepted is what has
    an exact region and a year on adequate evidence without contradiction; everything else needs review,
    with its reasons in Chinese. What is unknown is None.
    """
    cues = cues or load_identity_cues()
    anatomy = take_apart(document, cues)
    stated_year = entry.year if entry else None
    reading = _read(document, name, anatomy, stated_year, regions, cues)
    place, place_reasons = _heard_region(reading, entry, stated_year, regions, cues)
    year, year_reasons = _heard_year(reading.report_year, stated_year)
    reasons = (*place_reasons, *year_reasons, *_unfit_reasons(anatomy, kind_hint, cues))
    kind = find_kind(anatomy, kind_hint, cues)
    found = Identity(
        status="needs_review" if reasons or place.region is None or year is None else "accepted",
        reasons=tuple(dict.fromkeys(reasons)),
        agency=(entry.agency if entry and entry.agency else None) or _agency(reading, place.region, regions),
        report_year=year,
        kind=(entry.kind if entry and entry.kind else None) or kind.kind,
        published_on=reading.published.day if reading.published else None,
        evidence=tuple(dict.fromkeys(_evidence(reading, entry, kind, place))),
        region_reasons=tuple(place_reasons),
    )
    return _at(place, found, regions)


def _at(place: Place, identity: Identity, regions: RegionRegister) -> Identity:
    """The identity with the region of a place; with what is known of it where that is not one region."""
    region = place.region
    if region is None:
        within = place.within.region_code if place.within else None
        return replace(identity, region_level=place.level, region_within=within)
    return replace(
        identity,
        region_code=region.region_code,
        region_name=region_name(region, regions),
        region_level=region.level,
    )


def _read(
    document: Document,
    name: str,
    anatomy: Anatomy,
    stated_year: int | None,
    regions: RegionRegister,
    cues: IdentityCues,
) -> _Reading:
    found = witnesses(anatomy, regions, cues)
    masked = tuple(w for w in _body_witnesses(anatomy, regions, cues) if not found)
    claims = (
        *named_claims(found, anatomy.whole_body.text, cues),
        *outer_claims(name, anatomy, document.metadata, regions, cues),
        *inner_claims(anatomy, regions, cues),
    )
    published = publication_day(anatomy, document.metadata, cues)
    day = published.day if published else None
    years = year_claims(name, anatomy, document.metadata, day, cues)
    report_year = decide_year(years, anatomy, day, cues)
    level, unit = level_of((*found, *masked), anatomy.whole_body.text, cues)
    year = stated_year or report_year.year
    place = decide(claims, (*found, *masked), level, unit, year, regions, cues)
    return _Reading(anatomy, found, claims, years, report_year, place, level, unit, published)


def _body_witnesses(anatomy: Anatomy, regions: RegionRegister, cues: IdentityCues) -> Iterator[Witness]:
    """Bureaus masked in the running text (*区人社局): a masked name is masked everywhere."""
    for line in anatomy.body:
        for body in find_bodies(line, regions, cues):
            if body.naming == "masked" and body.is_bureau:
                yield Witness(
                    "body", body, line.text[body.start : body.end], *line.span(body.start, body.end)
                )


def _heard_region(
    reading: _Reading,
    entry: ManifestEntry | None,
    stated_year: int | None,
    regions: RegionRegister,
    cues: IdentityCues,
) -> tuple[Place, tuple[str, ...]]:
    """The place after the manifest was heard: it stands, what the text says against it is a reason."""
    place = reading.place
    year = stated_year or reading.report_year.year
    named = stated_region(entry, regions, cues)
    if not named:
        adequate = () if place.is_adequate or place.reasons else ("地区依据不足，请核对",)
        return place, (*place.reasons, *adequate)
    stated = regions.statement(named, year) or regions.statement(named)
    if len(stated) != 1 or named in cues.generic_names:
        fault = "有同名地区，请写明上级或代码" if stated else "不在区划表中"
        return place, (f"清单所填地区“{named}”{fault}", *place.reasons)
    region = regions.in_year(stated[0], year)
    if region is None:
        reason = f"清单所填地区“{named}”在{year}年不存在"
        return Place(stated[0], None, stated[0].level, True), (reason,)
    return Place(region, None, region.level, True), _against(region, reading, regions)


def _against(stated: Region, reading: _Reading, regions: RegionRegister) -> tuple[str, ...]:
    """What the text says against the region that the manifest states."""
    named = reading.place.region
    if named is not None:
        if named.region_key != stated.region_key:
            return (f"清单所填地区{stated.name_zh}与文中所称{named.name_zh}不一致",)
        return tuple(r for r in reading.place.reasons if not is_settled_by_manifest(r))
    decisive = [c for c in reading.claims if c.is_decisive]
    if decisive and not any(r.region_key == stated.region_key for c in decisive for r in c.regions):
        return (f"清单所填地区{stated.name_zh}与文中所称“{decisive[0].text}”不一致",)
    if not decisive and not stated.is_local and not fits(stated, reading.level, reading.unit):
        return (f"清单所填地区{stated.name_zh}与文中所示单位层级不一致",)
    within = reading.place.within
    if within is not None and not regions.is_within(stated, within):
        return (f"清单所填地区{stated.name_zh}不在文中所示的{within.name_zh}之内",)
    return ()


def _heard_year(found: ReportYear, stated: int | None) -> tuple[int | None, tuple[str, ...]]:
    if stated is None:
        return found.year, found.reasons
    if found.year is not None and found.is_adequate and found.year != stated:
        return stated, (f"清单所填年份{stated}年与文中所示{found.year}年不一致",)
    return stated, ()


def _unfit_reasons(anatomy: Anatomy, hint: SubmissionKind | None, cues: IdentityCues) -> Iterator[str]:
    """Why a submission is no report of a year, whatever its sender states."""
    if hint is None and is_plan(anatomy, cues):
        yield "标题表明是计划、方案或通知，不是年度报告"
    if part := part_of_year(anatomy, cues):
        yield f"文中表明只是“{part}”的情况，不是全年报告"


def region_name(region: Region, regions: RegionRegister) -> str:
    """The name with the prefecture before it where there is one: 杭州市上城区, 垫江县, 湖北省."""
    above = regions.ancestors(region)
    inside = [r.name_zh for r in above if r.level == "city"] if region.level == "county" else []
    return "".join((*inside, region.name_zh))


def _agency(reading: _Reading, region: Region | None, regions: RegionRegister) -> str | None:
    """The full formal name of the reporting body; without its region where that is not known."""
    bodies = [w for w in reading.found if w.body.naming != "bare"] or list(reading.found)
    formal = [w for w in bodies if w.body.formal]
    if not formal:
        return None
    witness = next((w for w in formal if w.body.is_bureau), formal[0])
    if region is None:
        prefix = witness.text[: witness.body.core - witness.body.start]
        return prefix + witness.body.formal
    return region_name(region, regions) + witness.body.formal


def _evidence(
    reading: _Reading, entry: ManifestEntry | None, kind: FoundKind, place: Place
) -> Iterator[Evidence]:
    yield from evidence.of_manifest(entry)
    yield from evidence.of_regions(reading.claims)
    yield from evidence.of_level(place.level, place.region, reading.claims, reading.found)
    yield from evidence.of_bodies(reading.found)
    yield from evidence.of_years(reading.years)
    yield from evidence.of_kind(kind)
    yield from evidence.of_publication(reading.published)
