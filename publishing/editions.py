"""Publishes an edition: read the marts, make everything aside, verify it, move it in, point to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog
from publishing.comparison import Comparison
from publishing.digest import FORMAT_VERSION, content_digest, file_digest
from publishing.labels import Labels
from publishing.marts import read_comparison
from publishing.overview import write_overview
from publishing.page import edition_page
from publishing.published_texts import published_texts
from publishing.store import (
    LATEST,
    RECORD,
    draft,
    editions,
    move_in,
    next_edition,
    only_publisher,
    point_latest,
    record_of,
)
from publishing.summary import summarise, write_summary
from publishing.tidy import comparison_table, coverage_table, csv_bytes, source_table, write_parquet
from publishing.verification import verify
from publishing.workbook import book_sheets, write_workbook
from publishing.workbook.grid import Sheet

Check = Callable[[Mapping[str, pa.Table]], object]
"""A gate over the tables of a draft; it raises to stop the edition."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition. ``created`` is False where the newest edition already says the same."""

    year: int
    edition: str
    path: Path
    digest: str
    created: bool

    @property
    def index(self) -> Path:
        """The page to open."""
        return self.path / "index.html"


@dataclass(frozen=True, slots=True)
class _Content:
    """The comparison with its tables, which the digest is taken over and the files are made from."""

    comparison: Comparison
    tidy: pa.Table
    sources: pa.Table
    digest: str


def publish_edition(
    warehouse: Path,
    year: int,
    publications: Path,
    catalog: Catalog,
    quality: Path | None = None,
    check: Check | None = None,
) -> Edition:
    """Publishes the comparison of ``year`` with the year before from the promoted ``warehouse``.

    Makes ``<publications>/<year>/<edition>/`` and points ``latest`` to it, unless the newest edition has the
    same content. ``quality`` is the folder of the validation results; where it is given, the edition's
    record names the results of the latest build. ``check`` is the last gate: it is given the edition's tables
    (comparison, sources, coverage, texts) as read back from the draft, and stops the edition by raising.

    Raises :class:`~publishing.marts.UnreadableWarehouse`, :class:`~publishing.marts.NothingToPublish`,
    :class:`~publishing.verification.EditionUnverified` or what ``check`` raises; in all these cases the last
    edition stands untouched.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        content = _content(read_comparison(connection, year, catalog), catalog)
        with only_publisher(publications):
            edition = _existing(publications / str(year), content) or _make(
                connection, publications / str(year), content, catalog, quality, check
            )
            point_latest(edition.path)
            write_overview(publications)
    return edition


def _content(comparison: Comparison, catalog: Catalog) -> _Content:
    tidy, sources = comparison_table(comparison, Labels(catalog)), source_table(comparison)
    return _Content(comparison, tidy, sources, content_digest(comparison, tidy, sources))


def _existing(year_folder: Path, content: _Content) -> Edition | None:
    """The newest edition, where it has this content; an older one with it does not count."""
    newest = editions(year_folder)[-1:]
    if not newest or record_of(newest[0])["digest"] != content.digest:
        return None
    return Edition(content.comparison.year, newest[0].name, newest[0], content.digest, created=False)


def _make(
    connection: duckdb.DuckDBPyConnection,
    year_folder: Path,
    content: _Content,
    catalog: Catalog,
    quality: Path | None,
    check: Check | None,
) -> Edition:
    with draft(year_folder) as folder:
        name = next_edition(year_folder)
        sheets = book_sheets(content.comparison, catalog)
        _write_files(folder, name, content, sheets, catalog)
        _write_record(folder, name, content, quality)
        verify(folder, content.comparison, sheets, catalog, connection)
        if check is not None:
            check(_tables(folder, content.comparison))
        move_in(folder, year_folder / name)
    return Edition(content.comparison.year, name, year_folder / name, content.digest, created=True)


def _tables(folder: Path, comparison: Comparison) -> dict[str, pa.Table]:
    """What the last gate judges: the rows about the year as read back from the draft, sources and coverage,
    and every text of its files.

    A row that only shows last year's figure has no counterpart in the marts of the year; the verification
    holds it to the figure of last year.
    """
    of_the_year = [row.current is not None or row.held_back_reason is not None for row in comparison.rows]
    return {
        "comparison": pq.read_table(folder / "comparison.parquet").filter(pa.array(of_the_year, pa.bool_())),
        "sources": source_table(comparison),
        "coverage": coverage_table(comparison),
        "texts": published_texts(folder),
    }


def _write_files(
    folder: Path, name: str, content: _Content, sheets: tuple[Sheet, ...], catalog: Catalog
) -> None:
    comparison = content.comparison
    (folder / "comparison.csv").write_bytes(csv_bytes(content.tidy))
    (folder / "sources.csv").write_bytes(csv_bytes(content.sources))
    write_parquet(content.tidy, folder / "comparison.parquet")
    write_workbook(folder / "comparison.xlsx", sheets, f"{comparison.year}年主要指标对比", comparison.as_of)
    page = edition_page(comparison, catalog, name, content.digest)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    write_summary(folder / "summary.docx", summarise(comparison, catalog), comparison.as_of)


def _write_record(folder: Path, name: str, content: _Content, quality: Path | None) -> None:
    record = _record(folder, name, content) | {"quality": _quality_results(quality)}
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def _record(folder: Path, name: str, content: _Content) -> dict[str, Any]:
    comparison = content.comparison
    sources = {source.sha256: source.source_name for source in comparison.sources.values()}
    return {
        "year": comparison.year,
        "edition": name,
        "digest": content.digest,
        "format_version": FORMAT_VERSION,
        "catalog_version": comparison.catalog_version,
        "as_of": comparison.as_of.isoformat() if comparison.as_of else None,
        "figures": {
            "published": len(comparison.published),
            "held_back": len(comparison.held_back),
        },
        "sources": [{"sha256": sha256, "source_name": sources[sha256]} for sha256 in sorted(sources)],
        "files": [
            {"name": path.name, "sha256": file_digest(path), "size_bytes": path.stat().st_size}
            for path in sorted(folder.iterdir())
        ],
    }


def _quality_results(quality: Path | None) -> list[dict[str, str]]:
    """The results of the gates that the warehouse passed: what ``latest`` points to, with a digest each."""
    latest = None if quality is None else quality / LATEST
    if latest is None or not latest.is_dir():
        return []
    run = latest.resolve()
    return [
        {"result": f"{run.name}/{path.name}", "sha256": file_digest(path)}
        for path in sorted(run.glob("*.json"))
    ]
