"""How figures are printed: units, half-up rounding, the words of an inexact number, and changes.

The symbols are those of the statistical yearbooks: ``…`` stands for less than the last unit, ``—`` for
not applicable or not comparable. A missing figure is said in words and never printed as 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalog import Indicator
from publishing.comparison import Comparison, ComparisonRow, Figure, Region

NOT_REPORTED = "未报送"
IN_REVIEW = "审核中"
HELD_BACK = "暂不公布"
NOT_APPLICABLE = "—"
BELOW_UNIT = "…"
MASKED = "原件隐去"
NIL_RETURN = "零报告"
SERIES_BREAK = "※"

MULTIPLES: dict[str, Decimal] = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
WORDLESS_BOUNDS: dict[str, str] = {"at_least": "≥", "at_most": "≤", "approx": "约"}
HEDGES: tuple[str, ...] = (
    *("不少于", "不低于", "不超过", "超过", "突破", "不足", "不到", "以上", "以下", "以内"),
    *("左右", "上下", "大约", "近", "超", "约", "余", "多"),
)
_DIGIT = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万亿]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a table shows it: the words, and the rounded number where the words are just that.

    ``decimals`` is what the number format must show; ``number`` is None for marks and inexact figures.
    """

    text: str
    number: Decimal | None = None
    decimals: int = 0


def multiple(indicator: Indicator) -> Decimal:
    """How many base units one display unit holds: 10000 for 元 shown in 万元, 1 where they are the same."""
    base, shown = indicator.unit, indicator.display_unit
    if shown == base:
        return Decimal(1)
    if shown[1:] == base and shown[0] in MULTIPLES:
        return MULTIPLES[shown[0]]
    raise ValueError(
        f"{indicator.id}: no factor from {base} to {shown}; use 万{base} or 亿{base} as display_unit"
    )


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` with that many decimals, half up in its magnitude (四舍五入: 12.25 becomes 12.3)."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def printed_amount(value: Decimal, indicator: Indicator) -> Printed:
    """An exact amount in the display unit, with the decimals that the value has, up to the catalogue's.

    A report that says 24000万元 is not made to say 24000.00: no digit is printed that nobody reported.
    """
    return _in_display_unit(value, indicator)


def printed_figure(figure: Figure | None, indicator: Indicator, missing: str = NOT_REPORTED) -> Printed:
    """A figure for a table whose unit stands in its own column."""
    if figure is None or figure.status == "blank":
        return Printed(missing)
    special = {"not_applicable": NOT_APPLICABLE, "masked": MASKED, "below_unit": BELOW_UNIT}
    if figure.status in special:
        return Printed(special[figure.status])
    if figure.qualifier == "range" and figure.low is not None and figure.high is not None:
        return Printed(f"{_plain(figure.low, indicator)}～{_plain(figure.high, indicator)}")
    if figure.value is None:
        return Printed(NIL_RETURN if figure.status == "nil_return" else missing)
    if figure.qualifier == "exact":
        return printed_amount(figure.value, indicator)
    return Printed(_hedged(figure, figure.value, indicator, unit=""))


def in_prose(figure: Figure, indicator: Indicator) -> str | None:
    """A figure with its unit for a sentence (2900余万元, 95.5%), or None where no number can be said."""
    if figure.status not in {"value", "zero", "nil_return"} or figure.value is None:
        return None
    if figure.qualifier == "exact":
        shown = printed_amount(figure.value, indicator)
        return None if shown.number is None else shown.text + indicator.display_unit
    return _hedged(figure, figure.value, indicator, unit=indicator.display_unit)


def printed_change(row: ComparisonRow) -> Printed:
    """增减量: the difference of the unrounded values in the display unit; rates have none."""
    if row.change is None or row.indicator.kind == "ratio":
        return Printed(NOT_APPLICABLE)
    return _in_display_unit(row.change, row.indicator)


def printed_comparison(row: ComparisonRow) -> Printed:
    """同比: percent with one decimal for quantities, percentage points in words for rates."""
    if row.change_points is not None:
        points = _without_trailing_zeros(rounded(row.change_points, 2))
        return Printed(points_in_words(points), points, _decimals(points))
    if row.change_rate is not None:
        rate = rounded(row.change_rate, 1)
        return Printed(f"{rate:f}", rate, 1)
    return Printed(NOT_APPLICABLE)


def points_in_words(points: Decimal) -> str:
    """提高, 降低 or 持平: how a difference of rates is said (never in percent)."""
    if points == 0:
        return "持平"
    return f"{'提高' if points > 0 else '降低'}{abs(points):f}个百分点"


def missing_word(region: Region, comparison: Comparison) -> str:
    """What stands for a missing figure: 审核中 where a submission of the region is in review, else 未报送."""
    return IN_REVIEW if region.code in comparison.regions_in_review else NOT_REPORTED


@dataclass(frozen=True, slots=True)
class FigureWords:
    """How the figures of both years are printed in a table."""

    current: Printed
    previous: Printed


def figure_words(row: ComparisonRow, comparison: Comparison) -> FigureWords:
    """The figures of a row as tables print them: a missing or held-back one is said in words."""
    current = HELD_BACK if row.held_back_reason is not None else missing_word(row.region, comparison)
    previous = HELD_BACK if row.previous_held_back else NOT_REPORTED
    return FigureWords(
        printed_figure(row.current, row.indicator, current),
        printed_figure(row.previous, row.indicator, previous),
    )


def _hedged(figure: Figure, value: Decimal, indicator: Indicator, unit: str) -> str:
    number = _plain(value, indicator)
    word, is_before = _hedge(figure.raw_text)
    if not word:
        return WORDLESS_BOUNDS.get(figure.qualifier, "") + number + unit
    if is_before:
        return word + number + unit
    return number + word + unit if len(word) == 1 else number + unit + word


def _hedge(raw_text: str | None) -> tuple[str, bool]:
    """The word that makes a printed number inexact, and whether it stands before the digits."""
    if not raw_text:
        return "", False
    word = next((hedge for hedge in HEDGES if hedge in raw_text), "")
    digit = _DIGIT.search(raw_text)
    return word, bool(word and digit and raw_text.index(word) < digit.start())


def _in_display_unit(value: Decimal, indicator: Indicator) -> Printed:
    shown = _without_trailing_zeros(rounded(value / multiple(indicator), indicator.decimals_display))
    if shown == 0 and value != 0:
        return Printed(BELOW_UNIT)
    return Printed(f"{shown:f}", shown, _decimals(shown))


def _plain(value: Decimal, indicator: Indicator) -> str:
    shown = rounded(value / multiple(indicator), indicator.decimals_display)
    return f"{_without_trailing_zeros(shown):f}"


def _without_trailing_zeros(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
