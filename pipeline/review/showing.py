"""An item in the words of a clerk: the cells that he reads before he decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog import Catalog
from pipeline.clock import in_china
from pipeline.records import digest
from pipeline.review.queue import ReviewItem
from pipeline.warehouse import Row
from pipeline.wording import IN_WAREHOUSE, indicator_text, label, place_text, value_text
from publishing.evidence import printable

LONGEST_EVIDENCE = 600
"""Characters of a passage that a cell shows; the number is always inside."""
_DIGIT = re.compile(r"[0-9０-９]")
_BEFORE = re.compile(r"[0-9０-９.．,]$")
_AFTER = re.compile(r"[0-9０-９]|[.．][0-9０-９]")


def shown_cells(item: ReviewItem, catalog: Catalog) -> tuple[str, ...]:
    """The texts of the locked cells of an item, in the order of its sheet."""
    cells = _figure_cells(item, catalog) if item.subject == "figure" else _submission_cells(item, catalog)
    return tuple(printable_lines(cell) for cell in cells)


def locked_digest(cells: tuple[str, ...]) -> str:
    """What tells whether a locked cell was changed; how a program breaks lines or pads is no change."""
    return digest(*("".join(cell.split()) for cell in cells))


def printable_lines(text: str) -> str:
    """The text with what a cell cannot hold replaced, lines kept."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _figure_cells(item: ReviewItem, catalog: Catalog) -> tuple[str, ...]:
    row = item.row
    return (
        str(item.number),
        issue_text(row, catalog),
        row["region_name"] or "不明",
        f"{row['year']}年" if row["year"] else "不明",
        indicator_text(catalog, row["indicator_id"]) or "（目录未收录）",
        value_text(row) or label(catalog, "value_status", row["value_status"]),
        row["unit"] or "",
        label(catalog, "org_scope", row["org_scope"]) or "不明",
        _period(row, catalog),
        "".join(text for text, _ in marked_evidence(row)),
        finding_text(row, catalog),
        "\n".join(history_lines(item)),
        "\n".join(other_lines(item, catalog)),
        place_text(row, IN_WAREHOUSE),
        row["source_name"],
    )


def _submission_cells(item: ReviewItem, catalog: Catalog) -> tuple[str, ...]:
    row = item.row
    return (
        str(item.number),
        issue_text(row, catalog),
        row["region_name"] or "不明",
        f"{row['year']}年" if row["year"] else "不明",
        row["agency"] or "不明",
        label(catalog, "submission_kind", row["kind"]),
        row["finding"] or "",
        row["source_name"],
        f"{in_china(row['received_at']):%Y-%m-%d}",
    )


def issue_text(row: Row, catalog: Catalog) -> str:
    """Why the item waits, the foremost reason first."""
    others = [issue for issue in row["issues"].split(";") if issue != row["issue"]]
    return "、".join(catalog.vocabulary.label("review_issue", issue) for issue in (row["issue"], *others))


def finding_text(row: Row, catalog: Catalog) -> str:
    """What the rules found, what could be the matter, and how the figure was read."""
    lines = [(row["finding"] or "").replace("；", "\n"), f"提示：{row['hint']}" if row["hint"] else ""]
    return "\n".join(line for line in (*lines, basis_text(row, catalog)) if line)


def basis_text(row: Row, catalog: Catalog) -> str:
    """How the figure was read, in the words of a clerk; the phrase itself stays in the warehouse."""
    if not row["reading_rule"]:
        return ""
    basis = row["reading_rule"].partition(":")[0]
    known = catalog.vocabulary.vocabularies["reading_basis"]
    words = known[basis if basis in known else "other"].label
    return f"读取依据：{words}（把握 {100 * row['confidence']:.0f}%）"


def history_lines(item: ReviewItem) -> Iterator[str]:
    """The figures of earlier years, the latest first."""
    for row in item.history:
        held = "（暂不公布）" if row["held_back_reason"] else ""
        yield f"{row['year']}年　{value_text(row) or '无数值'}{held}"


def other_lines(item: ReviewItem, catalog: Catalog) -> Iterator[str]:
    """What else it could be: other indicators, and other numbers of equal rank."""
    for indicator_id in (item.row["alternatives"] or "").split(";"):
        if indicator_id:
            yield f"指标：{indicator_text(catalog, indicator_id)}"
    for row in item.others:
        yield f"另一读数：{row['raw_text']}（{row['source_name']}）"


def marked_evidence(row: Row) -> tuple[tuple[str, bool], ...]:
    """The passage in runs, true for the number that was read.

    Where the number is printed more than once in it, all are marked; the place tells which was read.
    """
    text, number = row["evidence"] or "", row["raw_text"] or ""
    places = tuple(_occurrences(text, number))
    first, last = _window(len(text), places)
    runs: list[tuple[str, bool]] = [("…" if first else "", False)]
    at = first
    for start, end in places:
        if first <= start and end <= last:
            runs += [(text[at:start], False), (text[start:end], True)]
            at = end
    runs += [(text[at:last], False), ("…" if last < len(text) else "", False)]
    return tuple((printable_lines(run), is_number) for run, is_number in runs if run)


def _window(length: int, places: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    if length <= LONGEST_EVIDENCE:
        return 0, length
    middle = places[0][0] if places else 0
    first = max(0, min(middle - LONGEST_EVIDENCE // 2, length - LONGEST_EVIDENCE))
    return first, first + LONGEST_EVIDENCE


def _occurrences(text: str, number: str) -> Iterator[tuple[int, int]]:
    """Where the number stands by itself, so that 15 is not found in 151."""
    start = text.find(number) if number else -1
    while start >= 0:
        end = start + len(number)
        begins = bool(_DIGIT.match(number)) and _goes_before(text[:start])
        goes_on = bool(_DIGIT.match(number[-1])) and bool(_AFTER.match(text, end))
        if not begins and not goes_on:
            yield start, end
        start = text.find(number, end)


def _goes_before(text: str) -> bool:
    """Whether a number is under way where ``text`` ends: a digit, or a point or comma after one."""
    return bool(_BEFORE.search(text)) and bool(_DIGIT.match(text.rstrip(".．,")[-1:]))


def _period(row: Row, catalog: Catalog) -> str:
    kind = label(catalog, "period_type", row["period_type"]) or "不明"
    return f"{row['period_year']}年{kind}" if row["period_year"] else kind
