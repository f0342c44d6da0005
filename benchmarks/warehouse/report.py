"""The measurements as Markdown, and where they stand in the README."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.warehouse.rivals import Rival
from benchmarks.warehouse.steps import COLD, GATES, ONE_REPORT, WHOLE, Size, Step

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- written by `python -m benchmarks.warehouse --write` -->", "<!-- end -->"
COUNTED = ("fct_observation", "fct_indicator_year", "cmp_year_over_year")


@dataclass(frozen=True, slots=True)
class Aim:
    """What was found beside what is promised."""

    name: str
    found: float
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether it is kept."""
        return self.found < self.limit

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "**missed**"
        measured, aim = f"{self.found:,.0f} {self.unit}", f"below {self.limit:,.0f} {self.unit}"
        return _row(self.name, [measured, aim, verdict])


def page(sizes: Sequence[Size], rivals: Sequence[Rival], aims: Sequence[Aim]) -> str:
    """All tables; seconds on the wall with those of the processors in brackets."""
    load = os.getloadavg()[1]
    return "\n".join(
        [
            *_sizes(sizes),
            "",
            *_beside(sizes[-1], rivals),
            "",
            f"| aim at {sizes[-1].observations:,} observations | measured | aim | |\n|---|---|---|---|",
            *map(str, aims),
            "",
            f"{os.cpu_count()} cores; load over the last five minutes {load:.1f}.",
        ]
    )


def _sizes(sizes: Sequence[Size]) -> Iterator[str]:
    yield f"| | {' | '.join(f'{size.share:.0%}' for size in sizes)} |"
    yield "|---" * (len(sizes) + 1) + "|"
    yield _row("observations", [f"{size.observations:,}" for size in sizes])
    for table in COUNTED:
        yield _row(f"rows of `{table}`", [f"{size.rows[table]:,}" for size in sizes])
    yield _row("warehouse, MiB", [f"{size.megabytes:,.0f}" for size in sizes])
    for label, phase, stages in (
        ("cold: dbt", COLD, ("dbt",)),
        ("cold: dbt and exports", COLD, ("dbt", "export_marts")),
        ("cold: gates and identities", COLD, GATES),
        ("one new report: dbt", ONE_REPORT, ("dbt",)),
        ("one new report: exports", ONE_REPORT, ("export_marts",)),
        ("one new report: gates and identities", ONE_REPORT, GATES),
        ("**one new report, from dropped to promoted**", ONE_REPORT, (WHOLE,)),
    ):
        totals = [size.total(phase, *stages) for size in sizes]
        yield _row(f"{label}, s (cpu s)", [_times(step) for step in totals])
        yield _row(f"{label}, peak MiB", [f"{step.peak_mib:,.0f}" for step in totals])


def _beside(size: Size, rivals: Sequence[Rival]) -> Iterator[str]:
    """What others take, in times of ours, in processor time."""
    ours = size.total(COLD, "dbt", "export_marts")
    yield "| instead, at the largest size | seconds (cpu s) | peak MiB | processor time, in times of ours |"
    yield "|---|---|---|---|"
    for rival in rivals:
        ratio = rival.cpu_seconds / ours.cpu_seconds
        spent = f"{rival.seconds:.1f} ({rival.cpu_seconds:.1f})"
        yield _row(rival.name, [spent, f"{rival.peak_mib:,.0f}", f"{ratio:.2f}"])
    yield f"| this warehouse | {_times(ours)} | {ours.peak_mib:,.0f} | 1 |"


def _row(label: str, cells: Sequence[str]) -> str:
    return f"| {label} | {' | '.join(cells)} |"


def _times(step: Step) -> str:
    return f"{step.seconds:.1f} ({step.cpu_seconds:.1f})"


def write_into_readme(tables: str, readme: Path = README, begin: str = BEGIN) -> None:
    """Put the tables between the marks; raises :class:`ValueError` where there are none."""
    text = readme.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    _, end, after = rest.partition(END)
    if not found or not end:
        raise ValueError(f"{readme} has no place for the tables: {begin} … {END}")
    readme.write_text(f"{before}{begin}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
