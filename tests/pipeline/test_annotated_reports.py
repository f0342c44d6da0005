"""The reader against the annotated invented reports: a floor under recall and precision, not a record.

The holdout reports were written before and apart from the rules that read them; their first score is in
tests/corpus/README.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from homes import ROOT, nianjian

CORPUS = ROOT / "tests" / "corpus"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "split", "least_hits", "least_recall", "least_precision"),
    [
        ("reports", "development", 400, 0.88, 0.98),
        ("holdout", "holdout", 400, 0.93, 0.98),
        ("holdout", "holdout_16", 400, 0.93, 0.97),
        ("holdout", "holdout_17", 400, 0.90, 0.97),
        ("holdout", "holdout_18", 200, 0.80, 0.97),
        ("holdout", "holdout_19", 400, 0.90, 0.98),
        ("holdout", "holdout_20", 400, 0.86, 0.97),
        ("holdout", "holdout_21", 250, 0.84, 0.97),
        ("holdout", "holdout_22", 400, 0.87, 0.97),
        ("holdout", "holdout_23", 250, 0.85, 0.97),
        ("holdout", "holdout_24", 300, 0.88, 0.96),
        ("holdout", "holdout_25", 500, 0.90, 0.98),
        ("holdout", "holdout_26", 300, 0.84, 0.93),
        ("holdout", "holdout_27", 350, 0.90, 0.98),
        ("holdout", "holdout_28", 320, 0.89, 0.96),
        ("holdout", "holdout_29", 385, 0.94, 0.98),
        ("paraphrases", "bank", 400, 0.93, 0.98),
        ("paraphrases", "bank_2", 400, 0.70, 0.95),
        ("near_misses", "near_misses", 200, 0.85, 0.93),
    ],
)
def test_reports_of_invented_places_are_read_as_a_statistician_reads_them(
    folder: str, split: str, least_hits: int, least_recall: float, least_precision: float, tmp_path: Path
) -> None:
    export = [sys.executable, str(CORPUS / "export_gold.py"), str(tmp_path), str(CORPUS / folder), split]
    subprocess.run(export, check=True, capture_output=True)
    gold, reports = tmp_path / "gold", tmp_path / "reports"
    exit_code, output = nianjian(tmp_path, "evaluate", gold, "--reports", reports, "--format", "json")
    assert exit_code == 0
    total = json.loads(output)["total"]
    assert total["hits"] > least_hits
    assert total["recall"] >= least_recall
    assert total["precision"] >= least_precision
