"""Shows the figures of statements as a reader would write them (``67 ≠ 175 + 46 + 6``), many frames at once.

Texts are columns: one text per frame, empty where nothing of a term is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
from expectations.identities.codes import Bools, Floats, Integers, Texts
from expectations.identities.evaluation import ways
from expectations.identities.panel import Panel
from expectations.identities.printed import show, show_results

_AS_WRITTEN = {"=": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_REFUTED = {"=": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / "}


@dataclass(frozen=True, slots=True)
class _Places:
    """The frames that something is shown of; terms that are worked out already."""

    frames: Integers
    panel: Panel
    texts: dict[Term, Texts] = field(default_factory=dict)
    values: dict[Term, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frames)


def show_links(links: Sequence[Link], frames: Integers, panel: Panel, *, refuted: bool) -> Texts:
    """The figures of ``links`` in each of ``frames``, with the signs that the printed figures bear out."""
    places = _Places(frames, panel)
    texts = [_link_text(link, places, refuted) for link in links]
    shown = texts[0]
    for text in texts[1:]:
        between = _picked(_is_there(shown) & _is_there(text), "；", "")
        shown = _written(shown, between, text)
    return shown


def show_link(link: Link, frame: int, panel: Panel, *, refuted: bool) -> str:
    """The figures of one link in one frame."""
    shown = show_links((link,), np.array([frame], dtype=np.int64), panel, refuted=refuted)
    return str(shown[0].as_py())


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


def _link_text(link: Link, places: _Places, refuted: bool) -> Texts:
    shown = [_way(way, places, refuted) for way in ways(link)]
    if len(shown) == 1:
        return _together(*shown[0])
    if not refuted:
        return _first_ways(shown, len(places))
    columns = [[[str(text) for text in column.to_pylist()] for column in way] for way in shown]
    texts = (
        _no_way([(left[i], sign[i], right[i]) for left, sign, right in columns]) for i in range(len(places))
    )
    return pa.array(texts, pa.string())


def _together(left: Texts, sign: Texts, right: Texts) -> Texts:
    whole = _is_there(left) & _is_there(right)
    return _picked(whole, _written(left, " ", sign, " ", right), "")


def _first_ways(shown: Sequence[tuple[Texts, Texts, Texts]], rows: int) -> Texts:
    """Of several ways to count the first that comes out even, else the first that is printed."""
    chosen = _filled(rows, "")
    whole = [(_together(*way), _is_there(way[0]) & _is_there(way[2]), _is(way[1], "=")) for way in shown]
    for text, printed, _ in reversed(whole):
        chosen = _picked(printed, text, chosen)
    for text, printed, even in reversed(whole):
        chosen = _picked(printed & even, text, chosen)
    return chosen


def _no_way(shown: list[tuple[str, str, str]]) -> str:
    """Several ways to count, none of which fits: the side that they share stands alone."""
    printed = [way for way in shown if way[0] and way[2]]
    lefts, rights = (tuple(dict.fromkeys(way[side] for way in printed)) for side in (0, 2))
    if len(printed) == 1:
        return " ".join(printed[0])
    if len(rights) == 1:
        return f"{{{' | '.join(lefts)}}} {printed[0][1]} {rights[0]}"
    return f"{' | '.join(lefts)} ∉ {{{' | '.join(rights)}}}"


def _way(link: Link, places: _Places, refuted: bool) -> tuple[Texts, Texts, Texts]:
    """The left side, the sign and the right side; no side where a required figure is missing."""
    if isinstance(link, Within):
        left, value = _side(link.term, places), _value(link.term, places)
        span = f"[{show(link.low)}, {show(link.high)}]"
        sign = _filled(len(places), "∉" if refuted else "∈")
        return _picked(np.isnan(value), "", left), sign, _filled(len(places), span)
    left, right = _side(link.left, places), _side(link.right, places)
    values = _value(link.left, places), _value(link.right, places)
    unknown = np.isnan(values[0]) | np.isnan(values[1])
    sign = _sign(link, *values, refuted=refuted)
    return _picked(unknown, "", left), sign, _picked(unknown, "", right)


def _sign(link: Comparison, left: Floats, right: Floats, *, refuted: bool) -> Texts:
    if refuted:
        return _filled(len(left), _REFUTED[link.comparator])
    if link.comparator != "=":
        return _filled(len(left), _AS_WRITTEN[link.comparator])
    divided = _has_division(link.left) or _has_division(link.right)
    apart = _filled(len(left), "≈") if divided else _picked(left > right, "≥", "≤")
    return _picked(np.isclose(left, right, rtol=1e-9), "=", apart)


def _side(term: Term, places: _Places) -> Texts:
    """A whole side; a division is followed by its result."""
    text = _text(term, places)
    if not _has_division(term):
        return text
    values = _value(term, places)
    result = _picked(np.isnan(values), "", _written(" ≈ ", show_results(values)))
    return _written(text, result)


def _has_division(term: Term) -> bool:
    match term:
        case Arithmetic(sign, left, right):
            return sign == "/" or _has_division(left) or _has_division(right)
        case Fallback(options):
            return any(map(_has_division, options))
        case Absolute(inner):
            return _has_division(inner)
    return False


def _text(term: Term, places: _Places) -> Texts:
    """``term`` in figures; a part that is not printed is left out."""
    if term not in places.texts:
        places.texts[term] = _made_text(term, places)
    return places.texts[term]


def _made_text(term: Term, places: _Places) -> Texts:
    match term:
        case Number(value):
            return _filled(len(places), show(value))
        case Operand(indicator_id, years_back):
            return places.panel.texts(indicator_id, places.frames, years_back)
        case Fallback(options):
            return _fallback(options, places)
        case Absolute(inner):
            text = _text(inner, places)
            return _picked(_is_there(text), _written("|", text, "|"), "")
        case Arithmetic(sign, left, right):
            return _joined(sign, left, right, places)
        case Rest() | AnyOf():
            return _filled(len(places), "")


def _fallback(options: tuple[Term, ...], places: _Places) -> Texts:
    chosen = _filled(len(places), "")
    for option in reversed(options):
        text, value = _text(option, places), _value(option, places)
        chosen = _picked(_is_there(text) & ~np.isnan(value), text, chosen)
    return chosen


def _joined(sign: str, left: Term, right: Term, places: _Places) -> Texts:
    first, second = _text(left, places), _text(right, places)
    if sign in "*/":
        first, second = _bracketed(left, first), _bracketed(right, second)
    elif not isinstance(right, Operand):
        second = _picked(_is(second, "0"), "", second)  # (x ?? 0) where x is not printed
    between = _picked(_is_there(first) & _is_there(second), _SIGNS[sign], "")
    return _written(first, between, second)


def _bracketed(term: Term, texts: Texts) -> Texts:
    if isinstance(term, Number | Operand):
        return texts
    is_sum = pc.match_substring_regex(texts, r" [+−] ").to_numpy(zero_copy_only=False)
    return _picked(is_sum, _written("(", texts, ")"), texts)


def _value(term: Term, places: _Places) -> Floats:
    """The value of ``term`` by its printed figures; optional parts that are missing count as nought."""
    if term not in places.values:
        places.values[term] = _made_value(term, places)
    return places.values[term]


def _made_value(term: Term, places: _Places) -> Floats:
    match term:
        case Number(value):
            return np.full(len(places), value)
        case Operand(indicator_id, years_back, absence):
            printed = places.panel.column(indicator_id, "value", years_back)[places.frames]
            return printed if absence == "required" else np.where(np.isnan(printed), 0.0, printed)
        case Fallback(options):
            return _fallback_value(options, places)
        case Absolute(inner):
            return np.abs(_value(inner, places))
        case Arithmetic(sign, left, right):
            return _computed(sign, _value(left, places), _value(right, places))
        case Rest() | AnyOf():
            return np.zeros(len(places))


def _fallback_value(options: tuple[Term, ...], places: _Places) -> Floats:
    chosen = np.full(len(places), np.nan)
    for option in reversed(options):
        text, value = _text(option, places), _value(option, places)
        chosen = np.where(_is_there(text) & ~np.isnan(value), value, chosen)
    return chosen


def _computed(sign: str, a: Floats, b: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        if sign == "/":
            return np.asarray(np.where(b == 0, np.nan, a / b))
        return np.asarray({"+": a + b, "-": a - b, "*": a * b}[sign])


def _filled(rows: int, text: str) -> Texts:
    return pa.repeat(pa.scalar(text, pa.string()), rows)


def _is_there(texts: Texts) -> Bools:
    return ~_is(texts, "")


def _is(texts: Texts, text: str) -> Bools:
    same = pc.equal(texts, pa.scalar(text, pa.string()))
    return np.asarray(same.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _picked(condition: Bools, texts: Texts | str, others: Texts | str) -> Texts:
    """The texts where the condition holds, else the others; mostly it is the same everywhere."""
    if condition.all() or not condition.any():
        chosen = texts if condition.all() else others
        return _filled(len(condition), chosen) if isinstance(chosen, str) else chosen
    either: tuple[Any, Any] = _as_text(texts), _as_text(others)
    picked: Texts = pc.if_else(pa.array(condition), *either)
    return picked


def _written(*parts: Texts | str) -> Texts:
    """The parts one after another."""
    columns: list[Any] = [*map(_as_text, parts), _as_text("")]
    written: Texts = pc.binary_join_element_wise(*columns)
    return written


def _as_text(text: Texts | str) -> Any:
    return pa.scalar(text, pa.string()) if isinstance(text, str) else text
