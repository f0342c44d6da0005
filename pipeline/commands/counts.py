"""The command on the counts by region and year that are kept under version control."""

from __future__ import annotations

from pathlib import Path

import click

from expectations.completeness import count_file
from pipeline.commands.options import home_of, home_option
from pipeline.counts import compared, counts_in_force

STATES = {"new": "新增", "grown": "增加", "fewer": "减少", "vanished": "消失"}


@click.command()
@home_option
@click.option(
    "--propose",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the counts of the warehouse in force to this file, to be reviewed and committed.",
)
@click.pass_context
def counts(context: click.Context, propose: Path | None) -> None:
    """What has changed in the number of figures by region and year since the counts that are expected."""
    home = home_of(context)
    changed = [one for one in compared(home) if one.state != "same"]
    for one in changed:
        before, now = (("—" if n is None else n) for n in (one.expected, one.found))
        click.echo(f"{one.region_code} {one.year}年 {STATES[one.state]}：{before} → {now}")
    if not changed:
        click.echo("各地各年指标数与预期一致。")
    if propose is not None:
        propose.write_text(count_file(counts_in_force(home)), encoding="utf-8")
        click.echo(f"已写入 {propose}，请核对后提交。")
