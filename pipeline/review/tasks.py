"""The queue as tasks of a scheduler: the same items, the same answers, the same rules as in the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from catalog import Catalog, load_catalog
from pipeline.review.answers import Answer
from pipeline.review.applying import Applied, apply_answers
from pipeline.review.form import CHOICE, SHEETS, choice_labels
from pipeline.review.queue import ReviewItem, read_queue
from pipeline.review.showing import marked_evidence, shown_cells
from pipeline.settings import Home

LATER = "暂不处理"
"""The answer that leaves an item as it is; it also stands for no answer in time."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def review_tasks(home: Home, limit: int) -> list[dict[str, str]]:
    """The foremost open items as plain data: id, headline and text (Markdown)."""
    catalog = load_catalog()
    return [
        {"item_id": item.item_id, "subject": headline(item, catalog), "body": body(item, catalog)}
        for item in read_queue(home.promoted).open[:limit]
    ]


def apply_response(
    home: Home, item_id: str, chosen: str, filled: Mapping[str, Any], reviewer: str, responded_at: datetime
) -> Applied:
    """Apply the answer of one task; ``filled`` are the form's fields by the headings of the workbook.

    Raises :class:`Refused`. The reviewer is who was logged in, whatever the form says.
    """
    if chosen == LATER:
        return Applied()
    cells = {heading: value for heading, value in filled.items() if value not in (None, "")}
    answer = Answer(item_id, {**cells, CHOICE: chosen, "审核人": reviewer}, f"事项 {item_id}")
    return apply_answers(home, [answer], responded_at)


def headline(item: ReviewItem, catalog: Catalog) -> str:
    """Reason, region, year and what it is about, in one line."""
    cells = shown_cells(item, catalog)
    return f"{cells[1]}：{cells[2]} {cells[3]} {cells[4]} {cells[5]}".strip()


def body(item: ReviewItem, catalog: Catalog) -> str:
    """What a clerk reads in the workbook, as Markdown, and which answers this item allows."""
    return "\n\n".join(_lines(item, catalog))


def _lines(item: ReviewItem, catalog: Catalog) -> Iterator[str]:
    sheet = next(sheet for sheet in SHEETS if sheet.subject == item.subject)
    for column, text in zip(sheet.shown[2:], shown_cells(item, catalog)[2:], strict=True):
        if column.heading.startswith("原文"):
            yield f"**原文**　{_marked(item)}"
        elif text:
            yield f"**{column.heading}**　{_plain(text)}"
    yield f"**可选处理意见**　{'、'.join((*choice_labels(catalog, sheet), LATER))}"


def _marked(item: ReviewItem) -> str:
    runs = marked_evidence(item.row)
    return "".join(f"**{_plain(text)}**" if is_number else _plain(text) for text, is_number in runs)


def _plain(text: str) -> str:
    """Text of a submission, so that nothing in it acts as Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", text).replace("\n", "；")
