"""Decides the region from the claims, or says why it stays open: one wrong is worse than ten open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.identity_cues import IdentityCues
from catalog.regions import Region, RegionLevel, RegionRegister
from ingestion.identity.bodies import Body
from ingestion.identity.claims import Claim, Witness

SURE_ENOUGH_WITHIN = 0.7
"""The summed confidence from which on a region is said to contain the unresolved one."""

MAY_CONTAIN: Mapping[str, tuple[RegionLevel, ...]] = {
    "province": ("province",),
    "city": ("province", "city"),
}
"""The levels of what may contain a region of a level; for the others any."""

_SAME_NAME, _ONLY_IN = "有同名地区", "地区只见于"
"""How the doubts begin that a manifest which names the same region puts to rest."""


@dataclass(frozen=True, slots=True)
class Place:
    """The region as decided: ``region`` where it is exact, ``within`` where only an outer one is known.

    ``is_adequate`` says that one decisive piece or two independent ones support it.
    """

    region: Region | None = None
    within: Region | None = None
    level: RegionLevel | None = None
    is_adequate: bool = False
    reasons: tuple[str, ...] = ()


def decide(
    claims: Sequence[Claim],
    found: Sequence[Witness],
    level: RegionLevel | None,
    unit: str | None,
    year: int | None,
    register: RegionRegister,
    cues: IdentityCues,
) -> Place:
    """The region that the text itself names."""
    decisive = [claim for claim in claims if claim.is_decisive]
    if blocked := _blocked(found, decisive, register, claims, level):
        return blocked
    if decisive:
        place = _from_decisive(decisive, claims, level, year, register)
        return _against_own_words(place, decisive, _own_county(unit, cues))
    exact = [claim for claim in claims if claim.is_exact and _fits(claim, level, unit, register)]
    if level in ("province", "city"):
        exact = [*exact, *(c for c in claims if not c.is_exact and _is_of(c, level, unit))]
    return _from_pieces(exact, claims, level, year, register)


def is_settled_by_manifest(reason: str) -> bool:
    """Whether a doubt about a region is none where a manifest names the same one."""
    return _SAME_NAME in reason or _ONLY_IN in reason


def _blocked(
    found: Sequence[Witness],
    decisive: Sequence[Claim],
    register: RegionRegister,
    claims: Sequence[Claim],
    level: RegionLevel | None,
) -> Place | None:
    """Where the reporting body is named but its region is masked, unknown or a zone: no guessing past it."""
    if decisive:
        zone = next((w for w in found if w.body.naming == "zone" and w.source != "opening"), None)
        if zone is None:
            return None
    bodies: list[Witness] = [w for w in found if w.body.naming in ("masked", "unknown", "zone")]
    if not bodies:
        return None
    within = _within(claims, register, level)
    naming = {w.body.naming for w in bodies}
    if "zone" in naming:
        name = next(w.text for w in bodies if w.body.naming == "zone")
        return Place(None, within, "local", False, (f"“{name}”所在的功能区或乡镇不在区划表中，请指定地区",))
    if "masked" in naming:
        return Place(None, within, level, False, ("报告单位的地名被遮盖，请指定地区",))
    witness = next(w for w in bodies if w.body.naming == "unknown")
    fault = "各级地名互不隶属" if witness.body.is_inconsistent else "地名不在区划表中"
    return Place(None, within, level, False, (f"“{witness.text}”的{fault}，请核对",))


def _from_decisive(
    decisive: Sequence[Claim],
    claims: Sequence[Claim],
    level: RegionLevel | None,
    year: int | None,
    register: RegionRegister,
) -> Place:
    keys = _shared_keys(decisive) or _filling_keys(decisive, register)
    if not keys:
        names = " / ".join(dict.fromkeys(claim.text for claim in decisive))
        within = register.common([r for claim in decisive for r in claim.regions])
        return Place(None, within, None, False, (f"文中所称报告单位不一致：{names}",))
    versions = [r for claim in decisive for r in claim.regions if r.region_key in keys]
    candidates, reasons = _in_year(versions, year, register)
    if not candidates:
        return Place(None, _within(claims, register, level), level, False, (_gone(versions, year),))
    supported = _supported(candidates, claims, register)
    if len(supported) != 1:
        return _ambiguous(candidates, decisive[0].text, claims, level, register)
    conflicts = _conflicts(supported[0], claims, register)
    return Place(supported[0], None, supported[0].level, True, (*reasons, *conflicts))


def _filling_keys(decisive: Sequence[Claim], register: RegionRegister) -> frozenset[str]:
    """The unit that fills in a form of its superior (title 澄湾市…统计表, 填报单位 青岚县)."""
    filling = [claim for claim in decisive if claim.source == "form"]
    titles = [claim for claim in decisive if claim.source != "form"]
    if not filling or any(claim.source != "title" for claim in titles):
        return frozenset()
    shared = _shared_keys(filling)
    regions = {r.region_key: r for claim in filling for r in claim.regions if r.region_key in shared}
    return frozenset(
        key
        for key, region in regions.items()
        if all(any(register.is_within(region, r) for r in claim.regions) for claim in titles)
    )


def _own_county(unit: str | None, cues: IdentityCues) -> str | None:
    """The unit where it is one of counties that a text may call its own (我县, 我旗)."""
    return unit if unit in cues.self_units and cues.units.get(unit) == "county" else None


def _against_own_words(place: Place, decisive: Sequence[Claim], own_county: str | None) -> Place:
    """A text that says 我县 is no city's report; a city named in its opening alone is no answer."""
    region = place.region
    if region is None or region.level not in ("city", "province") or own_county is None:
        return place
    if region.name_zh.endswith(own_county):
        return place
    reason = f"文中自称“我{own_county}”，与所称{region.name_zh}不符"
    if all(claim.source == "opening" for claim in decisive):
        return Place(None, region, "county", False, (*place.reasons, reason))
    return replace(place, reasons=(*place.reasons, reason))


def _from_pieces(
    exact: Sequence[Claim],
    claims: Sequence[Claim],
    level: RegionLevel | None,
    year: int | None,
    register: RegionRegister,
) -> Place:
    """Without a decisive piece: what all pieces name in common, adequate from two independent sources on."""
    within = _within(claims, register, level)
    unresolved = Place(None, within, level, False, ("未能确定报告单位所在地区，请指定",))
    if not exact:
        return unresolved
    keys = _shared_keys(exact)
    versions = [r for claim in exact for r in claim.regions if r.region_key in keys]
    candidates, reasons = _in_year(versions, year, register)
    supported = _supported(candidates, claims, register)
    if not keys:
        return Place(None, within, level, False, ("文中出现多个可能的报告地区，请指定",))
    if len(supported) != 1:
        return _ambiguous(candidates, exact[0].text, claims, level, register)
    region = supported[0]
    reasons = (*reasons, *_conflicts(region, claims, register))
    if len({claim.source for claim in exact}) > 1:
        return Place(region, None, region.level, True, reasons)
    if exact[0].source in ("file_name", "metadata"):
        only = {"file_name": "文件名", "metadata": "发布信息"}[exact[0].source]
        return Place(region, None, region.level, False, (*reasons, f"{_ONLY_IN}{only}，请核对"))
    return unresolved


def _ambiguous(
    candidates: Sequence[Region],
    name: str,
    claims: Sequence[Claim],
    level: RegionLevel | None,
    register: RegionRegister,
) -> Place:
    common = register.common(candidates)
    within = common if common and common not in candidates else _within(claims, register, level)
    levels = {candidate.level for candidate in candidates}
    agreed = next(iter(levels)) if len(levels) == 1 else level
    names = "、".join(
        "".join(r.name_zh for r in (*reversed(register.ancestors(c)), c)) for c in candidates[:4]
    )
    return Place(None, within, agreed, False, (f"“{name}”{_SAME_NAME}（{names}），请指定",))


def _gone(versions: Sequence[Region], year: int | None) -> str:
    names = "、".join(dict.fromkeys(version.name_zh for version in versions))
    return f"“{names}”在{year}年已不存在或尚未设立，请核对"


def _in_year(
    versions: Iterable[Region], year: int | None, register: RegionRegister
) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """The regions as they were in the year; a name out of use then is kept with a reason for review."""
    versions = tuple(versions)
    in_use = register.in_use(versions, year)
    current = tuple(v for r in in_use if (v := register.in_year(r, year)))
    if current:
        return current, ()
    latest = register.in_use(versions)
    moved = tuple(v for r in latest if (v := register.in_year(r, year)))
    name = "、".join(dict.fromkeys(v.name_zh for v in latest))
    reason = (f"“{name}”这一名称在{year}年已不使用或尚未使用，请核对",) if latest and year else ()
    return moved, reason


def _supported(
    candidates: Sequence[Region], claims: Sequence[Claim], register: RegionRegister
) -> tuple[Region, ...]:
    """Several candidates narrowed by what else points at one of them, the surest pieces first."""
    for claim in sorted(claims, key=lambda c: -c.confidence):
        if len(candidates) < 2:
            break
        if claim.is_decisive or claim.confidence < 0.5:
            continue
        inside = tuple(c for c in candidates if any(register.is_within(c, r) for r in claim.regions))
        if (
            inside
            and len(inside) < len(candidates)
            and _is_unrivalled(claim, inside, candidates, claims, register)
        ):
            candidates = inside
    return tuple(candidates)


def _is_unrivalled(
    claim: Claim,
    inside: Sequence[Region],
    candidates: Sequence[Region],
    claims: Sequence[Claim],
    register: RegionRegister,
) -> bool:
    """Whether nothing points at what this piece excludes; a weak piece needs a second source."""
    excluded = [c for c in candidates if c not in inside]
    rivals = (
        other
        for other in claims
        if not other.is_decisive
        and any(register.is_within(c, r) for c in excluded for r in other.regions)
        and not any(register.is_within(c, r) for c in inside for r in other.regions)
    )
    if any(True for _ in rivals):
        return False
    alike = {c.source for c in claims if not c.is_decisive and _points_at(c, inside, register)}
    return claim.confidence >= SURE_ENOUGH_WITHIN or len(alike) > 1


def _points_at(claim: Claim, regions: Sequence[Region], register: RegionRegister) -> bool:
    return any(register.is_within(c, r) for c in regions for r in claim.regions)


def _conflicts(region: Region, claims: Sequence[Claim], register: RegionRegister) -> tuple[str, ...]:
    """What outside the text names another region than the text: a reason for review, no more."""
    labels = {"file_name": "文件名", "sheet_name": "工作表名", "metadata": "发布信息"}
    return tuple(
        dict.fromkeys(
            f"{labels[claim.source]}所称“{claim.text}”与正文所称{region.name_zh}不一致"
            for claim in claims
            if claim.source in labels
            and claim.confidence >= SURE_ENOUGH_WITHIN
            and not any(register.is_within(region, r) for r in claim.regions)
        )
    )


def _within(claims: Sequence[Claim], register: RegionRegister, level: RegionLevel | None) -> Region | None:
    """The smallest region that all pieces put the reporting one into; None where they differ.

    A province lies in no city, and a city in no county, whatever places the text names.
    """
    regions, sums = _weighed(claims, register)
    provinces = [key for key in sums if regions[key].parent_code is None]
    if len(provinces) != 1:
        return None
    sure = [regions[key] for key, total in sums.items() if total >= SURE_ENOUGH_WITHIN]
    sure = [r for r in sure if r.level in MAY_CONTAIN.get(level or "county", (r.level,))]
    depth = {r.region_key: len(register.ancestors(r)) for r in sure}
    sure = [r for r in sure if all(register.is_within(r, o) or register.is_within(o, r) for o in sure)]
    return max(sure, key=lambda r: (depth[r.region_key], r.region_code), default=None)


def _weighed(claims: Sequence[Claim], register: RegionRegister) -> tuple[dict[str, Region], dict[str, float]]:
    """The regions that the pieces put the reporting one into, with the confidence in each by its key."""
    sums: dict[str, float] = {}
    regions: dict[str, Region] = {}
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        region = register.common(claim.regions)
        if region is None or (claim.source, region.region_key) in seen:
            continue
        if claim.is_exact and region.level not in ("province", "city"):
            region = next(iter(register.ancestors(region)), region)
        seen.add((claim.source, region.region_key))
        for outer in (region, *register.ancestors(region)):
            regions.setdefault(outer.region_key, outer)
            sums[outer.region_key] = sums.get(outer.region_key, 0.0) + claim.confidence
    return regions, sums


def _shared_keys(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset.intersection(*(frozenset(r.region_key for r in claim.regions) for claim in claims))


def _is_of(claim: Claim, level: RegionLevel | None, unit: str | None) -> bool:
    """Whether what contains the reporting region is, at the known level, that region itself."""
    return all(fits(region, level, unit) for region in claim.regions)


def _fits(claim: Claim, level: RegionLevel | None, unit: str | None, register: RegionRegister) -> bool:
    """Whether a region named in passing can be the reporting one, as far as level and kind are known."""
    return any(fits(region, level, unit) for region in claim.regions)


def fits(region: Region, level: RegionLevel | None, unit: str | None) -> bool:
    """Whether a region is of the level and the kind (县, 区, 市) that the text gives its own."""
    if level is not None and region.level != level:
        return False
    if unit is None or region.is_local:
        return True
    return region.name_zh.endswith(unit)


def level_of(
    found: Sequence[Witness], text: str, cues: IdentityCues
) -> tuple[RegionLevel | None, str | None]:
    """The level and the word for the kind of unit that the text shows without naming the region."""
    for witness in found:
        if level_unit := _shown(witness.body, cues):
            return level_unit
    levels: dict[str, RegionLevel] = {"province": "province", "county": "county", "city": "city"}
    for name, level in levels.items():
        if any(word in text for word in cues.self_levels[name]):
            return level, _self_unit(text, cues) if level == "county" else None
    unit = _self_unit(text, cues)
    known = cues.units.get(unit or "")
    return (levels.get(known or ""), unit)


def _shown(body: Body, cues: IdentityCues) -> tuple[RegionLevel | None, str | None] | None:
    if body.is_department and body.is_bureau:
        return "province", None
    if body.naming in ("unit", "masked") and body.unit:
        levels: dict[str, RegionLevel] = {"province": "province", "city": "city", "county": "county"}
        return levels.get(cues.units.get(body.unit, "")), body.unit
    return None


def _self_unit(text: str, cues: IdentityCues) -> str | None:
    plain = re.sub("|".join(map(re.escape, cues.not_self)), "", text)
    for unit, words in cues.self_units.items():
        if any(word in plain for word in words):
            return unit
    return None
