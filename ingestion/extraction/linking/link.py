"""What was decided about one quantity of a report."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.scopes.scopes import Scope
from ingestion.extraction.meaning.stances import Comparison
from ingestion.extraction.text.surroundings import Surroundings

DESCRIBING = ("attributive", "only_drawn", "carried_over")
"""Doubts about a number that is understood all the same: it is no figure, but belongs to the next one."""


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
    settles: Surroundings | None = None
    """The words around the number whose noun it has, where it tells what that came to."""
    scope: Scope | None = None
    """Whose it is as its first reading, once that was asked: the figures that lean on it ask it too."""

    @property
    def described(self) -> bool:
        """Whether it is understood and only describes what follows (应出庭8件的100%, 抽取60户，检查57户)."""
        return bool(self.chosen) and self.rule in DESCRIBING


def of_number_before(last: Link | None, candidate: Candidate, around: Surroundings) -> bool:
    """Whether a reading takes the noun that stands behind the number before (7份合同、3件其他)."""
    if last is None or last.around.mention.end < around.clause:
        return False
    at, used = last.around.mention.end, last.chosen[0].used if last.chosen else ()
    behind = (span for span in candidate.used if at <= span[0] and span[1] <= around.left)
    return any(span in used or (not used and span[0] == at) for span in behind)
