"""The level of a bureau of a place that no register has: by its name, or by what its report speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ingestion.extraction.wordlist import one_of
from ingestion.submissions import RegionLevel

KNOWN = ("county", "city", "province")
WIDER = {"county": 0, "local": 0, "city": 1, "province": 2, "nation": 3}
"""How wide the levels are, against each other."""


def level_of_bureau(
    agency: str | None, text: str, words: re.Pattern[str], data: Mapping[str, Any]
) -> RegionLevel | None:
    """The level of ``agency`` by its name, or by the scope ``words`` in ``text``, which ``data`` lists."""
    found = one_of(data["agencies"]).search(agency or "")
    place = (agency or "")[: found.start()] if found is not None else ""
    ends = (end for end in data["agency_levels"] if place.endswith(end))
    end = max(ends, key=len, default=None)
    named = cast(RegionLevel, data["agency_levels"][end]) if end is not None else None
    return named if end not in data["either"] and named else _inferred(text, words, data) or named


def _inferred(text: str, pattern: re.Pattern[str], data: Mapping[str, Any]) -> RegionLevel | None:
    """The level of a bureau that nobody names: what it calls its own (我县), else speaks of most."""
    words, levels = [match.group() for match in pattern.finditer(text)], data["levels"]
    if _in_a_city(words, text, data):
        return "county"
    own = tuple(data["first_person"])
    spoken = [word for word in words if word.startswith(own) and word in levels]
    named = (levels.get(word) for word in spoken or words)
    counted = Counter(level for level in named if level in KNOWN)
    best = max(counted.items(), key=lambda entry: (entry[1], -WIDER[entry[0]]), default=None)
    return cast(RegionLevel, best[0]) if best is not None else None


def _in_a_city(words: Sequence[str], text: str, data: Mapping[str, Any]) -> bool:
    """Whether 我区 is a district: its city is spoken of, and no autonomous region."""
    district = not frozenset(data["districts"]).isdisjoint(words) and data["no_district"] not in text
    return district and any(data["levels"].get(word) == "city" for word in words)
