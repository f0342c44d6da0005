"""The tables of a quality report, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publishing.dates import in_chinese
from publishing.quality_report.facts import CheckCount, QualityFacts
from publishing.quality_report.numbers import percent

MOST_HELD, MOST_DUTIES, MOST_PHRASES, MOST_MESSAGES, MOST_SWITCHED = 5, 5, 5, 3, 2
"""How many rows of each the page has room for; what is left out is counted in a note."""
GATE_NAMES = {"raw": "原始数据检查", "marts": "数据仓库检查", "edition": "发布前检查"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table under its heading. ``words`` counts the leading columns of words; the others hold numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int
    empty: str
    notes: tuple[str, ...] = ()


def sections_of(facts: QualityFacts) -> tuple[Section, ...]:
    """The tables of the page in their order, without the trend."""
    return _checks(facts), _held(facts), _duties(facts), _phrases(facts), _switched_off(facts)


def _checks(facts: QualityFacts) -> Section:
    measures = facts.measures
    rows = [
        (GATE_NAMES[c.gate], str(c.evaluated), str(c.passed), str(c.warned), str(c.failed))
        for c in facts.checks
    ]
    if "rules_tested" in measures:
        tested, broken, doubted = (measures[f"rules_{part}"] for part in ("tested", "violated", "flagged"))
        good = tested - broken - doubted
        rows.append(("数据勾稽与合理性规则", str(tested), str(good), str(doubted), str(broken)))
    return Section(
        title="检查情况",
        head=("检查内容", "检查（项次）", "通过", "提醒、存疑", "未通过、不符"),
        rows=tuple(rows),
        words=1,
        empty="本次未作检查。",
        notes=tuple(_check_notes(facts)),
    )


def _check_notes(facts: QualityFacts) -> Iterator[str]:
    named = [f"{rule} {name}（{times}次）" for rule, name, times in facts.broken_rules[:MOST_HELD]]
    if named:
        more = len(facts.broken_rules) - len(named)
        yield f"不符的规则：{'；'.join(named)}{f'；另有{more}条' if more > 0 else ''}。"
    for check in facts.checks:
        if check.messages:
            yield f"{GATE_NAMES[check.gate]}未满足的项目：{_first(check)}。"


def _first(check: CheckCount) -> str:
    more = len(check.messages) - MOST_MESSAGES
    return "；".join(check.messages[:MOST_MESSAGES]) + (f"；另有{more}项" if more > 0 else "")


def _held(facts: QualityFacts) -> Section:
    in_force = facts.measures.get("figures_in_force", 0)
    rows = tuple(
        (
            held.reason,
            "、".join(held.rules) or "—",
            str(held.figures),
            percent(held.figures, in_force),
            str(held.regions),
        )
        for held in facts.held[:MOST_HELD]
    )
    more = sum(held.figures for held in facts.held[MOST_HELD:])
    return Section(
        title="暂不公布的数值及原因",
        head=("原因", "所涉规则", "数值（个）", "占现行数值", "涉及地区（个）"),
        rows=rows,
        words=2,
        empty="没有暂不公布的数值。",
        notes=(f"另有{more}个属其他原因。",) if more else (),
    )


def _duties(facts: QualityFacts) -> Section:
    rows = tuple(
        (
            str(duty.year),
            duty.kind,
            *(str(n) for n in (duty.due, duty.filed, duty.late, duty.in_review, duty.missing)),
            percent(duty.filed, duty.due),
        )
        for duty in facts.duties[:MOST_DUTIES]
    )
    left_out = len(facts.duties) - len(rows)
    return Section(
        title="报送情况",
        head=("年度", "材料", "已到期应报", "已报送", "其中迟报", "其中审核中", "未报送", "报送率"),
        rows=rows,
        words=2,
        empty="没有已到期的应报材料。",
        notes=(f"较早年度的{left_out}类从略。",) if left_out > 0 else (),
    )


def _phrases(facts: QualityFacts) -> Section:
    rows = tuple(
        (phrase.text, phrase.unit or "—", str(phrase.reports), str(phrase.mentions))
        for phrase in facts.phrases[:MOST_PHRASES]
    )
    total = facts.measures.get("numerals_unmapped", 0)
    counted = f"目录未收录的数量共{total}个" if total else ""
    part = f"，用语按最近收到的{facts.phrases_of}个统计" if facts.phrases_of < total else ""
    return Section(
        title="目录未收录的主要用语",
        head=("用语", "单位", "材料（份）", "次数"),
        rows=rows,
        words=2,
        empty="没有未收录的数量。",
        notes=(f"{counted}{part}。",) if counted else (),
    )


def _switched_off(facts: QualityFacts) -> Section:
    rows = tuple(
        (off.expectation, off.why, off.owner, in_chinese(off.expires_on))
        for off in facts.switched_off[:MOST_SWITCHED]
    )
    more = len(facts.switched_off) - len(rows)
    return Section(
        title="停用的检查",
        head=("检查", "停用原因", "责任人", "停用至"),
        rows=rows,
        words=4,
        empty="没有停用的检查。",
        notes=(f"另有{more}项停用，见 switched_off.yaml。",) if more > 0 else (),
    )
