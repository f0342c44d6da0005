"""Observations from the records of a form: one for each figure, one for each derived sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalog.forms import FormConventions, FormSum
from catalog.model import Indicator, RegionLevel
from ingestion.documents import Cell, Document
from ingestion.forms.cells import CellValue
from ingestion.forms.grids import Grid
from ingestion.forms.lexicon import FormLexicon
from ingestion.forms.measures import Fault, Measured, measure
from ingestion.forms.places import Place, place_of, place_of_sum
from ingestion.forms.proofs import proven_zeros
from ingestion.forms.records import Entry, Record
from ingestion.forms.standing import Standing
from ingestion.forms.tables import FormTable
from ingestion.observations import Disposition, Observation, OrgScope, Qualifier, ScopeBasis, ValueStatus

# Shares of a total, growth rates and totals over all years are no level of any indicator.
_NO_LEVEL = frozenset({"running_total", "part"})
CERTAIN = 0.98
PROVEN = 0.95
DOUBTFUL = 0.4
_FAULTS: Mapping[Fault, str] = {
    "unit_missing": "没有写明金额单位",
    "unit_contradicts": "单位与表头不符",
    "share_or_percent": "分不清是百分数还是小数",
    "run_together": "数字过大，疑为几格数字连在一起",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table stands: its document and grid, the units of the line above it, the reporter's level."""

    document: Document
    grid: Grid
    units: tuple[str, ...]
    level: RegionLevel | None
    indicators: Mapping[str, Indicator]
    lexicon: FormLexicon


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell whose figure cannot be trusted, and why, in Chinese."""

    cell: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The indicator that a figure is about, if any, and the rule by which it was read."""

    indicator: str | None
    unit: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Reader:
    source: Source
    table: FormTable
    record: Record
    standing: Standing
    values: Mapping[Entry, CellValue]
    zeros: frozenset[Entry]

    @property
    def rule(self) -> str:
        """Form and vintage, as every rule name of the table begins."""
        return f"form:{self.table.patterns.form.form}@{self.table.vintage.id}"

    @property
    def conventions(self) -> FormConventions:
        """The conventions of the form catalogue."""
        return self.source.lexicon.conventions


def is_filled(source: Source, record: Record) -> bool:
    """Whether anything stands in the record: blank rows are left over from the template."""
    return any(source.lexicon.cells.read(entry.cell).status != "blank" for entry in record.entries)


def read_record(
    source: Source, table: FormTable, record: Record, standing: Standing
) -> tuple[tuple[Observation, ...], tuple[Doubt, ...]]:
    """All figures of one record, with the doubts that arose."""
    values = {entry: source.lexicon.cells.read(entry.cell) for entry in record.entries}
    zeros = proven_zeros(table.patterns.form, values)
    reader = _Reader(source, table, record, standing, values, zeros)
    read = [_read_entry(reader, entry) for entry in record.entries]
    sums = [found for derived in table.patterns.form.sums if (found := _derived(reader, derived)) is not None]
    doubts = tuple(doubt for _, doubt in read if doubt is not None)
    return tuple([o for o, _ in read if o is not None] + sums), doubts


def _meaning(reader: _Reader, entry: Entry) -> _Meaning:
    item = entry.item
    if reader.record.role in _NO_LEVEL:
        return _Meaning(None, item.unit, f"{reader.rule}:{reader.record.role}")
    indicator, unit = item.indicator, item.unit
    for derived in reader.table.patterns.form.sums:
        if item.key in derived.parts and len(reader.table.keys & set(derived.parts)) == 1:
            indicator, unit = derived.indicator, derived.unit
    return _Meaning(indicator, unit, f"{reader.rule}:{item.key}")


def _read_entry(reader: _Reader, entry: Entry) -> tuple[Observation | None, Doubt | None]:
    meaning, value = _meaning(reader, entry), reader.values[entry]
    place = place_of(reader.source.document, reader.source.grid.table, entry.cell, entry.row, entry.column)
    if value.status == "blank" and (meaning.indicator is None or reader.standing.disposition != "fact"):
        return None, None
    if entry in reader.zeros:
        return _observe(reader, entry, meaning, place, Measured(Decimal(0)), PROVEN), None
    if value.status is None:
        return _unreadable(reader, entry, meaning, place)
    measured = measure(
        value, meaning.unit, entry.path.units or entry.units, reader.source.units, reader.conventions
    )
    if measured.fault is not None and meaning.indicator is not None:
        doubt = Doubt(place.cell, place.raw_text, _FAULTS[measured.fault])
        return _observe(reader, entry, meaning, place, measured, DOUBTFUL), doubt
    return _observe(reader, entry, meaning, place, measured, CERTAIN), None


def _unreadable(
    reader: _Reader, entry: Entry, meaning: _Meaning, place: Place
) -> tuple[Observation | None, Doubt | None]:
    """A cell in a figure's place that holds no figure: a tick is a marker, everything else is in doubt."""
    tick = reader.source.lexicon.cells.is_tick(place.raw_text)
    observation = Observation(
        disposition="marker" if tick else "undecided",
        raw_text=place.raw_text,
        rule=meaning.rule,
        evidence=_evidence(reader, entry, place.raw_text),
        confidence=DOUBTFUL,
        indicator_id=None if tick else meaning.indicator,
        **_where(place),
    )
    return observation, Doubt(place.cell, place.raw_text, "不是数字" if not tick else "只有勾号，没有数字")


def _observe(
    reader: _Reader, entry: Entry, meaning: _Meaning, place: Place, measured: Measured, confidence: float
) -> Observation:
    value = reader.values[entry]
    status: ValueStatus = "zero" if entry in reader.zeros else value.status or "blank"
    rule = f"{meaning.rule}:blank_is_zero" if entry in reader.zeros else meaning.rule
    evidence = _evidence(
        reader, entry, place.raw_text or ("空格，合计证明为0" if entry in reader.zeros else "空格")
    )
    qualifier = "exact" if entry in reader.zeros else value.qualifier
    return _figure(
        reader,
        _Meaning(meaning.indicator, meaning.unit, rule),
        place,
        evidence,
        measured,
        qualifier,
        status,
        confidence,
    )


def _derived(reader: _Reader, derived: FormSum) -> Observation | None:
    """The sum of several columns, where each of them is printed or proven to be zero."""
    parts = [entry for entry in reader.record.entries if entry.item.key in derived.parts]
    if (
        reader.record.role in _NO_LEVEL
        or len(parts) < 2
        or not all(_is_exact(reader, entry) for entry in parts)
    ):
        return None
    amounts = [
        measure(
            reader.values[e], derived.unit, e.path.units or e.units, reader.source.units, reader.conventions
        )
        for e in parts
    ]
    if any(amount.fault is not None for amount in amounts):
        return None
    total = sum((amount.number for amount in amounts if amount.number is not None), Decimal(0))
    cells = [entry.cell or Cell(row=entry.row, column=entry.column, text="") for entry in parts]
    place = place_of_sum(reader.source.document, reader.source.grid.table, cells)
    rule = f"{reader.rule}:sum"
    evidence = _labelled(reader, "＋".join(f"{e.path.evidence} {_printed(e)}" for e in parts))
    status: ValueStatus = "zero" if total == 0 else "value"
    meaning = _Meaning(derived.indicator, derived.unit, rule)
    return _figure(reader, meaning, place, evidence, Measured(total), "exact", status, PROVEN)


def _printed(entry: Entry) -> str:
    return (entry.cell.text.strip() if entry.cell is not None else "") or "（空）"


def _is_exact(reader: _Reader, entry: Entry) -> bool:
    value = reader.values[entry]
    return entry in reader.zeros or (value.number is not None and value.qualifier == "exact")


def _figure(
    reader: _Reader,
    meaning: _Meaning,
    place: Place,
    evidence: str,
    measured: Measured,
    qualifier: Qualifier | None,
    status: ValueStatus,
    confidence: float,
) -> Observation:
    standing = reader.standing
    disposition = _disposition(meaning, standing, confidence)
    scope, basis = _scope(reader, meaning)
    low, high = _bounds(measured, qualifier)
    return Observation(
        disposition=disposition,
        raw_text=place.raw_text,
        rule=meaning.rule,
        evidence=evidence,
        confidence=confidence,
        indicator_id=meaning.indicator,
        value=None if qualifier == "range" else _float(measured.number),
        value_low=low,
        value_high=high,
        unit=None if reader.record.role == "running_total" else meaning.unit,
        qualifier=qualifier,
        value_status=status,
        org_scope=scope,
        scope_basis=basis,
        period_type=standing.period_type,
        period_year=standing.period.year,
        period_start=standing.period.start,
        period_end=standing.period.end,
        event_label=standing.label,
        assertion="reference" if standing.disposition == "reference" else "actual",
        **_where(place),
    )


def _disposition(meaning: _Meaning, standing: Standing, confidence: float) -> Disposition:
    if meaning.indicator is None:
        return "unmapped"
    return "undecided" if confidence == DOUBTFUL and standing.disposition == "fact" else standing.disposition


def _scope(reader: _Reader, meaning: _Meaning) -> tuple[OrgScope | None, ScopeBasis | None]:
    if reader.standing.scope is not None:
        return reader.standing.scope, "stated"
    indicator = reader.source.indicators.get(meaning.indicator or "")
    if indicator is None or reader.source.level is None:
        return None, None
    return indicator.default_scope[reader.source.level], "default"


def _bounds(measured: Measured, qualifier: Qualifier | None) -> tuple[float | None, float | None]:
    number = _float(measured.number)
    match qualifier:
        case "at_least":
            return number, None
        case "at_most":
            return None, number
        case "range":
            return number, _float(measured.high)
        case _:
            return None, None


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _evidence(reader: _Reader, entry: Entry, printed: str) -> str:
    return _labelled(reader, f"{'｜'.join(entry.path.printed)}：{printed.strip()}")


def _labelled(reader: _Reader, text: str) -> str:
    return f"{reader.record.label}｜{text}" if reader.record.label else text


def _where(place: Place) -> dict[str, Any]:
    return {"sheet": place.sheet, "cell": place.cell, "start": place.start, "end": place.end}
