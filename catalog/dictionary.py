"""``python -m catalog.dictionary``: writes docs/data-dictionary.md, the dictionary for its readers, anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.columns import column_name
from catalog.loader import Catalog, load_catalog
from catalog.model import (
    REGION_LEVELS,
    SUBJECT_AREAS,
    DefaultScope,
    Indicator,
    NotAdditive,
    Phrase,
    RegionLevel,
)

DICTIONARY = Path(__file__).parent.parent / "docs" / "data-dictionary.md"

INTRODUCTION = """# 数据字典

> 本文由 `python -m catalog.dictionary` 据 `catalog/` 中的数据文件生成，请勿直接修改。

金额以元存储，比率以百分数存储（98 即 98%），其余为计数。同一指标的本级数与全域数是两行不同的数，从不相加。
上级自己报了全域数的，不用下级相加代替。来源所引文号在印入对外公布的脚注之前须再核对原文。

* **代码**是指标编号；宽表列名在编号没有说明单位时加 `_yuan` 或 `_pct`。
* **默认范围**是报告没有写明范围时，按报送单位的层级取本级还是全域。
* **层级** 1 为主要指标，2 为分领域表，3 为附录。

数据仓库各表的列见 [warehouse-tables.md](warehouse-tables.md)。
"""

WORDING_NOTE = "`{n}` 为本指标的数，`{m}`、`{a}`、`{b}`、`{p}`、`{k}` 为相邻的其他数，“…”为任意文字。"


def render(catalog: Catalog) -> str:
    """The whole data dictionary as Markdown, in Chinese."""
    parts = [INTRODUCTION, *(_area(catalog, area) for area in SUBJECT_AREAS)]
    return "\n".join((*parts, _breaks(catalog), _wordings(catalog), _codes(catalog)))


def _area(catalog: Catalog, area: str) -> str:
    indicators = [i for i in catalog.indicators.values() if i.subject_area == area]
    title = f"## {catalog.vocabulary.label('subject_area', area)}（{len(indicators)} 项）\n\n"
    heading = ("指标", "代码", "列名", "单位", "类型", "定义", "来源", "默认范围", "汇总", "层级", "易混")
    return title + _table(heading, (_row(catalog, indicator) for indicator in indicators))


def _row(catalog: Catalog, indicator: Indicator) -> tuple[str, ...]:
    column = column_name(indicator)
    return (
        f"{'　' if indicator.parent else ''}{indicator.name_zh}",
        f"`{indicator.id}`",
        "同代码" if column == indicator.id else f"`{column}`",
        indicator.unit,
        catalog.vocabulary.label("indicator_kind", indicator.kind),
        indicator.definition,
        indicator.source,
        _scopes(catalog, indicator),
        _aggregation(catalog, indicator),
        str(indicator.publish_tier),
        "；".join(_confusions(catalog, indicator)),
    )


def _scopes(catalog: Catalog, indicator: Indicator) -> str:
    """The default scope in words, levels with the same scope together."""
    levels: dict[DefaultScope, list[RegionLevel]] = {}
    for level in REGION_LEVELS:
        levels.setdefault(indicator.default_scope[level], []).append(level)
    labels = {scope: catalog.vocabulary.label("org_scope", scope) for scope in levels}
    if len(levels) == 1:
        return next(iter(labels.values()))
    return "，".join(
        "、".join(catalog.vocabulary.label("region_level", level) for level in group) + f"取{labels[scope]}"
        for scope, group in levels.items()
    )


def _aggregation(catalog: Catalog, indicator: Indicator) -> str:
    rule = indicator.aggregation
    detail = rule.reason if isinstance(rule, NotAdditive) else rule.note
    label = catalog.vocabulary.label("aggregation_rule", rule.rule)
    return f"{label}：{detail}" if detail else label


def _confusions(catalog: Catalog, indicator: Indicator) -> Iterator[str]:
    for confusion in indicator.not_to_be_confused_with:
        name = catalog.indicators[confusion.id].name_zh if confusion.id else ""
        note = confusion.note or ""
        yield f"{name}（{note}）" if name and note else name or note


def _breaks(catalog: Catalog) -> str:
    rows = (
        (indicator.name_zh, f"`{indicator.id}`", str(gap.year), gap.note, gap.source)
        for indicator in catalog.indicators.values()
        for gap in indicator.definition_breaks
    )
    title = "## 口径断点\n\n自所列年度起与以前年度不可比，比较表不列增减并说明原因。\n\n"
    return title + _table(("指标", "代码", "起始年度", "说明", "依据"), rows)


def _wordings(catalog: Catalog) -> str:
    rows = (
        (catalog.indicators[indicator_id].name_zh, *map(_phrases, (w.reported, w.excluded, w.zero)))
        for indicator_id, w in catalog.wordings.items()
    )
    title = f"## 常见表述\n\n{WORDING_NOTE}\n\n"
    return title + _table(("指标", "表述", "形似而不取", "表示零"), rows)


def _phrases(phrases: Iterable[Phrase]) -> str:
    return "；".join(f"{p.text}【{p.remark}】" if p.remark else p.text for p in phrases)


def _codes(catalog: Catalog) -> str:
    rows = (
        (f"`{name}`", f"`{code}`", term.label, term.note or "")
        for name, terms in catalog.vocabulary.vocabularies.items()
        for code, term in terms.items()
    )
    return "## 代码表\n\n" + _table(("代码表", "代码", "含义", "说明"), rows)


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heading, ("---",) * len(heading), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', '｜') for cell in line)} |\n" for line in lines)


def main() -> None:
    """Writes the data dictionary of the catalogue shipped."""
    DICTIONARY.write_text(render(load_catalog()), encoding="utf-8")


if __name__ == "__main__":
    main()
