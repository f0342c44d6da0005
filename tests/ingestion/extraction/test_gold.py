"""The reading of real reports against two people's annotations of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalog import load_catalog
from ingestion.documents import Document
from ingestion.extraction import extract_narrative
from ingestion.identity import identify
from ingestion.observations import Observation, as_row

SHARED = Path(__file__).resolve().parents[4] / "shared"
MINIMA = {
    "recall": 0.97,
    "precision": 0.99,
    "accounted": 1.0,
    "scope": 0.95,
    "period": 0.95,
    "qualifier": 0.98,
    "span": 1.0,
}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared with reports and annotations")


def read_report(name: str, text: str) -> tuple[Observation, ...]:
    """The observations of a report, with who and when as the text itself tells."""
    document, catalog = Document(format="txt", text=text), load_catalog()
    who = identify(document, name, None, catalog.regions, "narrative")
    return extract_narrative(document, who, catalog)


def test_the_annotated_reports_are_read_as_annotated(tmp_path: Path) -> None:
    lines = []
    for path in sorted((SHARED / "corpus" / "reports").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        for observation in read_report(path.name, text):
            row = as_row(observation) | {"type": "observation", "source": path.name}
            lines.append(json.dumps(row, ensure_ascii=False, default=str))
    assert lines
    got = tmp_path / "got.jsonl"
    got.write_text("\n".join(lines), encoding="utf-8")
    options = [f"--min-{name}={least}" for name, least in MINIMA.items()]
    score = [
        sys.executable,
        str(SHARED / "tools" / "score.py"),
        str(got),
        "--gold",
        str(SHARED / "gold"),
        "--show",
        "9",
    ]
    run = subprocess.run([*score, *options], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
