"""Columns of texts with few different values as columns of numbers: what is compared millions of times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        return found.take(self.numbers)

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
    if len(pieces) == 1:
        return pieces[0]
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
    is_apart = isinstance(column, pa.ChunkedArray) and column.num_chunks != 1
    whole = column.combine_chunks() if is_apart else _first_piece(column)
    return whole.dictionary_decode() if isinstance(whole, pa.DictionaryArray) else whole


def _first_piece(column: Any) -> Any:
    return column.chunk(0) if isinstance(column, pa.ChunkedArray) else column


def picked(texts: Texts, places: NDArray[Any]) -> Texts:
    """The texts at some places; nothing where a place is below nought."""
    missing = places < 0
    return texts.take(pa.array(places, pa.int64(), mask=missing if missing.any() else None))
