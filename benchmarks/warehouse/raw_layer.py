"""Writes invented reports as the raw layer of a home: what ingestion would have left, with no file read.

The same share and seed give the same bytes. Every region-year has a report of sixty figures; in half of them
the arbitration figures come as a form of their own. Two in a hundred restate five figures later.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.warehouse.blemishes import RESTATED, Blemishes, blemishes_of
from benchmarks.warehouse.bureaus import REGIONS, Region, bureaus_of, regions_of, sizes_of
from benchmarks.warehouse.figures import Figures, figures_of
from catalog import Catalog, Indicator, load_catalog
from ingestion.landing import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA
from ingestion.landing.schemas import TEXT_SCHEMA

FIRST_YEAR, YEARS = 2015, 10
SEED = 20_250_301
REGIONS_A_BATCH = 400
FORM = "dispute_form"
MARK = "（虚构样例）"
VERSION = "benchmark"
"""Of reader and catalogue: the bytes must not follow theirs."""
_SPAN, _FIRST_PLACE = 40, 200
_WORDS = f"{MARK}本局全年依法履行职责，健全制度，规范程序，接受监督，各项工作平稳有序，现将有关情况报告如下："
"""What stands between the numbers of a text."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One submission: whose, about which year, of which kind, and which figures it states."""

    name: str
    region: Region
    place: int
    year: int
    kind: str
    status: str
    received_at: datetime
    sequence: int
    indicators: tuple[int, ...]

    @property
    def submission_id(self) -> str:
        """In place of the sha256 of the bytes, that of the name."""
        return hashlib.sha256(self.name.encode()).hexdigest()


def write_raw_layer(home: Path, share: float = 1.0, seed: int = SEED) -> int:
    """Write the batches of ``share`` of the regions, all years; the number of observations."""
    catalog, random = load_catalog(), np.random.default_rng(seed)
    count, observations, sequence = round(REGIONS * share), 0, 0
    sizes: dict[str, float] = {}
    pending: dict[str, float] = {}
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        regions = regions_of(catalog, year, count)
        sizes = {**sizes_of(regions, np.random.default_rng(seed)), **sizes}
        size = np.array([sizes[region.key] for region in regions])
        left_over = np.array([pending.get(region.key, 15 * sizes[region.key] // 1) for region in regions])
        found = figures_of(bureaus_of(regions, size), left_over, random, _is_whole_region(catalog))
        blemishes = blemishes_of(found, random)
        pending = dict(zip((r.key for r in regions), found["arb_cases_pending_end"].tolist(), strict=True))
        for batch in _batches(regions, year, blemishes, tuple(found), sequence):
            sequence += len(batch)
            if batch:
                observations += _write_batch(home, batch, found, blemishes, catalog)
    return observations


def _is_whole_region(catalog: Catalog) -> Any:
    return lambda indicator: set(catalog.indicators[indicator].default_scope.values()) == {"region"}


def _batches(
    regions: Sequence[Region], year: int, blemishes: Blemishes, names: Sequence[str], sequence: int
) -> Iterator[tuple[Paper, ...]]:
    """A batch per few hundred regions, one a day from the middle of January; what is restated, in April."""
    every = tuple(range(len(names)))
    arbitration = tuple(place for place in every if names[place].startswith("arb_"))
    others = tuple(place for place in every if place not in arbitration)
    first_day = datetime(year + 1, 1, 15, 2, tzinfo=UTC)
    for cut in range(0, len(regions), REGIONS_A_BATCH):
        papers: list[Paper] = []
        day = first_day + timedelta(days=cut // REGIONS_A_BATCH)
        for place, region in enumerate(regions[cut : cut + REGIONS_A_BATCH], start=cut):
            parts = (
                {"narrative": others, FORM: arbitration}
                if blemishes.has_form[place]
                else {"narrative": every}
            )
            for kind, stated in parts.items():
                status = "needs_review" if blemishes.in_review[place] and kind != FORM else "accepted"
                papers.append(_paper(region, place, year, kind, status, day, sequence, stated))
                sequence += 1
        yield tuple(papers)
    late, again = first_day + timedelta(days=90), np.flatnonzero(blemishes.restates).tolist()
    restated = tuple(names.index(name) for name in RESTATED)
    yield tuple(
        _paper(regions[place], place, year, "correction", "accepted", late, sequence + n, restated)
        for n, place in enumerate(again)
    )


def _paper(
    region: Region,
    place: int,
    year: int,
    kind: str,
    status: str,
    received_at: datetime,
    sequence: int,
    indicators: tuple[int, ...],
) -> Paper:
    name = f"{region.code}-{year}-{kind}.{'xlsx' if kind == FORM else 'docx'}"
    return Paper(name, region, place, year, kind, status, received_at, sequence, indicators)


def _write_batch(
    home: Path, papers: Sequence[Paper], figures: Figures, blemishes: Blemishes, catalog: Catalog
) -> int:
    batch_id = hashlib.sha256("".join(p.submission_id for p in papers).encode()).hexdigest()[:32]
    folder = home / "raw" / "batches" / batch_id
    folder.mkdir(parents=True, exist_ok=True)
    receipts = [_receipt(paper, batch_id) for paper in papers]
    documents = [_document(paper, batch_id) for paper in papers]
    pq.write_table(
        pa.Table.from_pylist(receipts, RECEIPT_SCHEMA), folder / "receipts.parquet", compression="zstd"
    )
    pq.write_table(
        pa.Table.from_pylist(documents, DOCUMENT_SCHEMA), folder / "documents.parquet", compression="zstd"
    )
    rows = _observations(papers, batch_id, figures, blemishes, catalog)
    pq.write_table(rows, folder / "observations.parquet", compression="zstd")
    pq.write_table(_texts(papers, batch_id, rows), folder / "texts.parquet", compression="zstd")
    return rows.num_rows


def _texts(papers: Sequence[Paper], batch_id: str, observations: pa.Table) -> pa.Table:
    """The text of every reading but those of forms, with each number at its span."""
    printed, first, texts = observations.column("raw_text").to_pylist(), 0, []
    for paper in papers:
        last = first + len(paper.indicators)
        if paper.kind != FORM:
            parts = [f"{number}{_WORDS}"[:_SPAN] for number in printed[first:last]]
            row = {"reading_id": _reading_id(paper), "submission_id": paper.submission_id}
            texts.append(row | {"batch_id": batch_id, "text": "".join([_filled(_FIRST_PLACE), *parts])})
        first = last
    return pa.Table.from_pylist(texts, TEXT_SCHEMA)


def _filled(length: int) -> str:
    """Words of a length."""
    return (_WORDS * (length // len(_WORDS) + 1))[:length]


def _reading_id(paper: Paper) -> str:
    return hashlib.sha256(f"reading {paper.name}".encode()).hexdigest()[:20]


def _receipt(paper: Paper, batch_id: str) -> Mapping[str, Any]:
    return {
        "receipt_id": hashlib.sha256(f"receipt {paper.name}".encode()).hexdigest()[:32],
        "submission_id": paper.submission_id,
        "batch_id": batch_id,
        "sequence": paper.sequence + 1,
        "source_name": paper.name,
        "received_at": paper.received_at,
        "outcome": paper.status,
        "reasons": [],
        "size_bytes": 20_000,
        "media_type": "application/octet-stream",
    }


def _document(paper: Paper, batch_id: str) -> Mapping[str, Any]:
    receipt = _receipt(paper, batch_id)
    shared = ("receipt_id", "submission_id", "batch_id", "sequence", "source_name", "received_at", "reasons")
    return {name: receipt[name] for name in shared} | {
        "reading_id": _reading_id(paper),
        "status": paper.status,
        "region_code": paper.region.code,
        "region_name": paper.region.name,
        "region_level": paper.region.level,
        "agency": f"{paper.region.name}人力资源和社会保障局",
        "report_year": paper.year,
        "kind": paper.kind,
        "published_on": paper.received_at.date(),
        "chars": _FIRST_PLACE + _SPAN * len(paper.indicators),
        "format": paper.name.rpartition(".")[2],
        "extractor_version": VERSION,
        "catalog_version": VERSION,
    }


def _observations(
    papers: Sequence[Paper], batch_id: str, figures: Figures, blemishes: Blemishes, catalog: Catalog
) -> pa.Table:
    """The rows of a batch, column by column: a row at a time would take minutes."""
    names = tuple(figures)
    counts = [len(paper.indicators) for paper in papers]
    whose = np.repeat(np.arange(len(papers)), counts)
    which = np.array([n for paper in papers for n in paper.indicators], dtype=np.int64)
    place = np.array([paper.place for paper in papers], dtype=np.int64)[whose]
    order = np.concatenate([np.arange(count) for count in counts]) if counts else whose
    columns = _measured(papers, whose, which, place, names, figures, blemishes, catalog)
    columns |= _placed(papers, whose, order, np.array([len(text) for text in columns["raw_text"]]))
    columns |= _named(papers, whose, order, batch_id)
    rows = len(whose)
    arrays = [_column(columns.get(field.name), field, rows) for field in OBSERVATION_SCHEMA]
    return pa.Table.from_arrays(arrays, schema=OBSERVATION_SCHEMA)


def _column(values: Any, field: pa.Field[Any], rows: int) -> Any:
    if values is None:
        return pa.nulls(rows, field.type)
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return pa.array(values, field.type, from_pandas=True)
    return values if isinstance(values, pa.Array) else pa.array(values, field.type)


def _measured(
    papers: Sequence[Paper],
    whose: Any,
    which: Any,
    place: Any,
    names: Sequence[str],
    figures: Figures,
    blemishes: Blemishes,
    catalog: Catalog,
) -> dict[str, Any]:
    """What the figures say, with their blemishes."""
    table = np.column_stack([figures[name] for name in names])
    again = np.array([paper.kind == "correction" for paper in papers])[whose]
    value = np.where(again, blemishes.restated(table)[place, which], blemishes.printed(table)[place, which])
    status = blemishes.value_status(table)[place, which]
    qualifier = np.where(again, "exact", blemishes.qualifier()[place, which])
    indicators = [catalog.indicators[name] for name in names]
    raw_text = [_printed(v, s) for v, s in zip(value.tolist(), status.tolist(), strict=True)]
    low = np.where(qualifier == "at_least", value, np.nan)
    return {
        "indicator_id": [names[n] for n in which],
        "value": np.where(status == "blank", np.nan, value),
        "value_low": low,
        "unit": [indicators[n].unit for n in which],
        "qualifier": pa.array(qualifier.tolist(), pa.string()),
        "value_status": pa.array(status.tolist(), pa.string()),
        "raw_text": raw_text,
        "evidence": [
            _sentence(papers[p], indicators[n], text)
            for p, n, text in zip(whose, which, raw_text, strict=True)
        ],
        "org_scope": [
            indicators[n].default_scope[papers[p].region.level] for p, n in zip(whose, which, strict=True)
        ],
        "period_type": pa.array(
            np.where(again, "full_year", blemishes.period_type()[place, which]).tolist(), pa.string()
        ),
        "assertion": ["actual"] * len(whose),
        "confidence": np.full(len(whose), 0.9),
    }


def _printed(value: float, status: str) -> str:
    return "—" if status == "blank" or value != value else f"{value:g}" if value % 1 else str(int(value))


def _sentence(paper: Paper, indicator: Indicator, text: str) -> str:
    figure = f"全年{indicator.name_zh}{text}{indicator.unit}"
    return f"{MARK}{paper.region.name}{paper.year}年{figure}，较上年有所变化。"


def _placed(papers: Sequence[Paper], whose: Any, order: Any, lengths: Any) -> dict[str, Any]:
    """Where the figures stand: characters of a text, or a cell of a form."""
    is_form = np.array([paper.kind == FORM for paper in papers])[whose]
    start = _FIRST_PLACE + _SPAN * order
    return {
        "start": pa.array(start, pa.int64(), mask=is_form),
        "end": pa.array(start + lengths, pa.int64(), mask=is_form),
        "sheet": pa.array(["表1"] * len(whose), pa.string(), mask=~is_form),
        "cell": pa.array([f"C{n + 4}" for n in order], pa.string(), mask=~is_form),
    }


def _named(papers: Sequence[Paper], whose: Any, order: Any, batch_id: str) -> dict[str, Any]:
    """Ids, whose figure it is, and what every row repeats."""
    readings = [_reading_id(paper) for paper in papers]
    submissions = [paper.submission_id for paper in papers]
    rows = len(whose)
    return {
        "observation_id": [f"{readings[p][:16]}{n:04x}" for p, n in zip(whose, order, strict=True)],
        "reading_id": [readings[p] for p in whose],
        "submission_id": [submissions[p] for p in whose],
        "batch_id": [batch_id] * rows,
        "disposition": ["fact"] * rows,
        "rule": ["benchmark"] * rows,
        "in_words": [False] * rows,
        "scope_basis": ["default"] * rows,
        "alternatives": pa.array([[]] * rows, OBSERVATION_SCHEMA.field("alternatives").type),
        "region_code": [papers[p].region.code for p in whose],
        "region_name": [papers[p].region.name for p in whose],
        "report_year": [papers[p].year for p in whose],
        "extractor_version": [VERSION] * rows,
        "catalog_version": [VERSION] * rows,
    }


def main() -> None:
    """`python -m benchmarks.warehouse.raw_layer HOME [--share 0.1] [--seed N]`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warehouse.raw_layer", description=__doc__)
    parser.add_argument("home", type=Path, help="a folder that becomes the home of the invented reports")
    parser.add_argument("--share", type=float, default=1.0, help="of the 3,200 regions, 0 to 1")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    print(f"{write_raw_layer(given.home, given.share, given.seed):,} observations")


if __name__ == "__main__":
    main()
