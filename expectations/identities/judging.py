"""Judges one part of a warehouse by the figures laid out for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from catalog import Catalog, load_catalog
from expectations.identities.figures import COUNTRY_NEEDS, figures_of
from expectations.identities.framing import panel_of, submission_panel
from expectations.identities.laid_out import figures_of_share, figures_of_years
from expectations.identities.panel import Panel
from expectations.identities.registry import YEARS_BACK
from expectations.identities.report import judge_panel, judge_years
from expectations.identities.verdicts import PanelVerdicts


@dataclass(frozen=True, slots=True)
class Part:
    """What is judged together: a share of the figures, or the figures in force of the country in some years.

    Submissions are judged by all ``rules``, the figures in force by those ``of_regions``. ``keys`` name the
    verdicts: those of the ``share``, or those of each of the ``years``.
    """

    folder: Path
    catalog_root: Path
    rules: tuple[str, ...]
    of_regions: tuple[str, ...]
    keys: tuple[str, ...]
    share: int | None = None
    years: tuple[int | None, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return f"years {self.years}" if self.share is None else str(self.share)

    def without(self, known: Collection[str]) -> Part:
        """What is left of it where some verdicts are known."""
        left = [n for n, key in enumerate(self.keys) if key not in known]
        years = tuple(self.years[n] for n in left) if self.years else ()
        return replace(self, keys=tuple(self.keys[n] for n in left), years=years)


ByKey = list[list[PanelVerdicts]]
"""The verdicts on a part, in the order of its keys."""


def sorted_years(years: Iterable[int | None]) -> list[int | None]:
    """The different years in order, what is of no year last."""
    return sorted(set(years), key=lambda year: (year is None, year or 0))


def window_of(year: int | None) -> tuple[int | None, ...]:
    """The years by whose figures a year of the country is judged; what is of no year stands alone."""
    return (None,) if year is None else tuple(range(year - YEARS_BACK, year + 1))


def judge_part(part: Part) -> ByKey:
    """What the rules say of one part, by its keys."""
    catalog = load_catalog(part.catalog_root)
    if part.share is None:
        country, nobody = _country(part, catalog), submission_panel(pa.table({}), catalog)
        of_years = judge_years(country, part.years, nobody, part.of_regions, catalog)
        return [[verdicts] for verdicts in of_years]
    submissions, regions = _panels(part, part.share, catalog)
    return [
        [
            judge_panel(submissions, submissions, part.rules, catalog),
            judge_panel(regions, submissions, part.of_regions, catalog),
        ]
    ]


# Figures as they were read are given back before they are judged: panels have them in another order.
def _country(part: Part, catalog: Catalog) -> Panel:
    years = {own for year in part.years for own in window_of(year)}
    figures = figures_of(figures_of_years(part.folder, years, (*COUNTRY_NEEDS, "is_conflicting")), catalog)
    return panel_of(figures.without_conflicts(), "region_year")


def _panels(part: Part, share: int, catalog: Catalog) -> tuple[Panel, Panel]:
    figures = figures_of(figures_of_share(part.folder, share), catalog)
    return panel_of(figures, "submission"), panel_of(figures.in_force().without_conflicts(), "region_year")
