"""The months that a wording of time names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog import Catalog
from ingestion.extraction.text.dates import DAY, YEAR
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import patterns
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

Months = tuple[int, int]
QUARTER = "季度"


@dataclass(frozen=True, slots=True)
class MonthNames:
    """The words of halves of a year and of its first months, see ``catalog/lexicon/periods.yaml``."""

    halves: Mapping[str, Months]
    first: re.Pattern[str]
    """Before a number of months or quarters: it counts them from the beginning of the year."""
    up_to: re.Pattern[str]
    """So many months from the beginning of the year (前11个月)."""

    def named_in(self, text: str) -> Months | None:
        """First and last month that a wording names; None where it names none."""
        text = re.sub(DAY, "", text)
        half = next((months for word, months in self.halves.items() if word in text), None)
        if half is not None:
            return half
        numbers = [int(numeral_value(n)) for n in re.findall(patterns.NUMERAL, re.sub(YEAR, "", text))]
        if QUARTER in text and numbers and 1 <= numbers[-1] <= 4:
            return (1 if self.first.search(text) else 3 * numbers[0] - 2, 3 * numbers[-1])
        if self.up_to.search(text) and numbers and 1 <= numbers[-1] <= 12:
            return (1, numbers[-1])
        return _of_numbers(numbers)


def _of_numbers(numbers: list[int]) -> Months | None:
    """One month, or the first and the last of several."""
    if len(numbers) == 1 and 1 <= numbers[0] <= 12:
        return (numbers[0], numbers[0])
    if len(numbers) == 2 and 1 <= numbers[0] < numbers[1] <= 12:
        return (numbers[0], numbers[1])
    return None


@compiled_once
def month_names(catalog: Catalog) -> MonthNames:
    """The words of ``catalog``; the same content is compiled once per process."""
    data = catalog.lexicon["periods"]
    first = one_of(data["first_months"])
    halves = {word: (months[0], months[1]) for word, months in data["halves"].items()}
    return MonthNames(halves, first, re.compile(rf"个月|{first.pattern}[^月]{{1,3}}月"))
