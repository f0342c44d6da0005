"""Columns of texts with few different values as columns of numbers: what is compared millions of times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Numbers = NDArray[np.int32]

Value = TypeVar("Value", bound=np.generic)

Texts: TypeAlias = "pa.Array[pa.Scalar[pa.lib.StringType]]"

NOTHING = -1
_MOST = 2**62
"""Keys beyond it are numbered anew, so that they stay within 64 bits."""
_DENSE = 4
"""Keys that span no more than so many times their number are looked up in a table."""
_SAMPLE, _MANY_OF_SAMPLE = 1000, 900
_DIGIT, _DIGITS = 16, 3
"""Numbers of up to so many digits of so many bits are quicker sorted digit by digit."""
_FEW = 10_000
"""So many groups at most are sorted one by one."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A text for every row as its place among ``names``, which are sorted; ``NOTHING`` where it has none."""

    numbers: Numbers
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    def among(self, wanted: Iterable[str]) -> Bools:
        """Where the text is one of ``wanted``; never where there is none."""
        chosen = frozenset(wanted)
        found = np.array([*(name in chosen for name in self.names), False], dtype=bool)
        return np.asarray(found[self.numbers], dtype=bool)

    def number(self, name: str) -> int:
        """The number of one text; less than ``NOTHING`` where no row has it."""
        return self.names.index(name) if name in self.names else NOTHING - 1

    def known(self) -> Bools:
        """Where there is a text."""
        return self.numbers >= 0

    def at(self, row: int) -> str | None:
        """The text of one row."""
        number = int(self.numbers[row])
        return None if number < 0 else self.names[number]

    def take(self, rows: Integers) -> Codes:
        """The same of some rows."""
        return Codes(taken(self.numbers, rows), self.names)

    def numbered_as(self, names: Sequence[str]) -> Numbers:
        """The rows by the numbers that the texts have among other ``names``; ``NOTHING`` for none of them."""
        place = {name: number for number, name in enumerate(names)}
        found = np.array([*(place.get(name, NOTHING) for name in self.names), NOTHING], dtype=np.int32)
        return looked_up(found, self.numbers)


def coded(column: Any) -> Codes:
    """A column of texts as numbers; one that is the same throughout takes no room."""
    if column.null_count == len(column):
        return Codes(constant(np.int32(NOTHING), len(column)), ())
    encoded = _encoded(column)
    most = len(encoded.dictionary)
    indices = encoded.indices.fill_null(most).to_numpy(zero_copy_only=False)
    # A dictionary may hold names that no row has.
    counts = np.bincount(indices, minlength=most + 1)
    used = np.flatnonzero(counts[:most])
    found = [str(name) for name in encoded.dictionary.take(pa.array(used)).to_pylist()]
    if counts[used].tolist() == [len(column)]:
        return Codes(constant(np.int32(0), len(column)), tuple(found))
    order = sorted(range(len(found)), key=found.__getitem__)
    place = np.full(most + 1, NOTHING, dtype=np.int32)
    place[used[order]] = np.arange(len(order), dtype=np.int32)
    return Codes(place[indices], tuple(found[number] for number in order))


def _encoded(column: Any) -> Any:
    """A column in one piece as numbers with one dictionary."""
    if not pa.types.is_dictionary(column.type):
        return as_array(column).cast(pa.string()).dictionary_encode()
    if not isinstance(column, pa.ChunkedArray):
        return column
    pieces: list[Any] = column.chunks
    names = pieces[0].dictionary
    if all(piece.dictionary.equals(names) for piece in pieces):
        indices = pa.concat_arrays([piece.indices for piece in pieces])
        return pa.DictionaryArray.from_arrays(indices, names)
    return column.unify_dictionaries().combine_chunks()


def constant(value: Value, rows: int) -> NDArray[Value]:
    """A column that is the same throughout, which takes no room and is not to be changed."""
    return np.broadcast_to(value, rows)


def is_constant(column: NDArray[Any]) -> bool:
    """Whether a column is known to be the same throughout."""
    return len(column) > 0 and column.strides == (0,)


def looked_up(table: NDArray[Value], numbers: NDArray[Any]) -> NDArray[Value]:
    """The entry of a table for every number, the last one for ``NOTHING``."""
    return constant(table[numbers[0]], len(numbers)) if is_constant(numbers) else table.take(numbers)


def taken(column: NDArray[Any], rows: Integers) -> NDArray[Any]:
    """Some rows of a column."""
    return constant(column[0], len(rows)) if is_constant(column) else column.take(rows)


def as_array(column: Any) -> Any:
    """A column in one piece, its dictionary resolved."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.dictionary_decode() if isinstance(whole, pa.DictionaryArray) else whole


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
    first = np.empty(len(found), dtype=np.int64)
    # Of several rows with one key the last one written stays: the first.
    first[number[::-1]] = np.arange(len(key))[::-1]
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


def ordered_in_groups(values: NDArray[Any], group: Integers) -> Integers:
    """The rows by their group, and in each by their value; of equal ones any may come first."""
    if group.max(initial=0) >= _FEW:
        by_value = np.argsort(values)
        return by_value[np.argsort(group[by_value], kind="stable")]
    order = np.argsort(group.astype(np.uint16), kind="stable")
    ordered, ends = values[order], np.cumsum(np.bincount(group))
    # Many short runs are sorted much quicker than all at once.
    for start, end in pairwise((0, *ends.tolist())):
        order[start:end] = order[start:end][np.argsort(ordered[start:end])]
    return order


def in_order(*columns: NDArray[Any]) -> Integers:
    """The rows by the first column, then by the next; equal ones as they stand. None may be below -1."""
    key = combined(*columns)
    digits = [key >> shift for shift in range(0, max(1, int(key.max(initial=0)).bit_length()), _DIGIT)]
    if len(digits) > _DIGITS:
        return np.argsort(key, kind="stable")
    # Numbers this small are sorted digit by digit, in a time that goes with their count.
    order = np.argsort(digits[0].astype(np.uint16), kind="stable")
    for digit in digits[1:]:
        order = order[np.argsort(digit.astype(np.uint16)[order], kind="stable")]
    return order


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
    places = np.full(highest - lowest + 2, NOTHING, dtype=np.int64)
    places[known[::-1] - lowest] = np.arange(len(known))[::-1]
    is_within = (wanted >= lowest) & (wanted <= highest)
    return places[np.where(is_within, wanted - lowest, highest - lowest + 1)]


def numbered_values(values: Floats) -> Integers:
    """A number for every value, equal where the values are; their order means nothing."""
    # Of the two noughts of binary fractions there is one left.
    encoded: Any = pa.array(values + 0.0, pa.float64()).dictionary_encode()
    return np.asarray(encoded.indices.to_numpy(), dtype=np.int64)


def picked(texts: Texts, places: NDArray[Any]) -> Texts:
    """The texts at some places; nothing where a place is below nought."""
    missing = places < 0
    return texts.take(pa.array(places, pa.int64(), mask=missing if missing.any() else None))
