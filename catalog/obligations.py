"""What a bureau owes for a data year, and by when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from catalog.model import Entry, RegionLevel


class DueDay(Entry):
    """A day of the year after the data year; it must exist in every year."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]

    @model_validator(mode="after")
    def _exists_in_every_year(self) -> DueDay:
        common_year = 1
        date(common_year, self.month, self.day)
        return self


class Obligation(Entry):
    """A kind of submission owed, by the bureaus of which levels, to whom, and by which rule."""

    kind: str
    due: DueDay
    owed_by: Annotated[tuple[RegionLevel, ...], Field(min_length=1)]
    receiver: str
    source: str

    def due_on(self, data_year: int) -> date:
        """The last day on which the submission about ``data_year`` is on time."""
        return date(data_year + 1, self.due.month, self.due.day)


class Obligations(Entry):
    """All obligations, in the order in which they fall due."""

    obligations: tuple[Obligation, ...]
