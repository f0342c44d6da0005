"""What was decided about one quantity of a report."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extraction.candidates import Candidate
from ingestion.extraction.stances import Comparison
from ingestion.extraction.surroundings import Surroundings


@dataclass(slots=True)
class Link:
    """What was decided about a quantity: the readings that hold, several where it serves several."""

    around: Surroundings
    comparison: Comparison
    chosen: tuple[Candidate, ...] = ()
    rivals: tuple[Candidate, ...] = ()
    rule: str = "no_reading"
    sure: bool = False
    year: int | None = None
    """The year that a list gives to this number alone."""
    leans_on: Link | None = None
    """The earlier figure that says whose and of when it is, where it needs one to be understood."""

    @property
    def described(self) -> bool:
        """Whether it is understood and only describes what follows (应出庭案件8件的100%)."""
        return bool(self.chosen) and self.rule == "attributive"
