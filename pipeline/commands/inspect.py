"""The commands that only look: explain and status."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table

from catalog import Catalog, load_catalog
from pipeline.clock import in_china
from pipeline.commands.explanation import explanation
from pipeline.commands.options import home_of, home_option
from pipeline.errors import WarehouseMissing
from pipeline.explain import explain as find_chains
from pipeline.status import StatusReport, received_submissions, report_status

NOTHING_RECEIVED = "尚未收到材料"


@click.command()
@home_option
@click.argument("region")
@click.argument("year", type=int)
@click.argument("indicator")
@click.option("--scope", type=click.Choice(["own", "region", "system", "other"]), help="One scope only.")
@click.pass_context
def explain(context: click.Context, region: str, year: int, indicator: str, scope: str | None) -> None:
    """The chain from the published value of INDICATOR in REGION (code or name) and YEAR to its source."""
    chains = find_chains(home_of(context).promoted, region, year, indicator, scope)
    catalog = load_catalog()
    for chain in chains:
        click.echo("\n".join(explanation(chain, catalog)))


@click.command()
@home_option
@click.option("--year", type=int, help="One data year only.")
@click.pass_context
def status(context: click.Context, year: int | None) -> None:
    """Who owes a report, who has filed, what is late, quarantined or in review."""
    try:
        report = report_status(home_of(context), year)
    except WarehouseMissing:
        click.echo(without_warehouse(received_submissions(home_of(context))))
        return
    console = Console()
    for table in status_tables(report, load_catalog()):
        console.print(table)


def without_warehouse(submissions: int) -> str:
    """What there is to say before the first build."""
    if not submissions:
        return NOTHING_RECEIVED
    return f"已收到 {submissions} 份材料，尚未构建数据仓库：请运行 nianjian run 或 nianjian build。"


def status_tables(report: StatusReport, catalog: Catalog) -> Iterator[Table]:
    """The obligations by region and year, the files that ask for attention, and the counts of the build."""
    yield _coverage_table(report, catalog)
    yield _attention_table(report, catalog)
    yield _quality_table(report, catalog)


def _coverage_table(report: StatusReport, catalog: Catalog) -> Table:
    """What is due and what has come, by region and year."""
    label = catalog.vocabulary.label
    moment = NOTHING_RECEIVED if report.as_of is None else f"截至 {in_china(report.as_of):%Y-%m-%d}"
    coverage = Table(title=f"报送情况（{moment}）", title_justify="left")
    for heading in ("地区", "年度", "材料", "期限", "情况", "收到"):
        coverage.add_column(heading, no_wrap=heading != "材料", overflow="fold")
    for row in report.coverage:
        received = "" if row["received_at"] is None else f"{in_china(row['received_at']):%Y-%m-%d}"
        coverage.add_row(
            f"{row['region_name']}（{row['region_code']}）",
            str(row["year"]),
            label("submission_kind", row["kind"]),
            str(row["due_on"] or ""),
            label("coverage_status", row["status"]),
            received,
        )
    return coverage


def _attention_table(report: StatusReport, catalog: Catalog) -> Table:
    """The files that wait for somebody, with their reasons."""
    label = catalog.vocabulary.label
    attention = Table(title="待处理文件", title_justify="left")
    for heading in ("文件", "情况", "原因"):
        attention.add_column(heading, overflow="fold")
    for row in report.attention:
        attention.add_row(
            row["source_name"], label("receipt_outcome", row["status"]), "；".join(row["reasons"])
        )
    return attention


def _quality_table(report: StatusReport, catalog: Catalog) -> Table:
    """The counts of the last build, and how many alerts concern whom."""
    table = Table(title="质量概况", title_justify="left")
    for heading in ("项目", "数量", "单位"):
        table.add_column(heading, justify="right" if heading == "数量" else "left", no_wrap=True)
    for row in report.quality:
        table.add_row(row["measure"], str(row["value"]), row["unit"])
    for addressee, count in report.alerts.items():
        table.add_row(f"提醒：{catalog.vocabulary.label('alert_addressee', addressee)}", str(count), "项")
    if not report.are_counts_kept:
        table.add_row(catalog.vocabulary.label("gate_finding", "is_counted"), "", "")
    return table
