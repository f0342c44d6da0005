"""The words by which a submission tells who reports, where and when (lexicon/identity.yaml), typed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from catalog.loader import CATALOG_ROOT, parse, read_yaml
from catalog.model import Entry

Words = tuple[str, ...]


class IdentityCues(Entry):
    """The content of ``lexicon/identity.yaml``; the comments there say what each entry means."""

    bureaus: dict[str, Words]
    bureau_endings: Words
    department_ending: str
    branch_endings: Words
    governments: Words
    bureau_self_words: Words
    other_bodies: Words
    units: dict[str, str]
    ambiguous_units: Words
    generic_names: Words
    mask_characters: str
    zone_endings: Words
    zones_of_a_city: Words
    zones_within: dict[str, str]
    prefixes_of_names: Words
    leads: Words
    joins: str
    subject_leads: Words
    not_subject_followers: Words
    title_words: Words
    title_followers: str
    addressee: str
    signature_endings: Words
    seals: Words
    day_line: str
    unit_labels: Words
    column_labels: Words
    publisher_labels: Words
    period_labels: Words
    date_labels: Words
    signed_date_labels: Words
    leadership: str
    leading_organs: Words
    organs: Words
    media: Words
    platforms: str
    own_document: str
    own_document_ending: str
    others: Words
    partners: Words
    self_levels: dict[str, Words]
    not_self: Words
    self_units: dict[str, Words]
    not_a_year: str
    plan_words: Words
    done_words: Words
    plan_heading: str
    comparison_before: str
    comparison_after: str
    sent_after: str
    part_of_year: str
    several_years: str
    opening_year: str
    since: Words
    citing: str
    yearbook_words: Words
    heading_marker: str
    main_heading_marker: str
    correction_titles: Words
    correction_openings: Words
    disclosure_titles: Words
    narrative_titles: Words
    plan_titles: Words
    plan_beside_report: str
    draft_ending: str
    notice_titles: Words
    narrative_marks: Words
    narrative_marks_needed: int
    hosts: dict[str, str]


def load_identity_cues(root: Path | None = None) -> IdentityCues:
    """The cues of the catalogue under ``root`` (the shipped one by default), read once per process.

    Raises :class:`catalog.CatalogError` naming the file and the place of the fault.
    """
    return _load((root or CATALOG_ROOT).resolve())


@lru_cache(maxsize=8)
def _load(root: Path) -> IdentityCues:
    path = root / "lexicon" / "identity.yaml"
    return parse(IdentityCues, read_yaml(path), path)
