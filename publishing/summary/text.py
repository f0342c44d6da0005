"""The annual summary as text: what is said, in which order, before any layout."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog
from publishing.comparison import FILED, SCOPE_ORDER, Comparison, Region
from publishing.explanations import SAMPLE_NOTICE, Explanations, explain
from publishing.labels import Labels
from publishing.summary.moulds import Mould, Moulds, read_moulds, without_secondary
from publishing.summary.sentences import Rows, by_scope, sentence, speakable

LEVELS: tuple[str, ...] = ("province", "city", "county", "local")
PROSE_SCOPES: tuple[str, ...] = SCOPE_ORDER[:3]
LISTED_BODIES = 6
"""More bodies than this are left to the tables: the summary has two pages."""
LINE_LENGTH, TWO_PAGES, LAST_HALF_WIDTH = 28, 44, 0xFF
ORDINALS = "一二三四五六七八九十"
ATTACHMENTS: tuple[str, ...] = ("主要指标对比表", "分地区数据表", "数据来源表")
SCOPES_AND_METHOD = (
    "本级与全域等不同统计范围的数据分别列出，不混合，不相加。同比只在统计范围、统计期间、统计口径和行政区划相同时计算；"
    "上年数为零或不足10的，只列增减量。部分数据因单位取舍产生的计算误差，均未作机械调整。"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the summary: paragraphs, or sub-headed paragraphs."""

    heading: str
    paragraphs: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class SummaryText:
    """The whole summary."""

    title: tuple[str, ...]
    cut_off: str
    sections: tuple[Section, ...]
    attachments: tuple[str, ...]

    @property
    def line_count(self) -> int:
        """About how many lines it takes at 28 characters a line, digits at half width."""
        paragraphs = (f"{lead or ''}{text}" for s in self.sections for lead, text in s.paragraphs)
        fixed = len(self.title) + 1 + len(self.sections) + 1 + len(self.attachments)
        return fixed + sum(_lines(text) for text in paragraphs)


def _lines(text: str) -> int:
    """Lines of an indented paragraph; an unbreakable number at the end of a line costs a character."""
    characters = sum(1.0 if ord(character) > LAST_HALF_WIDTH else 0.5 for character in text)
    return math.ceil((characters + 2) / (LINE_LENGTH - 1))


def summarise(comparison: Comparison, catalog: Catalog) -> SummaryText:
    """The summary of a comparison; every number in it stands in the comparison's tables.

    What would not fit on two pages leaves out the secondary clauses.
    """
    moulds = read_moulds({i.id: i.subject_area for i in catalog.indicators.values()})
    full = _summary(comparison, catalog, moulds)
    return full if full.line_count <= TWO_PAGES else _summary(comparison, catalog, without_secondary(moulds))


def _summary(comparison: Comparison, catalog: Catalog, moulds: Moulds) -> SummaryText:
    explanations, leading = explain(comparison, catalog), leading_body(comparison)
    return SummaryText(
        title=_title(comparison, leading),
        cut_off=explanations.cut_off.removesuffix("。"),
        sections=(
            Section("一、总体情况", tuple(_overall(comparison, explanations, leading))),
            Section("二、分领域情况", tuple(_areas(comparison, catalog, moulds, leading))),
            Section("三、数据质量与口径说明", tuple(_quality(comparison, explanations))),
        ),
        attachments=ATTACHMENTS,
    )


def leading_body(comparison: Comparison) -> Region | None:
    """The one body of the highest level with figures of its whole area; None where there are several."""
    bodies = {row.region for row in comparison.published if row.scope == "region"}
    for level in LEVELS:
        found = [body for body in bodies if body.level == level]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _title(comparison: Comparison, leading: Region | None) -> tuple[str, ...]:
    where = "" if leading is None else leading.full_name
    return (f"{comparison.year}年{where}人力资源社会保障系统", "法治政府建设主要数据综述")


def _overall(
    comparison: Comparison, explanations: Explanations, leading: Region | None
) -> Iterator[tuple[None, str]]:
    reporting = (explanations.coverage, explanations.counts)
    if leading is None:
        whose = "以下按报告单位分别列出，各单位数据不相加。"
    else:
        whose = f"以下以{leading.full_name}报送的数据为主，不由其他地区的数据相加得出。"
    yield None, f"{comparison.year}年度" + "".join(reporting) + whose


def _areas(
    comparison: Comparison, catalog: Catalog, moulds: Moulds, leading: Region | None
) -> Iterator[tuple[str, str]]:
    """One paragraph an area; an area of which nothing can be said is left out."""
    rows = {row.key: row for row in comparison.rows}
    labels, position = Labels(catalog), 0
    for area, sentences in moulds.items():
        said = list(_about(leading, sentences, rows)) if leading else []
        said = said or list(_listed(comparison, sentences, rows))
        if said:
            yield f"（{ORDINALS[position]}）{labels.area(area)}", "".join(f"{text}。" for text in said)
            position += 1


def _about(body: Region, sentences: tuple[tuple[Mould, ...], ...], rows: Rows) -> Iterator[str]:
    for moulds in sentences:
        for region, scope in by_scope((body,), PROSE_SCOPES):
            text = sentence(moulds, rows, region, scope)
            if text is not None:
                yield text


def _listed(comparison: Comparison, sentences: tuple[tuple[Mould, ...], ...], rows: Rows) -> Iterator[str]:
    """The lead figures body by body, where there are few enough bodies to list."""
    leads = tuple(mould for moulds in sentences for mould in moulds if mould.is_lead)
    wanted = {mould.indicator_id for mould in leads}
    reporting = {
        r.region.code for r in comparison.published if r.indicator.id in wanted and speakable(r.current)
    }
    if len(reporting) > LISTED_BODIES:
        return
    bodies = [region for region in comparison.regions if region.code in reporting]
    for region, scope in by_scope(bodies, PROSE_SCOPES):
        text = sentence(leads, rows, region, scope, named=True)
        if text is not None:
            yield text


def _quality(comparison: Comparison, explanations: Explanations) -> Iterator[tuple[None, str]]:
    found = _absent(comparison) + explanations.checks + _held_back(comparison)
    if found:
        yield None, found
    yield None, SCOPES_AND_METHOD + (SAMPLE_NOTICE if comparison.is_sample else "")


def _absent(comparison: Comparison) -> str:
    filed = {row.region.code for row in comparison.coverage if row.status in FILED}
    owing = {row.region.code for row in comparison.coverage} - comparison.regions_in_review
    absent = [r.full_name for r in comparison.regions if r.code in owing - filed]
    if not absent:
        return ""
    return f"未报送的地区：{'、'.join(absent)}。" if len(absent) <= LISTED_BODIES else ""


def _held_back(comparison: Comparison) -> str:
    """What is held back, by indicator and region; never how much."""
    names = [f"{row.region.full_name}{row.indicator.name_zh}" for row in comparison.held_back]
    if not names:
        return ""
    listed = "、".join(names[:LISTED_BODIES]) + ("等" if len(names) > LISTED_BODIES else "")
    return f"{listed}，在核实之前不公布数值，本文不作表述。"
