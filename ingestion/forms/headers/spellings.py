"""Other spellings of a known header: its groups run together, its counting word left out or another.

投诉举报受理 is 受理 under 投诉举报, 仲裁立案 is 仲裁立案数. A spelling that two items of a form
share means neither, and lists and catalogues, whose columns hold words, have none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from catalog.forms import Form, FormItem
from ingestion.forms.cells.text import fold_path

Path = tuple[str, ...]
Spelling = tuple[Path, FormItem]
# What is left of a header without its counting word must still say something: 受理, 奖励 and 网办 do not,
# but for a heading above them that does.
_SHORTEST = 3


def other_spellings(
    form: Form, paths: Iterable[Spelling], counting_words: Mapping[str, tuple[str, ...]]
) -> tuple[Spelling, ...]:
    """The spellings of the items of a form that no header of the form is, each of one item alone."""
    if form.orientation == "list" or form.reads != "figures":
        return ()
    paths = tuple(paths)
    taken = {path for path, _ in paths} | _common(form)
    meant: dict[Path, dict[str, FormItem]] = {}
    for path, item in paths:
        for spelling in _spellings(path, counting_words.get(item.unit, ())):
            if spelling not in taken and (item.after == () or len(spelling) > 1):
                meant.setdefault(spelling, {})[item.key] = item
    return tuple(
        (spelling, item)
        for spelling, items in sorted(meant.items())
        for item in (items.values() if len(items) == 1 else ())
    )


def _common(form: Form) -> set[Path]:
    """The words that mean an item only under its own heading, and those that mean nothing by themselves."""
    grouped = (word for item in form.items for word in item.grouped)
    follows = (word for item in form.items for word in item.follows)
    over = (word for item in form.items for word in item.under)
    return {
        fold_path(word) for word in (*grouped, *follows, *over, *form.groups, *form.ignored, *form.labels)
    }


def _spellings(path: Path, counting: Collection[str]) -> Iterator[Path]:
    whole = ("".join(path),)
    for spelled in (path, *((whole,) if len(path) > 1 else ())):
        yield spelled
        *over, last = spelled
        bare = _bare(last, counting)
        if last != bare and bare == "".join(path[:-1]):
            continue  # 受理人数 counts people: but for its counting word it is its heading
        if len(bare) >= _SHORTEST or (bare and (over or bare == last)):
            yield from ((*over, bare + ending) for ending in counting)


def _bare(name: str, counting: Collection[str]) -> str:
    """The header without its counting word, the longest that it ends with."""
    ending = max((word for word in counting if name.endswith(word)), key=len, default="")
    return name.removesuffix(ending)
