"""Receipts: which file came when, under which name and statement, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Literal, cast

import pyarrow as pa

from ingestion.landing.manifests import is_about_a_row
from ingestion.landing.schemas import RECEIPT_SCHEMA
from ingestion.submissions import ManifestEntry, SubmissionKind

Outcome = Literal["accepted", "needs_review", "quarantined", "duplicate", "withdrawn"]
Statement = tuple[str | None, str | None, int | None, str | None, str | None, str | None]

NOTHING_STATED: Statement = (None, None, None, None, None, None)
_SENT_FOR_ANOTHER = "与已受理的材料内容完全相同，但标明的地区不同："
_CLAIMED_BY_BOTH = "与待审核的材料内容完全相同，但标明的地区不同："


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One file received, read again or withdrawn.

    ``submission_id`` is the sha256 of the bytes; ``sequence`` orders all receipts of a home. What the
    manifest stated is kept beside it: a file received again with another statement is read again.
    """

    receipt_id: str
    submission_id: str
    sequence: int
    source_name: str
    received_at: datetime
    outcome: Outcome
    size_bytes: int
    media_type: str
    reasons: tuple[str, ...] = ()
    stated_region: str | None = None
    stated_agency: str | None = None
    stated_year: int | None = None
    stated_kind: str | None = None
    stated_received_at: datetime | None = None
    stated_replaces: str | None = None

    @property
    def statement(self) -> Statement:
        """What the manifest stated, in a form that can be compared."""
        stated_at = self.stated_received_at
        return (
            self.stated_region,
            self.stated_agency,
            self.stated_year,
            self.stated_kind,
            None if stated_at is None else stated_at.isoformat(),
            self.stated_replaces,
        )

    @property
    def doubts(self) -> frozenset[str]:
        """What was wrong with the manifest rows that named the file: no statement, but not nothing either."""
        return row_doubts(self.reasons)

    @property
    def is_sent_for_another(self) -> bool:
        """Whether the bytes had come for another region: kept for a person to see, never read."""
        return self.outcome == "needs_review" and any(
            reason.startswith((_SENT_FOR_ANOTHER, _CLAIMED_BY_BOTH)) for reason in self.reasons
        )

    @property
    def entry(self) -> ManifestEntry | None:
        """The manifest row again, as far as it stated anything; None where it stated nothing."""
        if self.statement == NOTHING_STATED:
            return None
        return ManifestEntry(
            file=self.source_name,
            region=self.stated_region,
            agency=self.stated_agency,
            year=self.stated_year,
            kind=cast("SubmissionKind | None", self.stated_kind),
            received_at=self.stated_received_at,
            replaces=self.stated_replaces,
        )


def statement_of(entry: ManifestEntry | None) -> Statement:
    """What a manifest row states, in the form of :attr:`Receipt.statement`."""
    if entry is None:
        return NOTHING_STATED
    stated_at = None if entry.received_at is None else entry.received_at.isoformat()
    return (entry.region, entry.agency, entry.year, entry.kind, stated_at, entry.replaces)


def row_doubts(reasons: Iterable[str]) -> frozenset[str]:
    """Those of some reasons that are doubts about the manifest rows of a file."""
    return frozenset(reason for reason in reasons if is_about_a_row(reason))


def held_for_another_region(receipt: Receipt, accepted: Receipt, region: str, other: str) -> Receipt:
    """The receipt of bytes that came for the region ``other`` after they were accepted for ``region``.

    It waits for a person and says what can be done; the submission stands by what was accepted.
    """
    reason = (
        f"{_SENT_FOR_ANOTHER}“{accepted.source_name}”按{region}受理，本件标为{other}。"
        f"请核对是否误附了{region}的文件并重新报送本单位的材料；确属{other}的，"
        f"先撤回原件（{receipt.submission_id[:12]}），再在清单中写明地区重新报送。{region}的数据暂不受影响"
    )
    return replace(receipt, outcome="needs_review", reasons=(*receipt.reasons, reason))


def held_beside_waiting(receipt: Receipt, waiting: Receipt, region: str, other: str) -> Receipt:
    """The receipt of bytes that came for the region ``other`` while the same wait as those of ``region``.

    Nothing tells whose they are, so that both wait; the submission stands by what came first.
    """
    reason = (
        f"{_CLAIMED_BY_BOTH}“{waiting.source_name}”标为{region}，本件标为{other}。"
        f"请核对是否误附了{region}的文件并重新报送本单位的材料；确属{other}的，"
        f"先撤回原件（{receipt.submission_id[:12]}），再在清单中写明地区重新报送"
    )
    return replace(receipt, outcome="needs_review", reasons=(*receipt.reasons, reason))


def receipt_table(receipts: Iterable[Receipt], batch_id: str = "") -> pa.Table:
    """The receipts as a table of :data:`RECEIPT_SCHEMA`, in their sequence."""
    ordered = sorted(receipts, key=lambda receipt: receipt.sequence)
    rows = [{**_row(receipt), "batch_id": batch_id} for receipt in ordered]
    return pa.Table.from_pylist(rows, schema=RECEIPT_SCHEMA)


def receipts_from(table: pa.Table) -> tuple[Receipt, ...]:
    """The receipts of a table of :data:`RECEIPT_SCHEMA`, in their sequence."""
    names = [field.name for field in fields(Receipt)]
    rows = table.select(names).to_pylist()
    receipts = (Receipt(**{**row, "reasons": tuple(row["reasons"])}) for row in rows)
    return tuple(sorted(receipts, key=lambda receipt: receipt.sequence))


def _row(receipt: Receipt) -> dict[str, object]:
    row = {field.name: getattr(receipt, field.name) for field in fields(Receipt)}
    return row | {"reasons": list(receipt.reasons)}
