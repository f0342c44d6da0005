"""The command that holds two editions against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import click

from catalog import Catalog, load_catalog
from pipeline.clock import in_china
from pipeline.commands.options import home_of, home_option
from pipeline.errors import NotFound
from publishing.revisions import Comparing, DifferentYears, Revision, compare_editions
from publishing.store import RECORD


@click.command()
@home_option
@click.argument("older")
@click.argument("newer")
@click.pass_context
def diff(context: click.Context, older: str, newer: str) -> None:
    """What changed between two editions of a year, and why.

    OLDER and NEWER are like 2024/001 or 2024/latest, or the folder of an edition.
    """
    publications = home_of(context).publications
    folders = [edition_folder(publications, name) for name in (older, newer)]
    try:
        comparing = compare_editions(*folders)
    except DifferentYears as fault:
        raise click.UsageError(str(fault)) from fault
    click.echo("\n".join(revision_lines(comparing, load_catalog())))


def edition_folder(publications: Path, name: str) -> Path:
    """The folder of the edition that is named; raises :class:`NotFound` where there is none."""
    for folder in (publications / name, Path(name)):
        if (folder / RECORD).is_file():
            return folder
    known = sorted(
        str(record.parent.relative_to(publications)) for record in publications.glob(f"*/*/{RECORD}")
    )
    raise NotFound(f"没有版本“{name}”；已有的版本：{'、'.join(known) or '无'}")


def revision_lines(comparing: Comparing, catalog: Catalog) -> Iterator[str]:
    """The two editions, then every revision under its cause, in the order of the vocabulary."""
    for name, record in (("旧版", comparing.older), ("新版", comparing.newer)):
        known = f"{_moment(record['as_of'])}，目录 {record['catalog_version']}"
        yield f"{name}  {record['year']}年 {record['edition']}（{known}）"
    causes = list(catalog.vocabulary.vocabularies["revision_cause"])
    ordered = sorted(comparing.revisions, key=lambda revision: causes.index(revision.cause))
    for cause, group in groupby(ordered, key=lambda revision: revision.cause):
        revisions = list(group)
        yield f"{catalog.vocabulary.label('revision_cause', cause)}：{len(revisions)} 项"
        yield from (_line(revision, catalog) for revision in revisions)
    if not ordered:
        yield "各项数值与同比均无改变。"


def _moment(as_of: str | None) -> str:
    if as_of is None:
        return "尚未收到材料"
    return f"截至 {in_china(datetime.fromisoformat(as_of)):%Y-%m-%d %H:%M}"


def _line(revision: Revision, catalog: Catalog) -> str:
    change = catalog.vocabulary.label("revision_change", revision.change)
    where = f"{revision.region_name} {revision.indicator_zh}（{revision.scope_zh}）"
    source = "" if revision.source_name is None else f"　{revision.source_name}"
    return f"  {change}  {where}  {revision.before} → {revision.after}{source}"
