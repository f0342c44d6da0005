"""Who has reported: the counts that every table and the summary state first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publishing.comparison import FILED, Comparison, CoverageRow


@dataclass(frozen=True, slots=True)
class Reported:
    """How many of the submissions (or regions) owed have come."""

    owed: int
    filed: int
    in_review: int

    @property
    def fraction(self) -> str:
        """已报送/应报送, as 11/13."""
        return f"{self.filed}/{self.owed}"


def reported_by_kind(comparison: Comparison) -> dict[str, Reported]:
    """The counts by kind of submission, kinds in alphabetical order of their codes."""
    kinds = sorted({row.kind for row in comparison.coverage})
    return {kind: _counted([r for r in comparison.coverage if r.kind == kind]) for kind in kinds}


def reported_regions(comparison: Comparison) -> Reported:
    """How many of the regions that owe anything have filed at least one submission."""
    owed = {row.region.code for row in comparison.coverage}
    filed = {row.region.code for row in comparison.coverage if row.status in FILED}
    in_review = {row.region.code for row in comparison.coverage if row.status == "in_review"}
    return Reported(len(owed), len(filed), len(in_review - filed))


def _counted(rows: Iterable[CoverageRow]) -> Reported:
    statuses = [row.status for row in rows]
    return Reported(len(statuses), sum(s in FILED for s in statuses), statuses.count("in_review"))
