"""Invented reports of two provinces, written as the raw batches that ingestion would have left.

The regions are those of the register, some of which merged or split between the two years; every figure is
invented. What arrives is drawn with a seed.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.landing import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA, raw_files
from pipeline.settings import Home

# In 2021 districts of one city were merged and split; those of the other stayed as they were.
BEFORE = ("330100", "330102", "330104", "330110", "340102", "340103", "340104")
AFTER = ("330100", "330102", "330110", "330113", "340102", "340103", "340104")
LEVELS = {"00": "city"}
INDICATORS = ("arb_cases_accepted", "arb_cases_closed", "pub_events", "pub_materials")


@dataclass(frozen=True, slots=True)
class Report:
    """One submission: what its figures are about, by region."""

    name: str
    year: int
    region: str | None
    figures: tuple[tuple[str, str, float], ...]
    outcome: str = "accepted"
    reading: int = 1
    replaces: str | None = None

    @property
    def submission_id(self) -> str:
        """In place of the digest of the bytes, that of the name."""
        return hashlib.sha256(self.name.encode()).hexdigest()


class InventedReports:
    """The reports that have been sent so far, and what a seed makes arrive next."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._sent: list[Report] = []

    def arrive(self, home: Home, moment: datetime) -> None:
        """Both years of both provinces, but for one region each."""
        reports = [*self._year(2020, BEFORE), *self._year(2021, AFTER)]
        self._sent = self._random.sample(reports, len(reports) - 2)
        write_batch(home, self._sent, moment)

    def move(self, home: Home, moment: datetime) -> None:
        """A report turns out to be of a region of the other province, another is sent again with other
        figures, and a workbook holds sheets of both provinces."""
        moved, restated, *_ = self._random.sample(self._sent, 2)
        elsewhere = "340104" if str(moved.region).startswith("33") else "330102"
        read_again = replace(moved, region=elsewhere, figures=self._figures(elsewhere), reading=2)
        figures = self._figures(str(restated.region))[:2]
        again = replace(restated, name=f"{restated.name}（修订）", figures=figures, replaces=restated.name)
        sheets = tuple(figure for region in ("330113", "340103") for figure in self._figures(region))
        workbook = Report("两省汇总.xlsx", 2021, None, sheets)
        self._sent += [again, workbook]
        write_batch(home, [read_again, again, workbook], moment)

    def take_back(self, home: Home, moment: datetime) -> None:
        """The workbook and another report are withdrawn."""
        workbook = next(report for report in self._sent if report.region is None)
        other = self._random.choice([report for report in self._sent if report.region is not None])
        withdrawn = [replace(report, outcome="withdrawn", figures=()) for report in (workbook, other)]
        write_batch(home, withdrawn, moment)

    def _year(self, year: int, regions: Sequence[str]) -> Iterator[Report]:
        for region in regions:
            yield Report(f"{region}-{year}.docx", year, region, self._figures(region))

    def _figures(self, region: str) -> tuple[tuple[str, str, float], ...]:
        return tuple((region, indicator, float(self._random.randint(0, 400))) for indicator in INDICATORS)


def write_batch(home: Home, reports: Sequence[Report], moment: datetime) -> None:
    """Lay the reports down as one batch, after all that has been received."""
    batch = hashlib.sha256(f"{moment} {[report.name for report in reports]}".encode()).hexdigest()[:32]
    first = 1 + max((n for path in raw_files(home.root, "receipts") for n in _sequences(path)), default=0)
    numbered = list(enumerate(reports, start=first))
    folder = home.raw / "batches" / batch
    folder.mkdir(parents=True)
    receipts = [_receipt(report, n, batch, moment) for n, report in numbered]
    documents = [_document(r, n, batch, moment) for n, r in numbered if r.outcome != "withdrawn"]
    observations = [row for report in reports for row in _observations(report, batch)]
    for name, rows, schema in (
        ("receipts", receipts, RECEIPT_SCHEMA),
        ("documents", documents, DOCUMENT_SCHEMA),
        ("observations", observations, OBSERVATION_SCHEMA),
    ):
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")


def _sequences(receipts: Path) -> list[int]:
    found: list[int] = pq.read_table(receipts, columns=["sequence"]).column(0).to_pylist()
    return found


def _receipt(report: Report, sequence: int, batch: str, moment: datetime) -> dict[str, Any]:
    return {
        "receipt_id": f"{batch[:20]}{sequence:012d}",
        "submission_id": report.submission_id,
        "batch_id": batch,
        "sequence": sequence,
        "source_name": report.name,
        "received_at": moment,
        "outcome": report.outcome,
        "reasons": ["虚构样例：撤回"] if report.outcome == "withdrawn" else [],
        "size_bytes": 1,
        "media_type": "application/octet-stream",
    }


def _document(report: Report, sequence: int, batch: str, moment: datetime) -> dict[str, Any]:
    receipt = _receipt(report, sequence, batch, moment)
    shared = ("receipt_id", "submission_id", "batch_id", "sequence", "source_name", "received_at", "reasons")
    return {name: receipt[name] for name in shared} | {
        "reading_id": _reading_id(report),
        "status": report.outcome,
        "region_code": report.region,
        "region_level": report.region and LEVELS.get(report.region[4:], "county"),
        "report_year": report.year,
        "kind": "narrative",
        "chars": 100,
        "format": "docx",
        "replaces": report.replaces,
        "extractor_version": "1",
        "catalog_version": "1",
    }


def _reading_id(report: Report) -> str:
    return f"{report.submission_id[:19]}{report.reading}"


def _observations(report: Report, batch: str) -> Iterator[dict[str, Any]]:
    for n, (region, indicator, value) in enumerate(report.figures):
        yield {
            "observation_id": f"{_reading_id(report)}{n:04x}",
            "reading_id": _reading_id(report),
            "submission_id": report.submission_id,
            "batch_id": batch,
            "disposition": "fact",
            "raw_text": f"{value:g}",
            "rule": "test",
            "evidence": f"虚构样例{value:g}",
            "confidence": 0.9,
            "indicator_id": indicator,
            "value": value,
            "qualifier": "exact",
            "in_words": False,
            "value_status": "value" if value else "zero",
            "unit": "件",
            "org_scope": "region",
            "scope_basis": "stated",
            "period_type": "full_year",
            "assertion": "actual",
            "alternatives": [],
            "region_code": region,
            "report_year": report.year,
            "start": 10 * n,
            "end": 10 * n + 4,
            "extractor_version": "1",
            "catalog_version": "1",
        }
