"""Reads invented sentences as if they stood in the report of a given bureau."""

from __future__ import annotations

from catalog import Catalog, load_catalog
from ingestion.documents import Document
from ingestion.extraction import extract_narrative
from ingestion.observations import Observation
from ingestion.submissions import Identity, RegionLevel

YEAR = 2031


def read(
    text: str,
    level: RegionLevel | None = "county",
    year: int | None = YEAR,
    region: str | None = "青岚县",
    catalog: Catalog | None = None,
    agency: str | None = None,
) -> tuple[Observation, ...]:
    """The observations of a text that a bureau of ``region`` wrote about ``year``."""
    identity = Identity(
        status="accepted",
        region_level=level,
        report_year=year,
        region_name=region,
        agency=agency,
        kind="narrative",
    )
    return extract_narrative(Document(format="txt", text=text), identity, catalog or load_catalog())


def facts(text: str, **bureau: object) -> set[tuple[str | None, float | None]]:
    """Indicator and value of every fact."""
    found = read(text, **bureau)  # type: ignore[arg-type]
    return {(o.indicator_id, o.value) for o in found if o.disposition == "fact"}


def of(text: str, raw: str, **bureau: object) -> Observation:
    """The one observation whose printed form begins with ``raw``."""
    (found,) = [o for o in read(text, **bureau) if o.raw_text.startswith(raw)]  # type: ignore[arg-type]
    return found
