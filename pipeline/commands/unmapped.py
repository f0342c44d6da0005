"""`nianjian unmapped`: the phrases around quantities without an indicator, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from catalog import Catalog, load_catalog
from pipeline.commands.options import home_of, home_option
from pipeline.preview import preview_paths
from pipeline.unmapped import Phrase, Report, rank_unmapped, reports_of_home
from pipeline.wording import number_text

PIPE_WIDTH = 140


@click.command()
@home_option
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--top", type=click.IntRange(min=1), default=50, show_default=True, help="How many to print.")
@click.pass_context
def unmapped(context: click.Context, paths: tuple[Path, ...], top: int) -> None:
    """The quantities of PATHS (of everything received, where none is given) that no indicator covers."""
    catalog = load_catalog()
    reports = list(_reports_at(paths, catalog) if paths else reports_of_home(home_of(context)))
    phrases = rank_unmapped(reports, catalog)
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    console.print(phrase_table(phrases[:top]))
    mentions = sum(phrase.mentions for phrase in phrases)
    console.print(Text(f"{len(reports)} 份材料，未收录 {mentions} 处，短语 {len(phrases)} 个"))


def _reports_at(paths: Sequence[Path], catalog: Catalog) -> Iterator[Report]:
    for preview in preview_paths(list(paths), None, catalog):
        if preview.document["status"] == "refused":
            click.echo(f"{preview.document['source']}：{'；'.join(preview.document['reasons'])}", err=True)
        else:
            yield preview.document["source"], preview.observations


def phrase_table(phrases: Sequence[Phrase]) -> Table:
    """One row per phrase."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("短语", max_width=48, overflow="fold")
    for heading in ("份数", "处数", "合计"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("例句", ratio=1, no_wrap=True, overflow="ellipsis")
    for rank, phrase in enumerate(phrases, start=1):
        counts = (str(phrase.reports), str(phrase.mentions), number_text(phrase.magnitude))
        table.add_row(*(Text(cell) for cell in (str(rank), phrase.text, *counts, phrase.example)))
    return table
