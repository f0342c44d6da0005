"""Reads the figures of a candidate warehouse once and lays them out for those who judge them.

Some provinces make a share. Figures are laid out in pieces of one share and one year, for those who judge a
share and for those who judge all figures in force of some years. Names are numbers with a dictionary beside
them, as judging wants them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from expectations.identities.figures import CODED, COUNTRY_NEEDS, NEEDED
from expectations.identities.laid_out import LaidOut

SUBMISSION_FIGURES, YEAR_FIGURES = "intermediate.int_submission_figure", "intermediate.int_figure_in_force"

_MEMORY = "500MB"
_ROWS_AT_A_TIME = 100_000
_STEPS = 32
"""Sizes are compared in so many steps of a share, so that one report more moves no province to another."""

# A submission belongs to the first province that it speaks of; figures of no region follow it.
_WHOSE = f"""
    create temp table whose as
    select submission_id, coalesce(min(left(region_code, 2)), '') as province
    from {SUBMISSION_FIGURES}
    group by submission_id
"""
_TOGETHER = f"""
    select whose.province, left(figures.region_code, 2) as other, count(*) as figures
    from {SUBMISSION_FIGURES} as figures
    inner join whose using (submission_id)
    group by all
    order by all
"""
_SHARED_OUT = """
    create temp table shared_out as
    select submission_id, share from whose inner join share_of using (province)
"""
# Nearly all figures are in force without a conflict; only the others are marked.
_MARKS = f"""
    create temp table marks as
    select observation_id, in_force.observation_id is not null as is_in_force, in_force.is_conflicting
    from {SUBMISSION_FIGURES} as figures
    left join {YEAR_FIGURES} as in_force using (observation_id)
    where in_force.observation_id is null or in_force.is_conflicting is distinct from false
"""
_FIGURES = f"""
    select
        {{columns}},
        shared_out.share,
        coalesce(marks.is_in_force, true) as is_in_force,
        case when marks.observation_id is null then false else marks.is_conflicting end as is_conflicting
    from {SUBMISSION_FIGURES} as figures
    inner join shared_out using (submission_id)
    left join marks using (observation_id)
"""
# What figures are, in whatever order they stand: two sums of digests of rows, and how many there are.
_DIGESTS = """
    select share, year, is_in_force, count(*), bit_xor(digest), sum(digest)
    from (select share, year, is_in_force, hash({columns}, is_conflicting) as digest from ({figures}))
    group by all
    order by all
"""


@dataclass(frozen=True, slots=True)
class Share:
    """Some provinces of the candidate; ``digest`` says what their figures are."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a candidate holds: its shares, and a digest of all figures in force of each year (None for
    those of no year)."""

    shares: tuple[Share, ...]
    years: Mapping[int | None, str]


class CandidateFigures:
    """The figures as submitted and in force of a candidate that nobody writes to meanwhile.

    The figures in force are some of the submitted ones, with a mark for those in conflict.
    """

    def __init__(self, candidate: Path) -> None:
        self._connection = duckdb.connect(str(candidate), read_only=True)
        self._connection.execute(f"set memory_limit = '{_MEMORY}'")
        self._connection.execute("set preserve_insertion_order = false")
        self._connection.execute("set enable_progress_bar = false")
        self._present = self._columns()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def holdings(self, figures: int) -> Holdings:
        """The figures of the whole country in shares of about so many."""
        shares = self._share_out(figures)
        self._connection.execute(_MARKS)
        columns = ", ".join(name for name in NEEDED if name in self._present)
        rows = self._connection.execute(
            _DIGESTS.format(columns=columns, figures=_FIGURES.format(columns=", ".join(self._plain())))
        ).fetchall()
        of_shares = (Share(n, repr([row[1:] for row in rows if row[0] == n])) for n in range(len(shares)))
        in_force = [row for row in rows if row[2]]
        years = dict.fromkeys(sorted((row[1] for row in in_force), key=lambda y: (y is None, y)))
        of_years = {year: repr([row for row in in_force if row[1] == year]) for year in years}
        return Holdings(tuple(of_shares), of_years)

    def lay_out(self, folder: Path, shares: Collection[int], years: Collection[int | None]) -> None:
        """Write the figures of these shares and the figures in force of these years into ``folder``.

        What is only there for the country is without what comparing regions does not look at.
        """
        of_share, of_year = f"share in ({_listed(shares)})", f"year in ({_listed(years)})"
        if None in years:
            of_year += " or year is null"
        whole, numbers = (
            _FIGURES.format(columns=self._with_codes(needed)) for needed in (NEEDED, COUNTRY_NEEDS)
        )
        query = f"""
            select * from ({whole}) where {of_share}
            union all
            select * from ({numbers}) where ({of_share}) is not true and is_in_force and ({of_year})
        """
        found = self._connection.execute(query).to_arrow_reader(_ROWS_AT_A_TIME)
        with LaidOut(folder, found.schema) as file:
            for batch in _read_ahead(found):
                file.add(batch)

    def close(self) -> None:
        """Give back what it holds; it may be closed already."""
        self._connection.close()

    def _share_out(self, figures: int) -> list[tuple[str, ...]]:
        self._connection.execute(_WHOSE)
        groups = connected(self._connection.execute(_TOGETHER).fetchall())
        step = max(1, figures // _STEPS)
        rounded = [(provinces, -(-count // step) * step) for provinces, count in groups]
        shares = packed(rounded, figures) or [("",)]
        of_province = {province: number for number, group in enumerate(shares) for province in group}
        numbers = pa.array(list(of_province.values()), pa.int32())
        self._connection.register("share_of", pa.table({"province": list(of_province), "share": numbers}))
        self._connection.execute(_SHARED_OUT)
        return shares

    def _columns(self) -> dict[str, str]:
        described = self._connection.execute(f"describe {SUBMISSION_FIGURES}").fetchall()
        return {str(row[0]): str(row[1]) for row in described}

    def _plain(self) -> Iterator[str]:
        for name in NEEDED:
            if name in self._present:
                yield f"figures.{name}"

    def _with_codes(self, needed: Collection[str]) -> str:
        """The columns that judging wants, those of names as codes; nothing in those that are not needed."""
        kinds = {**self._present, **self._codes}
        return ", ".join(
            f"figures.{name}::{kinds[name]} as {name}" if name in needed else f"null::{kinds[name]} as {name}"
            for name in NEEDED
            if name in self._present
        )

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """The types of the columns of names, for which the names are looked up first."""
        found = {name: f"code_of_{name}" for name in CODED if name in self._present}
        for name, code in found.items():
            names = f"select distinct {name}::varchar as name from {SUBMISSION_FIGURES}"
            named = f"select name from ({names}) where name is not null order by name"
            self._connection.execute(f"create temp type {code} as enum ({named})")
        return found


def _read_ahead(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same; the next one is made while one is worked on."""
    left = iter(batches)
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, left, None)
        while (batch := coming.result()) is not None:
            coming = beside.submit(next, left, None)
            yield batch


def _listed(numbers: Collection[int | None]) -> str:
    """Numbers for a condition, which holds nowhere where there are none."""
    return ", ".join(str(number) for number in sorted(n for n in numbers if n is not None)) or "null"


def connected(edges: Sequence[tuple[str, str | None, int]]) -> list[tuple[tuple[str, ...], int]]:
    """The provinces that must be judged together, with their number of figures."""
    group: dict[str, str] = {}

    def head(province: str) -> str:
        while group.setdefault(province, province) != province:
            province = group[province]
        return province

    for province, other, _ in edges:
        group[head(other or province)] = head(province)
    members: dict[str, list[str]] = {}
    for province in sorted(group):
        members.setdefault(head(province), []).append(province)
    counts = dict.fromkeys(members, 0)
    for province, _, figures in edges:
        counts[head(province)] += figures
    return [(tuple(own), counts[first]) for first, own in members.items()]


def packed(groups: Sequence[tuple[tuple[str, ...], int]], figures: int) -> list[tuple[str, ...]]:
    """Groups put together, the largest first, into parts of about so many ``figures``."""
    parts: list[tuple[list[str], int]] = []
    for provinces, count in sorted(groups, key=lambda group: (-group[1], group[0])):
        place = next((n for n, (_, held) in enumerate(parts) if held + count <= figures), None)
        if place is None:
            parts.append((list(provinces), count))
        else:
            parts[place] = ([*parts[place][0], *provinces], parts[place][1] + count)
    return [tuple(provinces) for provinces, _ in parts]
