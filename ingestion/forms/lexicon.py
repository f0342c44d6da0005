"""The form catalogue compiled for reading: folded header paths, record patterns, the cell reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from catalog.forms import Form, FormCatalog, FormConventions, FormItem
from ingestion.forms.cells import CellReader, is_year
from ingestion.forms.text import fold_path, read_label, squeeze

Path = tuple[str, ...]
AffixedAspect = Literal["current", "previous", "month", "cumulative", "change"]
# Headings over value columns that say which of several figures stands there.
_HEADINGS = ("current", "previous", "month", "cumulative", "change", "target")


@dataclass(frozen=True, slots=True)
class FormPatterns:
    """A form with its header paths folded. ``paths`` lists every path with its item."""

    form: Form
    paths: tuple[tuple[Path, FormItem], ...]
    groups: frozenset[str]
    ignored: frozenset[str]
    labels: frozenset[str]
    record_parts: frozenset[str]
    titles: tuple[re.Pattern[str], ...]
    by_ending: Mapping[str, tuple[tuple[Path, FormItem], ...]]

    def title_matches(self, lines: Iterable[str]) -> bool:
        """Whether one of the lines above the table is a title of the form."""
        return any(pattern.search(squeeze(line)) for line in lines for pattern in self.titles)


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(read_label(word, ()).name for word in words)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _form_patterns(form: Form, conventions: FormConventions) -> FormPatterns:
    paths = tuple((fold_path(header), item) for item in form.items for header in item.headers)
    endings: dict[str, list[tuple[Path, FormItem]]] = {}
    for path, item in paths:
        endings.setdefault(path[-1], []).append((path, item))
    return FormPatterns(
        form=form,
        paths=paths,
        by_ending={name: tuple(found) for name, found in endings.items()},
        groups=_names(form.groups),
        ignored=_names((*form.ignored, *conventions.ignored, *conventions.contacts)),
        labels=_names(form.labels) | _names(conventions.stubs["label"]),
        record_parts=_names(form.record_parts),
        titles=_compiled(form.titles),
    )


@dataclass(frozen=True, eq=False)
class FormLexicon:
    """Everything a table is compared with."""

    conventions: FormConventions
    forms: tuple[FormPatterns, ...]
    cells: CellReader
    stubs: dict[str, str]
    ignored: frozenset[str]
    transparent: frozenset[str]
    column_words: frozenset[str]
    contacts: frozenset[str]
    notes: tuple[re.Pattern[str], ...]
    signatures: tuple[re.Pattern[str], ...]
    plans: tuple[re.Pattern[str], ...]
    roles: dict[str, tuple[re.Pattern[str], ...]]
    affixes: tuple[tuple[str, AffixedAspect, bool], ...]

    def role(self, name: str, label: str) -> bool:
        """Whether a folded label plays the named record role (total, own, region, …)."""
        return any(pattern.fullmatch(label) for pattern in self.roles[name])

    def is_whose(self, name: str) -> bool:
        """Whether a folded label says whose figures stand there: a region's, its bureau's, a total."""
        bureau = next((word for word in self.conventions.bureau_names if name.endswith(word)), "")
        return any(self.role(role, name.removesuffix(bureau)) for role in ("region", "own", "total", "subtotal"))

    def affixed(self, name: str) -> tuple[AffixedAspect | None, str]:
        """The aspect that the edge of a folded header states (上年受理数), and the header without it."""
        for word, aspect, is_before in self.affixes:
            if is_before and name.startswith(word):
                return aspect, name.removeprefix(word).strip("、:()")
            if not is_before and name.endswith(word):
                return aspect, name.removesuffix(word).strip("、:()")
        return None, name

    def is_note(self, text: str) -> bool:
        """Whether a line below a table is a note or a signature."""
        return any(pattern.fullmatch(squeeze(text)) for pattern in self.notes)

    def is_signature(self, text: str) -> bool:
        """Whether a cell names who filled in the form, or how to reach him."""
        return any(pattern.fullmatch(squeeze(text)) for pattern in self.signatures)

    def is_plan(self, text: str) -> bool:
        """Whether a title announces a plan rather than results."""
        return any(pattern.fullmatch(squeeze(text)) for pattern in self.plans)

    def is_column_word(self, name: str) -> bool:
        """Whether a folded name can stand in a header row of a known form."""
        return name in self.column_words or is_year(name) or any(self.role(a, name) for a in _HEADINGS)


def _column_words(forms: Iterable[FormPatterns], conventions: FormConventions) -> frozenset[str]:
    words: set[str] = set()
    for patterns in forms:
        words |= patterns.labels | patterns.ignored | patterns.record_parts
        if patterns.form.orientation != "down":
            words |= patterns.groups | {name for path, _ in patterns.paths for name in path}
    for stub in conventions.stubs.values():
        words |= _names(stub)
    return frozenset(words | _names(conventions.transparent))


def _affixes(conventions: FormConventions) -> tuple[tuple[str, AffixedAspect, bool], ...]:
    """All affixes, the longest first."""
    before = [(w, aspect, True) for aspect, words in conventions.affixes.before.items() for w in words]
    after = [(w, aspect, False) for aspect, words in conventions.affixes.after.items() for w in words]
    folded: list[tuple[str, AffixedAspect, bool]] = [(squeeze(w), a, b) for w, a, b in (*before, *after)]
    return tuple(sorted(folded, key=lambda affix: (-len(affix[0]), affix[0], affix[2])))


@lru_cache(maxsize=8)
def compile_forms(catalog: FormCatalog) -> FormLexicon:
    """The form catalogue made ready for reading; compiled once for each catalogue."""
    conventions = catalog.conventions
    forms = tuple(_form_patterns(form, conventions) for form in catalog.forms)
    records = conventions.records
    return FormLexicon(
        conventions=conventions,
        forms=forms,
        cells=CellReader(conventions),
        stubs={name: kind for kind, words in conventions.stubs.items() for name in _names(words)},
        ignored=_names(conventions.ignored),
        transparent=_names(conventions.transparent) | {""},
        column_words=_column_words(forms, conventions),
        contacts=_names(conventions.contacts),
        notes=_compiled(conventions.notes),
        signatures=_compiled(conventions.signatures),
        plans=_compiled(conventions.plan_titles),
        affixes=_affixes(conventions),
        roles={name: _compiled(getattr(records, name)) for name in type(records).model_fields},
    )
