"""Gold annotations: the facts that a careful reader finds in a set of reports, and all their numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FACTS, DOCUMENTS, MENTIONS = "facts.jsonl", "documents.json", "mentions.jsonl"
NOT_A_MENTION = "list_marker_or_slogan"
"""The kind of mention that need not be accounted for: it is no number."""

# Where the text does not tell scopes apart, each of these readings is right.
_SCOPES_ACCEPTED = {
    "own_or_region": frozenset({"own", "region"}),
    "province": frozenset({"region"}),
    "township": frozenset({"region", "township", "own"}),
}


class GoldFault(ValueError):
    """A gold file that cannot be used; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """One annotated figure.

    ``indicator_id`` is None for a number without an indicator. ``value`` is in base units. ``start`` and
    ``end`` count characters of the report's text. ``scopes`` and ``periods`` hold every reading that counts
    as right. An ``arguable`` fact counts neither for nor against a reading; a ``repeat`` of an earlier
    figure need not be found again.
    """

    doc: str
    indicator_id: str | None
    value: float
    unit: str
    qualifier: str
    in_words: bool
    scopes: frozenset[str]
    periods: frozenset[str]
    assertion: str
    start: int
    end: int
    number_text: str
    arguable: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A number at a place, whatever it means."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """All annotations of a folder. ``mentions`` is None where the folder does not list them."""

    facts: tuple[GoldFact, ...]
    documents: frozenset[str]
    mentions: tuple[GoldMention, ...] | None


def read_gold(folder: Path) -> Gold:
    """The annotations in ``folder``. Raises GoldFault."""
    if not (folder / FACTS).is_file():
        raise GoldFault(f"{folder}: no {FACTS}; name the folder that holds the annotations")
    facts = tuple(_fact(data, place) for data, place in _lines(folder / FACTS))
    documents = {fact.doc for fact in facts} | set(_documents(folder / DOCUMENTS))
    return Gold(facts, frozenset(documents), _mentions(folder / MENTIONS))


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line), f"{path}:{number}"
            except json.JSONDecodeError as error:
                raise GoldFault(f"{path}:{number}: no JSON ({error.msg})") from error


def _fact(data: dict[str, Any], place: str) -> GoldFact:
    try:
        return GoldFact(
            doc=data["doc"],
            indicator_id=data.get("indicator_id") or None,
            value=float(data["value"]),
            unit=data["unit"],
            qualifier=data["qualifier"],
            in_words=bool(data.get("in_words")),
            scopes=_scopes(data),
            periods=frozenset(data.get("period_ok") or [data["period_type"]]),
            assertion=data.get("assertion", "actual"),
            start=data["start"],
            end=data["end"],
            number_text=data.get("number_text", ""),
            arguable=bool(data.get("arguable")),
            repeat=bool(data.get("repeat_of_earlier")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GoldFault(f"{place}: the fact lacks or misstates {error}") from error


def _scopes(data: dict[str, Any]) -> frozenset[str]:
    stated: str = data["org_scope"]
    if data.get("org_scope_ok"):
        return frozenset(data["org_scope_ok"])
    return _SCOPES_ACCEPTED.get(stated, frozenset({stated}))


def _documents(path: Path) -> Iterator[str]:
    if path.is_file():
        yield from (entry["doc"] for entry in json.loads(path.read_text(encoding="utf-8")))


def _mentions(path: Path) -> tuple[GoldMention, ...] | None:
    if not path.is_file():
        return None
    return tuple(
        GoldMention(data["doc"], data["start"], data["end"])
        for data, _ in _lines(path)
        if data["kind"] != NOT_A_MENTION
    )
