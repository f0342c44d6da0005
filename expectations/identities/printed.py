"""How a printed number reads: the step of its last digit, its bounds, and how to show it again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

APPROXIMATE = 0.1
"""约 and 左右 state no bounds; a tenth to either side is taken as meant."""

_NUMBER = r"(\d[\d,，]*)(?:[.．](\d+))?"


def steps(values: Floats, raw_texts: pd.Series, are_rates: NDArray[np.bool_]) -> Floats:
    """The value of one unit in the last printed digit, in base units; nought for a whole count.

    A number in 万 or 亿, or a cell under a header in 万元, is rounded to its last digit there: 12.5万 has the
    step 1,000, 4.1 under 万元 too. The multiplier is what the value is above the printed digits. A rate is
    measured, so that 99% has the step 1.
    """
    plain = pd.to_numeric(raw_texts, errors="coerce").to_numpy(dtype=float) == values
    whole = plain & (values % 1 == 0) & ~are_rates
    step = np.zeros(len(values))
    some = np.flatnonzero(~whole)
    step[some] = _steps(values[some], raw_texts.iloc[some], are_rates[some])
    return step


def _steps(values: Floats, raw_texts: pd.Series, are_rates: NDArray[np.bool_]) -> Floats:
    digits = raw_texts.str.extract(_NUMBER)
    decimals = digits[1].str.len().fillna(0).to_numpy(dtype=float)
    whole = digits[0].str.replace(r"[,，]", "", regex=True)
    number = pd.to_numeric(whole + "." + digits[1].fillna("0"), errors="coerce").to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        exponent = np.log10(np.abs(values) / number)
        power = np.round(exponent)
        scaled = np.isfinite(exponent) & (np.abs(exponent - power) < 1e-6)
    # Only a whole power of ten is a unit; anything else is a number in words or a derived count.
    step = np.where(scaled, 10.0 ** (np.where(scaled, power, 0.0) - decimals), 0.0)
    return np.where(scaled & ((power != 0) | (decimals > 0) | are_rates), step, 0.0)


def bounds(figures: pd.DataFrame, step: Floats) -> tuple[Floats, Floats]:
    """The interval that each figure states, by its qualifier and half a step of rounding to either side.

    ``figures`` has value, value_low, value_high and qualifier; a figure without any number gives NaN.
    """
    value = figures["value"].to_numpy(dtype=float)
    stated_low = figures["value_low"].to_numpy(dtype=float)
    stated_high = figures["value_high"].to_numpy(dtype=float)
    qualifier = figures["qualifier"].to_numpy(dtype=object)
    at_least, at_most = qualifier == "at_least", qualifier == "at_most"
    approx, ranged = qualifier == "approx", qualifier == "range"
    low, high = value - step / 2, value + step / 2
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


def show_bounds(value: float, low: float, high: float, qualifier: str | None) -> str:
    """A figure with the mark of its qualifier: ≥2900, ≤30, 约50, 60～70."""
    if np.isnan(low):
        return ""
    if qualifier == "range" or np.isnan(value):
        return f"{show(low)}～{show(high)}"
    mark = {"at_least": "≥", "at_most": "≤", "approx": "约"}.get(qualifier or "", "")
    return mark + show(value)
