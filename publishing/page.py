"""``index.html`` of an edition: self-contained, every figure linked to the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from publishing.by_region import RegionTable, region_tables
from publishing.comparison import Comparison, ComparisonRow
from publishing.coverage import reported_by_kind
from publishing.dates import in_chinese
from publishing.evidence import clause, place
from publishing.explanations import MARKS, explain
from publishing.footnotes import Footnotes, remark
from publishing.headline import HeadlineBlock, HeadlineRow, headline_blocks
from publishing.labels import Labels
from publishing.templating import render
from publishing.tidy import published_sources
from publishing.wording import (
    Printed,
    figure_words,
    in_prose,
    missing_word,
    printed_change,
    printed_comparison,
    printed_figure,
)

FILES: tuple[tuple[str, str], ...] = (
    ("comparison.xlsx", "年度对比工作簿"),
    ("comparison.csv", "全部数据（CSV，UTF-8）"),
    ("comparison.parquet", "全部数据（Parquet）"),
    ("sources.csv", "逐项出处（CSV，UTF-8）"),
    ("summary.docx", "年度综述（Word）"),
    ("edition.json", "本版说明（JSON）"),
)

Context = dict[str, object]


def edition_page(comparison: Comparison, catalog: Catalog, edition: str, digest: str) -> str:
    """The page of an edition."""
    labels = Labels(catalog)
    return render(
        "edition.html.j2",
        year=comparison.year,
        edition=edition,
        digest=digest,
        catalog_version=comparison.catalog_version,
        explanations=explain(comparison, catalog),
        marks=MARKS,
        files=FILES,
        kinds=_kinds(comparison, labels),
        coverage=list(_coverage(comparison, labels)),
        blocks=[_block(block, comparison, labels) for block in headline_blocks(comparison, catalog)],
        region_tables=[_table(table, comparison, labels) for table in region_tables(comparison, catalog)],
        held_back=list(_held_back(comparison, labels)),
        sources=list(_sources(comparison, labels)),
    )


def _kinds(comparison: Comparison, labels: Labels) -> list[Context]:
    return [
        {"label": labels.label("submission_kind", kind), "fraction": count.fraction}
        for kind, count in reported_by_kind(comparison).items()
    ]


def _coverage(comparison: Comparison, labels: Labels) -> Iterator[Context]:
    for row in comparison.coverage:
        yield {
            "region": row.region,
            "kind": labels.label("submission_kind", row.kind),
            "due_on": in_chinese(row.due_on),
            "status": labels.label("coverage_status", row.status),
            "received_at": in_chinese(row.received_at),
        }


def _block(block: HeadlineBlock, comparison: Comparison, labels: Labels) -> Context:
    notes = Footnotes(labels, comparison.year)
    areas = [
        {
            "label": labels.area(area.area),
            "lines": [_headline_line(line, comparison, notes) for line in area.lines],
            "missing": area.missing_said(missing_word(block.region, comparison)),
        }
        for area in block.areas
    ]
    return {
        "region": block.region,
        "scope": labels.scope(block.scope),
        "areas": areas,
        "notes": notes.lines(),
    }


def _headline_line(line: HeadlineRow, comparison: Comparison, notes: Footnotes) -> Context:
    named: Context = {"label": line.label, "is_part": line.depth > 0, "unit": line.indicator.display_unit}
    return {**named, **_figures(line.row, comparison, notes)}


def _table(table: RegionTable, comparison: Comparison, labels: Labels) -> Context:
    notes = Footnotes(labels, comparison.year)
    lines = [
        {"region": row.region, "scope": labels.scope(row.scope), **_figures(row, comparison, notes)}
        for row in table.rows
    ]
    unlisted = table.absent_count if not table.absences else 0
    return {
        "position": table.position,
        "name": table.indicator.name_zh,
        "unit": table.indicator.display_unit,
        "lines": lines,
        "absences": table.absences,
        "notes": (*notes.lines(), *((f"另有{unlisted}个地区未报送本指标。",) if unlisted else ())),
    }


def _figures(row: ComparisonRow, comparison: Comparison, notes: Footnotes) -> Context:
    words, mark = figure_words(row, comparison), notes.mark(row)
    compared = printed_comparison(row)
    return {
        "current": _shown(words.current),
        "previous": _shown(words.previous),
        "change": _shown(printed_change(row)),
        "compared": _shown(compared, mark),
        "remark": remark(row),
        "observation_id": row.current.observation_id if row.current else None,
        "previous_observation_id": row.previous.observation_id if row.previous else None,
    }


def _shown(printed: Printed, mark: str = "") -> Context:
    return {
        "text": printed.text + mark,
        "is_number": printed.number is not None or any(c.isdigit() for c in printed.text),
    }


def _held_back(comparison: Comparison, labels: Labels) -> Iterator[Context]:
    for row in comparison.held_back:
        yield {
            "indicator": row.indicator.name_zh,
            "region": row.region,
            "scope": labels.scope(row.scope),
            "reason": labels.held_back(row.held_back_reason or ""),
        }


def _sources(comparison: Comparison, labels: Labels) -> Iterator[Context]:
    """The published figures' sources, grouped by region in code order."""
    groups: dict[str, list[Context]] = {}
    regions = {region.code: region for region in comparison.regions}
    for year, row, figure, source in published_sources(comparison):
        groups.setdefault(row.region.code, []).append(
            {
                "year": year,
                "indicator": row.indicator.name_zh,
                "scope": labels.scope(row.scope),
                "printed": in_prose(figure, row.indicator) or printed_figure(figure, row.indicator).text,
                "clause": clause(source),
                "place": place(source),
                "source_name": source.source_name,
                "sha256": source.sha256,
                "observation_id": source.observation_id,
            }
        )
    for code in sorted(groups):
        yield {"region": regions[code], "entries": groups[code]}
