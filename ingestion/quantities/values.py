"""From a matched form to a mention with its value, bounds and unit."""

from __future__ import annotations

import re
from decimal import Decimal
from sys import intern

from ingestion.observations import Qualifier
from ingestion.quantities.lexicon import NumeralLexicon
from ingestion.quantities.mentions import Mention
from ingestion.quantities.numerals import DIGITS, HALF, numeral_value

ONE = Decimal(1)
NEIGHBOURS = re.compile("[一二三四五六七八九]{2}")
DECADES = re.compile("(?P<tens>[一二三四五六七八九]?十)(?P<ones>[一二三四五六七八九]{2})")
SCALED = re.compile(
    "(?P<whole>[一二三四五六七八九十百千]*[百千万])?(?P<ones>[一二三四五六七八九]{2})(?P<scale>[十百千]?[万亿]?)"
)
PERCENT_OF = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def quantity(match: re.Match[str], hedge: str | None, lexicon: NumeralLexicon, text: str) -> Mention:
    """A plain quantity: number, hedge, measure word."""
    numeral, unit = match["number"], _plain(match["unit"])
    inner = _plain(match["inner"]) or _hedge_in(numeral, lexicon)
    after = _plain(match["hedge"])
    words = match["number"][0] not in "0123456789"
    start, end = match.start("number"), match.end("quantity")
    if words and start and text[start - 1] in lexicon.vague:
        return Mention(
            kind="quantity", start=start - 1, end=end, unit=unit, qualifier="approx", in_words=True
        )
    if words and (bounds := _neighbours(numeral)):
        return _between(start, end, bounds, unit)
    value = numeral_value(numeral) * _scale(unit, lexicon)
    if numeral in ("一", "1") and _is_none(text, start, end, lexicon):
        return _none(start, end, unit)
    if numeral in ("一", "1") and lexicon.not_one.match(text, end):
        return Mention(kind="quantity", start=start, end=end, unit=unit, doubtful=True)
    qualifier = _qualifier((after, inner, hedge), lexicon)
    return _mention(start, end, value, unit, qualifier, bound=bool(after), lexicon=lexicon)


def _is_none(text: str, start: int, end: int, lexicon: NumeralLexicon) -> bool:
    """Whether a number of one is denied (无一件, 一件也没有)."""
    before = text[max(0, start - 4) : start].endswith(lexicon.none_before)
    return before or lexicon.none_behind.match(text, end) is not None


def _none(start: int, end: int, unit: str) -> Mention:
    """无一件, 一件也没有: none at all."""
    return Mention(
        kind="quantity", start=start, end=end, value=0.0, low=0.0, high=0.0, unit=unit, in_words=True
    )


def range_(match: re.Match[str], lexicon: NumeralLexicon) -> Mention | None:
    """Two ends of a range; None where the second is not above the first."""
    unit = _plain(match["range_unit"]) or _plain(match["low_unit"])
    scale = _scale(unit, lexicon)
    low, high = numeral_value(match["low"]), numeral_value(match["high"])
    group = re.search("[万亿]", match["high"])
    if group and not re.search("[万亿]", match["low"]):
        low *= numeral_value(group.group())
    if low >= high or (not unit and "-" not in match["range"] and "~" not in match["range"]):
        return None
    if _plain(match["low_unit"]) and _plain(match["range_unit"]) not in ("", _plain(match["low_unit"])):
        return None
    return _between(match.start(), match.end("range"), (low * scale, high * scale), unit, lexicon)


def fraction(match: re.Match[str], hedge: str | None, lexicon: NumeralLexicon) -> Mention:
    """百分之九十五, 千分之三: a percentage in words."""
    value = numeral_value(match["part"]) * PERCENT_OF[match["base"]]
    if match["part_high"]:
        high = numeral_value(match["part_high"]) * PERCENT_OF[match["base"]]
        return _rising(match.start(), match.end("fraction"), (value, high))
    after = _plain(match["fraction_hedge"])
    qualifier = _qualifier((after, None, hedge), lexicon)
    return _mention(
        match.start(), match.end("fraction"), value, "%", qualifier, bound=bool(after), lexicon=lexicon
    )


def tenths(match: re.Match[str], hedge: str | None, lexicon: NumeralLexicon) -> Mention:
    """九成, 九成五, 六七成, 六至七成: tenths as a percentage."""
    digit = match["half"]
    rest = 0 if not digit else 5 if digit == HALF else DIGITS[digit]
    value = numeral_value(match["tenths_value"]) * 10 + rest
    if match["tenths_low"]:
        low = numeral_value(match["tenths_low"]) * 10
        return _rising(match.start(), match.end("tenths"), (low, value))
    after = _plain(match["tenths_hedge"])
    qualifier = _qualifier((after, None, hedge), lexicon)
    return _mention(
        match.start(), match.end("tenths"), value, "%", qualifier, bound=bool(after), lexicon=lexicon
    )


def _rising(start: int, end: int, bounds: tuple[Decimal, Decimal]) -> Mention:
    """A range of percentages; doubtful where its second end is not above the first."""
    if bounds[0] < bounds[1]:
        return _between(start, end, bounds, "%")
    return Mention(kind="quantity", start=start, end=end, unit="%", doubtful=True)


def _mention(
    start: int,
    end: int,
    value: Decimal,
    unit: str,
    qualifier: Qualifier,
    *,
    bound: bool,
    lexicon: NumeralLexicon,
) -> Mention:
    number = float(value) / 10 if unit == "‰" else float(value)
    return Mention(
        kind="quantity",
        start=start,
        end=end,
        value=number,
        low=number if qualifier in ("at_least", "exact") else None,
        high=number if qualifier in ("at_most", "exact") else None,
        qualifier=qualifier,
        unit="%" if unit == "‰" else unit,
        followed_by_bound=bound,
        duration=unit in lexicon.durations,
    )


def _between(
    start: int, end: int, bounds: tuple[Decimal, Decimal], unit: str, lexicon: NumeralLexicon | None = None
) -> Mention:
    low, high = (float(bound) for bound in bounds)
    duration = lexicon is not None and unit in lexicon.durations
    return Mention(
        kind="quantity",
        start=start,
        end=end,
        low=low,
        high=high,
        qualifier="range",
        unit=unit,
        duration=duration,
    )


def _neighbours(numeral: str) -> tuple[Decimal, Decimal] | None:
    """两三件, 十五六件, 三五个, 二三十户, 一百二三十户: two neighbouring digits are a range."""
    spoken = numeral.replace("两", "二")
    if NEIGHBOURS.fullmatch(spoken):
        low, high = (Decimal(DIGITS[c]) for c in spoken)
        return (low, high) if high - low == 1 or spoken == "三五" else None
    if match := DECADES.fullmatch(spoken):
        tens = numeral_value(match["tens"])
        low, high = (tens + DIGITS[c] for c in match["ones"])
        return (low, high) if high - low == 1 else None
    if (match := SCALED.fullmatch(spoken)) and match["scale"]:
        whole = numeral_value(match["whole"]) if match["whole"] else Decimal(0)
        low, high = (whole + DIGITS[c] * numeral_value(match["scale"]) for c in match["ones"])
        return (low, high) if DIGITS[match["ones"][1]] - DIGITS[match["ones"][0]] == 1 else None
    return None


def _qualifier(hedges: tuple[str | None, ...], lexicon: NumeralLexicon) -> Qualifier:
    for hedge in hedges:
        if hedge:
            return lexicon.qualifiers.get(hedge.strip(), "exact")
    return "exact"


def _hedge_in(numeral: str, lexicon: NumeralLexicon) -> str | None:
    return next((c for c in numeral if c in lexicon.qualifiers), None)


def _scale(unit: str, lexicon: NumeralLexicon) -> Decimal:
    return lexicon.money.get(unit, ONE)


def _plain(text: str | None) -> str:
    """The words without blanks and brackets; the same words of many numbers are held once."""
    return intern("".join(text.split()).replace("(", "").replace(")", "")) if text else ""
