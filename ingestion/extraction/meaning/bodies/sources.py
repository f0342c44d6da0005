"""Whether a sentence says first whose count, or whose action, its figures are of (据县医保局统计，…)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.scopes.words import before_subject
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@compiled_once
def sources(catalog: Catalog) -> Sources:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Sources(catalog)


class Sources:
    """Other bodies named as the source of figures, or as leaders; see ``catalog/lexicon/scopes.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["scopes"]
        words, of = data["sources"], catalog.lexicon["linking"]["attributive"]
        self._marks = (*words["told"], *words["shown"], *data["leading"])
        self._told = re.compile(
            before_subject(catalog).pattern + f"(?:{_counted(data)}|{_shown(data, of)}|{_led(data)})"
        )

    def may_tell(self, marked: MarkedText, start: int, at: int) -> bool:
        """Whether a stretch has a word for a source: most have none."""
        return any(marked.normal.find(mark, start, at) >= 0 for mark in self._marks)

    def named(self, marked: MarkedText, clause: int, at: int) -> bool:
        """Whether a clause begins with another body as the source of what follows, or as its leader."""
        return self._told.match(marked.normal, clause, at) is not None


def of_who_acts(indicator: Indicator) -> bool:
    """Whether its figures are those of who acts, and not of the region, whoever counts them."""
    return set(indicator.default_scope.values()) != {"region"}


def _body(data: Mapping[str, Any], letters: int) -> str:
    """Another body behind no more than so many letters, none of which names us or our work."""
    keys = ("own", "our_name", "our_work", "our_units", "first_person")
    ours = one_of(word for key in keys for word in data[key]).pattern
    names = one_of((*data["bodies"], *data["name_endings"])).pattern
    return rf"(?:(?!{ours})[^,。;\d]){{0,{letters}}}?{names}"


def _counted(data: Mapping[str, Any]) -> str:
    """据县医保局统计, 根据县应急局提供的数据: the body told something, and does not ask for it."""
    words = data["sources"]
    from_, told, unless = (one_of(words[key]).pattern for key in ("from", "told", "not_told"))
    return rf"{from_}{_body(data, 12)}[^,。;、\d]{{0,6}}?{told}(?!{unless})"


def _shown(data: Mapping[str, Any], of: str) -> str:
    """县法院数据显示."""
    records, shown = (one_of(data["sources"][key]).pattern for key in ("records", "shown"))
    return rf"{_body(data, 8)}{of}?[^,。;、\d]{{0,4}}?{records}{shown}"


def _led(data: Mapping[str, Any]) -> str:
    """在县人大牵头下, 在县委政法委牵头开展的专项行动中."""
    leading, within = one_of(data["leading"]).pattern, one_of(data["within"]).pattern
    return rf"{data['at']}{_body(data, 12)}{leading}[^,。;、\d]{{0,8}}?{within}"
