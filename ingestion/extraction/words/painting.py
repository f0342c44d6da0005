"""Marks that are put over the characters of a text."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=64)
def painted(length: int) -> bytes:
    """So many marks side by side, to be put over a stretch of characters."""
    return b"\1" * length
