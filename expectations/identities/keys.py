"""Whole numbers that say which rows belong together: made of several columns, put in order, numbered, found.

Millions of rows are told apart; where the numbers are small, a table or their digits do it in one go.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from expectations.identities.codes import NOTHING, Floats, Integers, is_constant

_MOST = 2**62
"""Keys beyond it are numbered anew, so that they stay within 64 bits."""
_DENSE = 4
"""Keys that span no more than so many times their number are looked up in a table."""
_SAMPLE, _MANY_OF_SAMPLE = 1000, 900
_DIGIT, _DIGITS = 16, 3
"""Numbers of up to so many digits of so many bits are quicker sorted digit by digit."""


def combined(*columns: NDArray[Any]) -> Integers:
    """One number for each row, equal where all columns are, and in their order; none may be below -1."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        if is_constant(column):
            continue
        most = int(column.max(initial=0)) + 2
        if size * most > _MOST:
            distinct, key = np.unique(key, return_inverse=True)
            size = len(distinct)
        key *= most
        key += column.astype(np.int64)
        key += 1
        size *= most
    return key


def numbered(key: Integers) -> tuple[Integers, Integers]:
    """The keys numbered in their order, and for each number the first row that has it."""
    if _are_mostly_different(key):
        order = in_order(key - int(key.min()))
        starts = starts_of(key[order])
        number = np.empty(len(key), dtype=np.int64)
        number[order] = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(key))))
        return number, order[starts]
    found, number = _found(key)
    first = np.full(len(found), len(key), dtype=np.int64)
    np.minimum.at(first, number, np.arange(len(key)))
    return number, first


def _are_mostly_different(key: Integers) -> bool:
    """Whether hardly any key comes twice, by a sample: then sorting is quicker than looking up."""
    sample = key[:: max(1, len(key) // _SAMPLE)]
    return len(sample) >= _SAMPLE and len(np.unique(sample)) > _MANY_OF_SAMPLE


def _found(key: Integers) -> tuple[Integers, Integers]:
    """The different keys in their order, and the place of every row's key among them."""
    lowest = int(key.min(initial=0))
    size = int(key.max(initial=0)) - lowest + 1
    if size <= _DENSE * len(key):
        is_there = np.zeros(size, dtype=bool)
        is_there[key - lowest] = True
        found = np.flatnonzero(is_there)
        place = np.empty(size, dtype=np.int64)
        place[found] = np.arange(len(found))
        return found + lowest, place.take(key - lowest)
    encoded: Any = pa.array(key, pa.int64()).dictionary_encode()
    found, number = (part.to_numpy() for part in (encoded.dictionary, encoded.indices))
    order = np.argsort(found)
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found))
    return found[order], place.take(number)


def in_order(*columns: NDArray[Any]) -> Integers:
    """The rows by the first column, then by the next; equal ones as they stand. None may be below -1."""
    key = combined(*columns)
    if (alone := _alone_in_order(key)) is not None:
        return alone
    digits = [key >> shift for shift in range(0, max(1, int(key.max(initial=0)).bit_length()), _DIGIT)]
    if len(digits) > _DIGITS:
        return np.argsort(key, kind="stable")
    # Numbers this small are sorted digit by digit, in a time that goes with their count.
    order = np.argsort(digits[0].astype(np.uint16), kind="stable")
    for digit in digits[1:]:
        order = order[np.argsort(digit.astype(np.uint16)[order], kind="stable")]
    return order


def _alone_in_order(key: Integers) -> Integers | None:
    """The rows by their keys, where these lie close together and no two rows have the same; else None."""
    size = int(key.max(initial=NOTHING)) + 1
    if size > _DENSE * len(key):
        return None
    row = np.full(size, NOTHING, dtype=np.int64)
    row[key] = np.arange(len(key))
    found = row[row >= 0]
    return found if len(found) == len(key) else None


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The different values in their order; of whole numbers much quicker than by hashing them."""
    ordered = np.sort(values)
    return ordered[starts_of(ordered)]


def starts_of(ordered: NDArray[Any]) -> Integers:
    """Where runs of equal values begin."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]).astype(np.int64)


def pairs_in_runs(group: Integers) -> tuple[Integers, Integers]:
    """The places of every two rows of a group, the earlier one first; equal groups stand together."""
    starts = starts_of(group)
    ends = np.append(starts, len(group))[1:]
    later = np.repeat(ends, ends - starts) - np.arange(len(group)) - 1
    one = np.repeat(np.arange(len(group)), later)
    offset = np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    return one, one + 1 + offset


def found_among(wanted: Integers, known: Integers) -> Integers:
    """For every wanted value its place in ``known``, of equal ones the first; ``NOTHING`` for none."""
    if not len(known):
        return np.full(len(wanted), NOTHING, dtype=np.int64)
    lowest, highest = int(known.min()), int(known.max())
    if highest - lowest >= _DENSE * (len(known) + len(wanted)):
        order = np.argsort(known, kind="stable")
        place = order[np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)]
        return np.where(known[place] == wanted, place, NOTHING)
    # One place more than there are values: for all that lies beyond them.
    places = np.full(highest - lowest + 2, len(known), dtype=np.int64)
    np.minimum.at(places, known - lowest, np.arange(len(known)))
    places[places == len(known)] = NOTHING
    is_within = (wanted >= lowest) & (wanted <= highest)
    return places[np.where(is_within, wanted - lowest, highest - lowest + 1)]


def numbered_values(values: Floats) -> Integers:
    """A number for every value, equal where the values are; their order means nothing."""
    # Of the two noughts of binary fractions there is one left.
    encoded: Any = pa.array(values + 0.0, pa.float64()).dictionary_encode()
    return np.asarray(encoded.indices.to_numpy(), dtype=np.int64)
