"""Reads every form of a document: figures, findings and the spans of text they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import Protocol

from catalog.forms import FormCatalog
from catalog.model import Indicator
from catalog.regions import RegionRegister
from ingestion.documents import Document, Table
from ingestion.forms.cells.sides import sides
from ingestion.forms.cells.text import squeeze
from ingestion.forms.figures.unseen import (
    Statement,
    at_places,
    hidden_places,
    statements,
    unseen,
    without_hidden,
)
from ingestion.forms.findings.results import FormFinding, FormReading
from ingestion.forms.findings.sentences import finding, not_read, numbered
from ingestion.forms.headers.lexicon import compile_forms
from ingestion.forms.records.named_regions import Places
from ingestion.forms.sections import Part, Setting, is_readable, read_section
from ingestion.forms.tables.recognition import KnownTables
from ingestion.forms.tables.wrapped import joined
from ingestion.forms.unknown import read_unknown
from ingestion.observations import in_reading_order
from ingestion.submissions import Identity, SubmissionKind

# A table that is not the reporter's own, or not of the year, is nothing to ask about beside one that is.
_SETTLED_BY_FACTS = frozenset({"no_row_of_reporter", "other_year"})
_NO_FILERS: Mapping[str, Identity] = MappingProxyType({})


class FormSource(Protocol):
    """The part of the catalogue that reading forms needs."""

    @property
    def forms(self) -> FormCatalog:
        """The form maps."""

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators by id, for their default scopes."""

    @property
    def regions(self) -> RegionRegister:
        """The regions, to tell whose figures the rows of a collection are."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was read of one table, and whether nobody sees it who opens the workbook."""

    table: Table
    part: Part
    is_hidden: bool = False


def known_tables(document: Document, catalog: FormSource) -> KnownTables:
    """The tables of a document, held against the forms once: to ask for its kind, and then to be read."""
    return KnownTables(document, compile_forms(catalog.forms))


def recognise(document: Document, catalog: FormSource) -> SubmissionKind | None:
    """The kind of submission if the document is a known form, else None."""
    return known_tables(document, catalog).kind


def read_forms(
    document: Document,
    identity: Identity,
    catalog: FormSource,
    filers: Mapping[str, Identity] = _NO_FILERS,
    known: KnownTables | None = None,
) -> FormReading:
    """All figures of the forms in a document, with every other number of its tables accounted for.

    ``filers`` tells whose return each sheet is, for the sheets that say so themselves: their figures are read
    as those of that bureau, and carry its region where it is not the region of the whole submission.
    ``known`` are the tables where they have been held against the forms before.

    A table that cannot be read safely (an unknown header) yields a finding and no facts; its numbers
    are kept as ``unmapped``. The other tables are read all the same. What stands in hidden sheets, rows
    and columns is kept as ``undecided``. ``claimed_spans`` are the tables of a text that were read here.
    """
    known = known or known_tables(document, catalog)
    places = Places(catalog.regions, known.lexicon)
    setting = Setting(document, identity, catalog.indicators, places, known.lexicon, known)
    sheets = [
        _which(_read_return(setting, table, filers), number, document)
        for number, table in enumerate(document.tables, 1)
    ]
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    seen = statements(chain.from_iterable(sheet.part.observations for sheet in shown))
    read = [_hidden_sheet(sheet, seen) if sheet.is_hidden else sheet.part for sheet in sheets]
    return FormReading(
        observations=in_reading_order(o for part in read for o in part.observations),
        findings=_settled(read),
        claimed_spans=_claimed(sheets),
    )


def _which(sheet: _Sheet, number: int, document: Document) -> _Sheet:
    """The same with its findings saying which of the tables of a text they are about."""
    if len(document.tables) == 1:
        return sheet
    findings = tuple(numbered(found, number) for found in sheet.part.findings)
    return replace(sheet, part=replace(sheet.part, findings=findings))


def _claimed(sheets: Sequence[_Sheet]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (sheet.table.start, sheet.table.end)
        for sheet in sheets
        if sheet.part.is_claimed and sheet.table.start is not None and sheet.table.end is not None
    )


def _settled(parts: Iterable[Part]) -> tuple[FormFinding, ...]:
    """The findings that still matter when all tables of the document are known."""
    parts = tuple(parts)
    with_facts = {form for part in parts for form in part.forms_with_facts}
    return tuple(
        found
        for part in parts
        for found, form in zip(part.findings, part.finding_forms, strict=True)
        if found.code not in _SETTLED_BY_FACTS or form not in with_facts
    )


def _read_return(setting: Setting, table: Table, filers: Mapping[str, Identity]) -> _Sheet:
    """A sheet read as the return of the bureau that filled it in."""
    filer = filers.get(table.sheet or "", setting.identity)
    is_beside_inner = setting.places.holds_another(filer, filers.values())
    sheet = _read_sheet(replace(setting, identity=filer, beside_inner=is_beside_inner), table)
    if filer.region_code == setting.identity.region_code:
        return sheet
    return replace(sheet, part=sheet.part.of_region(filer.region_code, filer.region_name))


def _read_sheet(setting: Setting, table: Table) -> _Sheet:
    if table.hidden:
        return _Sheet(table, _read_grid(setting, table), is_hidden=True)
    shown = without_hidden(table)
    part = _read_grid(setting, shown)
    if shown is table:
        return _Sheet(table, part)
    hidden = at_places(_read_grid(setting, table).observations, hidden_places(table))
    note = _hidden_note("hidden_cells", table, bool(statements(hidden)))
    return _Sheet(table, part.with_more(unseen(hidden), note))


def _hidden_sheet(sheet: _Sheet, seen: frozenset[Statement]) -> Part:
    """A hidden sheet needs a person only where it states what no other sheet does."""
    observations = sheet.part.observations
    news = statements(observations) - seen
    return Part().with_more(unseen(observations), _hidden_note("hidden_sheet", sheet.table, bool(news)))


def _hidden_note(code: str, table: Table, holds_figures: bool) -> FormFinding:
    if not holds_figures:
        return not_read(code, table)
    where = "隐藏的工作表" if code == "hidden_sheet" else "隐藏的行或列"
    message = f"{'是' if code == 'hidden_sheet' else '有'}{where}，其中有别处没有的数字，没有采用，请核对。"
    return finding(code, table, None, message, needs_review=True)


def _read_grid(setting: Setting, table: Table) -> Part:
    grid, sections = setting.known.sections(table)
    if not is_readable(grid, sections) and (beside := _read_sides(setting, table)) is not None:
        return beside
    if not any(section.table is not None for section in sections):
        return read_unknown(setting, grid, sections)
    parts = [read_section(setting, grid, group) for group in joined(sections)]
    return Part.of_all(parts)


def _read_sides(setting: Setting, table: Table) -> Part | None:
    """A sheet that is no form as a whole as the forms that stand side by side.

    None where one of them is none, names whose it is, or tells what another one tells: then they are of
    several bureaus.
    """
    found: list[Part] = []
    for side in sides(table):
        grid, sections = setting.known.sections(side)
        whose = (setting.lexicon.is_whose(squeeze(line)) for section in sections for line in section.lines)
        if not is_readable(grid, sections) or any(whose):
            return None
        found.append(Part.of_all([read_section(setting, grid, group) for group in joined(sections)]))
    told = [o.indicator_id for part in found for o in part.observations if o.disposition == "fact"]
    if not found or len(set(told)) < len(told):
        return None
    whole = Part.of_all(found)
    return replace(whole, observations=tuple(dict.fromkeys(whole.observations)))
