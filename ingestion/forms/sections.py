"""One table of a sheet read as the form that it is: figures, counts or targets, with what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from catalog.model import Indicator
from ingestion.documents import Document
from ingestion.forms.cells.grids import Grid
from ingestion.forms.figures.accounting import account_for_form, account_for_plan, account_for_unread
from ingestion.forms.figures.column_totals import are_of_one_kind, unequal_columns
from ingestion.forms.figures.observing import DOUBTFUL, Source, fractions, is_filled, is_sum, read_record
from ingestion.forms.figures.proofs import broken_totals, is_shifted
from ingestion.forms.findings.corrected_notes import Contradicted, contradicted
from ingestion.forms.findings.lists import THE_LIST, read_list
from ingestion.forms.findings.restated import unchanged_cells
from ingestion.forms.findings.results import FormFinding
from ingestion.forms.findings.sentences import doubtful, finding, left_open, nobodys, not_read, stopping
from ingestion.forms.findings.stated_years import year_findings
from ingestion.forms.findings.uncomputed import uncomputed_cells, uncomputed_finding
from ingestion.forms.headers.layout import Block
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.periods import period_of
from ingestion.forms.records.named_regions import Places
from ingestion.forms.records.other_filers import other_filer
from ingestion.forms.records.rows import Entry, Record
from ingestion.forms.records.standing import Standing, standings
from ingestion.forms.records.stated_scopes import of_collection, of_sheet, of_title, with_regions
from ingestion.forms.tables.fitted import FormTable
from ingestion.forms.tables.recognition import KnownTables, Section, table_units
from ingestion.observations import Observation
from ingestion.submissions import Identity

Accounting = Callable[[Document, Grid, Block | None, FormLexicon], Iterator[Observation]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The document that is read, who reports in it, and what the catalogue knows."""

    document: Document
    identity: Identity
    indicators: Mapping[str, Indicator]
    places: Places
    lexicon: FormLexicon
    known: KnownTables
    beside_inner: bool = False
    """Whether other sheets are the returns of regions inside the reporter's own."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was read of a table. ``finding_forms`` names the form that each finding is about, if any."""

    observations: tuple[Observation, ...] = ()
    findings: tuple[FormFinding, ...] = ()
    finding_forms: tuple[str | None, ...] = ()
    forms_with_facts: frozenset[str] = frozenset()
    is_claimed: bool = True

    @classmethod
    def of(
        cls, observations: Iterable[Observation], findings: Iterable[FormFinding], form: str | None = None
    ) -> Part:
        """What was read of one form."""
        observations, findings = tuple(observations), tuple(findings)
        has_facts = form is not None and any(o.disposition == "fact" for o in observations)
        return cls(
            observations=observations,
            findings=findings,
            finding_forms=(form,) * len(findings),
            forms_with_facts=frozenset({form} if form is not None and has_facts else ()),
        )

    @classmethod
    def of_all(cls, parts: Sequence[Part]) -> Part:
        """What was read of several tables of one sheet."""
        return cls(
            observations=tuple(o for part in parts for o in part.observations),
            findings=tuple(found for part in parts for found in part.findings),
            finding_forms=tuple(form for part in parts for form in part.finding_forms),
            forms_with_facts=frozenset(form for part in parts for form in part.forms_with_facts),
        )

    def of_region(self, code: str | None, name: str | None) -> Part:
        """The same as the return of another region; what speaks of yet another one keeps its own."""
        return replace(
            self,
            observations=tuple(
                o if o.region_name is not None else replace(o, region_code=code, region_name=name)
                for o in self.observations
            ),
        )

    def with_more(self, observations: Iterable[Observation], found: FormFinding) -> Part:
        """The same with more observations and a finding about the sheet as a whole."""
        return replace(
            self,
            observations=(*self.observations, *observations),
            findings=(*self.findings, found),
            finding_forms=(*self.finding_forms, None),
        )


def read_section(setting: Setting, grid: Grid, group: Sequence[Section]) -> Part:
    """One table, or the two halves of one that was too wide for its page."""
    section, table = group[0], group[0].table
    if is_plan(section.lines, setting.lexicon) or (table is not None and table.form.reads == "targets"):
        return _unread(setting, grid, group, (not_read("plan_table", grid.table),), account_for_plan)
    forbidding = _forbidding(setting, grid, group)
    if table is None or forbidding:
        return _unread(setting, grid, group, forbidding)
    source = _source(setting, grid, section)
    if table.fit.orientation == "list":
        return _read_list(source, section, table, setting)
    return _read_form(source, group, table, setting)


def _unread(
    setting: Setting,
    grid: Grid,
    group: Sequence[Section],
    findings: Iterable[FormFinding],
    account: Accounting = account_for_unread,
) -> Part:
    """The numbers of a table that no figure is taken from, and why none is."""
    parts = (account(setting.document, grid, part.block, setting.lexicon) for part in group)
    return Part.of(chain.from_iterable(parts), findings)


def _forbidding(setting: Setting, grid: Grid, group: Sequence[Section]) -> tuple[FormFinding, ...]:
    """Why no figure may be taken from a table, if anything forbids it."""
    section = group[0]
    if any(map(setting.lexicon.is_sample, section.own_lines)):
        return (not_read("sample_table", grid.table),)
    other = other_filer(section.lines, setting.lexicon) if section.table is not None else None
    if other is not None:
        message = f"写明是“{other}”的数字，不是人社部门的，没有采用；如是本局的表，请更正单位名称。"
        return (finding("other_filer", grid.table, None, message, needs_review=True),)
    return tuple(found for part in group for found in _stopping(grid, part))


def _source(setting: Setting, grid: Grid, section: Section) -> Source:
    """Where the figures of a table stand, with the units and cells that hold for all of them."""
    lexicon = setting.lexicon
    units = table_units((*section.lines, *_lone_lines(grid, section)), lexicon)
    uncomputed = uncomputed_cells(setting.document, grid.table)
    level = setting.identity.region_level
    return Source(setting.document, grid, units, level, setting.indicators, lexicon, uncomputed)


def is_readable(grid: Grid, sections: Sequence[Section]) -> bool:
    """Whether any table of a sheet is a form that nothing forbids to read."""
    return any(section.table is not None and not _stopping(grid, section) for section in sections)


def _lone_lines(grid: Grid, section: Section) -> Iterator[str]:
    """The lines below the header that stand alone in their row: some write the units under the table."""
    rows = (grid.row(row) for row in section.block.body)
    yield from (cells[0].text for cells in rows if len(cells) == 1)
    yield from (cell.text for cell in section.block.notes)


def is_plan(lines: Iterable[str], lexicon: FormLexicon) -> bool:
    """Whether one of the lines above a table announces a plan."""
    return any(lexicon.is_plan(line) for line in lines)


def _stopping(grid: Grid, section: Section) -> tuple[FormFinding, ...]:
    return () if section.table is None else stopping(grid.table, section.table)


def _standings(
    setting: Setting, source: Source, records: Sequence[Record], section: Section
) -> list[Standing]:
    """Whose figures the records hold, and of when."""
    identity = setting.identity
    form = section.table.form if section.table is not None else None
    if form is None:
        return []
    period = period_of(section.lines, setting.lexicon.period_words, source.grid.table.sheet)
    found = standings(records, identity, form, period, setting.places)
    found = of_sheet(source.grid.table.sheet, found, identity, setting.places)
    found = of_title(found, section.lines, identity, setting.lexicon)
    if setting.beside_inner:
        found = of_collection(found, section.lines, source.grid.table.sheet, setting.lexicon)
    return list(with_regions(found, identity, setting.places))


def _read_list(source: Source, section: Section, table: FormTable, setting: Setting) -> Part:
    (standing,) = _standings(setting, source, (THE_LIST,), section)
    read = read_list(source, table.fit, standing)
    findings = (*read.findings, *_year_findings(source, section, setting))
    observations = _doubted(read.observations, findings)
    accounted = account_for_form(source.document, source.grid, table, source.lexicon)
    return Part.of((*observations, *accounted), findings, table.form.form)


def _read_form(source: Source, group: Sequence[Section], table: FormTable, setting: Setting) -> Part:
    section, grid, form, lexicon = group[0], source.grid, table.form, setting.lexicon
    records = [record for record in table.records if is_filled(source, record)]
    standing = _standings(setting, source, records, section)
    read = [read_record(source, table, r, s) for r, s in zip(records, standing, strict=True)]
    figures = [observation for observations, _ in read for observation in observations]
    if not figures:
        blank = finding("blank_template", grid.table, None, f"《{form.name_zh}》没有填数，是空表。")
        return Part.of((), (blank,))
    figures = _only_new(figures, unchanged_cells(records, lexicon))
    told = [found for (_, found), record in zip(read, records, strict=True) if record.aspect != "change"]
    doubts = [d for found in told for d in found if d.cell not in source.uncomputed]
    corrected = list(contradicted(records, (*section.lines, *_lone_lines(grid, section)), lexicon))
    figures = _left_open(figures, {found.cell for found in corrected})
    findings = [
        *left_open(grid.table, table),
        *doubtful(grid.table, table, doubts),
        *(_corrected(grid, found) for found in corrected),
        *_of_whole_table(source, table, records, setting),
        *_year_findings(source, section, setting),
        *nobodys(grid.table, table, figures),
    ]
    accounted = [o for part in group for o in _accounted(source, part, table)]
    return Part.of((*_doubted(figures, findings), *accounted), findings, form.form)


def _of_whole_table(
    source: Source, table: FormTable, records: Sequence[Record], setting: Setting
) -> Iterator[FormFinding]:
    """What shows only where figures are held against each other."""
    yield from uncomputed_finding(source.grid.table, source.uncomputed)
    yield from _unequal_totals(source, table)
    yield from _shifted_rows(source, table)
    if are_of_one_kind(records, setting.identity, setting.places):
        yield from _unequal_columns(source, table, records)


def _corrected(grid: Grid, found: Contradicted) -> FormFinding:
    message = f"的数与表上的说明“{found.note}”不一致，这一格留待核对。"
    return finding("corrected_in_note", grid.table, found.entry.cell, message, needs_review=True)


def _left_open(figures: Iterable[Observation], cells: Collection[str]) -> list[Observation]:
    """The figures, those in one of the cells left for a person, and sums of cells with them."""
    return [
        replace(o, disposition="undecided", confidence=DOUBTFUL)
        if o.disposition == "fact" and (o.cell in cells or (cells and is_sum(o)))
        else o
        for o in figures
    ]


def _only_new(figures: Iterable[Observation], unchanged: frozenset[str]) -> list[Observation]:
    """The figures, those quoted only that a correction repeats as they were."""
    return [
        replace(o, disposition="reference", assertion="reference")
        if o.disposition == "fact" and o.cell in unchanged
        else o
        for o in figures
    ]


def _accounted(source: Source, section: Section, whole: FormTable) -> Iterator[Observation]:
    if section.table is not None:
        yield from account_for_form(
            source.document, source.grid, replace(section.table, records=whole.records), source.lexicon
        )


def _year_findings(source: Source, section: Section, setting: Setting) -> tuple[FormFinding, ...]:
    notes = (cell.text for cell in section.block.notes)
    year, words = setting.identity.report_year, setting.lexicon.period_words
    return tuple(year_findings(source.grid.table, section.own_lines, notes, year, words))


def _doubted(figures: Iterable[Observation], findings: Iterable[FormFinding]) -> tuple[Observation, ...]:
    """The figures, left for a person where the table does not agree with itself on the year."""
    if not any(found.code == "years_contradict" for found in findings):
        return tuple(figures)
    return tuple(
        replace(o, disposition="undecided", confidence=DOUBTFUL) if o.disposition == "fact" else o
        for o in figures
    )


def _shifted_rows(source: Source, table: FormTable) -> Iterator[FormFinding]:
    for record in table.records if table.form.totals else ():
        values = {entry: source.lexicon.cells.read(entry.cell) for entry in record.entries}
        broken = fractions(source, table.form, record)
        if is_shifted(table.form, values):
            message = "所在行比表头少一个数，合计站在前一格，疑为整行错位，这一行留待核对。"
            yield _shifted_row(source, record.entries[0], message)
        elif broken:
            printed = values[broken[0]].number
            message = (
                f"：“{broken[0].path.evidence}”填{printed}，计数不会有小数，疑为整行错位，"
                "这一行留待核对；请核对各数是否对准表头。"
            )
            yield _shifted_row(source, broken[0], message)


def _shifted_row(source: Source, entry: Entry, message: str) -> FormFinding:
    return finding("shifted_row", source.grid.table, entry.cell, message, needs_review=True)


def _unequal_columns(source: Source, table: FormTable, records: Sequence[Record]) -> Iterator[FormFinding]:
    if table.fit.orientation != "across" or table.form.rows:
        return
    cells, once = source.lexicon.cells, source.lexicon.conventions.counted_once
    for entry, total in unequal_columns(records, cells, source.indicators, once):
        printed = cells.read(entry.cell).number
        message = f"：“{entry.path.evidence}”合计填{printed}，各行相加为{total}，请核对。"
        yield finding("unequal_column", source.grid.table, entry.cell, message, needs_review=True)


def _unequal_totals(source: Source, table: FormTable) -> Iterator[FormFinding]:
    for record in table.records if table.form.totals else ():
        values = {entry: source.lexicon.cells.read(entry.cell) for entry in record.entries}
        for entry, total in broken_totals(table.form, values):
            printed = values[entry].number
            message = f"：“{entry.path.evidence}”填{printed}，各分项相加为{total}。"
            yield finding("unequal_total", source.grid.table, entry.cell, message)
