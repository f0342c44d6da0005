"""A clean form, and everything that bureaus do to it without changing what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from ingestion.documents import Cell, Table

WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
MONEY = {"元": 1, "千元": 1000, "万元": 10000}


@dataclass(frozen=True)
class Column:
    """A column of the clean form: its header (below a group, where it has one), indicator and base unit."""

    group: str | None
    header: str
    indicator: str
    unit: str = "件"


@dataclass(frozen=True)
class CleanForm:
    """A form with one row for each unit; ``scopes`` says which rows are facts, and of which scope."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    scopes: dict[str, str]

    def expected(self) -> dict[tuple[str, str], float]:
        """The facts: indicator and scope (the code, for another region) to value in base units."""
        return {
            (column.indicator, self.scopes[label]): float(value)
            for label, values in self.rows
            if label in self.scopes
            for column, value in zip(self.columns, values, strict=True)
        }


DISPUTES = CleanForm(
    title="澄湾市2023年劳动人事争议处理情况统计表",
    columns=(
        Column("调解组织", "受理", "med_cases_handled_org"),
        Column("调解组织", "调解成功", "med_cases_success_org"),
        Column("仲裁机构", "上期未结", "arb_cases_carried_over"),
        Column("仲裁机构", "收到申请", "arb_applications_received"),
        Column("仲裁机构", "立案受理", "arb_cases_accepted"),
        Column("仲裁机构", "审结", "arb_cases_closed"),
        Column("仲裁机构", "期末未结", "arb_cases_pending_end"),
        Column(None, "涉及劳动者", "arb_workers_involved", "人"),
        Column(None, "涉案金额", "arb_amount_involved", "元"),
    ),
    rows=(
        ("合计", (1240, 903, 31, 720, 700, 702, 29, 811, 22605000)),
        ("市本级", (240, 180, 11, 220, 210, 212, 9, 260, 9000000)),
        ("望杉区", (400, 300, 10, 200, 196, 195, 11, 220, 5605000)),
        ("青岚县", (300, 223, 5, 150, 147, 148, 4, 171, 4000000)),
        ("白榆县", (300, 200, 5, 150, 147, 147, 5, 160, 4000000)),
    ),
    scopes={"合计": "region", "市本级": "own", "望杉区": "990102", "青岚县": "990121", "白榆县": "990122"},
)
INSPECTIONS = CleanForm(
    title="澄湾市2023年劳动保障监察情况统计表",
    columns=(
        Column(None, "主动检查用人单位", "ins_employers_inspected", "户"),
        Column("投诉举报", "接到", "ins_complaints_received"),
        Column("投诉举报", "受理", "ins_complaints_accepted"),
        Column("投诉举报", "办结", "ins_complaints_closed"),
        Column(None, "立案", "ins_cases_filed"),
        Column("追发工资", "人数", "wage_recovered_workers", "人"),
        Column("追发工资", "金额", "wage_recovered_amount", "元"),
    ),
    rows=(
        ("全市", (286, 530, 498, 497, 21, 613, 7426000)),
        ("市本级", (86, 130, 98, 97, 11, 213, 3426000)),
        ("望杉区", (100, 200, 200, 200, 4, 200, 2000000)),
        ("青岚县", (100, 200, 200, 200, 6, 200, 2000000)),
    ),
    scopes={"全市": "region", "市本级": "own", "望杉区": "990102", "青岚县": "990121"},
)

PENALTIES = CleanForm(
    title="澄湾市2023年度行政处罚实施情况统计表",
    columns=(
        Column("行政处罚实施数量", "警告、通报批评", "penalty_warning"),
        Column("行政处罚实施数量", "罚款", "penalty_fine"),
        Column("行政处罚实施数量", "其他行政处罚", "penalty_other_kinds"),
        Column("行政处罚实施数量", "合计", "penalty_decisions"),
        Column(None, "罚没金额", "penalty_amount", "元"),
    ),
    rows=(
        ("合计", (31, 54, 2, 87, 410000)),
        ("市本级", (11, 20, 1, 32, 210000)),
        ("青岚县", (20, 34, 1, 55, 200000)),
    ),
    scopes={"合计": "region", "市本级": "own", "青岚县": "990121"},
)
LICENCES = CleanForm(
    title="澄湾市2023年度行政许可实施情况统计表",
    columns=(
        Column("行政许可实施数量", "申请数量", "lic_applications"),
        Column("行政许可实施数量", "受理数量", "lic_accepted"),
        Column("行政许可实施数量", "许可数量", "lic_granted"),
        Column("行政许可实施数量", "不予许可数量", "lic_denied"),
        Column("行政许可实施数量", "撤销许可数量", "lic_revoked"),
    ),
    rows=(
        ("市本级", (2013, 2008, 2001, 7, 0)),
        ("望杉区", (41, 40, 38, 2, 1)),
        ("青岚县", (20, 20, 20, 0, 0)),
        ("合计", (2074, 2068, 2059, 9, 1)),
    ),
    scopes={"合计": "region", "市本级": "own", "望杉区": "990102", "青岚县": "990121"},
)


@dataclass(frozen=True)
class Dress:
    """How a form is laid out: what changes from bureau to bureau while the figures stay."""

    order: tuple[int, ...]
    row_order: tuple[int, ...]
    blank_columns: frozenset[int]
    blank_rows: frozenset[int]
    merged: bool
    repeated: bool
    serial: bool
    remark: bool
    numbered: bool
    units: str
    money: str
    numerals: str
    extra_lines: int
    notes: int
    down: bool
    label: str
    spaced_total: bool = field(default=False)


def dresses(form: CleanForm) -> st.SearchStrategy[Dress]:
    """Every way to lay out the form; groups stay together, as no office program keeps a torn merge."""
    blocks = _blocks(form.columns)
    return st.builds(
        Dress,
        order=st.permutations(blocks).map(lambda found: tuple(c for block in found for c in block)),
        row_order=st.permutations(range(len(form.rows))).map(tuple),
        blank_columns=st.frozensets(st.integers(0, len(form.columns)), max_size=2),
        blank_rows=st.frozensets(st.integers(0, len(form.rows)), max_size=2),
        merged=st.booleans(),
        repeated=st.booleans(),
        serial=st.booleans(),
        remark=st.booleans(),
        numbered=st.booleans(),
        units=st.sampled_from(["header", "line", "row", "cell"]),
        money=st.sampled_from(sorted(MONEY)),
        numerals=st.sampled_from(["number", "text", "wide", "thousands", "footnote", "star"]),
        extra_lines=st.integers(0, 3),
        notes=st.integers(0, 3),
        down=st.booleans(),
        label=st.sampled_from(["单位名称", "单位", "地区", "县区"]),
        spaced_total=st.booleans(),
    )


def _blocks(columns: Sequence[Column]) -> list[tuple[int, ...]]:
    blocks: list[list[int]] = []
    for index, column in enumerate(columns):
        if blocks and column.group is not None and columns[blocks[-1][0]].group == column.group:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return [tuple(block) for block in blocks]


def lay_out(form: CleanForm, dress: Dress) -> Table:
    """The sheet that a bureau would send."""
    lines = list(_lines(form, dress))
    body = _down(form, dress) if dress.down else _across(form, dress)
    width = max(len(row) for row in body)
    rows = [[_Text(line)] for line in lines] + body
    for place in sorted(dress.blank_rows, reverse=True):
        rows.insert(len(lines) + _header_rows(dress) + place, [])
    rows += [[_Text(note)] for note in NOTES[: dress.notes]]
    cells = [
        Cell(
            row=r, column=c, text=text.text, number=text.number, row_span=text.rows, column_span=text.columns
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None and (text.text or text.number is not None)
    ]
    return Table(cells=tuple(cells), row_count=len(rows), column_count=width, sheet="附件2")


NOTES = (
    "注：1.结案率＝审结÷（上期未结＋立案受理）。2.金额保留1位小数。",
    "填表人：某甲  联系电话：0990-1234567",
    "填报日期：2024年1月12日",
)
LINES = ("附件2", "填报单位：澄湾市人社局（公章）", "统计期间：2023年1—12月")


@dataclass(frozen=True)
class _Text:
    text: str
    number: float | None = None
    rows: int = 1
    columns: int = 1


Row = list["_Text | None"]


def _lines(form: CleanForm, dress: Dress) -> Iterator[str]:
    yield from LINES[:1] if dress.extra_lines > 0 else ()
    yield form.title
    yield from LINES[1 : dress.extra_lines]
    if dress.units == "line":
        yield f"单位：件、户、人、{dress.money}"


def _header_rows(dress: Dress) -> int:
    if dress.down:
        return 1
    return 2 + (dress.units == "row") + dress.numbered


def _across(form: CleanForm, dress: Dress) -> list[Row]:
    before = (["序号"] if dress.serial else []) + [dress.label]
    first: Row = [_Text(word, rows=2 if dress.merged else 1) for word in before]
    second: Row = [None] * len(before)
    units: Row = [None] * len(before)
    for place, column in _placed(form, dress):
        if column is None:
            first.append(None)
            second.append(None)
            units.append(None)
            continue
        _head(first, second, form, dress, place, column)
        units.append(_Text(_shown_unit(column, dress)))
    if dress.remark:
        first.append(_Text("备注", rows=2 if dress.merged else 1))
        second.append(None)
        units.append(None)
    rows = [first, second] + ([units] if dress.units == "row" else [])
    if dress.numbered:
        rows.append(_numbers(len(before), first))
    return rows + [_row(form, dress, number, index) for number, index in enumerate(dress.row_order, 1)]


def _numbers(stubs: int, first: Row) -> Row:
    return [
        *(_Text("甲乙"[i]) for i in range(stubs)),
        *(_Text(str(i + 1)) for i in range(len(first) - stubs)),
    ]


def _placed(form: CleanForm, dress: Dress) -> Iterator[tuple[int, Column | None]]:
    """The columns in their new order, with blank ones between the groups."""
    for place, index in enumerate(dress.order):
        starts_group = place == 0 or form.columns[dress.order[place - 1]].group != form.columns[index].group
        if place in dress.blank_columns and (starts_group or form.columns[index].group is None):
            yield place, None
        yield place, form.columns[index]


def _head(first: Row, second: Row, form: CleanForm, dress: Dress, place: int, column: Column) -> None:
    header = column.header + (f"（{_shown_unit(column, dress)}）" if dress.units == "header" else "")
    if column.group is None:
        first.append(_Text(header, rows=2 if dress.merged else 1))
        second.append(None)
        return
    others = [form.columns[i].group for i in dress.order[place:]]
    is_first = place == 0 or form.columns[dress.order[place - 1]].group != column.group
    span = next((n for n, group in enumerate(others) if group != column.group), len(others))
    if not dress.merged:
        first.append(_Text(column.group) if is_first or dress.repeated else None)
    else:
        first.append(_Text(column.group, columns=span) if is_first else None)
    second.append(_Text(header))


def _row(form: CleanForm, dress: Dress, number: int, index: int) -> Row:
    label, values = form.rows[index]
    row: Row = [_Text(str(number), float(number))] if dress.serial else []
    row.append(_Text(_label(label, dress)))
    by_column = dict(zip(form.columns, values, strict=True))
    row += [None if c is None else _figure(c, by_column[c], dress) for _, c in _placed(form, dress)]
    return [*row, _Text("含补录") if number == 2 else None] if dress.remark else row


def _label(label: str, dress: Dress) -> str:
    return f"{label[0]}　{label[1:]}" if dress.spaced_total and label == "合计" else label


def _down(form: CleanForm, dress: Dress) -> list[Row]:
    head: Row = [_Text("项目"), *([_Text("计量单位")] if dress.units == "row" else [])]
    head += [_Text(_label(form.rows[i][0], dress)) for i in dress.row_order]
    rows: list[Row] = [head]
    for column in (form.columns[i] for i in dress.order):
        is_wordy = column.group in FORM_WIDE
        name = f"{column.group}{column.header}" if column.group and not is_wordy else column.header
        name = DOWN_NAMES.get(name, name)
        shown = f"{name}（{_shown_unit(column, dress)}）" if dress.units == "header" else name
        row: Row = [_Text(shown), *([_Text(_shown_unit(column, dress))] if dress.units == "row" else [])]
        at = form.columns.index(column)
        row += [_figure(column, form.rows[i][1][at], dress) for i in dress.row_order]
        rows.append(row)
    return rows


FORM_WIDE = ("行政处罚实施数量", "行政许可实施数量")
# Where no group stands above it, a header says by itself what it counts.
DOWN_NAMES = {
    "调解组织受理": "调解组织受理案件数",
    "调解组织调解成功": "调解组织调解成功数",
    "仲裁机构上期未结": "上期未结",
    "仲裁机构收到申请": "收到申请",
    "仲裁机构立案受理": "立案受理",
    "仲裁机构审结": "审结",
    "仲裁机构期末未结": "期末未结",
    "投诉举报接到": "接到投诉举报",
    "投诉举报受理": "受理投诉举报",
    "投诉举报办结": "办结投诉举报",
    "追发工资人数": "追发工资涉及人数",
    "追发工资金额": "追发工资金额",
}


def _shown_unit(column: Column, dress: Dress) -> str:
    return dress.money if column.unit == "元" else column.unit


def _figure(column: Column, value: int, dress: Dress) -> _Text:
    factor = MONEY[dress.money] if column.unit == "元" else 1
    number = Decimal(value) / factor
    plain = f"{number.normalize():f}"
    unit = _shown_unit(column, dress) if dress.units == "cell" else ""
    match dress.numerals:
        case "number" if not unit:
            return _Text(plain, float(number))
        case "wide":
            plain = plain.translate(WIDE)
        case "thousands":
            plain = f"{number.normalize():,f}"
        case "footnote" if not unit:
            plain += "①"
        case "star" if not unit:
            plain += "*"
    return _Text(plain + unit)
