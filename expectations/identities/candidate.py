"""Reads the figures of a candidate warehouse: some provinces at a time, or the whole country in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from expectations.identities.figures import COUNTRY_NEEDS, NEEDED

SUBMISSION_FIGURES, YEAR_FIGURES = "intermediate.int_submission_figure", "intermediate.int_figure_in_force"

_SHARES = "shares.parquet"
_MEMORY = "800MB"
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
    copy (
        select submission_id, share from whose inner join share_of using (province) order by all
    ) to '{path}' (format parquet)
"""
# What figures are, in whatever order they stand: two sums of digests of rows, and how many there are.
_DIGESTS = """
    select share, count(*), bit_xor(digest), sum(digest)
    from (
        select share, hash({columns}) as digest
        from {table} inner join read_parquet('{path}') using (submission_id)
    )
    group by share
    order by share
"""
_SUBMITTED = f"""
    with own as (
        select submission_id from read_parquet('{{path}}') where share = {{number}}
    ),
    in_force as (
        select observation_id, is_conflicting from {YEAR_FIGURES} semi join own using (submission_id)
    )
    select
        {{columns}},
        in_force.observation_id is not null as is_in_force,
        in_force.is_conflicting
    from {SUBMISSION_FIGURES} as figures
    semi join own using (submission_id)
    left join in_force using (observation_id)
"""


@dataclass(frozen=True, slots=True)
class Share:
    """Some provinces of the candidate; ``digest`` says what their figures are."""

    number: int
    digest: str


class CandidateFigures:
    """The figures as submitted and in force of a candidate that nobody writes to meanwhile.

    The figures in force are some of the submitted ones, with a mark for those in conflict. ``folder`` keeps
    which submission belongs to which share.
    """

    def __init__(self, candidate: Path, folder: Path, threads: int | None = None) -> None:
        self._connection = duckdb.connect(str(candidate), read_only=True)
        self._connection.execute(f"set memory_limit = '{_MEMORY}'")
        self._connection.execute("set preserve_insertion_order = false")
        self._connection.execute("set enable_progress_bar = false")
        if threads is not None:
            self._connection.execute(f"set threads = {threads}")
        self._shares = folder / _SHARES

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def shared_out(self, figures: int) -> tuple[Share, ...]:
        """The figures of the whole country in shares of about so many."""
        self._connection.execute(_WHOSE)
        groups = connected(self._connection.execute(_TOGETHER).fetchall())
        step = max(1, figures // _STEPS)
        rounded = [(provinces, -(-count // step) * step) for provinces, count in groups]
        shares = packed(rounded, figures) or [("",)]
        of_province = {province: number for number, group in enumerate(shares) for province in group}
        numbers = pa.array(list(of_province.values()), pa.int64())
        self._connection.register("share_of", pa.table({"province": list(of_province), "share": numbers}))
        self._connection.execute(_SHARED_OUT.format(path=self._shares))
        submitted = self._digests(SUBMISSION_FIGURES, self._present(SUBMISSION_FIGURES, NEEDED))
        in_force = self._digests(YEAR_FIGURES, ["observation_id", "is_conflicting"])
        return tuple(Share(n, f"{submitted.get(n)} {in_force.get(n)}") for n in range(len(shares)))

    def submitted(self, share: Share) -> pa.Table:
        """What the submissions of a share state, with marks for what is in force and in conflict."""
        columns = (f"figures.{name}" for name in self._present(SUBMISSION_FIGURES, NEEDED))
        query = _SUBMITTED.format(path=self._shares, number=share.number, columns=", ".join(columns))
        return self._connection.execute(query).to_arrow_table()

    def in_force(self) -> pa.Table:
        """The figures in force of the whole country, without the texts."""
        columns = ", ".join(self._present(YEAR_FIGURES, COUNTRY_NEEDS))
        return self._connection.execute(f"select {columns} from {YEAR_FIGURES}").to_arrow_table()

    def _present(self, table: str, names: Sequence[str]) -> list[str]:
        present = {row[0] for row in self._connection.execute(f"describe {table}").fetchall()}
        return [name for name in names if name in present]

    def _digests(self, table: str, columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        query = _DIGESTS.format(table=table, columns=", ".join(columns), path=self._shares)
        return {int(row[0]): row[1:] for row in self._connection.execute(query).fetchall()}


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
