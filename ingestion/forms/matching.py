"""Which item of a form a header path means; a path with a word nobody knows means nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catalog.forms import FormItem
from ingestion.forms.headers import HeaderPath
from ingestion.forms.lexicon import FormLexicon, FormPatterns, Path

Use = Literal["item", "label", "serial", "code", "measure", "ignored", "empty", "unknown"]


@dataclass(frozen=True, slots=True)
class Match:
    """What a column (or a row of an upright table) is used for."""

    use: Use
    item: FormItem | None = None


def match_item(path: HeaderPath, patterns: FormPatterns, before: str | None = None) -> FormItem | None:
    """The item whose path fits: it ends where the header ends, and only neutral groups lie between.

    The longest fitting path wins, and one that names its neighbour (``before``) wins over one that does not.
    """
    fits = [
        (len(names), bool(item.after), item)
        for names, item in patterns.paths
        if _fits(names, path.names, patterns.groups) and (not item.after or before in item.after)
    ]
    return max(fits, key=lambda fit: (fit[0], fit[1], fit[2].key))[2] if fits else None


def _fits(names: Path, path: Path, groups: frozenset[str]) -> bool:
    if not path or names[-1] != path[-1]:
        return False
    wanted = list(names[:-1])
    for name in reversed(path[:-1]):
        if wanted and wanted[-1] == name:
            wanted.pop()
        elif name not in groups:
            return False
    return not wanted


def match_column(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon, before: str | None) -> Match:
    """What a column of a table with items across is used for."""
    if not path.names:
        return Match("empty")
    item = match_item(path, patterns, before)
    if item is not None:
        return Match("item", item)
    return match_stub(path, patterns, lexicon) or Match("unknown")


def match_stub(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> Match | None:
    """Whether a column holds labels, serial numbers, codes, units or remarks."""
    if len(path.names) != 1:
        return None
    name = path.names[0]
    stub = lexicon.stubs.get(name)
    if stub is not None:
        return Match(_stub_use(stub))
    if name in patterns.labels:
        return Match("label")
    return Match("ignored") if name in patterns.ignored else None


def _stub_use(stub: str) -> Use:
    uses: dict[str, Use] = {"label": "label", "serial": "serial", "code": "code", "measure": "measure"}
    return uses[stub]
