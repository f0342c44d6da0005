"""`nianjian extract`: what would be read from files; needs no home and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Grid

from catalog import load_catalog
from pipeline.commands.options import Exit, home_option
from pipeline.preview import Preview, preview_paths


@click.command()
@home_option
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="table", show_default=True)
@click.pass_context
def extract(context: click.Context, paths: tuple[Path, ...], manifest: Path | None, form: str) -> None:
    """What would be read from PATHS: a document and its observations per file."""
    refused = False
    for preview in preview_paths(list(paths), manifest, load_catalog()):
        refused |= preview.document["status"] == "refused"
        print_json(preview) if form == "jsonl" else print_table(preview)
    context.exit(Exit.SOME_QUARANTINED if refused else Exit.DONE)


def print_json(preview: Preview) -> None:
    """One JSON object a line: the document, then its observations in reading order."""
    for record in (preview.document, *preview.observations):
        click.echo(json.dumps(record, ensure_ascii=False, default=str))


def print_table(preview: Preview) -> None:
    """A table for the terminal; dates, markers and names are left to the JSON."""
    document = preview.document
    console = Console()
    place = document["region_name"] or "地区未定"
    console.rule(f"{document['source']} · {place} · {document['report_year'] or '年份未定'}")
    for reason in document["reasons"]:
        console.print(f"  {reason}", style="yellow", highlight=False)
    grid = Grid(box=None, pad_edge=False)
    for heading in ("指标", "数值", "单位", "口径", "时期", "判定", "原文"):
        grid.add_column(heading, overflow="fold")
    for row in _rows(preview.observations):
        grid.add_row(*row)
    console.print(grid)


def _rows(observations: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, ...]]:
    shown = {"fact", "undecided", "unmapped", "reference", "target"}
    for o in observations:
        if o["disposition"] not in shown:
            continue
        value = "" if o["value"] is None else f"{o['value']:g}"
        yield (
            o["indicator_id"] or "",
            value,
            o["unit"] or "",
            o["org_scope"] or "",
            o["period_type"] or "",
            o["disposition"],
            o["evidence"],
        )
