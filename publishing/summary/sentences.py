"""Sentences from figures: 全年…，比上年增长×%. No causes, no sums over regions, nothing held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from publishing.comparison import ComparisonRow, Figure, Region
from publishing.summary.moulds import PLACE, Mould
from publishing.wording import in_prose, points_in_words, printed_change, printed_comparison

AREA_NOUNS = "省市县区州旗盟"
WHOLE_YEAR: frozenset[str] = frozenset({"full_year", "point_in_time"})

Rows = Mapping[tuple[str, str, str], ComparisonRow]


def sentence(
    moulds: Iterable[Mould], rows: Rows, region: Region, scope: str, named: bool = False
) -> str | None:
    """One sentence about one body in one scope, or None where nothing can be said.

    ``named`` gives the body its full name, as lists of several bodies need it.
    """
    said: list[str] = []
    clauses: list[str] = []
    first: ComparisonRow | None = None
    for mould in moulds:
        row = rows.get((region.code, scope, mould.indicator_id))
        text = None if row is None else _clause(mould, row)
        if row is None or text is None:
            continue
        clauses.append(("其中" if mould.part_of in said else "") + text)
        said.append(mould.indicator_id)
        first = first or row
    if first is None:
        return None
    return _subject(region, scope, named) + _span(first) + "；".join(clauses)


def speakable(figure: Figure | None) -> bool:
    """Whether the summary may state a figure: published, and of the whole year."""
    return figure is not None and figure.period_type in WHOLE_YEAR


def _clause(mould: Mould, row: ComparisonRow) -> str | None:
    if row.current is None or not speakable(row.current):
        return None
    figure = in_prose(row.current, row.indicator)
    return None if figure is None else mould.text.replace(PLACE, figure) + _compared(row)


def _compared(row: ComparisonRow) -> str:
    """The comparison, or nothing where it is refused or rests on an inexact number."""
    if any(figure is None or figure.qualifier != "exact" for figure in (row.current, row.previous)):
        return ""
    if row.change_points is not None:
        points = printed_comparison(row).number
        return _same_or(points, f"，比上年{points_in_words(points)}" if points is not None else "")
    rate = printed_comparison(row).number
    if rate is not None:
        return _same_or(row.change, _rate_in_words(rate))
    return _same_or(row.change, _change_in_words(row))


def _same_or(change: Decimal | None, words: str) -> str:
    return "，与上年持平" if change == 0 else words


def _rate_in_words(rate: Decimal) -> str:
    """A rate that rounds to nothing is not said: 增长0.0% would tell less than silence."""
    if rate == 0:
        return ""
    return f"，比上年{'增长' if rate > 0 else '下降'}{abs(rate):f}%"


def _change_in_words(row: ComparisonRow) -> str:
    change = printed_change(row).number
    if change is None or change == 0:
        return ""
    return f"，比上年{'增加' if change > 0 else '减少'}{abs(change):f}{row.indicator.display_unit}"


def _span(row: ComparisonRow) -> str:
    return "全年" if row.indicator.kind == "flow" else ""


def _subject(region: Region, scope: str, named: bool) -> str:
    """Whose figure it is, as officials say it: 全省, 省本级, or with the name where bodies are listed."""
    noun = region.name[-1] if region.name[-1] in AREA_NOUNS else ""
    if named:
        return region.full_name + {"region": "", "own": "本级", "system": "全系统"}.get(scope, "")
    whole = f"全{noun}" if noun else region.full_name
    return {"region": whole, "own": f"{noun or region.full_name}本级", "system": f"{whole}系统"}.get(
        scope, ""
    )


def by_scope(regions: Iterable[Region], scopes: Iterable[str]) -> Iterator[tuple[Region, str]]:
    """Every body in every scope, bodies in code order."""
    scopes = tuple(scopes)
    for region in regions:
        for scope in scopes:
            yield region, scope
