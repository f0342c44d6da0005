"""Editions from the promoted warehouse, behind the last gate."""

from __future__ import annotations

from catalog import load_catalog
from pipeline.gates import edition_gate
from pipeline.quality.checks import forget_refusal
from pipeline.quality.run_folder import renew_edition_checks
from pipeline.quality.task_failures import REFUSALS, Refusal, clear_refused_edition, tell_refused_edition
from pipeline.settings import Home
from pipeline.warehouse import opened, require_warehouse
from publishing import Edition, publish_edition


def data_years(home: Home) -> tuple[int, ...]:
    """The years that the promoted warehouse has figures in force about, and those published before.

    A year whose figures were all withdrawn still gets an edition, which says so; else the last one would
    go on showing them.
    """
    published = [int(folder.name) for folder in home.publications.glob("[0-9]*") if folder.is_dir()]
    with opened(home.promoted) as connection:
        found = connection.execute(
            "select distinct year from marts.fct_indicator_year "
            "union select distinct year from marts.rpt_coverage where list_contains(?, year) order by year",
            [published],
        )
        return tuple(int(year) for (year,) in found.fetchall())


def publish_year(home: Home, year: int) -> Edition:
    """The edition of a year; a new one only where its content differs from the last.

    Raises :class:`GateFailed` where the edition's gate does not pass: the last edition stays in force; and
    :class:`WarehouseMissing` where there is nothing to publish from.
    """
    require_warehouse(home.promoted)
    try:
        edition = publish_edition(
            home.promoted,
            year,
            home.publications,
            load_catalog(),
            home.quality,
            check=edition_gate(home, year),
        )
    except REFUSALS as failure:
        tell_refused_edition(home, year, failure)
        renew_edition_checks(home)
        raise
    clear_refused_edition(home, year)
    forget_refusal(home.quality, year)
    renew_edition_checks(home)
    return edition


def publish_changed_years(home: Home) -> tuple[Edition, ...]:
    """An edition for every data year; years whose figures did not change keep the edition they have.

    A year that its gate refuses keeps no other from being published. The first failure is raised after the
    last year; every one of them has left its alert.
    """
    editions: list[Edition] = []
    failures: list[Refusal] = []
    for year in data_years(home):
        try:
            editions.append(publish_year(home, year))
        except REFUSALS as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    return tuple(editions)
