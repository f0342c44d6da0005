"""The five real reports that may lie beside the checkout, and an inbox that says where masked ones stand."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from homes import CORPUS, SAMPLES

CONTRADICTORY = "000_e10bd125ea6569f9.txt"
MASKED = "004_6f50db4454bec756.txt"
ASSIGNED = {MASKED: "520102", CONTRADICTORY: "990202"}
"""The regions that a manifest gives to masked reports: a district of the province, and an invented one."""


def fill_inbox(inbox: Path) -> Path:
    """The samples and the five reports, with a manifest that says where the masked ones stand."""
    for path in (*SAMPLES.iterdir(), *CORPUS.iterdir()):
        shutil.copyfile(path, inbox / path.name)
    with (inbox / "manifest.csv").open("a", newline="", encoding="utf-8") as manifest:
        csv.writer(manifest).writerows([file, region, *[""] * 5] for file, region in ASSIGNED.items())
    return inbox
