"""Who, where and when: the identity of a submission, and what a manifest may state about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SubmissionStatus = Literal["accepted", "needs_review", "refused"]
SubmissionKind = Literal[
    "narrative",
    "enforcement_annual",
    "dispute_form",
    "inspection_form",
    "disclosure_annual",
    "correction",
    "other",
]
EvidenceSource = Literal[
    "manifest",
    "signature",
    "title",
    "file_name",
    "sheet_name",
    "metadata",
    "published",
    "opening",
    "heading",
    "organ",
    "media",
    "body",
    "form",
]
"""The part of a submission that says something; pieces of one part are not independent of each other."""
RegionLevel = Literal["province", "city", "county", "local"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """What the sender of a file states about it; a stated value wins over inference.

    ``region`` is a six-digit code or a name; ``replaces`` the sha256 or the file name of the submission that
    this one replaces.
    """

    file: str
    region: str | None = None
    agency: str | None = None
    year: int | None = None
    kind: SubmissionKind | None = None
    received_at: datetime | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of text (or a manifest field, a file name) that says something about the identity."""

    attribute: Literal["region", "level", "agency", "year", "kind", "published_on"]
    source: EvidenceSource
    text: str
    value: str
    confidence: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who reports, about which region and year, in which kind of submission. What is unknown is None.

    ``region_within`` is the code of the smallest region that certainly contains the reporting one where
    the exact one is unknown. ``reasons`` says in Chinese why the submission needs review; ``region_reasons``
    are those of them that only ask whose submission it is.
    """

    status: SubmissionStatus
    reasons: tuple[str, ...] = ()
    region_code: str | None = None
    region_name: str | None = None
    region_level: RegionLevel | None = None
    region_within: str | None = None
    agency: str | None = None
    report_year: int | None = None
    kind: SubmissionKind = "other"
    published_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    region_reasons: tuple[str, ...] = ()
