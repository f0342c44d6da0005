"""Other places in the report of a bureau of which only the level is known."""

from __future__ import annotations

import pytest
from reading_aids import facts

from ingestion.submissions import RegionLevel


@pytest.mark.parametrize(
    ("level", "text", "expected"),
    [
        ("city", "执法力度不均衡：濠皋县全年仅处罚2件。", set()),
        ("province", "濠皋州作出行政处罚2件。", set()),
        ("city", "全市作出行政处罚2件。", {("penalty_decisions", 2)}),
        ("county", "濠皋县作出行政处罚2件。", {("penalty_decisions", 2)}),
    ],
)
def test_a_narrower_place_is_another(level: RegionLevel, text: str, expected: set[tuple[str, float]]) -> None:
    """A county is none of a city's bureau; of a county's, it may be the own one."""
    assert facts(text, level=level, region=None) == expected
