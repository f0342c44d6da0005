"""The five real reports beside the repository, against their annotation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.regions import load_regions
from ingestion.identity import identify
from ingestion.readers import read_document

SHARED = Path(__file__).resolve().parents[4] / "shared"
ANNOTATION = SHARED / "gold" / "documents.json"

pytestmark = pytest.mark.skipif(
    not ANNOTATION.exists(), reason="the annotated reports (../shared) are not here"
)


def annotated() -> list[dict[str, Any]]:
    return json.loads(ANNOTATION.read_text(encoding="utf-8")) if ANNOTATION.exists() else []


@pytest.mark.parametrize("entry", annotated(), ids=lambda entry: str(entry["doc"])[:3])
def test_annotated_report_is_identified(entry: dict[str, Any]) -> None:
    path = SHARED / "corpus" / "reports" / entry["doc"]
    found = identify(read_document(path.name, path.read_bytes()), path.name, None, load_regions(), None)
    resolved = entry["region"]["status"] == "resolved"
    assert found.region_name == (entry["region"]["name"] if resolved else None)
    assert found.status == ("accepted" if resolved else "needs_review")
    assert found.report_year == entry["report_year"]["year"]
    signed = entry["publication_date"]
    assert found.published_on == (date.fromisoformat(signed["date"]) if signed else None)
    assert found.kind == "narrative"


def test_there_are_reports_to_hold_against() -> None:
    assert len(annotated()) == 5
