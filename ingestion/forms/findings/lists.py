"""Lists with one thing a row (inspected firms, service items): figures are counts of different things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.forms import FormCount
from ingestion.documents import Cell
from ingestion.forms.cells.grids import column_letters
from ingestion.forms.cells.text import read_label, squeeze
from ingestion.forms.figures.observing import DOUBTFUL, PROVEN, Source
from ingestion.forms.findings.results import FormFinding
from ingestion.forms.findings.sentences import finding
from ingestion.forms.records.rows import NO_OWN_WORDS, Record, role_of
from ingestion.forms.records.standing import Standing
from ingestion.forms.tables.fitted import FormFit
from ingestion.observations import Observation

THE_LIST = Record(label="", name="", role="single")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=[-/.年]|\d{4}$|$)")
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ListReading:
    """The counts of a list, and what is doubtful about them."""

    observations: tuple[Observation, ...]
    findings: tuple[FormFinding, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a list that name a thing, with the texts of its known columns."""

    source: Source
    fit: FormFit
    columns: Mapping[str, int]
    rows: tuple[int, ...]

    def text(self, row: int, key: str) -> str:
        """The folded text of a column, that of the merged range where one covers it."""
        column = self.columns.get(key)
        return "" if column is None else squeeze(self.source.grid.text(row, column))


def read_list(source: Source, fit: FormFit, standing: Standing) -> ListReading:
    """The counts that a list proves; each is undecided where a row could not be judged."""
    columns = {m.item.key: c for c, m in reversed(list(enumerate(fit.columns))) if m.item is not None}
    listed = _Rows(source, fit, columns, tuple(r for r in fit.block.body if _is_listed(source, r, fit)))
    findings = list(_undated(listed, standing))
    observations: list[Observation] = []
    for count in fit.patterns.form.counts:
        if _can_count(listed, count):
            observation, doubts = _count(listed, count, standing, doubted=bool(findings))
            observations.append(observation)
            findings += doubts
    return ListReading(tuple(observations), tuple(dict.fromkeys(findings)))


def _is_listed(source: Source, row: int, fit: FormFit) -> bool:
    """Whether the row is one of the list: neither a heading over a part of it nor a line of totals."""
    uses, grid = fit.columns, source.grid
    cells = [cell for cell in grid.row(row) if uses[cell.column].use in ("item", "label")]
    if not cells and not any(grid.text(row, c) for c, match in enumerate(uses) if match.use == "item"):
        return False
    if len(grid.row(row)) == 1 and grid.row(row)[0].column_span > 1:
        return False
    names = [read_label(cell.text, ()).name for cell in grid.row(row)]
    return not any(role_of(name, source.lexicon, NO_OWN_WORDS) in ("total", "subtotal") for name in names[:2])


def _can_count(listed: _Rows, count: FormCount) -> bool:
    has_things = not count.of or any(key in listed.columns for key in count.of)
    return has_things and (count.where is None or count.where in listed.columns)


def _count(
    listed: _Rows, count: FormCount, standing: Standing, doubted: bool
) -> tuple[Observation, list[FormFinding]]:
    chosen, unknown = _chosen(listed, count)
    things, nameless = _things(listed, count, chosen)
    doubts = [_unknown_text(listed, count, text) for text in dict.fromkeys(unknown)]
    doubts += [_nameless_row(listed, row) for row in nameless[:1]]
    is_sure = not doubts and not doubted
    disposition = standing.disposition if is_sure or standing.disposition != "fact" else "undecided"
    counted = Observation(
        disposition=disposition,
        raw_text=_names(listed, count, things),
        rule=f"form:{listed.fit.patterns.form.form}@{listed.fit.vintage.id}:count",
        evidence=_evidence(listed, count, chosen, len(things)),
        confidence=PROVEN if is_sure else DOUBTFUL,
        indicator_id=count.indicator,
        value=float(len(things)),
        unit=count.unit,
        qualifier="exact",
        value_status="value" if things else "zero",
        assertion="reference" if disposition == "reference" else "actual",
        sheet=listed.source.grid.table.sheet,
        cell=_range(listed, count),
    )
    return _standing_so(counted, standing, listed.source), doubts


def _standing_so(counted: Observation, standing: Standing, source: Source) -> Observation:
    """The count with whose it is, and of when."""
    indicator, level = source.indicators.get(counted.indicator_id or ""), source.level
    scope = standing.scope or (indicator.default_scope[level] if indicator and level else None)
    return replace(
        counted,
        org_scope=scope,
        scope_basis="stated" if standing.scope else "default" if scope else None,
        period_type=standing.period_type,
        period_year=standing.period.year,
        period_start=standing.period.start,
        period_end=standing.period.end,
        event_label=standing.label,
        region_code=standing.region.code if standing.region else None,
        region_name=standing.region.name if standing.region else None,
    )


def _chosen(listed: _Rows, count: FormCount) -> tuple[list[int], list[str]]:
    """The rows that count, and the texts that leave it open whether they do."""
    if count.where is None:
        return list(listed.rows), []
    texts = {row: listed.text(row, count.where) for row in listed.rows}
    ticked = all(listed.source.lexicon.cells.is_tick(text) for text in texts.values() if text)
    chosen: list[int] = []
    unknown: list[str] = []
    for row, text in texts.items():
        if _fits(text, count.matching):
            chosen.append(row)
        elif not _fits(text, count.others) and (text or not ticked):
            unknown.append(text)
    return chosen, unknown


def _fits(text: str, patterns: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in patterns)


def _things(listed: _Rows, count: FormCount, rows: Sequence[int]) -> tuple[dict[str, int], list[int]]:
    """The different things of the rows with the first row of each, and the rows that name none."""
    if not count.of:
        return {str(row): row for row in rows}, []
    aliases = _aliases(listed, count)
    things: dict[str, int] = {}
    nameless: list[int] = []
    for row in rows:
        texts = [text for key in count.of if (text := listed.text(row, key)) and not _is_masked(text)]
        if not texts:
            nameless.append(row)
            continue
        things.setdefault(aliases.get(texts[0], texts[0]), row)
    return things, nameless


def _aliases(listed: _Rows, count: FormCount) -> dict[str, str]:
    """Names of things whose code stands in another row: the row without a code is about the same thing."""
    codes: dict[str, set[str]] = {}
    for row in listed.rows:
        first, *others = (listed.text(row, key) for key in count.of)
        for other in others:
            if first and other and not _is_masked(first):
                codes.setdefault(other, set()).add(first)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1}


def _is_masked(text: str) -> bool:
    return not text.strip("*×xX/—-")


def _range(listed: _Rows, count: FormCount) -> str:
    """The column that was counted, from the first to the last row of the list."""
    keys = [key for key in (*count.of, count.where) if key is not None and key in listed.columns]
    column = listed.columns[keys[0]] if keys else min(listed.columns.values())
    letters = column_letters(column)
    if not listed.rows:
        return f"{letters}{listed.fit.block.header.stop}"
    return f"{letters}{listed.rows[0] + 1}:{letters}{listed.rows[-1] + 1}"


def _names(listed: _Rows, count: FormCount, things: Mapping[str, int]) -> str:
    """The first things that were counted, as printed."""
    keys = [key for key in reversed(count.of) if key in listed.columns]
    column = listed.columns[keys[0]] if keys else min(listed.columns.values())
    names = [listed.source.grid.text(row, column) for row in list(things.values())[:_NAMED]]
    return "、".join(" ".join(name.split()) for name in names) + ("等" if len(things) > _NAMED else "")


def _evidence(listed: _Rows, count: FormCount, chosen: Sequence[int], number: int) -> str:
    name = listed.fit.patterns.form.name_zh
    by = "、".join(
        listed.fit.paths[listed.columns[key]].evidence for key in count.of if key in listed.columns
    )
    where = ""
    if count.where is not None:
        where = f"“{listed.fit.paths[listed.columns[count.where]].evidence}”符合的"
    how = f"按{by}去重" if by else count.note or "按行计"
    return f"《{name}》共{len(listed.rows)}行，{where}{len(chosen)}行，{how}得{number}{count.unit}"


def _unknown_text(listed: _Rows, count: FormCount, text: str) -> FormFinding:
    header = listed.fit.paths[listed.columns[count.where or ""]].evidence
    shown = f"“{text}”" if text else "空格"
    message = f"的“{header}”一列有{shown}，不知是否计入，所数的户（项）数留待核对。"
    return finding("unknown_outcome", listed.source.grid.table, None, message, needs_review=True)


def _nameless_row(listed: _Rows, row: int) -> FormFinding:
    cells = listed.source.grid.row(row)
    cell = cells[0] if cells else Cell(row=row, column=0, text="")
    message = "所在行没有名称或代码，分不清是哪一户（项），所数的户（项）数留待核对。"
    return finding("nameless_row", listed.source.grid.table, cell, message, needs_review=True)


def _undated(listed: _Rows, standing: Standing) -> Iterator[FormFinding]:
    """The rows dated in another year than the list: whether they belong to it is for a person to say."""
    key = listed.fit.patterns.form.dated_by
    year = standing.period.year
    if key is None or key not in listed.columns or year is None:
        return
    dated = [y for row in listed.rows for y in _YEAR.findall(listed.text(row, key))]
    others = sorted({int(y) for y in dated} - {year})
    if others:
        message = (
            f"是{year}年的名单，却有日期在{'、'.join(map(str, others))}年的行，所数的户（项）数留待核对。"
        )
        yield finding("dated_in_another_year", listed.source.grid.table, None, message, needs_review=True)
