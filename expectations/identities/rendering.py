"""Shows the figures of statements as a reader would write them (``67 ≠ 175 + 46 + 6``), many frames at once.

Texts are columns: one text per frame, empty where nothing of a term is printed.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from catalog import Catalog
from catalog.expressions import (
    Absolute,
    AnyOf,
    Arithmetic,
    Comparison,
    Fallback,
    Link,
    Number,
    Operand,
    Rest,
    Term,
    Within,
)
from expectations.identities.evaluation import ways
from expectations.identities.intervals import Floats
from expectations.identities.panel import Integers, Panel
from expectations.identities.printed import show, show_result

Texts = NDArray[np.object_]

_AS_WRITTEN = {"=": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_REFUTED = {"=": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / "}


def show_links(links: Iterable[Link], frames: Integers, panel: Panel, *, refuted: bool) -> list[str]:
    """The figures of ``links`` in each of ``frames``, with the signs that the printed figures bear out."""
    shown = _filled(len(frames), "")
    for link in links:
        text = _link_text(link, frames, panel, refuted)
        between = (shown != "") & (text != "")
        shown = shown + np.where(between, "；", "").astype(object) + text
    return [str(text) for text in shown]


def show_link(link: Link, frame: int, panel: Panel, *, refuted: bool) -> str:
    """The figures of one link in one frame."""
    return show_links((link,), np.array([frame], dtype=np.int64), panel, refuted=refuted)[0]


def name_operands(operands: Iterable[Operand], frame: int, panel: Panel, catalog: Catalog) -> str:
    """The figures by their Chinese names: 仲裁受理（立案）案件数 67件、裁决结案件数 46件."""
    parts = []
    for operand in operands:
        indicator = catalog.indicators.get(operand.indicator_id)
        name = indicator.name_zh if indicator else operand.indicator_id
        before = "上年" if operand.years_back == 1 else "往年" if operand.years_back else ""
        unit = indicator.unit if indicator else ""
        parts.append(f"{before}{name} {panel.text(frame, operand.indicator_id, operand.years_back)}{unit}")
    return "、".join(parts)


def _link_text(link: Link, frames: Integers, panel: Panel, refuted: bool) -> Texts:
    shown = [_way(way, frames, panel, refuted) for way in ways(link)]
    if len(shown) == 1:
        return _together(*shown[0])
    pick = _no_way if refuted else _first_way
    return np.array([pick([_at(way, i) for way in shown]) for i in range(len(frames))], dtype=object)


def _at(way: tuple[Texts, Texts, Texts], place: int) -> tuple[str, str, str]:
    left, sign, right = (str(column[place]) for column in way)
    return left, sign, right


def _together(left: Texts, sign: Texts, right: Texts) -> Texts:
    whole = (left != "") & (right != "")
    return np.where(whole, left + " " + sign + " " + right, "").astype(object)


def _first_way(shown: list[tuple[str, str, str]]) -> str:
    """Of several ways to count the first that comes out even, else the first that is printed."""
    printed = [way for way in shown if way[0] and way[2]]
    even = [way for way in printed if way[1] == "="]
    return " ".join((even or printed)[0]) if printed else ""


def _no_way(shown: list[tuple[str, str, str]]) -> str:
    """Several ways to count, none of which fits: the side that they share stands alone."""
    printed = [way for way in shown if way[0] and way[2]]
    lefts, rights = (tuple(dict.fromkeys(way[side] for way in printed)) for side in (0, 2))
    if len(printed) == 1:
        return " ".join(printed[0])
    if len(rights) == 1:
        return f"{{{' | '.join(lefts)}}} {printed[0][1]} {rights[0]}"
    return f"{' | '.join(lefts)} ∉ {{{' | '.join(rights)}}}"


def _way(link: Link, frames: Integers, panel: Panel, refuted: bool) -> tuple[Texts, Texts, Texts]:
    """The left side, the sign and the right side; no side where a required figure is missing."""
    if isinstance(link, Within):
        left, value = _side(link.term, frames, panel), _value(link.term, frames, panel)
        span = f"[{show(link.low)}, {show(link.high)}]"
        sign = _filled(len(frames), "∉" if refuted else "∈")
        return np.where(np.isnan(value), "", left).astype(object), sign, _filled(len(frames), span)
    left, right = _side(link.left, frames, panel), _side(link.right, frames, panel)
    values = _value(link.left, frames, panel), _value(link.right, frames, panel)
    unknown = np.isnan(values[0]) | np.isnan(values[1])
    sign = _sign(link, *values, refuted=refuted)
    return np.where(unknown, "", left).astype(object), sign, np.where(unknown, "", right).astype(object)


def _sign(link: Comparison, left: Floats, right: Floats, *, refuted: bool) -> Texts:
    if refuted:
        return _filled(len(left), _REFUTED[link.comparator])
    if link.comparator != "=":
        return _filled(len(left), _AS_WRITTEN[link.comparator])
    divided = _has_division(link.left) or _has_division(link.right)
    above = np.where(left > right, "≥", "≤")
    apart = np.where(divided, "≈", above)
    return np.where(np.isclose(left, right, rtol=1e-9), "=", apart).astype(object)


def _side(term: Term, frames: Integers, panel: Panel) -> Texts:
    """A whole side; a division is followed by its result."""
    text = _text(term, frames, panel)
    if not _has_division(term):
        return text
    values = _value(term, frames, panel)
    result = np.array(["" if np.isnan(v) else f" ≈ {show_result(v)}" for v in values], dtype=object)
    return np.asarray(text + result, dtype=object)


def _has_division(term: Term) -> bool:
    match term:
        case Arithmetic(sign, left, right):
            return sign == "/" or _has_division(left) or _has_division(right)
        case Fallback(options):
            return any(map(_has_division, options))
        case Absolute(inner):
            return _has_division(inner)
    return False


def _text(term: Term, frames: Integers, panel: Panel) -> Texts:
    """``term`` in figures; a part that is not printed is left out."""
    match term:
        case Number(value):
            return _filled(len(frames), show(value))
        case Operand(indicator_id, years_back):
            return np.asarray(panel.texts(indicator_id, years_back)[frames], dtype=object)
        case Fallback(options):
            return _fallback(options, frames, panel)
        case Absolute(inner):
            text = _text(inner, frames, panel)
            return np.where(text == "", "", "|" + text + "|").astype(object)
        case Arithmetic(sign, left, right):
            return _joined(sign, left, right, frames, panel)
        case Rest() | AnyOf():
            return _filled(len(frames), "")


def _fallback(options: tuple[Term, ...], frames: Integers, panel: Panel) -> Texts:
    chosen = _filled(len(frames), "")
    for option in reversed(options):
        text, value = _text(option, frames, panel), _value(option, frames, panel)
        chosen = np.where((text != "") & ~np.isnan(value), text, chosen).astype(object)
    return chosen


def _joined(sign: str, left: Term, right: Term, frames: Integers, panel: Panel) -> Texts:
    first, second = _text(left, frames, panel), _text(right, frames, panel)
    if sign in "*/":
        first, second = _bracketed(first), _bracketed(second)
    elif not isinstance(right, Operand):
        second = np.where(second == "0", "", second).astype(object)  # (x ?? 0) where x is not printed
    both = (first != "") & (second != "")
    return np.asarray(np.where(both, first + _SIGNS[sign] + second, first + second), dtype=object)


def _bracketed(texts: Texts) -> Texts:
    return np.array([f"({t})" if " + " in t or " − " in t else t for t in texts], dtype=object)


def _value(term: Term, frames: Integers, panel: Panel) -> Floats:
    """The value of ``term`` by its printed figures; optional parts that are missing count as nought."""
    match term:
        case Number(value):
            return np.full(len(frames), value)
        case Operand(indicator_id, years_back, absence):
            printed = panel.column(indicator_id, "value", years_back)[frames]
            return printed if absence == "required" else np.where(np.isnan(printed), 0.0, printed)
        case Fallback(options):
            return _fallback_value(options, frames, panel)
        case Absolute(inner):
            return np.abs(_value(inner, frames, panel))
        case Arithmetic(sign, left, right):
            return _computed(sign, _value(left, frames, panel), _value(right, frames, panel))
        case Rest() | AnyOf():
            return np.zeros(len(frames))


def _fallback_value(options: tuple[Term, ...], frames: Integers, panel: Panel) -> Floats:
    chosen = np.full(len(frames), np.nan)
    for option in reversed(options):
        text, value = _text(option, frames, panel), _value(option, frames, panel)
        chosen = np.where((text != "") & ~np.isnan(value), value, chosen)
    return chosen


def _computed(sign: str, a: Floats, b: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        if sign == "/":
            return np.asarray(np.where(b == 0, np.nan, a / b))
        return np.asarray({"+": a + b, "-": a - b, "*": a * b}[sign])


def _filled(rows: int, text: str) -> Texts:
    return np.full(rows, text, dtype=object)
