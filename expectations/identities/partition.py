"""Judges a whole warehouse in parts that fit in little memory, several processes at a time.

Everything that a rule puts side by side lies within one province (a bureau, its submissions, the regions
above and below), so provinces are judged by themselves; submissions that speak of several provinces keep
these together. The few rules that compare a region with all others get the figures in force of the whole
country, without texts. The tables are the same as those of :func:`expectations.identities.evaluate`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog, load_catalog
from expectations.identities.candidate import CandidateFigures, Share
from expectations.identities.figures import figures_of
from expectations.identities.framing import panel_of, region_panel, submission_panel
from expectations.identities.kept_verdicts import KeptVerdicts
from expectations.identities.layout import CODED_SCHEMA, held_table
from expectations.identities.registry import needs_country
from expectations.identities.report import SUBJECTS, judge_panel, tables_of
from expectations.identities.verdicts import PanelVerdicts

RESULTS, HOLDS = "identity_results.parquet", "identity_holds.parquet"

FIGURES_A_PART = 125_000
"""About what one process judges at a time; a part needs some 1 KB for each."""

PROCESSES = 2
_DICTIONARY_BYTES = 64 * 2**20
"""The names of all submissions of the country; with less, each row group would repeat them row by row."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one process judges: a share of the figures, and by which rules.

    Submissions are judged by all ``rules``, the figures in force by those ``of_regions``. Without a share
    the figures in force are those of the whole country, and no submission is judged.
    """

    candidate: Path
    folder: Path
    share: Share | None
    catalog_root: Path
    rules: tuple[str, ...]
    of_regions: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return "country" if self.share is None else str(self.share.number)


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
    with tempfile.TemporaryDirectory(dir=audit, prefix="parts-") as folder:
        parts = parts_of(candidate, Path(folder), catalog, switched_off, figures_a_part)
        verdicts = [verdict for judged in _verdicts_of(parts, kept) for verdict in judged]
    rules = list(catalog.identities)
    # Names are written as numbers and read as texts, whatever reads the file.
    with pq.ParquetWriter(
        audit / RESULTS, CODED_SCHEMA, store_schema=False, dictionary_pagesize_limit=_DICTIONARY_BYTES
    ) as writer:
        for table in tables_of(verdicts, rules, catalog):
            writer.write_table(table)
    by_subject = [verdict for subject in SUBJECTS for verdict in verdicts if verdict.subject == subject]
    pq.write_table(held_table(by_subject, rules), audit / HOLDS)


def parts_of(
    candidate: Path, folder: Path, catalog: Catalog, switched_off: Collection[str], figures_a_part: int
) -> tuple[Part, ...]:
    """The parts; the one of the whole country comes first: it takes longest."""
    rules = tuple(rule.id for rule in catalog.identities.values() if rule.id not in switched_off)
    country = tuple(rule_id for rule_id in rules if needs_country(catalog.identities[rule_id]))
    others = tuple(rule_id for rule_id in rules if rule_id not in country)
    with CandidateFigures(candidate, folder) as figures:
        shares = figures.shared_out(figures_a_part)
    if len(shares) == 1:
        return (Part(candidate, folder, shares[0], catalog.root, rules, rules),)
    parts = (Part(candidate, folder, share, catalog.root, rules, others) for share in shares)
    return (Part(candidate, folder, None, catalog.root, (), country), *parts)


def _verdicts_of(parts: Sequence[Part], kept: KeptVerdicts | None) -> list[list[PanelVerdicts]]:
    """The verdicts in the order of the parts, those that are kept and those that must be judged."""
    if kept is None:
        return list(_judged(parts))
    digests = [part.share.digest for part in parts if part.share is not None]
    keys = [_key(kept, part, digests) for part in parts]
    known = {key: verdicts for key in keys if (verdicts := kept.find(key)) is not None}
    missing = {key: part for key, part in zip(keys, parts, strict=True) if key not in known}
    for key, verdicts in zip(missing, _judged(list(missing.values())), strict=True):
        kept.keep(key, verdicts)
        known[key] = verdicts
    kept.forget_all_but(keys)
    return [known[key] for key in keys]


def _key(kept: KeptVerdicts, part: Part, digests: Sequence[str]) -> str:
    """The name of what the rules of a part say of its figures; the country has those of all parts."""
    own = digests if part.share is None else [part.share.digest]
    return kept.key(own, part.rules, part.of_regions)


def _judged(parts: Sequence[Part]) -> Iterator[list[PanelVerdicts]]:
    """The verdicts in the order of the parts; judged here where one is all, or no process may be started."""
    if len(parts) <= 1 or current_process().daemon:
        yield from map(judge_part, parts)
        return
    # Not forked: threads of DuckDB and Arrow do not survive that.
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        yield from pool.map(judge_part, parts)


def judge_part(part: Part) -> list[PanelVerdicts]:
    """What the rules say of one part."""
    catalog = load_catalog(part.catalog_root)
    with CandidateFigures(part.candidate, part.folder, threads=1) as source:
        if part.share is None:
            # Nothing keeps the table of the whole country once its columns are made.
            country = region_panel(source.in_force(), catalog)
            nobody = submission_panel(pa.table({}), catalog)
            return [judge_panel(country, nobody, part.of_regions, catalog)]
        figures = figures_of(source.submitted(part.share), catalog)
    submissions = panel_of(figures, "submission")
    regions = panel_of(figures.in_force().without_conflicts(), "region_year")
    return [
        judge_panel(submissions, submissions, part.rules, catalog),
        judge_panel(regions, submissions, part.of_regions, catalog),
    ]
