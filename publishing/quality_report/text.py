"""The quality report as lines of a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from publishing.quality_report.facts import QualityFacts
from publishing.quality_report.lead import alert_words, conclusion, details
from publishing.quality_report.numbers import percent
from publishing.quality_report.sections import MOST_HELD, MOST_PHRASES


def quality_lines(facts: QualityFacts) -> Iterator[tuple[str, str]]:
    """Each point with its name, the conclusion first."""
    yield "质量结论", conclusion(facts).removeprefix("结论：")
    for detail in details(facts):
        yield "", detail
    if facts.held:
        yield "暂不公布", "，".join(_held(facts))
    if facts.duties:
        yield "报送率", "，".join(_duties(facts))
    if facts.phrases:
        yield "未收录用语", "，".join(f"{p.text}（{p.mentions}次）" for p in facts.phrases[:MOST_PHRASES])
    for off in facts.switched_off:
        yield "停用检查", f"{off.expectation}：{off.why}（{off.owner}，至{off.expires_on.isoformat()}）"
    if facts.alerts:
        yield "提醒", alert_words(facts)


def _held(facts: QualityFacts) -> Iterator[str]:
    for held in facts.held[:MOST_HELD]:
        rules = f"（{'、'.join(held.rules)}）" if held.rules else ""
        yield f"{held.reason}{rules} {held.figures}个"


def _duties(facts: QualityFacts) -> Iterator[str]:
    latest = max(duty.year for duty in facts.duties)
    for duty in facts.duties:
        if duty.year == latest:
            yield f"{duty.year}年{duty.kind} {duty.filed}/{duty.due}（{percent(duty.filed, duty.due)}）"
