"""Compound words of the lexicon written as one: ``{劳动/人事/}争议{案件/}`` is each of its six words."""

from __future__ import annotations

import re
from itertools import product

_PIECE = re.compile(r"\{(?P<choice>[^{}]*)\}|(?P<plain>[^{}]+)")


def compounds(written: str) -> tuple[str, ...]:
    """Every word that ``written`` stands for, in order; an empty choice leaves its part out.

    Raises :class:`ValueError` where the braces do not pair.
    """
    pieces = list(_PIECE.finditer(written))
    if sum(len(piece.group()) for piece in pieces) != len(written):
        raise ValueError(f"the braces of {written!r} do not pair")
    choices = [[piece["plain"]] if piece["plain"] else piece["choice"].split("/") for piece in pieces]
    words = ("".join(parts) for parts in product(*choices))
    return tuple(dict.fromkeys(word for word in words if word))
