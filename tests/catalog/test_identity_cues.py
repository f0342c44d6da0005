"""The cue words of identity are usable: patterns compile, codes and kinds exist."""

from __future__ import annotations

import re

import pytest

from catalog.identity_cues import IdentityCues, load_identity_cues
from catalog.region_files import LEVELS
from catalog.regions import load_regions

PATTERNS = (
    "title_followers",
    "addressee",
    "leadership",
    "platforms",
    "own_document",
    "own_document_ending",
    "plan_heading",
    "comparison_before",
    "comparison_after",
    "sent_after",
    "opening_year",
    "part_of_year",
    "several_years",
    "plan_beside_report",
    "day_line",
    "not_a_year",
    "citing",
    "heading_marker",
    "main_heading_marker",
)


@pytest.fixture(scope="module")
def cues() -> IdentityCues:
    return load_identity_cues()


def test_patterns_compile(cues: IdentityCues) -> None:
    for name in PATTERNS:
        re.compile(getattr(cues, name))
    for pattern in (*cues.prefixes_of_names, *cues.not_subject_followers):
        re.compile(pattern)


def test_hosts_belong_to_provinces(cues: IdentityCues) -> None:
    register = load_regions()
    found = [register.by_code(code) for code in cues.hosts.values()]
    assert len(found) > 30 and all(region and region.level == "province" for region in found)


def test_zones_without_a_code_lie_in_known_provinces_and_cities(cues: IdentityCues) -> None:
    register = load_regions()
    found = [register.by_code(code) for code in cues.zones_within.values()]
    assert len(found) >= 10 and all(region and region.level in ("province", "city") for region in found)
    assert not [name for name in cues.zones_within if register.named(name)]
    assert all(name.endswith(cues.zone_endings) for name in cues.zones_within)


def test_units_have_levels_and_words_are_not_repeated(cues: IdentityCues) -> None:
    assert set(cues.units.values()) <= set(LEVELS)
    for name in ("leads", "others", "organs", "media", "other_bodies", "zone_endings"):
        words = getattr(cues, name)
        assert len(words) == len(set(words)), name
