"""The observations of one file as a table for the terminal, in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from catalog import Catalog
from pipeline.preview import Preview
from pipeline.wording import DISPOSITIONS, Record, indicator_text, label, period_text, value_text

SHOWN = ("fact", "undecided", "reference", "target", "threshold", "unmapped")
"""Dates, names, ordinals and markers are counted below the table and left to the other formats."""

STYLES = {"undecided": "yellow", "unmapped": "red", "reference": "dim", "target": "dim", "threshold": "dim"}
PIPE_WIDTH = 160


def print_table(preview: Preview, catalog: Catalog) -> None:
    """Identity, reasons, figures and counts of one file."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    document = preview.document
    place = document["region_name"] or "地区未定"
    year = f"{document['report_year']}年" if document["report_year"] else "年份未定"
    status = label(catalog, "submission_status", document["status"])
    console.rule(Text(f"{document['source']} · {place} · {year} · {status}"), align="left")
    for reason in document["reasons"]:
        console.print(Text(f"  {reason}", style="yellow"))
    if preview.observations:
        console.print(observation_grid(preview.observations, catalog))
        console.print(Text(counts_text(preview.observations, catalog), style="dim"))


def observation_grid(records: Sequence[Record], catalog: Catalog) -> Table:
    """Facts and what is to be reviewed in reading order; then what was quoted; what is unmapped last."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("判定", "指标"):
        grid.add_column(heading, no_wrap=heading == "判定", max_width=26, overflow="fold")
    grid.add_column("数值", justify="right", no_wrap=True)
    grid.add_column("单位", no_wrap=True)
    for heading in ("范围", "时期"):
        grid.add_column(heading, max_width=22, overflow="fold")
    grid.add_column("把握", justify="right", no_wrap=True)
    grid.add_column("原文", overflow="ellipsis", no_wrap=True, ratio=1)
    for record in sorted((r for r in records if r["disposition"] in SHOWN), key=_group):
        grid.add_row(*_cells(record, catalog), style=STYLES.get(record["disposition"], ""))
    return grid


def counts_text(records: Sequence[Record], catalog: Catalog) -> str:
    """How many observations there are of each kind."""
    counts = Counter(record["disposition"] for record in records)
    kinds = "，".join(f"{label(catalog, 'disposition', d)} {counts[d]}" for d in DISPOSITIONS if counts[d])
    return f"共 {len(records)} 处：{kinds}"


def _group(record: Record) -> int:
    disposition = record["disposition"]
    return 0 if disposition in ("fact", "undecided") else 2 if disposition == "unmapped" else 1


def _cells(record: Record, catalog: Catalog) -> tuple[Text, ...]:
    # Text, not str: a square bracket of a report is no markup.
    cells = (
        label(catalog, "disposition", record["disposition"]),
        indicator_text(catalog, record["indicator_id"]),
        value_text(record) or label(catalog, "value_status", record["value_status"]),
        record["unit"] or "",
        label(catalog, "org_scope", record["org_scope"]),
        period_text(catalog, record),
        f"{record['confidence']:.2f}",
        " ".join(record["evidence"].split()),
    )
    return tuple(Text(cell) for cell in cells)
