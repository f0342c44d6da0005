"""Finds who reports, about which region and year, each with its evidence."""

from __future__ import annotations

from ingestion.identity.finding import identify, region_name
from ingestion.identity.sent_for import only_region, sent_for, sent_for_another
from ingestion.identity.sheets import identify_sheets, settled_by_sheets

__all__ = [
    "identify",
    "identify_sheets",
    "only_region",
    "region_name",
    "sent_for",
    "sent_for_another",
    "settled_by_sheets",
]
