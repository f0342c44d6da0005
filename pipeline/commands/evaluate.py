"""`nianjian evaluate`: how well reports are read, held against gold annotations."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from catalog import load_catalog
from pipeline.commands.options import home_option
from pipeline.evaluation import GoldFault, read_gold
from pipeline.evaluation import evaluate as compare
from pipeline.evaluation.display import as_json, renderables
from pipeline.evaluation.reading import read_reports, reports_folder

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
PIPE_WIDTH = 160


@click.command()
@home_option
@click.argument("gold_dir", type=FOLDER)
@click.option("--reports", type=FOLDER, help="Folder of the reports. [default: reports beside GOLD_DIR]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(gold_dir: Path, reports: Path | None, form: str) -> None:
    """Recall and precision of the reading against GOLD_DIR, in parts, with every error and its sentence."""
    catalog = load_catalog()
    try:
        gold = read_gold(gold_dir)
        read = read_reports(reports_folder(gold_dir, reports), gold.documents, catalog)
    except GoldFault as fault:
        raise click.UsageError(str(fault)) from fault
    evaluation = compare(gold, read.observations, read.texts, catalog)
    if form == "json":
        click.echo(json.dumps(as_json(evaluation), ensure_ascii=False, indent=1))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    for part in renderables(evaluation, catalog):
        console.print(part, soft_wrap=not hasattr(part, "columns"))
