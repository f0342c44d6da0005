"""For which region the bytes of a submission were accepted, to notice them when they come for another one."""

from __future__ import annotations

from functools import cached_property

from catalog import load_catalog
from ingestion.identity import only_region, sent_for, sent_for_another
from ingestion.landing import Receipt, held_beside_waiting, held_for_another_region, read_raw_table
from pipeline.settings import Home
from pipeline.work import DocumentRecord, Item

_Region = tuple[str | None, str | None]
"""Code and name."""


class AcceptedRegions:
    """The regions of what a home has accepted, and of what is entered while this is in use."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._entered: dict[str, _Region] = {}

    def enter(self, receipt: Receipt, document: DocumentRecord) -> None:
        """Remembers the region of a file that was just read."""
        self._entered[receipt.receipt_id] = document.region_code, document.region_name

    def doubted(self, item: Item, receipt: Receipt, standing: Receipt | None) -> Receipt | None:
        """The receipt of a file that goes to a person, because its bytes stand accepted for another region.

        ``standing`` is what these bytes stood by before they came again. A file that comes under its own
        name with another statement is a statement put right, and None like every file without this doubt.
        """
        if standing is None or standing.outcome != "accepted" or standing.source_name == item.source_name:
            return None
        code, name = self._entered.get(standing.receipt_id) or self._read.get(
            standing.receipt_id, (None, None)
        )
        if code is None:
            return None
        other = sent_for_another(item.source_name, item.entry, code, load_catalog().regions)
        return None if other is None else held_for_another_region(receipt, standing, name or code, other)

    def is_its_own(self, item: Item, document: DocumentRecord, waiting: Receipt) -> bool:
        """Whether a file is the right one of two that are the same, the other of which came first and waits.

        It names the region that was found in it, and nothing speaks against it. What a manifest stated of
        the other gives way only where that was another region.
        """
        regions, code = load_catalog().regions, document.region_code
        if waiting.outcome != "needs_review" or document.status != "accepted" or code is None:
            return False
        if not sent_for(item.source_name, item.entry, code, regions) or waiting.doubts:
            return False
        wrong = sent_for_another(waiting.source_name, waiting.entry, code, regions)
        return wrong is not None or waiting.entry is None

    def beside_waiting(self, item: Item, receipt: Receipt, waiting: Receipt) -> Receipt | None:
        """The receipt of a file that waits too, as it was sent for another region than the one before it."""
        if waiting.outcome != "needs_review" or waiting.is_sent_for_another:
            return None
        regions = load_catalog().regions
        first = only_region(waiting.source_name, waiting.entry, regions)
        other = first and sent_for_another(item.source_name, item.entry, first.region_code, regions)
        return held_beside_waiting(receipt, waiting, first.name_zh, other) if first and other else None

    @cached_property
    def _read(self) -> dict[str, _Region]:
        """By receipt; read once, and only where bytes come again."""
        columns = ("receipt_id", "region_code", "region_name")
        table = read_raw_table(self._home.root, "documents").select(columns)
        return {row["receipt_id"]: (row["region_code"], row["region_name"]) for row in table.to_pylist()}
