"""Regions and years that reviewers assigned: a submission is read as if its sender had stated them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingestion.landing import Receipt
from ingestion.submissions import ManifestEntry
from pipeline.review.records import Decision, statement_text

ASSIGNMENTS = frozenset({"assign_region", "assign_year"})


def assigned_entry(receipt: Receipt, decisions: Sequence[Decision]) -> ManifestEntry | None:
    """What is stated about a submission: by its sender, and over it by reviewers.

    An assignment holds for the statement that it was made about: a sender who states something else
    afterwards is heard, and the assignment lapses.
    """
    stated = statement_text(receipt.statement)
    entry = receipt.entry
    for decision in decisions:
        about = (decision.submission_id, decision.statement) == (receipt.submission_id, stated)
        if about and decision.decision in ASSIGNMENTS:
            entry = entry or ManifestEntry(file=receipt.source_name)
            entry = replace(
                entry,
                region=decision.region_code or entry.region,
                year=decision.period_year or entry.year,
            )
    return entry
