"""What is not as it should be in the invented reports: the rare cases that the rules are made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.warehouse.figures import Figures, Values

RESTATED = ("arb_cases_accepted", "wage_clues_received", "penalty_fine", "pub_events", "svc_cases_handled")
"""What a bureau that corrects itself sends again."""

HAS_FORM, RESTATES, IN_REVIEW = 0.5, 0.02, 0.005
AT_LEAST, BLANK, PARTIAL, MISPRINTED = 0.02, 0.003, 0.005, 0.001
MISPRINT = 10.0
"""A digit too many."""

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Blemishes:
    """Which region-years and which of their figures; ``chance`` has a number from 0 to 1 for every figure."""

    has_form: Marks
    restates: Marks
    in_review: Marks
    chance: Values

    def printed(self, figures: Values) -> Values:
        """The numbers as printed: one in a thousand has a digit too many."""
        return np.where(self.chance < MISPRINTED, figures * MISPRINT, figures)

    def restated(self, figures: Values) -> Values:
        """The numbers as sent again: two more."""
        return figures + 2.0

    def value_status(self, figures: Values) -> npt.NDArray[Any]:
        """A rate without a denominator is blank, and so are a few cells of anything."""
        is_blank = (self.chance >= 1 - BLANK) | np.isnan(figures)
        return np.where(is_blank, "blank", np.where(figures == 0, "zero", "value"))

    def qualifier(self) -> npt.NDArray[Any]:
        """A few are lower bounds (余, 以上)."""
        is_bound = (self.chance > 0.5) & (self.chance < 0.5 + AT_LEAST)
        return np.where(is_bound, "at_least", "exact")

    def period_type(self) -> npt.NDArray[Any]:
        """A few cover only a part of the year."""
        is_partial = (self.chance > 0.7) & (self.chance < 0.7 + PARTIAL)
        return np.where(is_partial, "ytd", "full_year")


def blemishes_of(figures: Figures, random: np.random.Generator) -> Blemishes:
    """Drawn for the figures of one year."""
    regions = len(next(iter(figures.values())))
    return Blemishes(
        has_form=random.random(regions) < HAS_FORM,
        restates=random.random(regions) < RESTATES,
        in_review=random.random(regions) < IN_REVIEW,
        chance=random.random((regions, len(figures))),
    )
