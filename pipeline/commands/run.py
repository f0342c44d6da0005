"""The commands that change something: run, ingest, build, publish."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.build import build_warehouse, parse_as_of
from pipeline.clock import START_OF_RECORDS
from pipeline.commands.options import Exit, home_of, home_option
from pipeline.console import Progress, print_outcomes, print_run_summary
from pipeline.ingest import ingest_paths
from pipeline.publish import publish_changed_years, publish_year

EXISTING_PATH = click.Path(exists=True, path_type=Path)


@click.command()
@home_option
@click.option(
    "--inbox",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the submissions. [default: inbox/ of the home]",
)
@click.pass_context
def run(context: click.Context, inbox: Path | None) -> None:
    """The whole pipeline in one process: ingest, build, publish."""
    home = home_of(context)
    folder = inbox or home.inbox
    if not folder.is_dir():
        raise click.UsageError(f"no inbox at {folder}: name one with --inbox")
    with Progress(total=3) as progress:
        progress.advance("接收并读取报送材料 ingest")
        report = ingest_paths(home, [folder], manifest=None, received_at=datetime.now(UTC))
        progress.advance("构建并检查数据仓库 build")
        build_warehouse(home, as_of=None, again=False)
        progress.advance("发布年度对比 publish")
        publish_changed_years(home)
    print_run_summary(home, report.problems)
    context.exit(Exit.SOME_QUARANTINED if report.quarantined else Exit.DONE)


@click.command()
@home_option
@click.argument("paths", nargs=-1, required=True, type=EXISTING_PATH)
@click.option("--manifest", type=EXISTING_PATH, help="What the sender states about the files (csv or yaml).")
@click.pass_context
def ingest(context: click.Context, paths: tuple[Path, ...], manifest: Path | None) -> None:
    """Land, read, identify and extract PATHS; print an outcome per file."""
    report = ingest_paths(home_of(context), list(paths), manifest, received_at=datetime.now(UTC))
    print_outcomes(report)
    context.exit(Exit.SOME_QUARANTINED if report.quarantined else Exit.DONE)


@click.command()
@home_option
@click.option("--as-of", metavar="DATE", help="Build what was known on this day (or at this ISO time).")
@click.option(
    "--anew", is_flag=True, help="Use nothing that earlier builds left; takes longer, gives the same."
)
@click.pass_context
def build(context: click.Context, as_of: str | None, anew: bool) -> None:
    """Build a candidate warehouse with dbt, run the gates, promote it."""
    try:
        moment = parse_as_of(as_of)
    except ValueError as wrong:
        raise click.BadParameter(f"{as_of!r} is no ISO date or time", param_hint="--as-of") from wrong
    promoted = build_warehouse(home_of(context), moment, anew=anew)
    known = (
        promoted.as_of.isoformat()
        if promoted.as_of > START_OF_RECORDS
        else "the beginning: nothing was received"
    )
    click.echo(f"promoted {promoted.path} as of {known}")


@click.command()
@home_option
@click.option("--year", type=int, required=True, help="The data year.")
@click.pass_context
def publish(context: click.Context, year: int) -> None:
    """Make an edition of the yearly comparison and the annual summary."""
    edition = publish_year(home_of(context), year)
    click.echo(f"{'new edition' if edition.created else 'unchanged, the edition in force is'} {edition.path}")
