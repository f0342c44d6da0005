"""Judges a whole warehouse in parts that fit in little memory, several processes at a time.

Everything that a rule puts side by side lies within one province (a bureau, its submissions, the regions
above and below), so provinces are judged by themselves; submissions that speak of several provinces keep
these together. The few rules that compare a region with all others get the figures in force of the whole
country, without texts; what they say of a year follows from it and the years shortly before it. The tables
are the same as those of :func:`expectations.identities.evaluate`.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import current_process, get_context
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from catalog import Catalog
from expectations.identities.candidate import CandidateFigures, Holdings
from expectations.identities.judging import ByKey, Part, judge_part, sorted_years, window_of
from expectations.identities.kept_verdicts import KeptVerdicts
from expectations.identities.layout import CODED_SCHEMA, NAMES, held_table
from expectations.identities.registry import needs_country
from expectations.identities.report import SUBJECTS, tables_of
from expectations.identities.verdicts import PanelVerdicts
from expectations.readiness import get_ready

RESULTS, HOLDS = "identity_results.parquet", "identity_holds.parquet"

FIGURES_A_PART = 250_000
"""About what one process judges at a time; a part needs some 1 KB for each."""

YEARS_A_PART = 4
"""How many years of the country are judged at a time, beside those that they are held against."""

_WRITTEN: Mapping[str, Any] = {
    "compression": "lz4",
    "write_statistics": False,
    "store_schema": False,
    "use_dictionary": [*NAMES, "year"],
    "dictionary_pagesize_limit": 64 * 2**20,
}
"""How results are written: names as numbers, which are read as texts, whatever reads the file; it is always
read whole. With a smaller dictionary each row group would repeat the names of submissions row by row. Other
texts hardly repeat, and to find that out takes as long as writing all the rest."""


def judge_warehouse(
    candidate: Path,
    audit: Path,
    catalog: Catalog,
    switched_off: Collection[str] = (),
    figures_a_part: int = FIGURES_A_PART,
    kept: KeptVerdicts | None = None,
) -> None:
    """Judge the figures of the candidate and write the two audit tables into ``audit``.

    Parts whose verdicts are ``kept`` from an earlier build are not judged again.
    """
    audit.mkdir(parents=True, exist_ok=True)
    kept = kept or KeptVerdicts(None, "")
    with (
        tempfile.TemporaryDirectory(dir=audit, prefix="parts-") as folder,
        CandidateFigures(candidate) as figures,
    ):
        parts = parts_of(figures.holdings(figures_a_part), Path(folder), catalog, switched_off, kept)
        known = _verdicts(parts, figures, Path(folder), kept)
    kept.forget_all_but(known)
    _write(audit, [verdict for part in parts for key in part.keys for verdict in known[key]], catalog)


def _verdicts(
    parts: Sequence[Part], figures: CandidateFigures, folder: Path, kept: KeptVerdicts
) -> dict[str, list[PanelVerdicts]]:
    """The verdicts on all parts by their keys; those that are not kept are judged, and kept."""
    known = kept.find_all(key for part in parts for key in part.keys)
    missing = [left for part in parts if (left := part.without(known)).keys]
    with _pool(missing) as pool:
        _lay_out(figures, folder, missing)
        found = _judged(missing, pool)
    for part in missing:
        known |= kept.keep_all(dict(zip(part.keys, found[part], strict=True)))
    return known


def parts_of(
    holdings: Holdings, folder: Path, catalog: Catalog, switched_off: Collection[str], kept: KeptVerdicts
) -> tuple[Part, ...]:
    """The parts, those of the whole country first: one process judges them, as they need most memory."""
    rules = tuple(rule.id for rule in catalog.identities.values() if rule.id not in switched_off)
    country = tuple(rule_id for rule_id in rules if needs_country(catalog.identities[rule_id]))
    is_whole = len(holdings.shares) == 1
    others = rules if is_whole else tuple(rule_id for rule_id in rules if rule_id not in country)
    shares = [
        Part(folder, catalog.root, rules, others, (kept.key([s.digest], rules, others),), share=s.number)
        for s in holdings.shares
    ]
    years = [] if is_whole else sorted_years(holdings.years)
    keys = [kept.key(_behind(year, holdings.years), country) for year in years]
    windows = (slice(cut, cut + YEARS_A_PART) for cut in range(0, len(years), YEARS_A_PART))
    of_years = [
        Part(folder, catalog.root, (), country, tuple(keys[own]), years=tuple(years[own])) for own in windows
    ]
    return (*of_years, *shares)


def _behind(year: int | None, digests: Mapping[int | None, str]) -> list[str]:
    """What the verdicts on a year of the country follow from: that year and those before it."""
    return [repr((year, *(digests.get(own) for own in window_of(year))))]


def _lay_out(figures: CandidateFigures, folder: Path, parts: Sequence[Part]) -> None:
    """Lay out what is needed to judge the parts."""
    if not parts:
        return
    years = {own for part in parts for year in part.years for own in window_of(year)}
    figures.lay_out(folder, [part.share for part in parts if part.share is not None], years)
    # What it holds is needed no more, and judging takes memory.
    figures.close()


@contextmanager
def _pool(parts: Sequence[Part]) -> Iterator[Executor | None]:
    """A process that gets ready meanwhile; none where one part is all, or no process may be started."""
    if len(parts) <= 1 or current_process().daemon:
        yield None
        return
    # Not forked: threads of DuckDB and Arrow do not survive that.
    context = get_context("spawn")
    with ProcessPoolExecutor(1, context, get_ready, (parts[0].catalog_root,)) as pool:
        pool.submit(bool)  # The process starts with the first task, not with the pool.
        yield pool


def _judged(parts: Sequence[Part], pool: Executor | None) -> dict[Part, ByKey]:
    """The verdicts of all parts, by their keys.

    The other process takes parts from the beginning, one at a time; this one takes them from the end.
    """
    left = deque(parts)
    with ThreadPoolExecutor(1) as beside:
        other = pool and beside.submit(_judged_by, partial(_judged_there, pool), left, deque.popleft)
        found = _judged_by(judge_part, left, deque.pop)
        return found | other.result() if other else found


def _judged_there(pool: Executor, part: Part) -> ByKey:
    try:
        return pool.submit(judge_part, part).result()
    except BrokenProcessPool as ended:
        raise BrokenProcessPool(
            f"the process that judged part {part.name} of the figures ended before it was done, as it does "
            "where memory runs out: build again with more memory free"
        ) from ended


def _judged_by(
    judge: Callable[[Part], ByKey], left: deque[Part], take: Callable[[deque[Part]], Part]
) -> dict[Part, ByKey]:
    """What one of several judges says of the parts that it takes until none is left.

    Where one part cannot be judged nothing is written, so none is left to the other judges either.
    """
    found: dict[Part, ByKey] = {}
    while True:
        try:
            part = take(left)
        except IndexError:
            return found
        try:
            found[part] = judge(part)
        except BaseException:
            left.clear()
            raise


def _write(audit: Path, verdicts: Sequence[PanelVerdicts], catalog: Catalog) -> None:
    rules = list(catalog.identities)
    with (
        pq.ParquetWriter(audit / RESULTS, CODED_SCHEMA, **_WRITTEN) as writer,
        ThreadPoolExecutor(1) as beside,
    ):
        # A table is written while the next one is laid out.
        deque(beside.map(writer.write_table, tables_of(verdicts, rules, catalog)), maxlen=0)
    by_subject = [verdict for subject in SUBJECTS for verdict in verdicts if verdict.subject == subject]
    pq.write_table(held_table(by_subject, rules), audit / HOLDS)
