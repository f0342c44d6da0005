"""The level of a bureau of a place that no register has: by its name, or by what its report speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ingestion.extraction.words.wordlist import one_of
from ingestion.submissions import RegionLevel

KNOWN = ("county", "city", "province")
WIDER = {"county": 0, "local": 0, "city": 1, "province": 2, "nation": 3}
"""How wide the levels are, against each other."""


def level_of_bureau(
    agency: str | None, text: str, words: re.Pattern[str], data: Mapping[str, Any]
) -> RegionLevel | None:
    """The level of ``agency`` by its name, or by the scope ``words`` in ``text``, which ``data`` lists.

    Where nobody says whose the text is, the bureau that it names first tells, unless it speaks of 我县.
    """
    found = one_of(data["agencies"]).search(agency or "")
    end = _ending((agency or "")[: found.start()], data) if found is not None else None
    if agency is None:
        spoken = _inferred(text, words, data, KNOWN, first_person=True)
        end = None if spoken is not None else _first_named(text, data)
    named = cast(RegionLevel, data["agency_levels"][end]) if end is not None else None
    if named and end not in data["either"]:
        return named
    return _inferred(text, words, data, KNOWN[:2] if named else KNOWN) or named


def _ending(place: str, data: Mapping[str, Any]) -> str | None:
    """What the name of a place ends with that tells its level."""
    ends = (end for end in data["agency_levels"] if place.endswith(end))
    return max(ends, key=len, default=None)


def _first_named(text: str, data: Mapping[str, Any]) -> str | None:
    """The ending of the first place that a bureau is named by in full, and not as whom something is told."""
    ends = one_of(data["agency_levels"]).pattern
    others = (*data["addressed"], *data["upon"], *data["with_others"], *data["region"])
    named = re.compile(rf"[一-龥]{{2}}(?P<end>{ends}){one_of(data['agencies']).pattern}")
    found = (m for m in named.finditer(text) if not text.endswith(tuple(others), 0, m.start("end")))
    return next((m["end"] for m in found), None)


def _inferred(
    text: str,
    pattern: re.Pattern[str],
    data: Mapping[str, Any],
    known: Sequence[str],
    first_person: bool = False,
) -> RegionLevel | None:
    """The level of a bureau that nobody names: what it calls its own (我县), else speaks of most."""
    words, levels = [match.group() for match in pattern.finditer(text)], data["levels"]
    if _in_a_city(words, text, data):
        return "county"
    own = tuple(data["first_person"])
    spoken = [word for word in words if word.startswith(own) and word in levels]
    named = (levels.get(word) for word in (spoken if first_person else spoken or words))
    counted = Counter(level for level in named if level in known)
    best = max(counted.items(), key=lambda entry: (entry[1], -WIDER[entry[0]]), default=None)
    return cast(RegionLevel, best[0]) if best is not None else None


def _in_a_city(words: Sequence[str], text: str, data: Mapping[str, Any]) -> bool:
    """Whether 我区 is a district: its city is spoken of, and no autonomous region."""
    district = not frozenset(data["districts"]).isdisjoint(words) and data["no_district"] not in text
    return district and any(data["levels"].get(word) == "city" for word in words)
