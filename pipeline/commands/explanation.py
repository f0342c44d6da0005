"""How a chain from a value to its sources is told: Chinese lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Catalog
from pipeline.clock import in_china
from pipeline.explain import Chain
from pipeline.warehouse import Row
from pipeline.wording import IN_WAREHOUSE, place_text


def explanation(chain: Chain, catalog: Catalog) -> Iterator[str]:
    """One chain as lines: the value, its comparison, then every source with its place and sha256."""
    if chain.total is not None:
        yield from _put_together(chain, catalog)
        return
    figure = chain.figure
    label = catalog.vocabulary.label
    head = f"{figure['region_name']}（{figure['region_code']}） {figure['year']}年 {figure['name_zh']}"
    yield f"{head} · {label('org_scope', figure['org_scope'])}"
    yield f"  数值      {_value(figure)}（{label('qualifier', figure['qualifier'] or 'exact')}）"
    yield from _decided(figure, catalog)
    if figure["held_back_reason"]:
        yield f"  暂不公布  {catalog.vocabulary.held_back_label(figure['held_back_reason'])}"
    yield f"  上年对比  {_comparison(figure, catalog)}"
    yield from _merged(figure)
    for number, observation in enumerate(chain.observations, start=1):
        yield from _source(number, observation, catalog)


def _decided(figure: Row, catalog: Catalog) -> Iterator[str]:
    """What is printed in the source, and who decided what about it; nothing where nobody did."""
    if figure["decision_id"] is None:
        return
    printed = (
        "无数值" if figure["printed_value"] is None else f"{figure['printed_value']:.10g} {figure['unit']}"
    )
    verdict = catalog.vocabulary.label("review_decision", figure["review_verdict"])
    people = "、".join(name for name in (figure["decided_by"], figure["confirmed_by"]) if name)
    yield f"  原印数值  {printed}"
    yield (
        f"  审核决定  {verdict}（{people}，{in_china(figure['decided_at']):%Y-%m-%d}，"
        f"{figure['decided_because']}）{figure['decision_id']}"
    )


def _merged(figure: Row) -> Iterator[str]:
    """What the region took in, the year before; nothing where it took in none."""
    if figure["merged_from_codes"]:
        base = "各部分未报齐" if figure["merged_base"] is None else f"各部分合计 {figure['merged_base']:.10g}"
        codes = "、".join(figure["merged_from_codes"])
        yield f"  合并口径  上年{base}（并入地区 {codes}，各按 {figure['year'] - 1} 年查询）"


def _put_together(chain: Chain, catalog: Catalog) -> Iterator[str]:
    """A total that the region did not report: how it came about, then every figure in it with its place."""
    total, label = chain.figure, catalog.vocabulary.label
    head = f"{total['region_name']}（{total['region_code']}） {total['year']}年 {total['name_zh']}"
    yield f"{head} · {label('org_scope', total['org_scope'])} · {label('roll_up_basis', total['basis'])}"
    yield f"  数值      {_value(total)}（{label('qualifier', total['qualifier'] or 'exact')}）"
    yield f"  覆盖      {total['counties_covered']} / {total['counties_expected']} 个县区"
    for number, part in enumerate(chain.parts, start=1):
        place = f"{part['region_name']}（{part['region_code']}）"
        yield f"  部分 {number}    {place} {part['name_zh']} {_value(part)}"
        yield f"    原文    {part['evidence']}"
        yield f"    位置    {place_text(part, IN_WAREHOUSE)}"
        yield f"    文件    {part['source_name']}（收到 {in_china(part['received_at']):%Y-%m-%d %H:%M}）"
        yield f"    sha256  {part['source_sha256']}"
        yield f"    观测    {part['observation_id']}"


def _value(row: Row) -> str:
    if row["value"] is None:
        low, high = row["value_low"], row["value_high"]
        return "无数值" if low is None and high is None else f"{low} ～ {high} {row['unit']}"
    return f"{row['value']:.10g} {row['unit']}"


def _comparison(figure: Row, catalog: Catalog) -> str:
    if figure["change"] is None and figure["change_points"] is None:
        reason = figure["refusal_reason"] or "no_previous_year"
        return f"不作对比：{catalog.vocabulary.refusal_label(reason)}"
    if figure["change_points"] is not None:
        return f"上年 {figure['previous_value']:.10g}，变化 {figure['change_points']:+.10g} 个百分点"
    rate = "" if figure["change_rate"] is None else f"，同比 {figure['change_rate']:+.1f}%"
    return f"上年 {figure['previous_value']:.10g}，增减 {figure['change']:+.10g}{rate}"


def _source(number: int, row: Row, catalog: Catalog) -> Iterator[str]:
    label = catalog.vocabulary.label
    reason = row["not_in_force_reason"]
    state = "采用" if reason is None else f"未采用：{label('not_in_force_reason', reason)}"
    period = label("period_type", row["period_type"])
    yield f"  来源 {number}    {state}"
    yield f"    原文    {row['evidence']}"
    if row["decision_id"] is not None and row["printed_value"] is not None:
        yield f"    原印    {row['printed_value']:.10g}（审核决定 {row['decision_id']}）"
    yield f"    位置    {place_text(row, IN_WAREHOUSE)}"
    yield f"    文件    {row['source_name']}（收到 {in_china(row['received_at']):%Y-%m-%d %H:%M}）"
    yield f"    sha256  {row['source_sha256']}"
    yield f"    观测    {row['observation_id']}（时期 {period}，把握 {row['confidence']:.2f}）"
