"""A form with its header paths folded, and in the other words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from catalog.form_conventions import FormConventions
from catalog.forms import Form, FormItem
from ingestion.forms.cells.text import fold_path, read_label, squeeze
from ingestion.forms.headers.rewording import Rewording, one_of
from ingestion.forms.headers.spellings import other_spellings

Path = tuple[str, ...]
# A header path, the item that it means, and the items one of which must stand before it.
Spelled = tuple[Path, FormItem, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class FormPatterns:
    """A form with its header paths folded. ``paths`` lists every path with its item.

    ``by_ending`` finds them by their last name, each with the items one of which must stand before it.
    ``neutral`` are the headers that add nothing when they stand above an item, by the item's key. ``topics``
    are those that give meaning to words too common to have one of their own. ``leading_groups`` finds one of
    them at the head of a name. ``kinds`` are the parts of a sum, which may stand in one column together.
    ``general`` is the form whose headers this one takes as well: its items, by their keys there, are
    ``borrowed`` where the form has none of the same indicator among its ``own_items``.
    """

    form: Form
    paths: tuple[tuple[Path, FormItem], ...]
    groups: frozenset[str]
    ignored: frozenset[str]
    labels: frozenset[str]
    record_parts: frozenset[str]
    other_values: frozenset[str]
    other_bodies: re.Pattern[str]
    titles: tuple[re.Pattern[str], ...]
    by_ending: Mapping[str, tuple[tuple[Path, FormItem, tuple[str, ...]], ...]]
    neutral: Mapping[str, frozenset[str]]
    topics: frozenset[str]
    rewording: Rewording
    leading_groups: re.Pattern[str]
    own_items: Mapping[str, FormItem]
    kinds: Mapping[str, FormItem]
    not_borrowed: frozenset[str]
    case_unit: str
    general: FormPatterns | None = None
    borrowed: Mapping[str, FormItem] = field(default_factory=dict)

    def about(self, topic: str) -> FormPatterns:
        """The same for a table that is about one topic as a whole: common words mean its items (审结)."""
        return _about(self, topic)

    def title_matches(self, lines: Iterable[str]) -> bool:
        """Whether one of the lines above the table is a title of the form."""
        return any(pattern.search(squeeze(line)) for line in lines for pattern in self.titles)


@lru_cache(maxsize=256)
def _about(patterns: FormPatterns, topic: str) -> FormPatterns:
    """Made once for each topic of a form: many tables are about the same."""
    known = {path for path, _ in patterns.paths}
    by_ending = dict(patterns.by_ending)
    for name, found in patterns.by_ending.items():
        meant = ((path[1:], item, after) for path, item, after in found if path[:1] == (topic,) != path)
        by_ending[name] = (*found, *(spelled for spelled in meant if spelled[0] not in known))
    return replace(patterns, by_ending=by_ending)


def folded_names(words: Iterable[str]) -> frozenset[str]:
    """The words as the names that labels are folded to."""
    return frozenset(read_label(word, ()).name for word in words)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def any_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """All patterns as one, as every label is held against them; nothing fits where there are none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


def form_patterns(form: Form, conventions: FormConventions, rewording: Rewording) -> FormPatterns:
    """A form made ready for reading, without what it borrows."""
    paths = tuple((fold_path(header), item) for item in form.items for header in item.all_headers)
    endings: dict[str, list[tuple[Path, FormItem, tuple[str, ...]]]] = {}
    follows = [(fold_path(h), item, keys) for item in form.items for h, keys in item.follows.items()]
    spelled = other_spellings(form, paths, conventions.counting_words)
    known = [*((path, item, item.after) for path, item in (*paths, *spelled)), *follows]
    for path, item, before in (*known, *_preferred(known, rewording)):
        endings.setdefault(path[-1], []).append((path, item, before))
    neutral = {item.key: folded_names((*form.groups, *item.under)) for item in form.items}
    return FormPatterns(
        form=form,
        paths=paths,
        by_ending={name: tuple(found) for name, found in endings.items()},
        groups=folded_names(form.groups),
        neutral=neutral,
        rewording=rewording,
        leading_groups=re.compile(one_of(frozenset().union(*neutral.values()))),
        own_items=_by_indicator(form),
        kinds=_kinds(form, paths),
        case_unit=conventions.case_unit,
        not_borrowed=folded_names(form.not_borrowed),
        ignored=folded_names((*form.ignored, *conventions.ignored, *conventions.contacts)),
        labels=folded_names(form.labels) | folded_names(conventions.stubs["label"]),
        record_parts=folded_names(form.record_parts),
        other_values=folded_names(form.other_values),
        other_bodies=any_pattern(form.other_bodies),
        titles=_compiled(form.titles),
        topics=folded_names(word for item in form.items if item.grouped for word in item.under),
    )


def _preferred(known: Sequence[Spelled], rewording: Rewording) -> Iterator[Spelled]:
    """The paths in the words that the catalogue prefers, where unknown yet and of one item alone."""
    taken = {path for path, _, _ in known}
    meant: dict[Path, dict[str, Spelled]] = {}
    for path, item, before in known:
        preferred = tuple(map(rewording.canonical, path))
        if preferred not in taken:
            meant.setdefault(preferred, {})[item.key] = (preferred, item, before)
    for items in meant.values():
        yield from items.values() if len(items) == 1 else ()


def _kinds(form: Form, paths: Sequence[tuple[Path, FormItem]]) -> Mapping[str, FormItem]:
    """The items of the form's largest sum by their names: those without an indicator of their own."""
    parts = max((derived.parts for derived in form.sums), key=len, default=())
    return {
        path[0]: item
        for path, item in paths
        if len(path) == 1 and item.key in parts and item.indicator is None
    }


def _by_indicator(form: Form) -> Mapping[str, FormItem]:
    """The item of each indicator that only one item of the form is of."""
    items: dict[str, list[FormItem]] = {}
    for item in form.items:
        if item.indicator is not None:
            items.setdefault(item.indicator, []).append(item)
    return {indicator: found[0] for indicator, found in items.items() if len(found) == 1}


def with_general(forms: Sequence[FormPatterns]) -> tuple[FormPatterns, ...]:
    """The forms, those that borrow with the general form that they borrow from."""
    general = next((patterns for patterns in forms if patterns.form.is_general), None)
    if general is None:
        return tuple(forms)
    lent = {i.key: i.model_copy(update={"key": f"{general.form.form}.{i.key}"}) for i in general.form.items}
    return tuple(replace(p, general=general, borrowed=lent) if p.form.borrows else p for p in forms)
