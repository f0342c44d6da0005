"""An evaluation for the terminal, in Chinese, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from catalog import Catalog
from pipeline.evaluation.phenomena import Phenomena
from pipeline.evaluation.report import Evaluation, Fault, Tally
from pipeline.wording import indicator_text, number_text

_SHARES = (
    ("scope", "范围正确"),
    ("period", "时期正确"),
    ("qualifier", "修饰正确"),
    ("span", "位置正确"),
    ("accounted", "数字全部交代"),
)


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain data; every tally with its recall, precision and F1."""
    data = asdict(evaluation)
    data["total"] = _tally(evaluation.total)
    for name in ("by_area", "by_phenomenon", "by_indicator"):
        data[name] = [_tally(tally) for tally in getattr(evaluation, name)]
    return data


def _tally(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"recall": tally.recall, "precision": tally.precision, "f1": tally.f1}


def renderables(evaluation: Evaluation, catalog: Catalog) -> Iterator[RenderableType]:
    """Totals, breakdowns, then the missed and the false facts with their sentences."""
    yield Text(totals(evaluation))
    yield tally_table("分领域", [*evaluation.by_area, evaluation.total])
    yield tally_table("分现象", evaluation.by_phenomenon)
    faulty = [tally for tally in evaluation.by_indicator if tally.missed or tally.false]
    right = len(evaluation.by_indicator) - len(faulty)
    if faulty:
        yield tally_table(f"分指标（另有 {right} 个指标全部正确，未列）", faulty)
    labels = Phenomena(catalog).labels
    yield from fault_lines("漏读", "系统判为", evaluation.misses, labels, catalog)
    yield from fault_lines("误读", "标注为", evaluation.false_facts, labels, catalog)
    yield from fault_lines("读对而另有出入", "出入", evaluation.differences, labels, catalog)


def totals(evaluation: Evaluation) -> str:
    """Recall, precision, F1 and the shares, as two lines."""
    total = evaluation.total
    first = (
        f"查全率 {percent(total.recall)}（{total.hits}/{total.hits + total.missed}）　"
        f"查准率 {percent(total.precision)}（误读 {total.false}）　F1 {percent(total.f1)}"
    )
    shares = ((label, getattr(evaluation, name)) for name, label in _SHARES)
    return (
        first + "\n" + "　".join(f"{label} {percent(share)}" for label, share in shares if share is not None)
    )


def tally_table(title: str, tallies: Sequence[Tally]) -> Table:
    """One row per heading."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("", min_width=18)
    for heading in ("应有", "读对", "漏读", "误读", "查全率", "查准率"):
        table.add_column(heading, justify="right")
    for tally in tallies:
        counts = (tally.hits + tally.missed, tally.hits, tally.missed, tally.false)
        style = "yellow" if tally.missed or tally.false else ""
        cells = (tally.label, *map(str, counts), percent(tally.recall), percent(tally.precision))
        table.add_row(*(Text(cell) for cell in cells), style=style)
    return table


def fault_lines(
    title: str, instead: str, faults: Sequence[Fault], labels: Any, catalog: Catalog
) -> Iterator[Text]:
    """A heading and two lines per fault."""
    if not faults:
        return
    yield Text(f"\n{title} {len(faults)} 处", style="bold")
    for fault in faults:
        shown = "、".join(labels[code] for code in fault.phenomena)
        name = indicator_text(catalog, fault.indicator_id)
        place = fault.doc if fault.start is None else f"{fault.doc}:{fault.start}"
        yield Text(f"  {place}  {name} = {number_text(fault.value)}  〔{shown}〕")
        yield Text(
            f"    {fault.sentence}" + (f"\n    {instead}：{fault.instead}" if fault.instead else ""),
            style="dim",
        )


def percent(share: float | None) -> str:
    """A share in percent with one decimal; a dash where there is none."""
    return "—" if share is None else f"{share * 100:.1f}%"
