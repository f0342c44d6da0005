"""For which region the bytes of a submission were accepted, to notice them when they come for another one."""

from __future__ import annotations

from functools import cached_property

from catalog import load_catalog
from ingestion.identity import sent_for_another
from ingestion.landing import Receipt, held_for_another_region, read_raw_table
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

    @cached_property
    def _read(self) -> dict[str, _Region]:
        """By receipt; read once, and only where bytes come again."""
        columns = ("receipt_id", "region_code", "region_name")
        table = read_raw_table(self._home.root, "documents").select(columns)
        return {row["receipt_id"]: (row["region_code"], row["region_name"]) for row in table.to_pylist()}
