"""From a reading to the rows of the raw layer and of the command line's JSON."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from ingestion.observations import Observation, as_row, reading_order
from ingestion.reading import Reading

EXTRACTOR_VERSION = version("nianjian")
ID_LENGTH = 20


def digest(*parts: object) -> str:
    """A short stable id of its parts, the same on every machine."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]


def identity_columns(reading: Reading) -> dict[str, Any]:
    """Who, where and when, as columns of a document."""
    identity = reading.identity
    return {
        "status": identity.status,
        "reasons": list(identity.reasons),
        "region_code": identity.region_code,
        "region_name": identity.region_name,
        "region_level": identity.region_level,
        "region_within": identity.region_within,
        "agency": identity.agency,
        "report_year": identity.report_year,
        "kind": identity.kind,
        "published_on": identity.published_on,
        "chars": reading.chars,
    }


def observation_columns(observation: Observation, reading: Reading, catalog_version: str) -> dict[str, Any]:
    """One observation with the identity and the versions that every row repeats.

    The region is that of the submission, unless the figure itself is about another one.
    """
    identity = reading.identity
    whose = identity if observation.region_name is None else observation
    return as_row(observation) | {
        "region_code": whose.region_code,
        "region_name": whose.region_name,
        "report_year": identity.report_year,
        "extractor_version": EXTRACTOR_VERSION,
        "catalog_version": catalog_version,
    }


def local_ids(observations: Sequence[Observation]) -> Iterator[str]:
    """An id for each observation that depends on its place and meaning alone.

    Two observations that agree in all of these (a repeated row of a table without places) are told
    apart by their order.
    """
    seen: Counter[str] = Counter()
    for observation in observations:
        base = digest(*reading_order(observation))
        seen[base] += 1
        yield base if seen[base] == 1 else digest(base, seen[base])
