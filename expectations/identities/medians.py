"""Medians of groups, and of the others of each group: by what stands around the middle of its values.

Values are only put in order, not the rows that have them, which is many times quicker.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from expectations.identities.codes import Floats, Integers

_FEW = 10_000
"""So many groups at most are sorted one by one."""


def medians(values: Floats, group: Integers) -> tuple[Floats, Integers]:
    """The median of every group, and how many values it has; groups are numbered from nought on."""
    around, sizes = _around_the_middle(values, group)
    return (around[1] + around[2]) / 2, sizes


def medians_of_others(values: Floats, group: Integers) -> Floats:
    """For every value the median of the other values of its group; 0 where there are none."""
    (below, low, high, above), sizes = _around_the_middle(values, group)
    # Without a value those above it move up by one, whichever of equal ones it is.
    lower = np.where(values > below[group], below[group], high[group])
    upper = np.where(values > low[group], low[group], above[group])
    return np.asarray(np.where(sizes[group] > 1, (lower + upper) / 2, 0.0), dtype=float)


def _around_the_middle(values: Floats, group: Integers) -> tuple[list[Floats], Integers]:
    """By group what stands in the middle (two values of an even number) and beside it, and the sizes."""
    ordered, sizes = ordered_in_groups(values, group)
    starts = np.cumsum(sizes) - sizes
    places = ((sizes - 2) // 2, (sizes - 1) // 2, sizes // 2, (sizes + 1) // 2)
    return [ordered[starts + np.clip(place, 0, sizes - 1)] for place in places], sizes


def ordered_in_groups(values: NDArray[Any], group: Integers) -> tuple[NDArray[Any], Integers]:
    """The values by group, those of each in order, and how many there are of each; no group is empty."""
    sizes = np.bincount(group)
    if len(sizes) > _FEW:
        by_value = np.argsort(values)
        return values[by_value[np.argsort(group[by_value], kind="stable")]], sizes
    ordered = values[np.argsort(group.astype(np.uint16), kind="stable")]
    # Many short runs are sorted much quicker than all at once.
    for start, end in pairwise((0, *np.cumsum(sizes).tolist())):
        ordered[start:end].sort()
    return ordered, sizes
