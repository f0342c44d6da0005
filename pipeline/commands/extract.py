"""`nianjian extract`: what would be read from files; needs no home, writes only a page that is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import click

from catalog import load_catalog
from pipeline.annotated import annotated_page
from pipeline.commands.options import Exit, home_option
from pipeline.observation_table import print_table
from pipeline.preview import Preview, preview_paths

Form = Literal["jsonl", "table"]


@click.command()
@home_option
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the sender states about the files (csv or yaml).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    help="What to print. [default: table; nothing with --html]",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page of the texts with every number marked by what it is.",
)
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[Path, ...],
    manifest: Path | None,
    form: Form | None,
    page: Path | None,
) -> None:
    """What would be read from PATHS: a document and its observations per file."""
    if page and not page.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {page.parent}", param_hint="--html")
    catalog = load_catalog()
    refused = False
    kept: list[Preview] = []
    for preview in preview_paths(list(paths), manifest, catalog, on_problem=partial(click.echo, err=True)):
        refused |= preview.document["status"] == "refused"
        if page:
            kept.append(preview)
        if form == "jsonl":
            print_json(preview)
        elif form == "table" or not page:
            print_table(preview, catalog)
    if page:
        write_page(page, annotated_page(kept, catalog), kept)
    context.exit(Exit.SOME_QUARANTINED if refused else Exit.DONE)


def print_json(preview: Preview) -> None:
    """One JSON object a line: the document, then its observations in reading order."""
    for record in (preview.document, *preview.observations):
        click.echo(json.dumps(record, ensure_ascii=False, default=str))


def write_page(path: Path, html: str, previews: Sequence[Preview]) -> None:
    """Write the page whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(html, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"{path}：{len(previews)} 份材料", err=True)
