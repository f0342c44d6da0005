"""Sentence moulds: how an indicator is said in the summary. The moulds are data beside the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MOULDS = Path(__file__).parent.parent / "templates" / "summary_moulds.yaml"
PLACE = "{figure}"


class FaultyMould(Exception):
    """A mould names no known indicator of its area, or has no place for the figure."""


@dataclass(frozen=True, slots=True)
class Mould:
    """One clause. ``part_of`` names the total it follows with 其中; ``is_lead`` marks what lists of bodies
    tell, ``is_secondary`` what a summary that grows too long leaves out."""

    indicator_id: str
    text: str
    part_of: str | None = None
    is_lead: bool = False
    is_secondary: bool = False


Moulds = Mapping[str, tuple[tuple[Mould, ...], ...]]


def read_moulds(areas: Mapping[str, str], path: Path = MOULDS) -> Moulds:
    """The moulds by subject area, a tuple of clauses per sentence.

    ``areas`` is the subject area of every indicator. Raises :class:`FaultyMould` on a mould that could never
    be used.
    """
    content: Mapping[str, list[list[dict[str, Any]]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        area: tuple(tuple(_mould(entry, area, areas) for entry in sentence) for sentence in sentences)
        for area, sentences in content.items()
    }


def without_secondary(moulds: Moulds) -> Moulds:
    """The moulds that even a long summary keeps."""
    return {
        area: tuple(tuple(m for m in sentence if not m.is_secondary) for sentence in sentences)
        for area, sentences in moulds.items()
    }


def _mould(entry: Mapping[str, Any], area: str, areas: Mapping[str, str]) -> Mould:
    flags = (entry.get("lead", False), entry.get("secondary", False))
    mould = Mould(entry["indicator"], entry["text"], entry.get("part_of"), *flags)
    if areas.get(mould.indicator_id) != area:
        raise FaultyMould(f"{MOULDS.name}: {area}: the catalogue has no indicator {mould.indicator_id} there")
    if PLACE not in mould.text:
        raise FaultyMould(f"{MOULDS.name}: {mould.indicator_id}: the text lacks {PLACE}")
    return mould
