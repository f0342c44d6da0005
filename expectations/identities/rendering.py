"""Shows the figures of a statement as a reader would write them: ``67 ≠ 175 + 46 + 6``."""

from __future__ import annotations

import numpy as np

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
from expectations.identities.evaluation import chosen_option, ways
from expectations.identities.panel import Panel
from expectations.identities.printed import show, show_bounds, show_result

_AS_WRITTEN = {"=": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_REFUTED = {"=": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / "}


def show_link(link: Link, frame: int, panel: Panel, *, refuted: bool) -> str:
    """The figures of ``link`` in ``frame``, with the sign that the printed figures bear out."""
    shown = [s for s in (_way(way, frame, panel, refuted) for way in ways(link)) if s is not None]
    if refuted and len(shown) > 1:
        return _no_way(shown)
    if not refuted:
        shown.sort(key=lambda s: s[1] != "=")
    return " ".join(shown[0]) if shown else ""


def _no_way(shown: list[tuple[str, str, str]]) -> str:
    """Several ways to count, none of which fits: the side that they share stands alone."""
    lefts, rights = (tuple(dict.fromkeys(s[side] for s in shown)) for side in (0, 2))
    if len(rights) == 1:
        return f"{{{' | '.join(lefts)}}} {shown[0][1]} {rights[0]}"
    return f"{' | '.join(lefts)} ∉ {{{' | '.join(rights)}}}"


def _way(link: Link, frame: int, panel: Panel, refuted: bool) -> tuple[str, str, str] | None:
    if isinstance(link, Within):
        left = _side(link.term, frame, panel)
        sign = "∉" if refuted else "∈"
        unknown = left is None or _value(link.term, frame, panel) is None
        return None if left is None or unknown else (left, sign, f"[{show(link.low)}, {show(link.high)}]")
    left, right = _side(link.left, frame, panel), _side(link.right, frame, panel)
    computed = (_value(link.left, frame, panel), _value(link.right, frame, panel))
    if left is None or right is None or None in computed:
        return None
    return left, _sign(link, frame, panel, refuted), right


def _sign(link: Comparison, frame: int, panel: Panel, refuted: bool) -> str:
    if refuted:
        return _REFUTED[link.comparator]
    if link.comparator != "=":
        return _AS_WRITTEN[link.comparator]
    left, right = _value(link.left, frame, panel), _value(link.right, frame, panel)
    if left is None or right is None or np.isclose(left, right, rtol=1e-9):
        return "="
    if _has_division(link.left) or _has_division(link.right):
        return "≈"
    return "≥" if left > right else "≤"


def _side(term: Term, frame: int, panel: Panel) -> str | None:
    """A whole side; a division is followed by its result."""
    text = _text(term, frame, panel)
    if text is None or not _has_division(term):
        return text
    value = _value(term, frame, panel)
    return text if value is None else f"{text} ≈ {show_result(value)}"


def _has_division(term: Term) -> bool:
    match term:
        case Arithmetic(sign, left, right):
            return sign == "/" or _has_division(left) or _has_division(right)
        case Fallback(options):
            return any(_has_division(option) for option in options)
        case Absolute(inner):
            return _has_division(inner)
    return False


def _text(term: Term, frame: int, panel: Panel) -> str | None:
    """``term`` in figures; a part that is not printed is left out, None where nothing remains."""
    match term:
        case Number(value):
            return show(value)
        case Operand():
            return show_operand(term, frame, panel)
        case Rest():
            return None
        case Fallback(options):
            return _text(chosen_option(options, frame, panel), frame, panel)
        case Absolute(inner):
            text = _text(inner, frame, panel)
            return None if text is None else f"|{text}|"
        case AnyOf(options):
            texts = [_text(option, frame, panel) for option in options]
            return " | ".join(t for t in texts if t is not None)
        case Arithmetic(sign, left, right):
            return _joined(sign, left, right, frame, panel)


def _joined(sign: str, left: Term, right: Term, frame: int, panel: Panel) -> str | None:
    first, second = _text(left, frame, panel), _text(right, frame, panel)
    nought = isinstance(second, str) and second == "0" and not isinstance(right, Operand)
    if first is None or second is None or (sign in "+-" and nought):
        if sign in "+-" and second is not None and first is None:
            return second
        return first
    if sign in "*/":
        first, second = _bracketed(first, left, frame, panel), _bracketed(second, right, frame, panel)
    return f"{first}{_SIGNS[sign]}{second}"


def _bracketed(text: str, term: Term, frame: int, panel: Panel) -> str:
    return f"({text})" if any(sign in text for sign in (" + ", " − ")) else text


def show_operand(operand: Operand, frame: int, panel: Panel) -> str | None:
    """One figure with the mark of its qualifier; two unequal ones with a stroke between them."""
    figures = panel.figures_at(frame, operand.indicator_id, operand.years_back)
    shown = (show_bounds(f.value, f.low, f.high, f.qualifier) for f in figures)
    return "／".join(dict.fromkeys(shown)) or None


def _value(term: Term, frame: int, panel: Panel) -> float | None:
    """The value of ``term`` by its printed figures, missing parts as nought."""
    match term:
        case Number(value):
            return value
        case Rest():
            return 0.0
        case Operand():
            return _printed_value(term, frame, panel)
        case Fallback(options):
            return _value(chosen_option(options, frame, panel), frame, panel)
        case Absolute(inner):
            inner_value = _value(inner, frame, panel)
            return None if inner_value is None else abs(inner_value)
        case Arithmetic(sign, left, right):
            return _computed(sign, _value(left, frame, panel), _value(right, frame, panel))
    return None


def _computed(sign: str, a: float | None, b: float | None) -> float | None:
    if a is None or b is None or (sign == "/" and b == 0):
        return None
    return {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "/" else a / b


def _printed_value(operand: Operand, frame: int, panel: Panel) -> float | None:
    figures = panel.figures_at(frame, operand.indicator_id, operand.years_back)
    if not figures:
        return None if operand.absence == "required" else 0.0
    return figures[0].low if np.isnan(figures[0].value) else figures[0].value


def name_operands(operands: tuple[Operand, ...], frame: int, panel: Panel, catalog: Catalog) -> str:
    """The figures by their Chinese names: 仲裁受理（立案）案件数 67、裁决结案件数 46."""
    parts = []
    for operand in operands:
        indicator = catalog.indicators.get(operand.indicator_id)
        name = indicator.name_zh if indicator else operand.indicator_id
        before = "上年" if operand.years_back == 1 else "往年" if operand.years_back else ""
        unit = indicator.unit if indicator else ""
        parts.append(f"{before}{name} {show_operand(operand, frame, panel)}{unit}")
    return "、".join(parts)
