"""The notices that follow from sending back: one per submission, under ``<home>/review/notices``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from catalog import Catalog, load_catalog
from ingestion.landing.durable import write_atomically
from pipeline.clock import in_china
from pipeline.review.queue import ReviewItem, ReviewQueue
from pipeline.review.records import Decision, recorded
from pipeline.review.showing import shown_cells
from pipeline.settings import Home
from pipeline.wording import indicator_text, label
from publishing.notices import Notice, ReturnedItem, deadline_of, notice_bytes

NOTICES = Path("review") / "notices"
SHORT = 12

Returned = Sequence[tuple[Decision, ReviewItem]]


def write_notices(home: Home, queue: ReviewQueue, decisions: Sequence[Decision]) -> tuple[Path, ...]:
    """A notice for each submission of which these decisions send something back.

    What was sent back of it before and still waits for its bureau is named again: the last notice is whole.
    """
    catalog, items = load_catalog(), {item.item_id: item for item in queue.items}
    touched = {decision.submission_id for decision in decisions if decision.decision == "send_back"}
    last = {decision.item_id: decision for decision in recorded(home.root)}
    returned: dict[str, list[tuple[Decision, ReviewItem]]] = defaultdict(list)
    for item_id, decision in last.items():
        if decision.decision == "send_back" and decision.submission_id in touched and item_id in items:
            returned[decision.submission_id].append((decision, items[item_id]))
    return tuple(_write(home, catalog, name, returned[name]) for name in sorted(returned))


def _write(home: Home, catalog: Catalog, submission_id: str, returned: Returned) -> Path:
    path = home.root / NOTICES / f"{submission_id[:SHORT]}-退回修改通知.docx"
    write_atomically(path, notice_bytes(notice_of(catalog, returned)))
    return path


def notice_of(catalog: Catalog, returned: Returned) -> Notice:
    """The notice about one submission, its items in the order of the queue."""
    ordered = sorted(returned, key=lambda pair: int(pair[1].row["position"]))
    row = ordered[0][1].row
    made_on = in_china(max(decision.decided_at for decision, _ in ordered)).date()
    return Notice(
        file=PurePosixPath(row["source_name"]).stem,
        agency=row["agency"],
        received_on=in_china(row["received_at"]).date(),
        made_on=made_on,
        deadline=deadline_of(catalog, row["kind"], row["report_year"], made_on),
        reviewer="、".join(dict.fromkeys(d.decided_by for d, _ in ordered)),
        items=tuple(_item(catalog, d, i) for d, i in ordered),
    )


def _item(catalog: Catalog, decision: Decision, item: ReviewItem) -> ReturnedItem:
    row: Mapping[str, object] = item.row
    if item.subject == "submission":
        return ReturnedItem(problem=str(row["finding"] or ""), reason=decision.reason)
    shown = shown_cells(item, catalog)
    return ReturnedItem(
        indicator=indicator_text(catalog, item.row["indicator_id"]) or "目录未收录的数量",
        year=f"{row['year']}年" if row["year"] else "",
        scope=label(catalog, "org_scope", item.row["org_scope"]),
        value=f"{shown[5]}{row['unit'] or ''}",
        printed=shown[9],
        place=shown[13],
        problem=str(row["finding"] or shown[1]),
        reason=decision.reason,
    )
