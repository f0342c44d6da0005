"""Finds who reports, about which region and year, each with its evidence."""

from __future__ import annotations

from ingestion.identity.finding import identify, region_name

__all__ = ["identify", "region_name"]
