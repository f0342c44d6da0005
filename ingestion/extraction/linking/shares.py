"""Whether a printed percentage is the share that two counts before it have."""

from __future__ import annotations

from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.quantities import Mention

ROUNDED = 0.6
"""Printed shares are rounded, in percentage points."""


def is_share(share: Mention, part: Mention, whole: Mention | None) -> bool:
    """Whether a percentage is that of a part in its whole, as far as it was rounded."""
    total = whole.value if whole is not None else None
    if share.value is None or part.value is None or not total:
        return False
    return abs(share.value - 100 * part.value / total) <= ROUNDED


def share_of_group(around: Surroundings, part: Mention, marked: MarkedText, costs: Costs) -> bool:
    """9个县中有8个建成中心,覆盖率88.9%: the rate is the share of the count before it in its group."""
    whole = marked.quantity_before(part.start)
    if whole is None or whole.start < around.sentence or whole.unit != part.unit:
        return False
    group = marked.normal.startswith(costs.counted_themselves, whole.end)
    return group and is_share(around.mention, part, whole)
