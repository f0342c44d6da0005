"""Whose figures a record holds, and of which period: the reporter's own, its region's, or another's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog.forms import Form
from ingestion.forms.lexicon import FormLexicon
from ingestion.forms.months import of_parts
from ingestion.forms.named_regions import NamedRegion, Places
from ingestion.forms.periods import Period, period_of
from ingestion.forms.records import Aspect, Record, bare_name, is_bureau, is_office, is_regional, same_region
from ingestion.forms.text import in_brackets, outside_brackets, read_label, squeeze
from ingestion.forms.upper_regions import without_upper
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
    is_joint: bool
    has_bureau: bool
    figured: Counter[tuple[int | None, Aspect | None]]
    named: Counter[tuple[str, int | None, Aspect | None]]

    @property
    def lexicon(self) -> FormLexicon:
        """The form catalogue made ready for reading."""
        return self.places.lexicon

    @property
    def report_year(self) -> int | None:
        """The year reported on; of a table over several years the last, where nothing else says."""
        stated = self.identity.report_year
        return (
            stated if stated is not None or not self.spans_years else max(r.year or 0 for r in self.records)
        )

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
    totals = [record for record in records if record.role == "total"]
    setting = _Setting(
        identity=identity,
        form=form,
        places=places,
        period=period,
        records=tuple(records),
        grand_total=_grand_total(totals, lexicon),
        has_whole=len({record.place for record in records}) > 1
        or any(record.aspect not in ("month", "change") for record in records),
        is_regional=_covers_regions(records, identity, form, places),
        spans_years=len({record.year for record in records} - {None}) > 1,
        is_of_upper=_is_of_upper(records, identity, places),
        is_joint=any(r.role == "unit" and lexicon.is_other_department(r.name) for r in records),
        has_bureau=any(
            r.role == "unit" and is_bureau(r.label, lexicon) and not is_office(r.label, lexicon)
            for r in records
            if _is_reporter(r, identity, lexicon)
        ),
        figured=Counter((r.year, r.aspect) for r in records if r.role in _FIGURED and not r.is_measure),
        named=Counter(_naming(r, lexicon) for r in records if r.role == "unit"),
    )
    return tuple(_dated(_standing(record, setting), record, setting) for record in records)


def settled(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    """The records with the words told apart that mean one thing alone and another beside each other.

    Beside 本年累计 a column 本期 is a part of the year; beside 本年 a column 累计 runs over all years.
    Of several that run from January (1—6月, 1—12月) the others are parts of the longest.
    """
    records = _longest_kept(records, lexicon)
    aspects = {record.aspect for record in records}
    changes: dict[Aspect | None, Aspect] = {}
    if {"cumulative", "month"} <= aspects:
        pass
    elif {"cumulative", "current"} <= aspects:
        is_part = _says(records, lexicon.conventions.this_period)
        changes = {"current": "month"} if is_part else {"cumulative": "running_total"}
    return tuple(replace(r, aspect=changes.get(r.aspect, r.aspect)) for r in records)


def _longest_kept(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    ends = {record: last for record in records if (last := _last_month(record, lexicon)) is not None}
    longest = max(ends.values(), default=None)
    return tuple(replace(r, aspect="month") if ends.get(r, longest) != longest else r for r in records)


def _last_month(record: Record, lexicon: FormLexicon) -> int | None:
    """The month that a figure so far in the year runs to, where its own heading says so."""
    if record.aspect != "cumulative":
        return None
    months = period_of((record.name,), lexicon.period_words).months
    return None if months is None else months[1]


def parted(records: Sequence[Record], lexicon: FormLexicon) -> tuple[Record, ...]:
    """The records with the rows that share a name as parts of it (临棠区: 企业, 机关事业单位).

    Only the row that says it is their sum (小计) stands for the name.
    """
    rows: defaultdict[tuple[str, int | None, Aspect | None], list[Record]] = defaultdict(list)
    for record in records:
        if record.detail:
            rows[_naming(record, lexicon)].append(record)
    parts: set[Record] = set()
    for shared in rows.values():
        sums = [record for record in shared if _is_sum(record.detail, lexicon)]
        parts.update(r for r in shared if len(shared) > 1 and (len(sums) != 1 or r is not sums[0]))
    return tuple(replace(r, role="part") if r in parts else r for r in records)


def _is_sum(detail: str, lexicon: FormLexicon) -> bool:
    name = read_label(detail, ()).name
    return lexicon.role("subtotal", name) or lexicon.role("total", name)


def _says(records: Sequence[Record], word: str) -> bool:
    headers = (name for r in records for e in r.entries[:1] for name in (*e.path.names, r.name))
    return any(name.startswith(word) for name in headers)


def of_sheet(
    sheet: str | None, found: Sequence[Standing], identity: Identity, places: Places
) -> tuple[Standing, ...]:
    """The standings in a workbook with a sheet for each bureau: a sheet of another region is quoted only.

    The sheet of a csv is named after its file, so that more may stand before the region (附件2青岚县2023年).
    """
    lexicon = places.lexicon
    name = re.sub(r"\d{4}(?:年度?)?", "", read_label(sheet or "", ()).name)
    if lexicon.role("total", name):
        return tuple(_scoped(standing, "region") for standing in found)
    if lexicon.role("own", name):
        return tuple(_scoped(standing, "own") for standing in found)
    is_own = is_name_of(name, identity, lexicon) or places.ends_with_own(name, identity)
    if is_own or not is_regional(name, lexicon):
        return tuple(found)
    return tuple(replace(s, disposition="reference", scope="other", label=s.label or name) for s in found)


def of_collection(
    found: Sequence[Standing], lines: Sequence[str], sheet: str | None, lexicon: FormLexicon
) -> tuple[Standing, ...]:
    """The standings of a sheet beside those of regions below it: of the whole region, where it says so.

    What a bureau collected of its own (市本级汇总表) is no sum of the regions.
    """
    names = lexicon.conventions.collections
    said = [squeeze(line) for line in (sheet or "", *lines) if any(name in line for name in names)]
    if not said:
        return tuple(found)
    scope: OrgScope = "own" if any(_is_of_own(line, lexicon) for line in said) else "region"
    return tuple(_scoped(standing, scope) for standing in found)


def of_title(
    found: Sequence[Standing], lines: Sequence[str], identity: Identity, lexicon: FormLexicon
) -> tuple[Standing, ...]:
    """The standings of a table whose title says that its figures are the whole region's (全市…情况表)."""
    whole = [lexicon.conventions.whole_region + name for name in _generic(identity, lexicon)]
    said = [line for line in map(squeeze, lines) if any(word in line for word in whole)]
    if not said or any(_is_of_own(line, lexicon) for line in said):
        return tuple(found)
    return tuple(s if s.region is not None else _scoped(s, "region") for s in found)


def _is_of_own(title: str, lexicon: FormLexicon) -> bool:
    """Whether the title of a collection names the bureau alone, in brackets or outside them."""
    named = lexicon.role("own_collected", outside_brackets(title))
    return named or any(lexicon.role("own", said) for said in in_brackets(title))


def with_regions(found: Sequence[Standing], identity: Identity, places: Places) -> tuple[Standing, ...]:
    """The standings of other regions' figures with the region that their label names."""
    return tuple(
        replace(s, region=places.named(s.label, identity)) if s.scope == "other" and s.label else s
        for s in found
    )


def _scoped(standing: Standing, scope: OrgScope) -> Standing:
    """The scope that a sheet's name states, where the row itself states none."""
    is_open = standing.disposition == "fact" and standing.scope is None
    return replace(standing, scope=scope) if is_open else standing


def _grand_total(totals: Sequence[Record], lexicon: FormLexicon) -> Record | None:
    """总计 wins over 合计; among equals the last, as earlier ones close a section."""
    grand = [total for total in totals if total.name.startswith(lexicon.conventions.grand_total)]
    return (grand or list(totals))[-1] if totals else None


def _covers_regions(records: Sequence[Record], identity: Identity, form: Form, places: Places) -> bool:
    """Whether the table is a region's collection rather than one bureau's return."""
    lexicon = places.lexicon
    others = [
        r
        for r in records
        if r.role == "unit" and not _is_reporter(r, identity, lexicon) and _names_region(r, identity, places)
    ]
    whole = {lexicon.conventions.whole_region + name for name in _generic(identity, lexicon)}
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


def _is_reporter(record: Record, identity: Identity, lexicon: FormLexicon) -> bool:
    if identity.agency and record.name == identity.agency:
        return True
    return is_name_of(record.label, identity, lexicon)


def is_name_of(label: str, identity: Identity, lexicon: FormLexicon) -> bool:
    """Whether a name is that of the reporting region or bureau; 县人社局 is the bureau of any county."""
    name = bare_name(label, lexicon)
    if is_bureau(label, lexicon) and name in ("", *_generic(identity, lexicon)):
        return True
    return identity.region_name is not None and same_region(name, identity.region_name, lexicon)


def _generic(identity: Identity, lexicon: FormLexicon) -> tuple[str, ...]:
    """What the reporter's region is called without its name."""
    level = identity.region_level
    return () if level is None else lexicon.conventions.generic_regions[level]


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
    reporter = _is_reporter(record, setting.identity, setting.lexicon) or record.section == "own"
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
    if region is None or setting.named[_naming(record, setting.lexicon)] > 1:
        return None
    is_own = setting.lexicon.role("own_of", record.name)
    return Standing("fact", "own" if is_own else None, region=region)


def _naming(record: Record, lexicon: FormLexicon) -> tuple[str, int | None, Aspect | None]:
    return bare_name(record.label, lexicon), record.year, record.aspect


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
    is_dated = _last_month(record, setting.lexicon) is not None
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
