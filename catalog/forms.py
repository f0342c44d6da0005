"""The form maps: which header of which official form means which indicator, read from ``catalog/forms``.

A form file describes one official table with all its vintages; ``conventions.yaml`` holds what all
tables share: units, marks that stand for a value, words of totals, notes and plans. Authors write
headers as they are printed; a path of nested headers is written with ``/``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field, field_validator, model_validator

from catalog.form_conventions import FormConventions, FormEntry, FormKind, compilable

_FEWEST = 2
CONVENTIONS_FILE = "conventions.yaml"
CORRECTIONS_FILE = "corrections.yaml"


class FormCatalogError(Exception):
    """A form map cannot be used; the message names the file and what to correct."""


ModelT = TypeVar("ModelT", bound=FormEntry)


class FormItem(FormEntry):
    """A header that the form knows. Without an indicator its figures are known but not catalogued.

    ``unit`` is the base unit of the indicator; ``after`` names the items one of which must stand in
    the column before, for headers that repeat (涉及劳动者); ``follows`` says the same of single headers
    (其他 after 调解). ``part_of`` is the indicator that the item is a
    part of: its figures are kept as references under ``label``, so that the total can be recomputed.
    ``under`` lists headers that may stand above this item and no other; ``grouped`` are words too common to
    mean the item unless one of those does (审结 under 调解仲裁).
    """

    key: str
    headers: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    grouped: tuple[str, ...] = ()
    indicator: str | None = None
    unit: str = "件"
    after: tuple[str, ...] = ()
    follows: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    part_of: str | None = None
    label: str | None = None

    @property
    def all_headers(self) -> tuple[str, ...]:
        """Every header path that leads to the item."""
        return (*self.headers, *(f"{group}/{name}" for group in self.under for name in self.grouped))


class FormSum(FormEntry):
    """An indicator that the form prints in several columns; their sum is derived where all are printed.

    Kinds come and go with the vintages: the sum is over those that the table has. ``needs_all`` marks a sum
    that is none while one of its columns is missing, ``needs`` the columns without which the others are none.
    """

    indicator: str
    unit: str = "件"
    parts: tuple[str, ...] = Field(min_length=1)
    needs_all: bool = False
    needs: tuple[str, ...] = ()

    def is_told_by(self, keys: Collection[str]) -> bool:
        """Whether a table with these items has what the sum cannot do without."""
        return set(self.parts if self.needs_all else self.needs) <= set(keys)


class FormTotal(FormEntry):
    """A total that the form proves: it equals the sum of those of its parts that the table has."""

    total: str
    parts: tuple[str, ...] = Field(min_length=2)


class FormCount(FormEntry):
    """An indicator that a list proves by its rows: how many different things its columns ``of`` name.

    Two rows are about one thing where one of these columns says the same (the code, else the name); without
    columns each row counts. ``where`` names the column whose text decides whether a row counts: ``matching``
    says yes, ``others`` say no, and any other text leaves the count undecided.
    """

    indicator: str
    unit: str = "件"
    of: tuple[str, ...] = ()
    where: str | None = None
    matching: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    note: str = ""

    _patterns = field_validator("matching", "others")(compilable)


class FormVintage(FormEntry):
    """One printing of the form: ``marks`` are items that only it has, ``lacks`` those it has not."""

    id: str
    note: str = ""
    marks: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Form(FormEntry):
    """One official table. ``required`` lists groups of items; a table is this form if each group has one,
    and ``at_least`` so many items in all.

    ``groups`` are headers above others that add no meaning; ``record_parts`` are columns that only break
    the total down, ``other_values`` columns of something else (上一年项目数量). ``rows`` names the rows that
    the indicators are about, where a table has others too; rows of ``other_bodies`` count something else, and
    so does a total over them.
    ``orientation`` is how the form is printed; a table that stands the other way round is read all the same.
    In a ``list`` each row is one thing and the figures are ``counts``; ``dated_by`` is the column of days.
    ``reads`` says what numbers in it are: figures, ``targets`` of a plan, or ``nothing`` (a catalogue).
    ``needs_title`` marks a table whose headers alone say too little.
    ``is_general`` marks a collection of headers from everywhere: any form of its own fits better.
    ``borrows`` marks a form that also takes the headers of the general one, which speak for themselves, but
    for the ``not_borrowed``, which mean something else in it.
    """

    form: str
    kind: FormKind
    name_zh: str
    source: str
    orientation: Literal["across", "down", "list"]
    reads: Literal["figures", "targets", "nothing"] = "figures"
    is_general: bool = False
    borrows: bool = False
    not_borrowed: tuple[str, ...] = ()
    needs_title: bool = False
    titles: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    at_least: int = Field(default=1, ge=1)
    groups: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    record_parts: tuple[str, ...] = ()
    other_values: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other_bodies: tuple[str, ...] = ()
    total_scope: Literal["default", "region"] = "default"
    items: tuple[FormItem, ...] = Field(min_length=1)
    sums: tuple[FormSum, ...] = ()
    totals: tuple[FormTotal, ...] = ()
    counts: tuple[FormCount, ...] = ()
    dated_by: str | None = None
    vintages: tuple[FormVintage, ...] = Field(min_length=1)

    _patterns = field_validator("titles", "other_bodies")(compilable)

    @model_validator(mode="after")
    def _keys_are_known(self) -> Form:
        keys = [item.key for item in self.items]
        nameless = [item.key for item in self.items if not item.all_headers]
        if nameless:
            raise ValueError(f"items of form {self.form} have no header: {', '.join(nameless)}")
        if len(keys) != len(set(keys)):
            raise ValueError(f"an item key occurs twice in form {self.form}")
        unknown = sorted(set(self._named_keys()) - set(keys))
        if unknown:
            raise ValueError(f"form {self.form} names items that it does not define: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _headers_mean_one_thing(self) -> Form:
        seen: dict[tuple[str, tuple[str, ...]], str] = {}
        for item in self.items:
            for header in item.all_headers:
                other = seen.setdefault((header, item.after), item.key)
                if other != item.key:
                    raise ValueError(f"header {header} of form {self.form} means both {other} and {item.key}")
        return self

    @model_validator(mode="after")
    def _is_recognisable(self) -> Form:
        if not self.required and self.at_least < _FEWEST:
            raise ValueError(f"form {self.form} names neither required items nor how many make the table")
        return self

    def _named_keys(self) -> Iterable[str]:
        for group in self.required:
            yield from group
        for derived in self.sums:
            yield from (*derived.parts, *derived.needs)
        for total in self.totals:
            yield from (total.total, *total.parts)
        for count in self.counts:
            yield from (*count.of, *([count.where] if count.where else []))
        yield from [self.dated_by] if self.dated_by else []
        for vintage in self.vintages:
            yield from (*vintage.marks, *vintage.lacks)
        for item in self.items:
            yield from (*item.after, *(key for keys in item.follows.values() for key in keys))

    def indicators(self) -> Iterable[tuple[str, str]]:
        """The indicators that the form can yield, each with its base unit."""
        for item in self.items:
            if item.indicator is not None:
                yield item.indicator, item.unit
        for derived in self.sums:
            yield derived.indicator, derived.unit
        for count in self.counts:
            yield count.indicator, count.unit


@dataclass(frozen=True, eq=False)
class FormCatalog:
    """All forms, in the order of their file names, and the conventions they share."""

    conventions: FormConventions
    forms: tuple[Form, ...]
    lexicon: Path

    @property
    def corrected(self) -> tuple[str, ...]:
        """The words that put a number right; read when asked for."""
        return tuple(_read(self.lexicon / CORRECTIONS_FILE)["corrected"])


def _read(path: Path) -> Any:
    try:
        # By the C library: the maps are read at the start of every run.
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise FormCatalogError(f"{path}: cannot be read as YAML: {error}") from error


def _validated(model: type[ModelT], path: Path) -> ModelT:
    try:
        return model.model_validate(_read(path))
    except ValueError as error:
        raise FormCatalogError(f"{path}: {error}") from error


@lru_cache(maxsize=8)
def load_forms(root: Path | None = None) -> FormCatalog:
    """The form catalogue under ``root/forms`` (default: the one that comes with the package).

    Raises :class:`FormCatalogError` naming the file where a map is malformed or two forms share an id.
    """
    catalog = root or Path(__file__).parent
    folder = catalog / "forms"
    conventions = _validated(FormConventions, folder / CONVENTIONS_FILE)
    paths = sorted(p for p in folder.glob("*.yaml") if p.name != CONVENTIONS_FILE)
    forms = tuple(_validated(Form, path) for path in paths)
    ids = [form.form for form in forms]
    repeated = sorted({i for i in ids if ids.count(i) > 1})
    if repeated or not forms:
        raise FormCatalogError(f"{folder}: no form at all, or the same form id twice: {repeated}")
    return FormCatalog(conventions, forms, catalog / "lexicon")
