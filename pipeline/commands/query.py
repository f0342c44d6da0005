"""`nianjian query`: SQL over the promoted warehouse, answered in the terminal."""

from __future__ import annotations

import csv
import io
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.options import home_of, home_option
from pipeline.query import Answer, QueryRefused, answered
from pipeline.wording import number_text

PIPE_WIDTH = 200
NUMBERS = (int, float, Decimal)


@click.command()
@home_option
@click.argument("sql")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Rows of a table.")
@click.pass_context
def query(context: click.Context, sql: str, form: str, limit: int) -> None:
    """Answer SQL (- reads it from standard input) from the promoted warehouse, read-only.

    Tables of the schema marts need no prefix: nianjian query "select * from fct_cases".
    """
    text = sys.stdin.read() if sql == "-" else sql
    try:
        with answered(home_of(context).promoted, text) as answer:
            WRITERS[form](answer, limit)
    except QueryRefused as failure:
        raise click.UsageError(str(failure)) from failure


def print_table(answer: Answer, limit: int) -> None:
    """At most ``limit`` rows as a table, and how many more there are."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    shown = list(itertools.islice(answer.rows, limit))
    console.print(answer_table(answer.columns, shown))
    rest = sum(1 for _ in answer.rows)
    more = f"，另有 {rest} 行未显示（--limit 或 --format csv）" if rest else ""
    console.print(Text(f"{len(shown)} 行{more}"))


def answer_table(columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Table:
    """The rows under their column names; numbers to the right, a missing value left empty."""
    found = list(rows)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        is_number = any(isinstance(row[place], NUMBERS) for row in found)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in found:
        table.add_row(*(Text(_cell(value)) for value in row))
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    return number_text(float(value)) if isinstance(value, (float, Decimal)) else str(value)


def print_csv(answer: Answer, limit: int) -> None:
    """Every row as comma-separated values under a line of column names."""
    for line in csv_lines(itertools.chain([answer.columns], answer.rows)):
        click.echo(line)


def csv_lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """One line a row, quoted where needed."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()


def print_jsonl(answer: Answer, limit: int) -> None:
    """Every row as a JSON object; dates and times in ISO notation."""
    for row in answer.rows:
        pairs = dict(zip(answer.columns, row, strict=True))
        click.echo(json.dumps(pairs, ensure_ascii=False, default=_json))


def _json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


WRITERS: dict[str, Callable[[Answer, int], None]] = {
    "table": print_table,
    "csv": print_csv,
    "jsonl": print_jsonl,
}
