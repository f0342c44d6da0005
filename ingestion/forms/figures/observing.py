"""Observations from the records of a form: one for each figure, one for each derived sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog.form_conventions import FormConventions
from catalog.forms import Form, FormSum
from catalog.model import Indicator, RegionLevel
from ingestion.documents import Cell, Document
from ingestion.forms.cells.grids import Grid, address
from ingestion.forms.cells.measures import Fault, Measured, measure
from ingestion.forms.cells.places import Place, place_of, place_of_sum
from ingestion.forms.cells.values import SEVERAL, CellValue
from ingestion.forms.figures.figure_fields import Figure, Meaning, amount_fields, stated_fields, where_fields
from ingestion.forms.figures.proofs import is_shifted, proven_zeros
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.records.rows import Entry, Record
from ingestion.forms.records.standing import Standing
from ingestion.forms.tables.fitted import FormTable
from ingestion.observations import (
    Assertion,
    Disposition,
    Observation,
    OrgScope,
    ScopeBasis,
)

# Growth rates, differences and totals over all years are no level of any indicator.
_NO_LEVEL = frozenset({"running_total", "change"})
_ASSERTIONS: Mapping[Disposition, Assertion] = {"reference": "reference", "target": "target"}
UNCOMPUTED = CellValue(None, reason="是公式，文件中没有存计算结果，请在表格软件中打开、重新计算并保存后再报")
_SUM = ":sum"
CERTAIN = 0.98
PROVEN = 0.95
DOUBTFUL = 0.4
_FAULTS: Mapping[Fault, str] = {
    "unit_missing": "没有写明金额单位；请在表头写明元或万元",
    "unit_contradicts": "单位与表头不符；请统一单位",
    "share_or_percent": "分不清是百分数还是小数；请写成带%的数",
    "run_together": "数字过大，疑为几格数字连在一起；请分格填写",
    "negative": "是负数；请核对是否填错",
    "not_whole": "计数不是整数；请核对是否填错格或单位",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table stands: its document and grid, the units of the line above it, the reporter's level.

    ``uncomputed`` are the cells whose formula the file stores without a result: they look blank.
    """

    document: Document
    grid: Grid
    units: tuple[str, ...]
    level: RegionLevel | None
    indicators: Mapping[str, Indicator]
    lexicon: FormLexicon
    uncomputed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell whose figure cannot be trusted, and why, in Chinese."""

    cell: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Reader:
    source: Source
    table: FormTable
    record: Record
    standing: Standing
    values: Mapping[Entry, CellValue]
    zeros: frozenset[Entry]
    rule: str

    @property
    def conventions(self) -> FormConventions:
        """The conventions of the form catalogue."""
        return self.source.lexicon.conventions


def is_filled(source: Source, record: Record) -> bool:
    """Whether anything stands in the record: blank rows are left over from the template."""
    return any(
        source.lexicon.cells.read(entry.cell).status != "blank" or _is_uncomputed(source, entry)
        for entry in record.entries
    )


def _is_uncomputed(source: Source, entry: Entry) -> bool:
    return address(entry.row, entry.column) in source.uncomputed


def read_record(
    source: Source, table: FormTable, record: Record, standing: Standing
) -> tuple[tuple[Observation, ...], tuple[Doubt, ...]]:
    """All figures of one record, with the doubts that arose."""
    values = {entry: _value(source, entry) for entry in record.entries}
    zeros = proven_zeros(table.form, values)
    # Form and vintage, as every rule name of the table begins.
    rule = f"form:{table.form.form}@{table.fit.vintage.id}"
    reader = _Reader(source, table, record, standing, values, zeros, rule)
    shifted = is_shifted(table.form, values) or bool(fractions(source, table.form, record))
    read = [_read_entry(reader, entry, shifted) for entry in record.entries]
    sums = [] if shifted else [_derived(reader, derived) for derived in table.form.sums]
    doubts = tuple(doubt for _, doubt in read if doubt is not None)
    return tuple(o for o in (*(o for o, _ in read), *sums) if o is not None), doubts


def fractions(source: Source, form: Form, record: Record) -> tuple[Entry, ...]:
    """The counts of a total and its parts that have a fraction: the money of the next column stands there."""
    if record.aspect in _NO_LEVEL:
        return ()
    counted = {key for total in form.totals for key in (total.total, *total.parts)}
    entries = [entry for entry in record.entries if entry.item.key in counted]
    return tuple(entry for entry in entries if _is_fraction(source, entry))


def _is_fraction(source: Source, entry: Entry) -> bool:
    value, printed = _value(source, entry), entry.path.units or entry.units
    return (
        measure(value, entry.item.unit, printed, source.units, source.lexicon.conventions).fault
        == "not_whole"
    )


def _value(source: Source, entry: Entry) -> CellValue:
    """What the cell says, with the doubts that only its neighbours raise."""
    if _is_uncomputed(source, entry):
        return UNCOMPUTED
    value = source.lexicon.cells.read(entry.cell)
    right = source.grid.at(entry.row, entry.column + 1)
    is_room = entry.column + 1 < source.grid.column_count and (right is None or not right.text.strip())
    return SEVERAL if value.is_grouped and is_room else value


def _meaning(reader: _Reader, entry: Entry) -> Meaning:
    item, record = entry.item, reader.record
    if record.aspect in _NO_LEVEL:
        return _change(reader, entry)
    indicator, unit, label = item.indicator, item.unit, None
    if record.role == "other_value":
        return Meaning(None, unit, f"{reader.rule}:{record.name}")
    for derived in reader.table.form.sums:
        keys = reader.table.fit.keys
        is_alone = len(keys & set(derived.parts)) == 1 and derived.is_told_by(keys)
        if item.key in derived.parts and is_alone:
            indicator, unit = derived.indicator, derived.unit
    if item.part_of is not None and indicator is None:
        indicator, label = item.part_of, item.label
    return Meaning(indicator, unit, f"{reader.rule}:{item.key}", label)


def _change(reader: _Reader, entry: Entry) -> Meaning:
    """A growth rate is quoted of its indicator in percent; a difference or a sum over years of none."""
    printed = "".join((*entry.path.printed, reader.record.label))
    rate_word = reader.source.lexicon.conventions.rate_word
    is_rate = reader.values[entry].unit == "%" or "%" in entry.path.units or rate_word in printed
    rule = f"{reader.rule}:{reader.record.aspect}"
    if reader.record.aspect == "change" and is_rate and entry.item.unit != "%":
        return Meaning(entry.item.indicator, "%", rule)
    return Meaning(None, entry.item.unit, rule)


def _read_entry(reader: _Reader, entry: Entry, shifted: bool) -> tuple[Observation | None, Doubt | None]:
    meaning, value = _meaning(reader, entry), reader.values[entry]
    place = place_of(reader.source.document, reader.source.grid.table, entry.cell, entry.row, entry.column)
    if value.status == "blank" and (meaning.indicator is None or reader.standing.disposition != "fact"):
        return None, None
    if entry in reader.zeros:
        return _observe(reader, entry, meaning, place, Measured(Decimal(0)), PROVEN), None
    if value.status is None:
        return _unreadable(reader, entry, meaning, place)
    measured = _amount_of(reader, entry, meaning.unit)
    return _judged(reader, entry, meaning, place, _plausible(reader, entry, meaning, measured), shifted)


def _plausible(reader: _Reader, entry: Entry, meaning: Meaning, measured: Measured) -> Measured:
    """A rate that bureaus strive to raise is never near nought: 0.95 under 结案率（%） is a share."""
    indicator = reader.source.indicators.get(meaning.indicator or "")
    is_bare = meaning.unit == "%" and reader.values[entry].unit != "%"
    if indicator is None or indicator.direction != "higher_better" or not is_bare or measured.number is None:
        return measured
    is_doubtful = measured.fault is None and 0 < measured.number <= 1
    return replace(measured, fault="share_or_percent") if is_doubtful else measured


def _judged(
    reader: _Reader, entry: Entry, meaning: Meaning, place: Place, measured: Measured, shifted: bool
) -> tuple[Observation | None, Doubt | None]:
    """The figure, in doubt where it cannot be what it stands for; a fall is a negative change."""
    if shifted and meaning.indicator is not None:
        return _observe(reader, entry, meaning, place, measured, DOUBTFUL), None
    is_change = reader.record.aspect in _NO_LEVEL
    if measured.fault is None or meaning.indicator is None or is_change:
        return _observe(reader, entry, meaning, place, measured, CERTAIN), None
    doubt = Doubt(place.cell, place.raw_text, _FAULTS[measured.fault])
    return _observe(reader, entry, meaning, place, measured, DOUBTFUL), doubt


def _unreadable(
    reader: _Reader, entry: Entry, meaning: Meaning, place: Place
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
        **where_fields(place),
    )
    reason = "只有勾号，没有数字；请填写数字" if tick else reader.values[entry].reason
    return observation, Doubt(place.cell, place.raw_text, reason)


def _observe(
    reader: _Reader, entry: Entry, meaning: Meaning, place: Place, measured: Measured, confidence: float
) -> Observation:
    value, is_proven = reader.values[entry], entry in reader.zeros
    rule = f"{meaning.rule}:blank_is_zero" if is_proven else meaning.rule
    printed = place.raw_text or ("空格，合计证明为0" if is_proven else "空格")
    figure = Figure(
        meaning=replace(meaning, rule=rule),
        place=place,
        evidence=_evidence(reader, entry, printed),
        measured=measured,
        qualifier="exact" if is_proven else value.qualifier,
        status="zero" if is_proven else value.status or "blank",
        confidence=confidence,
        in_words=value.in_words,
    )
    return _observation(reader, figure)


def _derived(reader: _Reader, derived: FormSum) -> Observation | None:
    """The sum of several columns, where each of them is printed or proven to be zero."""
    parts = [entry for entry in reader.record.entries if entry.item.key in derived.parts]
    if not _can_be_added(reader, derived, parts):
        return None
    amounts = [_amount_of(reader, entry, derived.unit) for entry in parts]
    if any(amount.fault is not None for amount in amounts):
        return None
    total = sum((amount.number for amount in amounts if amount.number is not None), Decimal(0))
    cells = [entry.cell or Cell(row=entry.row, column=entry.column, text="") for entry in parts]
    figure = Figure(
        meaning=Meaning(derived.indicator, derived.unit, f"{reader.rule}{_SUM}"),
        place=place_of_sum(reader.source.document, reader.source.grid.table, cells),
        evidence=_labelled(reader, "＋".join(f"{e.path.evidence} {_printed(e)}" for e in parts)),
        measured=Measured(total),
        qualifier="exact",
        status="zero" if total == 0 else "value",
        confidence=PROVEN,
    )
    return _observation(reader, figure)


def is_sum(observation: Observation) -> bool:
    """Whether a figure is the sum of several cells rather than one of them."""
    return observation.rule.endswith(_SUM)


def _can_be_added(reader: _Reader, derived: FormSum, parts: Sequence[Entry]) -> bool:
    """Whether the columns of a record are levels of which each is known."""
    if not derived.is_told_by({entry.item.key for entry in parts}):
        return False
    if reader.record.aspect in _NO_LEVEL or reader.record.role in ("part", "other_value"):
        return False
    return len(parts) > 1 and all(_is_exact(reader, entry) for entry in parts)


def _amount_of(reader: _Reader, entry: Entry, unit: str) -> Measured:
    """What an entry says in this unit."""
    printed = entry.path.units or entry.units
    return measure(reader.values[entry], unit, printed, reader.source.units, reader.conventions)


def _printed(entry: Entry) -> str:
    return (entry.cell.text.strip() if entry.cell is not None else "") or "（空）"


def _is_exact(reader: _Reader, entry: Entry) -> bool:
    value = reader.values[entry]
    return entry in reader.zeros or (value.number is not None and value.qualifier == "exact")


def _observation(reader: _Reader, figure: Figure) -> Observation:
    meaning = figure.meaning
    disposition = _disposition(meaning, reader, figure.confidence)
    is_about_nothing = meaning.indicator is None and reader.record.aspect in _NO_LEVEL
    return Observation(
        disposition=disposition,
        assertion=_ASSERTIONS.get(disposition, "actual"),
        confidence=figure.confidence,
        raw_text=figure.place.raw_text,
        rule=meaning.rule,
        evidence=figure.evidence,
        indicator_id=meaning.indicator,
        unit=None if is_about_nothing else meaning.unit,
        **amount_fields(figure),
        **stated_fields(reader.standing, meaning.label, *_scope(reader, meaning)),
        **where_fields(figure.place),
    )


def _disposition(meaning: Meaning, reader: _Reader, confidence: float) -> Disposition:
    standing = reader.standing.disposition
    if reader.record.aspect in _NO_LEVEL or standing == "target":
        return standing
    if meaning.indicator is None:
        return "unmapped"
    if meaning.label is not None:
        return "reference"
    return "undecided" if confidence == DOUBTFUL and standing == "fact" else standing


def _scope(reader: _Reader, meaning: Meaning) -> tuple[OrgScope | None, ScopeBasis | None]:
    if reader.standing.scope is not None:
        return reader.standing.scope, "stated"
    indicator = reader.source.indicators.get(meaning.indicator or "")
    region = reader.standing.region
    level = reader.source.level if region is None else region.level
    if indicator is None or level is None:
        return None, None
    return indicator.default_scope[level], "default"


def _evidence(reader: _Reader, entry: Entry, printed: str) -> str:
    return _labelled(reader, f"{'｜'.join(entry.path.printed)}：{printed.strip()}")


def _labelled(reader: _Reader, text: str) -> str:
    return f"{reader.record.label}｜{text}" if reader.record.label else text
