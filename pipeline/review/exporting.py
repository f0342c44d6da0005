"""Exports of the queue: the workbook, and what the home remembers of it, so that it cannot be forged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog import load_catalog
from ingestion.landing.durable import write_atomically
from pipeline.records import digest
from pipeline.review.queue import ReviewItem, read_queue
from pipeline.review.showing import locked_digest, shown_cells
from pipeline.review.workbook import source_mark, workbook_bytes
from pipeline.settings import Home

EXPORTS = Path("review") / "exports"


@dataclass(frozen=True, slots=True)
class Export:
    """What was handed out: the build, and for each item the digest of its locked cells."""

    export_id: str
    build_id: str
    items: Mapping[str, str]


def export_queue(home: Home, target: Path) -> Export:
    """Write the open items of the promoted warehouse into the workbook ``target``, whole or not at all.

    The same queue gives the same bytes. Raises :class:`WarehouseMissing` where none was promoted.
    """
    catalog, queue = load_catalog(), read_queue(home.promoted)
    digests = {item.item_id: item_digest(item) for item in queue.open}
    export_id = digest(queue.build_id, catalog.version, *(part for pair in digests.items() for part in pair))
    export = Export(export_id, queue.build_id, digests)
    remember(home, export)
    write_atomically(target.absolute(), workbook_bytes(export_id, queue.open, catalog))
    return export


def item_digest(item: ReviewItem) -> str:
    """The digest of what an item shows and of its source."""
    return locked_digest((*shown_cells(item, load_catalog()), item.item_id, source_mark(item)))


def remember(home: Home, export: Export) -> None:
    """Keep what was handed out; the same export is the same file."""
    content = {"export_id": export.export_id, "build_id": export.build_id, "items": dict(export.items)}
    path = home.root / EXPORTS / f"{export.export_id}.json"
    write_atomically(path, json.dumps(content, indent=1, ensure_ascii=False).encode())


def remembered(home: Home, export_id: str) -> Export | None:
    """The export of that id; None where this home handed out none."""
    path = home.root / EXPORTS / f"{export_id}.json"
    if not export_id.isalnum() or not path.is_file():
        return None
    return Export(**json.loads(path.read_text(encoding="utf-8")))
