"""The form catalogue compiled for reading: folded header paths, record patterns, the cell reader."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from catalog.forms import Form, FormCatalog, FormConventions, FormItem
from ingestion.forms.cells import PLAIN_NUMBER, CellReader, is_year
from ingestion.forms.periods import leading_year
from ingestion.forms.rewording import Rewording, one_of
from ingestion.forms.spellings import other_spellings
from ingestion.forms.text import fold_path, in_brackets, read_label, squeeze, without_bracket

Path = tuple[str, ...]
# A header path, the item that it means, and the items one of which must stand before it.
Spelled = tuple[Path, FormItem, tuple[str, ...]]
AffixedAspect = Literal["current", "previous", "month", "cumulative", "change", "replaced"]
# 行政处罚种类 names labels; what is longer and ends so is a title (某市主要工作指标).
_LONGEST_LABEL_WORD = 6
# Behind a number: it goes on, as a span, a sum of columns or a share.
_GOES_ON = r"[、,，.:：]?\d|[-+~—–*/×%％]"
# Headings over value columns that say which of several figures stands there.
_HEADINGS = ("current", "previous", "month", "cumulative", "change", "target", "replaced")


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


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(read_label(word, ()).name for word in words)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """All patterns as one, as every label is held against them; nothing fits where there are none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


def _form_patterns(form: Form, conventions: FormConventions, rewording: Rewording) -> FormPatterns:
    paths = tuple((fold_path(header), item) for item in form.items for header in item.all_headers)
    endings: dict[str, list[tuple[Path, FormItem, tuple[str, ...]]]] = {}
    follows = [(fold_path(h), item, keys) for item in form.items for h, keys in item.follows.items()]
    spelled = other_spellings(form, paths, conventions.counting_words)
    known = [*((path, item, item.after) for path, item in (*paths, *spelled)), *follows]
    for path, item, before in (*known, *_preferred(known, rewording)):
        endings.setdefault(path[-1], []).append((path, item, before))
    neutral = {item.key: _names((*form.groups, *item.under)) for item in form.items}
    return FormPatterns(
        form=form,
        paths=paths,
        by_ending={name: tuple(found) for name, found in endings.items()},
        groups=_names(form.groups),
        neutral=neutral,
        rewording=rewording,
        leading_groups=re.compile(one_of(frozenset().union(*neutral.values()))),
        own_items=_by_indicator(form),
        kinds=_kinds(form, paths),
        not_borrowed=_names(form.not_borrowed),
        ignored=_names((*form.ignored, *conventions.ignored, *conventions.contacts)),
        labels=_names(form.labels) | _names(conventions.stubs["label"]),
        record_parts=_names(form.record_parts),
        other_values=_names(form.other_values),
        other_bodies=_one_of(form.other_bodies),
        titles=_compiled(form.titles),
        topics=_names(word for item in form.items if item.grouped for word in item.under),
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


def _with_general(forms: Sequence[FormPatterns]) -> tuple[FormPatterns, ...]:
    """The forms, those that borrow with the general form that they borrow from."""
    general = next((patterns for patterns in forms if patterns.form.is_general), None)
    if general is None:
        return tuple(forms)
    lent = {i.key: i.model_copy(update={"key": f"{general.form.form}.{i.key}"}) for i in general.form.items}
    return tuple(replace(p, general=general, borrowed=lent) if p.form.borrows else p for p in forms)


@dataclass(frozen=True, eq=False)
class FormLexicon:
    """Everything a table is compared with. ``header_words`` names the forms that have a word, by place."""

    conventions: FormConventions
    forms: tuple[FormPatterns, ...]
    cells: CellReader
    stubs: dict[str, str]
    ignored: frozenset[str]
    responsible: frozenset[str]
    transparent: frozenset[str]
    common_words: frozenset[str]
    header_words: Mapping[str, tuple[int, ...]]
    headings: re.Pattern[str]
    contacts: frozenset[str]
    notes: re.Pattern[str]
    signatures: re.Pattern[str]
    plans: re.Pattern[str]
    plan_reports: re.Pattern[str]
    samples: re.Pattern[str]
    title_tails: re.Pattern[str]
    continuations: re.Pattern[str]
    other_departments: re.Pattern[str]
    corrected_to: re.Pattern[str]
    residual: frozenset[str]
    roles: dict[str, re.Pattern[str]]
    affixes: tuple[tuple[str, AffixedAspect, bool], ...]
    edges: re.Pattern[str]
    rewording: Rewording

    def stub(self, name: str) -> str | None:
        """What a column of no figures holds: labels, serial numbers, codes, units or telephone numbers."""
        return "contact" if name in self.contacts else self.stubs.get(name)

    def role(self, name: str, label: str) -> bool:
        """Whether a folded label plays the named record role (total, own, region, …)."""
        return self.roles[name].fullmatch(label) is not None

    def is_whose(self, name: str) -> bool:
        """Whether a folded label says whose figures stand there: a region's, its bureau's, a total."""
        bureau = next((word for word in self.conventions.bureau_names if name.endswith(word)), "")
        return any(
            self.role(role, name.removesuffix(bureau)) for role in ("region", "own", "total", "subtotal")
        )

    def is_zone(self, name: str) -> bool:
        """Whether a name is that of a development zone, which lies inside a county rather than beside it."""
        return self.role("zone", name)

    def affixed(self, name: str) -> tuple[AffixedAspect | None, str]:
        """The aspect that the edge of a folded header states (上年受理数), and the header without it."""
        if not self.edges.search(name):
            return None, name
        for word, aspect, is_before in self.affixes:
            if is_before and name.startswith(word):
                return aspect, name.removeprefix(word).strip("、:()")
            if not is_before and name.endswith(word):
                return aspect, name.removesuffix(word).strip("、:()")
        return None, name

    def is_other_department(self, name: str) -> bool:
        """Whether a folded name is that of another body of the region (公安局, 法院)."""
        return self.other_departments.fullmatch(name) is not None

    def is_note(self, text: str) -> bool:
        """Whether a line below a table is a note or a signature."""
        return self.notes.fullmatch(squeeze(text)) is not None

    def is_signature(self, text: str) -> bool:
        """Whether a cell names who filled in the form, or how to reach him."""
        return self.signatures.fullmatch(squeeze(text)) is not None

    def is_plan(self, text: str) -> bool:
        """Whether a title announces a plan rather than results (…计划表（完成情况））."""
        title = squeeze(text)
        is_done = any(map(self.plan_reports.fullmatch, in_brackets(title)))
        return self.plans.fullmatch(title if is_done else without_bracket(title)) is not None

    def is_sample(self, text: str) -> bool:
        """Whether the name of a sheet or a title announces an example of how to fill in the form."""
        return self.samples.fullmatch(squeeze(text)) is not None

    def is_continuation(self, text: str) -> bool:
        """Whether a line only says that a table goes on (续表)."""
        return self.continuations.fullmatch(squeeze(text)) is not None

    def is_title_tail(self, text: str) -> bool:
        """Whether the end of a title adds nothing to the topic before it (案件处理情况统计表)."""
        return self.title_tails.fullmatch(text) is not None

    def is_heading(self, name: str) -> bool:
        """Whether a folded name can stand in a header row of any form: a stub, a year, 本年, 同比."""
        if name in self.common_words or is_year(name) or self._names_labels(name):
            return True
        return self.headings.fullmatch(leading_year(name)[1]) is not None

    def _names_labels(self, name: str) -> bool:
        return len(name) <= _LONGEST_LABEL_WORD and name.endswith(self.conventions.label_endings)

    def header_hits(self, names: Sequence[str]) -> tuple[int, ...]:
        """The places of the names that one form has in its header: of the form that has most of them."""
        anywhere = {place for place, name in enumerate(names) if self.is_heading(name)}
        by_form: dict[int, list[int]] = {}
        for place, name in enumerate(names):
            if place not in anywhere:
                for form in self._forms_with(name):
                    by_form.setdefault(form, []).append(place)
        best = max(sorted(by_form.items()), key=lambda found: len(found[1]), default=(0, []))[1]
        return tuple(sorted(anywhere.union(best)))

    def _forms_with(self, name: str) -> frozenset[int]:
        """The forms, by their place, that have the name in their header, in these or in other words."""
        bare = self.affixed(leading_year(name)[1])[1]
        names = (name, bare, *self.rewording.names(bare))
        return frozenset(form for other in names for form in self.header_words.get(other, ()))


def _common_words(conventions: FormConventions) -> frozenset[str]:
    """The words that stand in the header of any form."""
    stubs = [_names(words) for words in conventions.stubs.values()]
    other = _names(
        (*conventions.transparent, *conventions.ignored, *conventions.contacts, *conventions.responsible)
    )
    return frozenset().union(*stubs, other)


def _header_words(patterns: FormPatterns) -> frozenset[str]:
    """The words that stand in the header of one form only."""
    words = patterns.labels | patterns.ignored | patterns.record_parts | patterns.other_values
    if patterns.form.orientation != "down":
        words |= patterns.groups.union(*patterns.neutral.values())
        words |= {name for found in patterns.by_ending.values() for path, _, _ in found for name in path}
    return frozenset(words)


def _forms_by_word(forms: Sequence[FormPatterns]) -> Mapping[str, tuple[int, ...]]:
    """The forms, by their place, in whose header a word stands."""
    places: dict[str, list[int]] = {}
    for place, patterns in enumerate(forms):
        for word in _header_words(patterns):
            places.setdefault(word, []).append(place)
    return {word: tuple(found) for word, found in places.items()}


def _right_numbers(words: Collection[str], units: Collection[str]) -> re.Pattern[str]:
    """What finds the number that ought to stand there behind a word for putting right, in a squeezed note.

    With its unit it is all that is said: 应为1至4栏之和 tells how to fill in the form, 应为90%以上 what is
    asked for.
    """
    ends = rf"(?:{one_of({*units, '%'})})?(?!{_GOES_ON}|\w)"
    return re.compile(rf"(?:{one_of(words)})\W{{0,2}}(?P<number>{PLAIN_NUMBER}){ends}")


def _affixes(conventions: FormConventions) -> tuple[tuple[str, AffixedAspect, bool], ...]:
    """All affixes, the longest first."""
    before = [(w, aspect, True) for aspect, words in conventions.affixes.before.items() for w in words]
    after = [(w, aspect, False) for aspect, words in conventions.affixes.after.items() for w in words]
    folded: list[tuple[str, AffixedAspect, bool]] = [(squeeze(w), a, b) for w, a, b in (*before, *after)]
    return tuple(sorted(folded, key=lambda affix: (-len(affix[0]), affix[0], affix[2])))


def _edges(affixes: Iterable[tuple[str, AffixedAspect, bool]]) -> re.Pattern[str]:
    """Any affix where it may stand: few of the labels of a long table have one at all."""
    return _one_of(f"^{re.escape(w)}" if is_before else f"{re.escape(w)}$" for w, _, is_before in affixes)


@lru_cache(maxsize=8)
def compile_forms(catalog: FormCatalog) -> FormLexicon:
    """The form catalogue made ready for reading; compiled once for each catalogue."""
    conventions = catalog.conventions
    rewording = Rewording.of(conventions)
    forms = _with_general([_form_patterns(form, conventions, rewording) for form in catalog.forms])
    records = conventions.records
    return FormLexicon(
        conventions=conventions,
        forms=forms,
        cells=CellReader(conventions),
        stubs={name: kind for kind, words in conventions.stubs.items() for name in _names(words)},
        ignored=_names(conventions.ignored),
        responsible=_names(conventions.responsible),
        transparent=_names(conventions.transparent) | {""},
        common_words=_common_words(conventions),
        header_words=_forms_by_word(forms),
        headings=_one_of(pattern for role in _HEADINGS for pattern in getattr(records, role)),
        contacts=_names(conventions.contacts),
        notes=_one_of(conventions.notes),
        signatures=_one_of(conventions.signatures),
        plans=_one_of(conventions.plan_titles),
        plan_reports=_one_of(conventions.plan_reports),
        samples=_one_of(conventions.sample_sheets),
        title_tails=re.compile(f"(?:{_one_of(conventions.title_tails).pattern})*"),
        continuations=_one_of(conventions.continuations),
        affixes=_affixes(conventions),
        edges=_edges(_affixes(conventions)),
        other_departments=_one_of(conventions.other_departments),
        corrected_to=_right_numbers(conventions.corrected_to, conventions.units),
        residual=_names(conventions.residual),
        roles={name: _one_of(getattr(records, name)) for name in type(records).model_fields},
        rewording=rewording,
    )
