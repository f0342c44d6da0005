"""The commands that only look: explain and status."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table

from catalog import Catalog, load_catalog
from pipeline.clock import in_china
from pipeline.commands.options import home_of, home_option
from pipeline.errors import WarehouseMissing
from pipeline.explain import Chain
from pipeline.explain import explain as find_chains
from pipeline.status import StatusReport, received_submissions, report_status
from pipeline.warehouse import Row

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


def explanation(chain: Chain, catalog: Catalog) -> Iterator[str]:
    """One chain as lines: the value, its comparison, then every source with its place and sha256."""
    figure = chain.figure
    label = catalog.vocabulary.label
    head = f"{figure['region_name']}（{figure['region_code']}） {figure['year']}年 {figure['name_zh']}"
    yield f"{head} · {label('org_scope', figure['org_scope'])}"
    yield f"  数值      {_value(figure)}（{label('qualifier', figure['qualifier'] or 'exact')}）"
    if figure["held_back_reason"]:
        yield f"  暂不公布  {catalog.vocabulary.held_back_label(figure['held_back_reason'])}"
    yield f"  上年对比  {_comparison(figure, catalog)}"
    for number, observation in enumerate(chain.observations, start=1):
        yield from _source(number, observation, catalog)


def _value(row: Row) -> str:
    if row["value"] is None:
        low, high = row["value_low"], row["value_high"]
        return "无数值" if low is None and high is None else f"{low} ～ {high} {row['unit']}"
    return f"{row['value']:.10g} {row['unit']}"


def _comparison(figure: Row, catalog: Catalog) -> str:
    if figure["change"] is None and figure["change_points"] is None:
        reason = figure["refusal_reason"] or "no_previous_year"
        return f"不作对比：{catalog.vocabulary.refusal_label(reason)}"
    if figure["change_points"] is not None:
        return f"上年 {figure['previous_value']:.10g}，变化 {figure['change_points']:+.10g} 个百分点"
    rate = "" if figure["change_rate"] is None else f"，同比 {figure['change_rate']:+.1f}%"
    return f"上年 {figure['previous_value']:.10g}，增减 {figure['change']:+.10g}{rate}"


def _source(number: int, row: Row, catalog: Catalog) -> Iterator[str]:
    label = catalog.vocabulary.label
    reason = row["not_in_force_reason"]
    state = "采用" if reason is None else f"未采用：{label('not_in_force_reason', reason)}"
    period = label("period_type", row["period_type"])
    yield f"  来源 {number}    {state}"
    yield f"    原文    {row['evidence']}"
    yield f"    位置    {_place(row)}"
    yield f"    文件    {row['source_name']}（收到 {in_china(row['received_at']):%Y-%m-%d %H:%M}）"
    yield f"    sha256  {row['source_sha256']}"
    yield f"    观测    {row['observation_id']}（时期 {period}，把握 {row['confidence']:.2f}）"


def _place(row: Row) -> str:
    parts = []
    if row["sheet"]:
        parts.append(f"工作表 {row['sheet']} 单元格 {row['cell']}")
    elif row["cell"]:
        parts.append(f"表格单元格 {row['cell']}")
    if row["char_start"] is not None:
        parts.append(f"字符 {row['char_start']}–{row['char_end']}")
    return "，".join(parts)


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
    yield coverage
    attention = Table(title="待处理文件", title_justify="left")
    for heading in ("文件", "情况", "原因"):
        attention.add_column(heading, overflow="fold")
    for row in report.attention:
        attention.add_row(
            row["source_name"], label("receipt_outcome", row["status"]), "；".join(row["reasons"])
        )
    yield attention
    yield _quality_table(report, catalog)


def _quality_table(report: StatusReport, catalog: Catalog) -> Table:
    """The counts of the last build, and how many alerts concern whom."""
    table = Table(title="质量概况", title_justify="left")
    for heading in ("项目", "数量", "单位"):
        table.add_column(heading, justify="right" if heading == "数量" else "left", no_wrap=True)
    for row in report.quality:
        table.add_row(row["measure"], str(row["value"]), row["unit"])
    for addressee, count in report.alerts.items():
        table.add_row(f"提醒：{catalog.vocabulary.label('alert_addressee', addressee)}", str(count), "项")
    return table
