"""The form catalogue compiled for reading: folded header paths, record patterns, the cell reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalog.forms import Form, FormCatalog, FormConventions, FormItem
from ingestion.forms.cells import CellReader, is_year
from ingestion.forms.text import fold_path, read_label, squeeze

Path = tuple[str, ...]


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

    def title_matches(self, lines: Iterable[str]) -> bool:
        """Whether one of the lines above the table is a title of the form."""
        return any(pattern.search(squeeze(line)) for line in lines for pattern in self.titles)


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(read_label(word, ()).name for word in words)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _form_patterns(form: Form, conventions: FormConventions) -> FormPatterns:
    return FormPatterns(
        form=form,
        paths=tuple((fold_path(header), item) for item in form.items for header in item.headers),
        groups=_names(form.groups),
        ignored=_names((*form.ignored, *conventions.ignored)),
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
    notes: tuple[re.Pattern[str], ...]
    plans: tuple[re.Pattern[str], ...]
    roles: dict[str, tuple[re.Pattern[str], ...]]

    def role(self, name: str, label: str) -> bool:
        """Whether a folded label plays the named record role (total, own, region, …)."""
        return any(pattern.fullmatch(label) for pattern in self.roles[name])

    def is_note(self, text: str) -> bool:
        """Whether a line below a table is a note or a signature."""
        return any(pattern.fullmatch(squeeze(text)) for pattern in self.notes)

    def is_plan(self, text: str) -> bool:
        """Whether a title announces a plan rather than results."""
        return any(pattern.fullmatch(squeeze(text)) for pattern in self.plans)

    def is_column_word(self, name: str) -> bool:
        """Whether a folded name can stand in a header row of a known form."""
        return name in self.column_words or is_year(name) or self.role("current", name)


def _column_words(forms: Iterable[FormPatterns], conventions: FormConventions) -> frozenset[str]:
    words: set[str] = set()
    for patterns in forms:
        words |= patterns.labels | patterns.ignored | patterns.record_parts
        if patterns.form.orientation == "across":
            words |= patterns.groups | {name for path, _ in patterns.paths for name in path}
    for stub in conventions.stubs.values():
        words |= _names(stub)
    return frozenset(words | _names(conventions.transparent))


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
        notes=_compiled(conventions.notes),
        plans=_compiled(conventions.plan_titles),
        roles={name: _compiled(getattr(records, name)) for name in type(records).model_fields},
    )
