"""The annual summary as text: what is said, in which order, before any layout."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog
from publishing.comparison import Comparison, Region
from publishing.explanations import NO_MAIN_FIGURES, SAMPLE_NOTICE, Explanations, explain
from publishing.headline import HEADLINE_TIER
from publishing.summary.areas import LENGTHS, LISTED_BODIES, ORDINALS, Length, area_paragraphs
from publishing.summary.moulds import Moulds, read_moulds

LINE_LENGTH, TWO_PAGES, LAST_HALF_WIDTH = 28, 44, 0xFF
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

    What would not fit on two pages is told shorter: without the secondary clauses, then by lead figures.
    """
    moulds = read_moulds({i.id: i.subject_area for i in catalog.indicators.values()})
    for length in LENGTHS:
        summary = _summary(comparison, catalog, moulds, length)
        if summary.line_count <= TWO_PAGES:
            break
    return summary


def _summary(comparison: Comparison, catalog: Catalog, moulds: Moulds, length: Length) -> SummaryText:
    explanations, leading = explain(comparison, catalog), leading_body(comparison)
    areas = tuple(area_paragraphs(comparison, catalog, moulds, leading, length))
    whose = _whose(leading) if areas else _where_else(comparison)
    return SummaryText(
        title=_title(comparison, leading),
        cut_off=explanations.cut_off.removesuffix("。"),
        sections=_numbered(
            ("总体情况", ((None, _overall(comparison, explanations) + whose),)),
            ("分领域情况", areas),
            ("数据质量与口径说明", tuple(_quality(comparison, explanations))),
        ),
        attachments=ATTACHMENTS if comparison.published else (),
    )


def _numbered(*sections: tuple[str, tuple[tuple[str | None, str], ...]]) -> tuple[Section, ...]:
    """The sections that say something, numbered without gaps."""
    filled = [(heading, paragraphs) for heading, paragraphs in sections if paragraphs]
    return tuple(
        Section(f"{ordinal}、{heading}", paragraphs)
        for ordinal, (heading, paragraphs) in zip(ORDINALS, filled, strict=False)
    )


def leading_body(comparison: Comparison) -> Region | None:
    """The one body that may speak for the edition: it has figures of its whole area, and every region of the
    edition lies within it. None where there is no such body."""
    bodies = {row.region for row in comparison.published if row.scope == "region"}
    leading = [body for body in bodies if all(region.lies_within(body) for region in comparison.regions)]
    return leading[0] if leading else None


def _title(comparison: Comparison, leading: Region | None) -> tuple[str, ...]:
    where = "" if leading is None else leading.full_name
    return (f"{comparison.year}年{where}人力资源社会保障系统", "法治政府建设主要数据综述")


def _overall(comparison: Comparison, explanations: Explanations) -> str:
    return f"{comparison.year}年度{explanations.coverage}{explanations.counts}"


def _whose(leading: Region | None) -> str:
    if leading is None:
        return "以下按报告单位分别列出，各单位数据不相加。"
    return f"以下以{leading.full_name}报送的数据为主，不由其他地区的数据相加得出。"


def _where_else(comparison: Comparison) -> str:
    """Where the published figures stand, when none of them can be told in a sentence."""
    if not comparison.published:
        return ""
    if any(row.indicator.publish_tier == HEADLINE_TIER for row in comparison.published):
        return "主要指标没有可按全年表述的数据，已公布的数据见“主要指标对比表”和“分地区数据表”。"
    return f"{NO_MAIN_FIGURES}，其他指标的数据见“分地区数据表”。"


def _quality(comparison: Comparison, explanations: Explanations) -> Iterator[tuple[None, str]]:
    """What the checks found and how to read the figures; whoever is missing is named in the tables only."""
    found = explanations.checks + _held_back(comparison)
    if found:
        yield None, found
    method = SCOPES_AND_METHOD if comparison.published else ""
    closing = method + (SAMPLE_NOTICE if comparison.is_sample else "")
    if closing:
        yield None, closing


def _held_back(comparison: Comparison) -> str:
    """What is held back, by indicator and region; never how much."""
    names = [f"{row.region.full_name}{row.indicator.name_zh}" for row in comparison.held_back]
    if not names:
        return ""
    listed = "、".join(names[:LISTED_BODIES]) + ("等" if len(names) > LISTED_BODIES else "")
    return f"{listed}，在核实之前不公布数值，本文不作表述。"
