"""The last builds side by side: a row a measure, and its course as a small line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publishing.dates import BEIJING
from publishing.quality_report.facts import PastBuild, QualityFacts
from publishing.quality_report.numbers import share
from publishing.wording import NOT_APPLICABLE

MOST_BUILDS = 6
WIDTH, HEIGHT, MARGIN = 88, 14, 2
"""Size of a course, in the units of its drawing."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over the last builds: what is printed, and the points of its line (without gaps)."""

    name: str
    cells: tuple[str, ...]
    points: tuple[tuple[Decimal, Decimal], ...]

    @property
    def line(self) -> str:
        """The points as a drawing takes them."""
        return " ".join(f"{x:f},{y:f}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Trend:
    """The headings of the builds and a course for each measure; no courses where there is one build only."""

    head: tuple[str, ...]
    courses: tuple[Course, ...]


def trend_of(facts: QualityFacts) -> Trend:
    """The last builds of the record, this one last."""
    builds = facts.trend[-MOST_BUILDS:]
    head = tuple(_heading(build) for build in builds)
    if len(builds) < 2:
        return Trend(head, ())
    return Trend(head, tuple(_course(name, _values(builds, take)) for name, take in MEASURES.items()))


def _count(name: str) -> Callable[[Counts], Decimal | None]:
    return lambda counts: Decimal(counts[name]) if name in counts else None


def _share(part: str, whole: str) -> Callable[[Counts], Decimal | None]:
    return lambda counts: share(counts[part], counts[whole]) if part in counts and whole in counts else None


MEASURES: Mapping[str, Callable[[Counts], Decimal | None]] = {
    "现行数值（个）": _count("figures_in_force"),
    "暂不公布占比（%）": _share("figures_held_back", "figures_in_force"),
    "不符规则（条次）": _count("rules_violated"),
    "待审核事项（项）": _count("review_open"),
    "报送率（%）": _share("duties_filed", "duties_due"),
    "检查未通过（项）": _count("checks_failed"),
}


def _heading(build: PastBuild) -> str:
    day = build.as_of.astimezone(BEIJING)
    stopped = "" if build.outcome == "promoted" else "（停止）"
    return f"第{build.number}次{stopped} {day:%Y-%m-%d}"


def _values(
    builds: Sequence[PastBuild], take: Callable[[Counts], Decimal | None]
) -> tuple[Decimal | None, ...]:
    return tuple(take(build.measures) for build in builds)


def _course(name: str, values: Sequence[Decimal | None]) -> Course:
    return Course(name, tuple(NOT_APPLICABLE if v is None else f"{v:f}" for v in values), _points(values))


def _points(values: Sequence[Decimal | None]) -> tuple[tuple[Decimal, Decimal], ...]:
    """Left to right in equal steps, the lowest value at the foot; a level course runs in the middle."""
    known = [value for value in values if value is not None]
    if not known:
        return ()
    low, span = min(known), max(known) - min(known)
    step = Decimal(WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    room = Decimal(HEIGHT - 2 * MARGIN)
    return tuple(
        (
            (MARGIN + step * place).quantize(Decimal("0.1")),
            (HEIGHT - MARGIN - (room * (value - low) / span if span else room / 2)).quantize(Decimal("0.1")),
        )
        for place, value in enumerate(values)
        if value is not None
    )
