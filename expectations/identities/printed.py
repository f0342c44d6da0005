"""How a printed number reads: the step of its last digit, its bounds, and how to show it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.identities.codes import Bools, Codes, Floats, Integers, Texts, constant, picked

APPROXIMATE = 0.1
"""约 and 左右 state no bounds; a tenth to either side is taken as meant."""

_MARKS = {"at_least": "≥", "at_most": "≤", "approx": "约"}
_NUMBER = re.compile(r"(\d[\d,，]*)(?:[.．](\d+))?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def steps(values: Floats, raw_texts: Texts, are_rates: Bools) -> Floats:
    """The value of one unit in the last printed digit, in base units; nought for a whole count.

    A number in 万 or 亿, or a cell under a header in 万元, is rounded to its last digit there: 12.5万 has the
    step 1,000, 4.1 under 万元 too. The multiplier is what the value is above the printed digits. A rate is
    measured, so that 99% has the step 1.
    """
    if raw_texts.null_count == len(raw_texts):
        return constant(np.float64(0), len(values))
    step = np.zeros(len(values))
    some = np.flatnonzero(~_plainly_printed(values, raw_texts) | are_rates)
    distinct = raw_texts.take(pa.array(some, pa.int64())).dictionary_encode()
    texts = [text or "" for text in distinct.dictionary.to_pylist()]
    which = distinct.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    number, decimals = (column[which] for column in _digits([*texts, ""]))
    whole = np.array([*map(_as_number, texts), np.nan])[which] == values[some]
    counted = whole & (values[some] % 1 == 0) & ~are_rates[some]
    step[some] = np.where(counted, 0.0, _steps(values[some], number, decimals, are_rates[some]))
    return step


def _plainly_printed(values: Floats, raw_texts: Texts) -> Bools:
    """Which whole numbers are printed in just their digits; most are."""
    is_whole = np.isfinite(values) & (values % 1 == 0) & (np.abs(values) < 2**53)
    digits = pa.array(np.where(is_whole, values, 0.0).astype(np.int64)).cast(pa.string())
    same = pc.equal(digits, raw_texts).fill_null(False).to_numpy(zero_copy_only=False)
    return np.asarray(same & is_whole, dtype=bool)


def _digits(texts: list[str]) -> tuple[Floats, Floats]:
    """The first number in each text, and how many decimals it has; NaN and 0 where there is none."""
    found = [_NUMBER.search(text) for text in texts]
    numbers = [
        np.nan if match is None else _as_number(f"{re.sub('[,，]', '', match[1])}.{match[2] or '0'}")
        for match in found
    ]
    decimals = [0 if match is None or match[2] is None else len(match[2]) for match in found]
    return np.array(numbers, dtype=float), np.array(decimals, dtype=float)


def _as_number(text: str) -> float:
    """A text that is nothing but a number in plain digits, NaN for any other."""
    return float(text) if _PLAIN.fullmatch(text.strip()) else np.nan


def _steps(values: Floats, number: Floats, decimals: Floats, are_rates: Bools) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        exponent = np.log10(np.abs(values) / number)
        power = np.round(exponent)
        scaled = np.isfinite(exponent) & (np.abs(exponent - power) < 1e-6)
    # Only a whole power of ten is a unit; anything else is a number in words or a derived count.
    step = np.where(scaled, 10.0 ** (np.where(scaled, power, 0.0) - decimals), 0.0)
    return np.where(scaled & ((power != 0) | (decimals > 0) | are_rates), step, 0.0)


def bounds(
    value: Floats, stated_low: Floats, stated_high: Floats, qualifier: Codes, step: Floats
) -> tuple[Floats, Floats]:
    """The interval that each figure states, by its qualifier and half a step of rounding to either side.

    A figure without any number gives NaN.
    """
    low, high = value - step / 2, value + step / 2
    at_least, at_most, approx, ranged = (
        qualifier.among([name]) for name in ("at_least", "at_most", "approx", "range")
    )
    low = np.where(at_most, 0.0, np.where(approx, value * (1 - APPROXIMATE), low))
    high = np.where(at_least, np.inf, np.where(approx, value * (1 + APPROXIMATE), high))
    # The bound itself is printed whole: 2900余万 is at least 29,000,000.
    low = np.where(at_least, np.where(np.isnan(stated_low), value, stated_low), low)
    high = np.where(at_most, np.where(np.isnan(stated_high), value, stated_high), high)
    low, high = np.where(ranged, stated_low, low), np.where(ranged, stated_high, high)
    missing = np.isnan(low) | np.isnan(high)
    return np.where(missing, np.nan, low), np.where(missing, np.nan, high)


def show(value: float) -> str:
    """A number as a reader writes it: whole numbers without a point, others without trailing noughts."""
    if value == round(value) and abs(value) < 1e15:
        return str(round(value))
    return f"{value:.4f}".rstrip("0").rstrip(".")


def show_result(value: float) -> str:
    """The result of a division, to two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if np.isfinite(value) else "∞"


_HUNDREDTHS = pa.array(["", *(f".{n:02d}".rstrip("0") for n in range(1, 100))], pa.string())


def show_results(values: Floats) -> Texts:
    """The same as :func:`show_result` for a whole column."""
    hundredfold = values * 100
    with np.errstate(invalid="ignore"):
        # What lies near the middle of two hundredths is left to the exact arithmetic of the other.
        is_clear = np.abs(hundredfold % 1 - 0.5) > 1e-3
        is_plain = (values >= 0) & (values < 1e9) & is_clear
    whole, hundredths = np.divmod(np.rint(np.where(is_plain, hundredfold, 0.0)).astype(np.int64), 100)
    wholes = pa.array(whole, pa.int64()).cast(pa.string())
    parts: list[Any] = [wholes, picked(_HUNDREDTHS, hundredths), pa.scalar("", pa.string())]
    shown: Texts = pc.binary_join_element_wise(*parts)
    return _with_others(shown, values, np.flatnonzero(~is_plain), show_result)


def show_bounds(value: float, low: float, high: float, qualifier: str | None) -> str:
    """A figure with the mark of its qualifier: ≥2900, ≤30, 约50, 60～70."""
    if np.isnan(low):
        return ""
    if qualifier == "range" or np.isnan(value):
        return f"{show(low)}～{show(high)}"
    return _MARKS.get(qualifier or "", "") + show(value)


def show_all_bounds(values: Floats, low: Floats, high: Floats, qualifier: Codes) -> Texts:
    """The same as :func:`show_bounds` for whole columns, where figures with a bound are in the minority."""
    spans = qualifier.among(["range"]) | np.isnan(values)
    shown = show_all(np.where(spans, 0.0, values))
    marked = np.flatnonzero(spans | qualifier.among(_MARKS))
    columns = (values[marked], low[marked], high[marked])
    qualifiers = map(qualifier.at, marked.tolist())
    texts = [show_bounds(*one) for one in zip(*(c.tolist() for c in columns), qualifiers, strict=True)]
    place = np.arange(len(values))
    place[marked] = np.arange(len(values), len(values) + len(marked))
    return picked(pa.concat_arrays([shown, pa.array(texts, pa.string())]), place)


def show_all(values: Floats) -> Texts:
    """The same as :func:`show` for a whole column of numbers; whole ones, which most are, all at once."""
    whole = (values == np.round(values)) & (np.abs(values) < 1e15)
    shown = pa.array(np.where(whole, values, 0.0).astype(np.int64), pa.int64()).cast(pa.string())
    return _with_others(shown, values, np.flatnonzero(~whole), show)


def _with_others(shown: Texts, values: Floats, others: Integers, show_one: Callable[[float], str]) -> Texts:
    """The texts, those of the others made one by one, each different number once."""
    found: Any = pa.array(values[others], pa.float64()).dictionary_encode()
    texts = pa.array([show_one(value) for value in found.dictionary.to_pylist()], pa.string())
    place = np.arange(len(values))
    place[others] = len(values) + found.indices.to_numpy()
    return picked(pa.concat_arrays([shown, texts]), place)
