"""`nianjian review`: the review queue as a workbook, and the decisions back."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from catalog import Catalog, load_catalog
from pipeline.commands.corrections import TO_BE_BUILT
from pipeline.commands.options import Exit, home_of, home_option
from pipeline.review.answers import Refused
from pipeline.review.applying import Applied, apply_workbook
from pipeline.review.exporting import export_queue


@click.group()
@home_option
def review() -> None:
    """The review queue as a workbook, and the decisions back."""


@review.command("export")
@home_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def review_export(context: click.Context, file: Path) -> None:
    """Write the open items of the review queue into the workbook FILE."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{file}: the workbook is an .xlsx file")
    if not file.absolute().parent.is_dir():
        raise click.UsageError(f"no such folder: {file.absolute().parent}")
    export = export_queue(home_of(context), file)
    click.echo(f"已导出待审核 {len(export.items)} 项　{file}")


@review.command("apply")
@home_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def review_apply(context: click.Context, file: Path) -> None:
    """Apply the decisions of the workbook FILE, all or none."""
    try:
        applied = apply_workbook(home_of(context), file, decided_at=datetime.now(UTC))
    except Refused as refused:
        for fault in refused.faults:
            click.echo(fault, err=True)
        click.echo(f"有 {len(refused.faults)} 处不符，未导入任何意见。", err=True)
        context.exit(Exit.USAGE)
    print_applied(applied, load_catalog())


def print_applied(applied: Applied, catalog: Catalog) -> None:
    """How many decisions of which kind, what was read again, which notices were written."""
    if not applied.decisions:
        click.echo("工作簿中没有填写处理意见，未作任何改动。")
        return
    counts = Counter(decision.decision for decision in applied.decisions)
    kinds = catalog.vocabulary.vocabularies["review_decision"].items()
    words = "，".join(f"{term.label} {counts[code]}" for code, term in kinds if counts[code])
    click.echo(f"已导入 {len(applied.decisions)} 条意见：{words}")
    for reread in applied.rereads:
        result = catalog.vocabulary.label("reprocess_result", reread.result)
        click.echo(f"{result}　{reread.source_name}")
    for notice in applied.notices:
        click.echo(f"退回修改通知　{notice}")
    click.echo(TO_BE_BUILT)
