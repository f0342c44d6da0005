"""What a quality report says in sentences: the conclusion, and how things stand."""

from __future__ import annotations

from collections.abc import Iterator

from publishing.dates import in_chinese
from publishing.quality_report.facts import QualityFacts
from publishing.quality_report.numbers import percent

SHOWN_DETAILS = 3


def conclusion(facts: QualityFacts) -> str:
    """Whether the build went through, in one sentence."""
    if facts.stopped is not None:
        return f"结论：{facts.stopped}，本次构建已停止；现行数据仓库和已发布的版本未变。"
    checked = _checked(facts)
    held = facts.measures.get("figures_held_back", 0)
    return f"结论：{checked}，数据仓库已启用；{f'{held}个数值暂不公布' if held else '没有暂不公布的数值'}。"


def _checked(facts: QualityFacts) -> str:
    """How the checks went; in a build that went through, only an edition can have been refused."""
    failed, warned = (sum(getattr(c, name) for c in facts.checks) for name in ("failed", "warned"))
    if failed:
        return f"发布前检查有{failed}项未通过，相应年度的新版本未予发布"
    return f"质量检查没有未通过的项目，{warned}项提醒" if warned else "质量检查全部通过"


def details(facts: QualityFacts) -> tuple[str, ...]:
    """What stopped the build: the first messages, and how many more there are."""
    shown = facts.stopped_details[:SHOWN_DETAILS]
    more = len(facts.stopped_details) - len(shown)
    return (*shown, *((f"另有{more}处，见运行记录。",) if more > 0 else ()))


def situation(facts: QualityFacts) -> str:
    """Files, figures and duties as a paragraph; empty where the build was stopped before it counted them."""
    if "files_accepted" not in facts.measures:
        return ""
    return f"截至{in_chinese(facts.as_of)}，{_files(facts)}{_figures(facts)}{_duties(facts)}"


def alert_words(facts: QualityFacts) -> str:
    """How many alerts concern whom."""
    return "，".join(f"{count.addressee}{count.alerts}项" for count in facts.alerts)


def _files(facts: QualityFacts) -> str:
    names = {
        "files_accepted": "已采用",
        "files_in_review": "待审核",
        "files_quarantined": "隔离",
        "files_withdrawn": "撤回",
    }
    counts = {name: facts.measures.get(name, 0) for name in names}
    total = sum(counts.values())
    if not total:
        return "尚未收到材料。"
    parts = "、".join(f"{words}{counts[name]}份" for name, words in names.items() if counts[name])
    return f"收到材料{total}份（{parts}）。"


def _figures(facts: QualityFacts) -> str:
    measures = facts.measures
    loaded, in_force, held = (measures[f"figures_{part}"] for part in ("loaded", "in_force", "held_back"))
    if not loaded:
        return ""
    kept = f"，其中暂不公布{held}个，占{percent(held, in_force)}" if held else ""
    return f"入库数值{loaded}个，形成现行数值{in_force}个{kept}。"


def _duties(facts: QualityFacts) -> str:
    return "".join(_duty_parts(facts))


def _duty_parts(facts: QualityFacts) -> Iterator[str]:
    due, filed = facts.measures["duties_due"], facts.measures["duties_filed"]
    if due:
        yield f"历年已到期应报材料{due}份，已报送{filed}份，报送率{percent(filed, due)}。"
    waiting = facts.measures["review_open"]
    if waiting:
        yield f"待审核事项{waiting}项。"
