"""The commands that set right what was received: reprocess, withdraw, quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from catalog import Catalog, load_catalog
from ingestion.landing import LandingStore, Quarantined, quarantined
from pipeline.batches import receipt_book
from pipeline.clock import in_china
from pipeline.commands.options import Exit, home_of, home_option
from pipeline.naming import SHORTEST, UnknownSubmission, named_submission, named_submissions
from pipeline.reprocess import Reread
from pipeline.reprocess import reprocess as read_again
from pipeline.settings import Home
from pipeline.withdraw import Withdrawal
from pipeline.withdraw import withdraw as take_back

SHOWN_DIGITS = 12
SHORT_NAME = f"SHA256 may be shortened to its first digits, at least {SHORTEST}."
TO_BE_BUILT = "运行 nianjian run 或 nianjian build 后，数据仓库和年度对比才随之更新。"


def not_found(context: click.Context, unknown: UnknownSubmission) -> None:
    """Say which name means no submission, and that nothing was done."""
    click.echo(f"{unknown}；未作任何改动。", err=True)
    context.exit(Exit.NOT_FOUND)


@click.command(epilog=SHORT_NAME)
@home_option
@click.argument("names", metavar="[SHA256]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every submission that is not withdrawn.")
@click.pass_context
def reprocess(context: click.Context, names: tuple[str, ...], everything: bool) -> None:
    """Read landed files again after a change of catalogue or code; what reads the same is left alone."""
    if everything == bool(names):
        raise click.UsageError("name submissions by their SHA256, or all of them with --all")
    home = home_of(context)
    try:
        chosen = None if everything else named_submissions(names, receipt_book(home).submissions())
    except UnknownSubmission as unknown:
        not_found(context, unknown)
        return
    rereads = tuple(read_again(home, chosen))
    print_rereads(rereads, load_catalog(), with_unchanged=not everything)
    context.exit(Exit.SOME_QUARANTINED if any(r.could_not_be_read for r in rereads) else Exit.DONE)


def print_rereads(rereads: Sequence[Reread], catalog: Catalog, with_unchanged: bool) -> None:
    """A line for each submission, then how many came to what."""
    for reread in rereads:
        if with_unchanged or reread.result != "unchanged":
            click.echo(_line(reread, catalog))
    counts: Counter[str] = Counter(reread.result for reread in rereads)
    results = catalog.vocabulary.vocabularies["reprocess_result"].items()
    words = "，".join(f"{entry.label} {counts[code]}" for code, entry in results if counts[code])
    click.echo(f"共 {len(rereads)} 份：{words}" if words else "尚未收到任何材料")
    if counts["read_again"] or counts["released"]:
        click.echo(TO_BE_BUILT)


def _line(reread: Reread, catalog: Catalog) -> str:
    label = catalog.vocabulary.label("reprocess_result", reread.result)
    reasons = f"　{'；'.join(reread.reasons)}" if reread.reasons else ""
    return f"{label}　{reread.source_name}（{reread.submission_id[:SHOWN_DIGITS]}）{reasons}"


@click.command(epilog=SHORT_NAME)
@home_option
@click.argument("name", metavar="SHA256")
@click.option("--reason", required=True, help="Why the bureau takes it back; kept with the receipt.")
@click.pass_context
def withdraw(context: click.Context, name: str, reason: str) -> None:
    """Take a submission back at its bureau's word: it is kept and no longer in force."""
    if not reason.strip():
        raise click.BadParameter("say why it is taken back", param_hint="--reason")
    home = home_of(context)
    try:
        submission = named_submission(name, receipt_book(home).submissions())
    except UnknownSubmission as unknown:
        not_found(context, unknown)
        return
    print_withdrawal(take_back(home, submission, reason.strip(), withdrawn_at=datetime.now(UTC)))


def print_withdrawal(withdrawal: Withdrawal) -> None:
    """Say what was withdrawn, or that it had been before."""
    receipt = withdrawal.receipt
    what = f"{receipt.source_name}（{receipt.submission_id[:SHOWN_DIGITS]}）"
    why = "；".join(receipt.reasons)
    if not withdrawal.is_new:
        moment = in_china(receipt.received_at)
        click.echo(f"{what}已于 {moment:%Y-%m-%d %H:%M} 撤回（{why}），未作任何改动。")
        return
    click.echo(f"已撤回　{what}　{why}")
    click.echo("原始文件和以往读数保留，不再采用；报送单位附新的清单说明重新报送同一文件后恢复。")
    if withdrawal.left_quarantine:
        click.echo("该材料已移出隔离区。")
    click.echo(TO_BE_BUILT)


@click.group()
@home_option
def quarantine() -> None:
    """The submissions that could not be read: look at them, or try again."""


@quarantine.command("list")
@home_option
@click.pass_context
def quarantine_list(context: click.Context) -> None:
    """Every submission in quarantine, with the reason."""
    records = quarantined(home_of(context).root)
    if not records:
        click.echo("隔离区中没有材料。")
        return
    Console().print(quarantine_table(records))


def quarantine_table(records: Iterable[Quarantined]) -> Table:
    """The records as a table, in the order of their receipt."""
    table = Table(title="隔离区", title_justify="left")
    table.add_column("sha256", no_wrap=True)
    table.add_column("收到", no_wrap=True)
    table.add_column("文件", overflow="fold")
    table.add_column("原因", overflow="fold")
    for record in records:
        digits = record.submission_id[:SHOWN_DIGITS]
        table.add_row(digits, _day(record), record.source_name, record.reason)
    return table


def _day(record: Quarantined) -> str:
    return f"{in_china(datetime.fromisoformat(record.received_at)):%Y-%m-%d}"


@quarantine.command("show", epilog=SHORT_NAME)
@home_option
@click.argument("name", metavar="SHA256")
@click.pass_context
def quarantine_show(context: click.Context, name: str) -> None:
    """One submission in quarantine: what came when, why it was refused, what can be done."""
    home = home_of(context)
    try:
        record = quarantine_record(home, name)
    except UnknownSubmission as unknown:
        not_found(context, unknown)
        return
    click.echo(f"文件名    {record.source_name}")
    click.echo(f"收到时间  {in_china(datetime.fromisoformat(record.received_at)):%Y-%m-%d %H:%M:%S}")
    click.echo(f"原因      {record.reason}")
    click.echo(f"代码      {record.code}")
    click.echo(f"sha256    {record.submission_id}")
    click.echo(f"原始文件  {LandingStore(home.root).path_of(record.submission_id)}")
    click.echo(f"重新读取  nianjian quarantine release {record.submission_id[:SHOWN_DIGITS]}")


def quarantine_record(home: Home, name: str) -> Quarantined:
    """The record that a person means; raises :class:`UnknownSubmission` where none in quarantine is."""
    records = {record.submission_id: record for record in quarantined(home.root)}
    try:
        return records[named_submission(name, records)]
    except UnknownSubmission as unknown:
        raise UnknownSubmission(f"隔离区：{unknown}") from unknown


@quarantine.command("release", epilog=SHORT_NAME)
@home_option
@click.argument("name", metavar="SHA256")
@click.pass_context
def quarantine_release(context: click.Context, name: str) -> None:
    """Take a submission out of quarantine by reading it again; it stays where that fails."""
    home = home_of(context)
    try:
        submission = quarantine_record(home, name).submission_id
    except UnknownSubmission as unknown:
        not_found(context, unknown)
        return
    rereads = tuple(read_again(home, [submission], by_hand=True))
    print_rereads(rereads, load_catalog(), with_unchanged=True)
    context.exit(Exit.SOME_QUARANTINED if any(r.could_not_be_read for r in rereads) else Exit.DONE)
