"""When something was: the period that a place in the text names."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ingestion.observations import PeriodType

LABEL = 24
"""So many characters has the label of one, before the word that names it."""


class Period(NamedTuple):
    """A period named at a place. ``lasting`` ones hold for their whole point, others for their sentence."""

    type: PeriodType
    start: int = 0
    end: int = 0
    year: int | None = None
    first: date | None = None
    last: date | None = None
    label: str | None = None
    lasting: bool = False
    single: bool = False
    compounded: bool = False
    """Whether it makes a noun with what stands behind it (期末未结), which is said of its own number."""
    campaign: bool = False
    """Whether a campaign's name states it, not a date."""
    part: bool = False
    """Whether a part of what was counted before is of it, and nothing behind the own clause."""
    dated: bool = False
    """Whether only a month or a day states it."""
    past: bool = False
    """A year before the reported one, quoted for comparison and not settled by this report."""

    whole: bool = False
    """Whether it is the year so far up to its last day."""

    @property
    def stated(self) -> bool:
        """Whether the text names the period."""
        return self.end > 0

    @property
    def shared(self) -> bool:
        """Whether the figures that lean on one of this period are of it as well."""
        return (
            self.stated and not (self.single or self.part or self.compounded) and self.type != "point_in_time"
        )
