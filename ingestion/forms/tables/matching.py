"""Which item of a form a header path means; a path with a word nobody knows means nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from catalog.forms import FormItem
from ingestion.forms.cells.text import squeeze
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.headers.patterns import FormPatterns, Path
from ingestion.forms.headers.periods import leading_year, year_of
from ingestion.forms.headers.rewording import rewordings
from ingestion.forms.records.rows import Aspect, aspect_of, is_time, telling_aspect

Use = Literal["item", "label", "serial", "code", "measure", "ignored", "contact", "empty", "unknown"]
_REMEMBERED = 4096
# A column that only says 同比 or 上年同期 speaks of the item before it.
_OF_THE_ITEM_BEFORE = frozenset({"previous", "change", "running_total", "target", "cumulative", "replaced"})


@dataclass(frozen=True, slots=True)
class Match:
    """What a column (or a row of an upright table) is used for.

    ``aspect`` and ``year`` say which of several figures of the item stands there, where the header does.
    """

    use: Use
    item: FormItem | None = None
    aspect: Aspect | None = None
    year: int | None = None


def match_item(path: HeaderPath, patterns: FormPatterns, before: str | None = None) -> FormItem | None:
    """The item whose path fits: it ends where the header ends, and only neutral groups lie between.

    The longest fitting path wins, and one that names its neighbour (``before``) wins over one that does not.
    Where nothing fits as printed, other words for the same are tried, and then the names of the general form
    that speak for themselves in any table.
    """
    if not path.names:
        return None
    found = _fitting(path.names, patterns, before) or _reworded(path.names, patterns, before)
    found = found or _of_several(path.names, patterns)
    if found is not None or patterns.general is None:
        return found
    return _lent(path, patterns, patterns.general)


def measured(path: HeaderPath, measure: str, patterns: FormPatterns) -> FormItem | None:
    """The item of another measure of what a header counts: 金额 of 行政处罚 is the sum of the fines.

    None where the form has no such item: the header's own is a number of something else.
    """
    item = match_item(path, patterns)
    other = match_item(replace(path, names=(*path.names, measure)), patterns)
    return None if other is None or item is None or other.key == item.key else other


def _reworded(names: Path, patterns: FormPatterns, before: str | None) -> FormItem | None:
    others = rewordings(names, patterns.rewording, patterns.leading_groups)
    return next((item for other in others if (item := _fitting(other, patterns, before)) is not None), None)


def _of_several(names: Path, patterns: FormPatterns) -> FormItem | None:
    """The first of several kinds that share a column (责令关闭、限制从业) and count in one sum."""
    *over, name = names
    words = name.split("、")
    found: list[FormItem] = []
    while words and patterns.groups.issuperset(over):
        ends = (end for end in range(len(words), 0, -1) if "、".join(words[:end]) in patterns.kinds)
        end = next(ends, None)
        if end is None:
            return None
        found.append(patterns.kinds["、".join(words[:end])])
        words = words[end:]
    return found[0] if len({item.key for item in found}) > 1 else None


def _lent(path: HeaderPath, patterns: FormPatterns, general: FormPatterns) -> FormItem | None:
    """The general form's item of that name: the form's own of the same indicator, where it has one."""
    if path.names[-1] in patterns.not_borrowed:
        return None
    names = tuple(name for name in path.names[:-1] if name not in patterns.groups)
    found = _of_general((*names, path.names[-1]), general)
    if found is None or found.indicator is None:
        return None
    return patterns.own_items.get(found.indicator, patterns.borrowed[found.key])


@lru_cache(maxsize=_REMEMBERED)
def _of_general(names: Path, general: FormPatterns) -> FormItem | None:
    """Every form that borrows asks for the same headers."""
    return _fitting(names, general, None) or _reworded(names, general, None)


def _fitting(path: Path, patterns: FormPatterns, before: str | None) -> FormItem | None:
    fits = [
        (len(names), bool(after), item)
        for names, item, after in patterns.by_ending.get(path[-1], ())
        if _fits(names, path, patterns.neutral[item.key]) and (not after or before in after)
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


def match_column(
    path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon, before: FormItem | None
) -> Match:
    """What a column of a table with items across is used for."""
    if not path.names:
        return Match("empty")
    item = match_item(path, patterns, before.key if before is not None else None)
    item = item or _whole_or_part(path, patterns, lexicon)
    if item is not None:
        return Match("item", item)
    dated = _of_year(path, patterns, lexicon)
    return match_stub(path, patterns, lexicon) or dated or _match_aspect(path, patterns, lexicon, before)


def _whole_or_part(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> FormItem | None:
    """The item of a group that has columns for its total and for parts of it (受理数: 合计, 其中集体争议).

    A part is an item that means the same under any header; the group must be an item itself.
    """
    *over, last = path.names
    group = match_item(replace(path, names=tuple(over)), patterns) if over else None
    if group is None or lexicon.role("total", last) or lexicon.role("subtotal", last):
        return group
    is_part = lexicon.role("part", squeeze(path.printed[-1])) if path.printed else False
    return match_item(replace(path, names=(last,)), patterns) if is_part else None


def match_row(
    path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon, before: str | None
) -> FormItem | None:
    """The item of a row of a table with items down; the total of a group (行政诉讼: 合计) is its item."""
    item = match_item(path, patterns, before)
    if item is not None or not path.names:
        return item
    *over, last = path.names
    if over and lexicon.role("total", last):
        return match_item(replace(path, names=tuple(over)), patterns)
    aspect, bare = lexicon.affixed(last)
    is_current = aspect == "current" and bool(bare)
    return match_item(replace(path, names=(*over, bare)), patterns, before) if is_current else None


def _of_year(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> Match | None:
    """A header that names a year and then an item, both in one cell (2022年受理数)."""
    *over, last = path.names
    year, named = leading_year(last)
    aspect, named = lexicon.affixed(named)
    item = match_item(replace(path, names=(*over, named)), patterns) if year is not None and named else None
    return None if item is None else Match("item", item, aspect, year)


def _match_aspect(
    path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon, before: FormItem | None
) -> Match:
    """A header that names an item and says which year's figure: 受理/上年同期, 2022年受理数, 受理数同比."""
    aspect, year, rest = _without_time(path, lexicon)
    if aspect is None and year is None:
        return Match("unknown")
    if not rest.names:
        is_sequel = before is not None and (aspect in _OF_THE_ITEM_BEFORE or year is not None)
        return Match("item", before, aspect, year) if is_sequel else Match("unknown")
    item = match_item(rest, patterns, before.key if before is not None else None)
    return Match("unknown") if item is None else Match("item", item, aspect, year)


def _without_time(path: HeaderPath, lexicon: FormLexicon) -> tuple[Aspect | None, int | None, HeaderPath]:
    """The aspect and the year that a header states, and the header without the words that do."""
    aspects = [aspect for name in path.names if (aspect := aspect_of(name, lexicon)) is not None]
    years = [year for name in path.names if (year := year_of(name)) is not None]
    names = [name for name in path.names if not is_time(name, lexicon)]
    bare: list[str] = []
    for name in names:
        year, rest = leading_year(name)
        aspect, rest = lexicon.affixed(rest)
        bare += [rest] if rest else []
        years += [year] if year is not None else []
        aspects += [aspect] if aspect is not None else []
    return telling_aspect(aspects), next(iter(years), None), replace(path, names=tuple(bare))


def match_stub(path: HeaderPath, patterns: FormPatterns, lexicon: FormLexicon) -> Match | None:
    """Whether a column holds labels, serial numbers, codes, units, remarks or telephone numbers."""
    names = [name for name in path.names if name not in patterns.groups]
    if len(names) > 1 and all(lexicon.stubs.get(name) == "label" for name in names):
        return Match("label")
    if len(names) > 1:
        names = [name for name in names if not is_time(name, lexicon)]
    if len(names) != 1:
        return None
    name = names[0]
    stub = lexicon.stubs.get(name)
    if stub is not None:
        return Match(_stub_use(stub))
    if name in patterns.labels:
        return Match("label")
    if name in lexicon.contacts:
        return Match("contact")
    return Match("ignored") if name in patterns.ignored else None


def _stub_use(stub: str) -> Use:
    uses: dict[str, Use] = {"label": "label", "serial": "serial", "code": "code", "measure": "measure"}
    return uses[stub]
