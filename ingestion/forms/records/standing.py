"""Whose figures a record holds, and of which period: the reporter's own, its region's, or another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog.forms import Form
from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.lexicon import FormLexicon
from ingestion.forms.headers.periods import Period, period_of
from ingestion.forms.records.months import of_parts
from ingestion.forms.records.named_regions import NamedRegion, Places
from ingestion.forms.records.reporters import generic_names, is_name_of, is_reporter
from ingestion.forms.records.rows import Aspect, Record, is_bureau, is_office, is_regional
from ingestion.forms.records.settling import last_month, naming, parted, settled
from ingestion.forms.records.upper_regions import without_upper
from ingestion.observations import Disposition, OrgScope, PeriodType
from ingestion.submissions import Identity

_FIGURED = frozenset({"single", "unit", "own", "total"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the figures of a record stand.

    ``scope`` is None where the catalogue's default for the indicator applies; ``label`` is the name
    of the unit whose figures they are where it is not the reporter, ``region`` the region that it names. The
    figures of a region inside the reporter's own are facts about that region, which the reporter vouches for.
    """

    disposition: Disposition
    scope: OrgScope | None = None
    label: str | None = None
    period_type: PeriodType | None = None
    period: Period = field(default_factory=Period)
    region: NamedRegion | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the title and the records of a table say beside each other."""

    identity: Identity
    form: Form
    places: Places
    period: Period
    records: tuple[Record, ...]
    grand_total: Record | None
    is_regional: bool
    has_whole: bool
    is_of_upper: bool
    spans_years: bool
    report_year: int | None
    """The year reported on; of a table over several years the last, where nothing else says."""
    is_joint: bool
    has_bureau: bool
    figured: Counter[tuple[int | None, Aspect | None]]
    named: Counter[tuple[str, int | None, Aspect | None]]

    @classmethod
    def of(
        cls, records: Sequence[Record], identity: Identity, form: Form, period: Period, places: Places
    ) -> _Setting:
        """The setting of all records of a table."""
        lexicon, units = places.lexicon, [record for record in records if record.role == "unit"]
        spans_years = len({record.year for record in records} - {None}) > 1
        return cls(
            identity=identity,
            form=form,
            places=places,
            period=period,
            records=tuple(records),
            grand_total=_grand_total(records, lexicon),
            is_regional=_covers_regions(records, identity, form, places),
            has_whole=_has_whole(records),
            is_of_upper=_is_of_upper(records, identity, places),
            spans_years=spans_years,
            report_year=_report_year(records, identity, spans_years=spans_years),
            is_joint=any(lexicon.is_other_department(r.name) for r in units),
            has_bureau=any(_is_whole_bureau(r, identity, lexicon) for r in units),
            figured=Counter((r.year, r.aspect) for r in records if r.role in _FIGURED and not r.is_measure),
            named=Counter(naming(r, lexicon) for r in units),
        )

    @property
    def lexicon(self) -> FormLexicon:
        """The form catalogue made ready for reading."""
        return self.places.lexicon

    def is_lone(self, record: Record) -> bool:
        """Whether the table has no other row of figures for the record's year and aspect."""
        return self.figured[record.year, record.aspect] <= 1


def standings(
    records: Sequence[Record], identity: Identity, form: Form, period: Period, places: Places
) -> tuple[Standing, ...]:
    """The standing of every record, in order, of a table without its blank rows.

    ``period`` is what the title states.
    """
    lexicon = places.lexicon
    records = without_upper(parted(settled(records, lexicon), lexicon), identity, lexicon)
    setting = _Setting.of(records, identity, form, period, places)
    return tuple(_dated(_standing(record, setting), record, setting) for record in records)


def _report_year(records: Sequence[Record], identity: Identity, *, spans_years: bool) -> int | None:
    if identity.report_year is not None or not spans_years:
        return identity.report_year
    return max(record.year or 0 for record in records)


def _has_whole(records: Sequence[Record]) -> bool:
    """Whether any record holds more than a part of the year, or several stand beside each other."""
    several = len({record.place for record in records}) > 1
    return several or any(record.aspect not in ("month", "change") for record in records)


def _is_whole_bureau(record: Record, identity: Identity, lexicon: FormLexicon) -> bool:
    """Whether a record is named after the reporter as a bureau, not as one of its offices."""
    is_named = is_bureau(record.label, lexicon) and not is_office(record.label, lexicon)
    return is_named and is_reporter(record, identity, lexicon)


def _grand_total(records: Sequence[Record], lexicon: FormLexicon) -> Record | None:
    """总计 wins over 合计; among equals the last, as earlier ones close a section."""
    totals = [record for record in records if record.role == "total"]
    grand = [total for total in totals if total.name.startswith(lexicon.conventions.grand_total)]
    return next(reversed(grand or totals), None)


def _covers_regions(records: Sequence[Record], identity: Identity, form: Form, places: Places) -> bool:
    """Whether the table is a region's collection rather than one bureau's return."""
    lexicon = places.lexicon
    others = [
        r
        for r in records
        if r.role == "unit" and not is_reporter(r, identity, lexicon) and _names_region(r, identity, places)
    ]
    whole = {lexicon.conventions.whole_region + name for name in generic_names(identity, lexicon)}
    names = [record.name for record in records]
    has_both = any(r.role == "own" for r in records) and any(n.startswith(tuple(whole)) for n in names)
    beside = (any(lexicon.role("beside_regions", name) for name in names) and len(records) > 1) or has_both
    return form.total_scope == "region" or bool(others) or beside


def _names_region(record: Record, identity: Identity, places: Places) -> bool:
    return is_regional(record.label, places.lexicon) or places.below(record.label, identity) is not None


def _is_of_upper(records: Sequence[Record], identity: Identity, places: Places) -> bool:
    """Whether the table is the upper region's: the reporter has a row beside regions outside its own."""
    units = [r for r in records if r.role == "unit" and is_regional(r.label, places.lexicon)]
    named = [r for r in units if is_name_of(r.label, identity, places.lexicon)]
    beside = {r.label for r in units} - {r.label for r in named}
    return bool(named) and any(places.is_outside(label, identity) for label in beside)


def _standing(record: Record, setting: _Setting) -> Standing:
    if setting.form.rows:
        meant = record.name in {read_label(row, ()).name for row in setting.form.rows}
        return Standing("fact") if meant else _reference(record)
    if setting.spans_years and record.year is None and record.aspect is None:
        return _reference(record)  # beside several years it is their sum
    match record.role:
        case "subtotal":
            return _reference(record)
        case "total" | "own" if setting.is_of_upper:
            return _reference(record)
        case "total" if setting.is_joint:
            return _reference(record)  # over the reporter and other bodies together
        case "part" | "other_value":
            return Standing("reference", label=record.name)
        case "total":
            return _total_standing(record, setting)
        case "own":
            is_part = setting.grand_total is not None and not setting.is_regional
            return _reference(record) if is_part else Standing("fact", "own")
        case "single":
            return _lone(record, setting) or _reference(record)
        case "unit":
            return _unit_standing(record, setting)


def _total_standing(record: Record, setting: _Setting) -> Standing:
    if setting.grand_total is None or record.name != setting.grand_total.name:
        return _reference(record)
    is_elsewhere = record.place != setting.grand_total.place
    if record.year is None and record.aspect is None and is_elsewhere:
        return _reference(record)
    return Standing("fact", "region" if setting.is_regional else None)


def _unit_standing(record: Record, setting: _Setting) -> Standing:
    reporter = is_reporter(record, setting.identity, setting.lexicon) or record.section == "own"
    if reporter and setting.is_of_upper:
        return Standing("fact")
    if reporter and setting.is_joint:
        return Standing("fact", "own")
    if reporter and setting.has_bureau and is_office(record.label, setting.lexicon):
        return _reference(record)  # beside the bureau a part of it, or a body of its own
    if reporter and setting.is_regional:
        is_own = is_bureau(record.label, setting.lexicon) or setting.grand_total is not None
        return _lone(record, setting) or Standing("fact", "own" if is_own else "region")
    if reporter:
        return Standing("fact") if setting.grand_total is None else _reference(record)
    if setting.is_joint and setting.lexicon.is_other_department(record.name):
        return _reference(record)
    if setting.is_lone(record) and _may_be_reporter(record, setting):
        return Standing("fact")
    return _of_below(record, setting) or _reference(record)


def _of_below(record: Record, setting: _Setting) -> Standing | None:
    """The figures of a region inside the reporter's own, where it has one row."""
    region = setting.places.below(record.label, setting.identity)
    if region is None or setting.named[naming(record, setting.lexicon)] > 1:
        return None
    is_own = setting.lexicon.role("own_of", record.name)
    return Standing("fact", "own" if is_own else None, region=region)


def _lone(record: Record, setting: _Setting) -> Standing | None:
    return Standing("fact") if setting.is_lone(record) else None


def _may_be_reporter(record: Record, setting: _Setting) -> bool:
    """A single row stands for the reporter unless it names another region than the known one."""
    return setting.identity.region_name is None or not is_regional(record.label, setting.lexicon)


def _reference(record: Record) -> Standing:
    return Standing("reference", "other", record.label or None)


def _dated(standing: Standing, record: Record, setting: _Setting) -> Standing:
    """Adds the period: the record's own year, else the title's, else the report's."""
    report_year = setting.report_year
    year = record.year if record.year is not None else setting.period.year
    if record.aspect == "previous" and report_year is not None:
        year = report_year - 1 if record.year is None and year in (None, report_year) else year
    words = setting.lexicon.period_words
    is_dated = last_month(record, setting.lexicon) is not None
    stated = period_of((record.name,), words) if is_dated else None
    whole = stated or of_parts(setting.period.of_aspect(record.aspect), record, setting.records, words)
    period = replace(whole, year=year if year is not None else report_year)
    standing = _of_aspect(standing, record, setting)
    if period.year is None or report_year is None or period.year == report_year:
        return replace(standing, period=period, period_type=period.type)
    kind: PeriodType = "previous_year" if period.year == report_year - 1 else "other_reference_year"
    if standing.disposition != "target":
        standing = replace(standing, disposition="reference")
    return replace(standing, period=period, period_type=kind)


def _of_aspect(standing: Standing, record: Record, setting: _Setting) -> Standing:
    """A change, a part of the year or a figure since put right is quoted; a target is a target."""
    match record.aspect:
        case "target":
            return replace(standing, disposition="target")
        case "change" | "running_total" | "previous" | "replaced":
            return replace(standing, disposition="reference")
        case "month" if setting.has_whole:
            return replace(standing, disposition="reference")
        case _:
            return standing
