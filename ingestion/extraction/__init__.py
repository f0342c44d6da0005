"""From the running text of a report to observations: structure, linking, meaning."""

from __future__ import annotations

from ingestion.extraction.corrections import extract_correction
from ingestion.extraction.narrative import extract_narrative

__all__ = ["extract_correction", "extract_narrative"]
