"""What the grammar of quantities finds: mentions of numbers, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingestion.observations import Qualifier

MentionKind = Literal["quantity", "date", "name", "ordinal", "marker"]


@dataclass(slots=True, kw_only=True)
class Mention:
    """A numeral at ``text[start:end]``, its hedge and its measure word included.

    ``value``, ``low`` and ``high`` are in base units (yuan, counts, percent numbers); only a quantity has
    them. ``unit`` is the printed measure word without blanks (``""`` where none is printed), ``%`` for every
    way to write a percentage. Nobody changes a mention; that is not enforced, because a long text has many.
    """

    kind: MentionKind
    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    unit: str = ""
    in_words: bool = False
    followed_by_bound: bool = False
    """A bound word stands behind the measure word (10人以上): the number may be a threshold."""
    duration: bool = False
    doubtful: bool = False
    """Printed so that its value would be a guess (3 11 条, 1O件): it has none, and a reader must look."""
    parted: bool = False
    """Printed with blanks between its digits, and put together: its value is less sure."""
