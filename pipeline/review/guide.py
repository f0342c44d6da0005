"""What the first sheet of the workbook tells a clerk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog import Catalog
from pipeline.review.queue import ReviewItem


def guide_lines(catalog: Catalog, items: Sequence[ReviewItem]) -> tuple[tuple[str, str], ...]:
    """Term and explanation, line by line."""
    choices = catalog.vocabulary.vocabularies["review_choice"]
    return (
        ("本次待审", _summary(catalog, items)),
        (
            "怎样填写",
            "逐行看原文，在“处理意见”中选一项，写明理由和审核人。不处理的行留空，下次导出时仍在列。",
        ),
        *((f"　{term.label}", term.note or "") for term in choices.values()),
        (
            "更正数值",
            "数字按本行“单位”填写（元即元，不是万元）；须由另一人在“复核人”中署名，与审核人不得为同一人。",
        ),
        ("指定地区", "填六位行政区划代码，或全称；简称有重名时请用代码。"),
        ("不可改动", "白色各栏和隐藏栏已锁定。改动锁定内容、增减行、换表名的工作簿不能导入。"),
        (
            "交回之后",
            "由管理员运行 nianjian review apply，全部有效才导入，有一处不符则全部不导入并逐行说明。",
        ),
        ("失效", "导出后材料被更换、撤回，或该项已由他人处理的，该行失效，请重新导出。"),
    )


def _summary(catalog: Catalog, items: Sequence[ReviewItem]) -> str:
    counts = Counter(str(item.row["issue"]) for item in items)
    issues = catalog.vocabulary.vocabularies["review_issue"].items()
    kinds = "，".join(f"{term.label} {counts[code]}" for code, term in issues if counts[code])
    return f"共 {len(items)} 项：{kinds}。" if items else "没有待审核的事项。"
