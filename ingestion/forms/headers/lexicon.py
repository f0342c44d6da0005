"""The form catalogue compiled for reading: the forms, what all tables share, the cell reader."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from catalog.form_conventions import FormConventions
from catalog.forms import FormCatalog
from ingestion.forms.cells.text import in_brackets, squeeze, without_bracket
from ingestion.forms.cells.values import PLAIN_NUMBER, CellReader, is_year
from ingestion.forms.headers.patterns import (
    FormPatterns,
    any_pattern,
    folded_names,
    form_patterns,
    with_general,
)
from ingestion.forms.headers.periods import PeriodWords, leading_year
from ingestion.forms.headers.rewording import Rewording, one_of

AffixedAspect = Literal["current", "previous", "month", "cumulative", "change", "replaced"]
# 行政处罚种类 names labels; what is longer and ends so is a title (某市主要工作指标).
_LONGEST_LABEL_WORD = 6
# Behind a number: it goes on, as a span, a sum of columns or a share.
_GOES_ON = r"[、,，.:：]?\d|[-+~—–*/×%％]"
_SPACED = r"\s*"
# Headings over value columns that say which of several figures stands there.
_HEADINGS = ("current", "previous", "month", "cumulative", "change", "target", "replaced")


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
    contact_labels: re.Pattern[str]
    contact_before: re.Pattern[str]
    numbered_things: re.Pattern[str]
    unit_line: re.Pattern[str]
    filled_in_by: re.Pattern[str]
    period_words: PeriodWords
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

    def is_contact(self, text: str) -> bool:
        """Whether a cell says that a telephone number or the like stands in the next one."""
        return self.contact_labels.fullmatch(squeeze(text)) is not None

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
    stubs = [folded_names(words) for words in conventions.stubs.values()]
    other = folded_names(
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
    return any_pattern(f"^{re.escape(w)}" if is_before else f"{re.escape(w)}$" for w, _, is_before in affixes)


@lru_cache(maxsize=8)
def compile_forms(catalog: FormCatalog) -> FormLexicon:
    """The form catalogue made ready for reading; compiled once for each catalogue."""
    conventions = catalog.conventions
    rewording = Rewording.of(conventions)
    forms = with_general([form_patterns(form, conventions, rewording) for form in catalog.forms])
    records = conventions.records
    return FormLexicon(
        conventions=conventions,
        forms=forms,
        cells=CellReader(conventions),
        stubs={name: kind for kind, words in conventions.stubs.items() for name in folded_names(words)},
        ignored=folded_names(conventions.ignored),
        responsible=folded_names(conventions.responsible),
        transparent=folded_names(conventions.transparent) | {""},
        common_words=_common_words(conventions),
        header_words=_forms_by_word(forms),
        headings=any_pattern(pattern for role in _HEADINGS for pattern in getattr(records, role)),
        contacts=folded_names(conventions.contacts),
        notes=any_pattern(conventions.notes),
        signatures=any_pattern(conventions.signatures),
        plans=any_pattern(conventions.plan_titles),
        plan_reports=any_pattern(conventions.plan_reports),
        samples=any_pattern(conventions.sample_sheets),
        title_tails=re.compile(f"(?:{any_pattern(conventions.title_tails).pattern})*"),
        continuations=any_pattern(conventions.continuations),
        affixes=_affixes(conventions),
        edges=_edges(_affixes(conventions)),
        other_departments=any_pattern(conventions.other_departments),
        corrected_to=_right_numbers(catalog.corrected, conventions.units),
        residual=folded_names(conventions.residual),
        roles={name: any_pattern(getattr(records, name)) for name in type(records).model_fields},
        contact_labels=re.compile(f"{conventions.contact_labels}[:：]?"),
        contact_before=re.compile(rf"(?:{conventions.contact_before})[:：\s]*[\d—－-]*$"),
        numbered_things=re.compile(rf"(?:{conventions.numbered_things})\s*$"),
        unit_line=re.compile(rf"{_SPACED.join(conventions.unit_label)}{_SPACED}:{_SPACED}([^\s:)\]]+)"),
        filled_in_by=re.compile(rf"(?<![一-龥])(?:{conventions.filled_in_by}):(?P<name>[^\s:;，。()]+)"),
        period_words=PeriodWords.of(conventions.dates),
        rewording=rewording,
    )
