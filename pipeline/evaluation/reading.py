"""The reports that annotations name, read as a run would read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog import Catalog
from ingestion.landing.inbox import list_submissions
from ingestion.readers.worker import LimitedReader
from pipeline.evaluation.gold import GoldFault
from pipeline.evaluation.matching import Observations
from pipeline.preview import preview_file

BESIDE = (Path("..") / "corpus" / "reports", Path("reports"), Path("..") / "reports")
"""Where the reports lie, seen from the folder of annotations, when nobody says."""


@dataclass(frozen=True, slots=True)
class ReadReports:
    """Observations and texts by the name of their document."""

    observations: Observations
    texts: dict[str, str]


def reports_folder(gold: Path, stated: Path | None) -> Path:
    """The stated folder, else the first that exists beside the annotations. Raises GoldFault."""
    if stated:
        return stated
    for place in BESIDE:
        if (gold / place).is_dir():
            return gold / place
    places = ", ".join(str(gold / place) for place in BESIDE)
    raise GoldFault(f"no reports beside {gold} (looked for {places}); name their folder with --reports")


def read_reports(folder: Path, documents: Iterable[str], catalog: Catalog) -> ReadReports:
    """Read the named documents. Raises GoldFault where one is missing or stands there twice."""
    wanted = frozenset(documents)
    files = [f for f in list_submissions([folder]) if f.path.name in wanted]
    names = [file.path.name for file in files]
    if missing := sorted(wanted - set(names)):
        raise GoldFault(f"{folder}: no report {', '.join(missing)}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise GoldFault(f"{folder}: several files are named {', '.join(twice)}")
    with LimitedReader() as reader:
        previews = {file.path.name: preview_file(file, reader, catalog) for file in files}
    return ReadReports(
        {name: preview.observations for name, preview in previews.items()},
        {name: preview.content.text if preview.content else "" for name, preview in previews.items()},
    )
