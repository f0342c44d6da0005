"""What waits for somebody in a home, as faults: files, reports that are owed, figures, findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

import duckdb

from catalog import Catalog
from ingestion.documents import Document
from ingestion.identity import identify, sent_for_another
from ingestion.landing.quarantine import quarantined
from ingestion.submissions import ManifestEntry
from pipeline.quality.telling import NOBODY, Fault
from pipeline.quality.waiting_queries import FINDINGS, ITEMS, OWED, QUARANTINED, SENT_FOR_ANOTHER
from pipeline.settings import Home
from pipeline.warehouse import Row, rows
from pipeline.wording import indicator_text
from publishing.dates import in_chinese

MOST_NAMED = 3
FINDING_ENDS = re.compile(r"；(?=[A-Z][0-9]+：)")
"""Between what two rules found about the same figure."""


def waiting_faults(home: Home, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Fault]:
    """Every fault that a warehouse and its home show, those that keep most from being published first."""
    yield from _unreadable(home, connection, catalog)
    yield from _sent_for_another(connection, catalog)
    yield from _owed(connection, catalog)
    yield from _to_be_decided(connection, catalog)
    told = _told(catalog, "severity")
    yield from (_finding(row) for row in rows(connection, FINDINGS, [told]))


def _told(catalog: Catalog, fault_class: str) -> list[str]:
    """The codes of a class that concern somebody: of the others there are very many."""
    return [code for code, to in catalog.fault_classes[fault_class].to.items() if to != NOBODY]


def _unreadable(home: Home, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Fault]:
    """Files in quarantine; one that was released since, or that an earlier moment shows, waits no more."""
    records = {record.submission_id: record for record in quarantined(home.root)}
    for row in rows(connection, QUARANTINED):
        record = records.get(row["submission_id"])
        if record is not None:
            yield Fault(
                fault_class="quarantine_reason",
                code=record.code,
                subject=[row["submission_id"]],
                particulars={"detail": record.reason},
                bureau=row["stated_agency"]
                or row["stated_region"]
                or named_bureau(row["source_name"], catalog),
                file=row["source_name"],
                submission_id=row["submission_id"],
            )


def _sent_for_another(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Fault]:
    """Files whose bytes were accepted for another region, told to whoever sent them and to the reviewer.

    Where the right one came since, there is nothing left for the reviewer to decide.
    """
    for row in sent_elsewhere(connection, catalog):
        name, why = row["source_name"], "；".join(row["reasons"])
        sender = row["stated_agency"] or row["stated_region"]
        sender = sender or sent_for_another(name, None, row["region_code"] or "", catalog.regions)
        accepted = row["agency"] or row["region_name"]
        known = partial(
            Fault,
            fault_class="receipt_doubt",
            subject=[row["receipt_id"]],
            year=row["report_year"],
            kind=row["kind"],
            submission_id=row["submission_id"],
        )
        yield known(code="sent_for_another", particulars={"detail": why}, bureau=sender, file=name)
        if row["is_read"]:
            continue
        yield known(
            code="claimed_by_another",
            particulars={"detail": f"“{name}”{why}"},
            bureau=accepted,
            region_code=row["region_code"],
            file=row["accepted_name"],
        )


def sent_elsewhere(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Row]:
    """Receipts of files that came for another region than their submission stands for, in their order.

    One that was read and waited is told by what became of its bytes.
    """
    for row in rows(connection, SENT_FOR_ANOTHER):
        if not row["is_read"]:
            yield row
        elif _was_wrong(row, catalog):
            became = f"同一文件已由“{row['accepted_name']}”作为{row['region_name']}的材料受理"
            yield {**row, "reasons": [*row["reasons"], became]}


def _was_wrong(row: Row, catalog: Catalog) -> bool:
    """Whether a file that was read came for another region than the one it was accepted for since."""
    name = row["source_name"]
    entry = ManifestEntry(file=name, region=row["stated_region"], agency=row["stated_agency"])
    return sent_for_another(name, entry, row["region_code"] or "", catalog.regions) is not None


def named_bureau(file: str, catalog: Catalog) -> str | None:
    """Whom the name of a file that nobody could read points to: good enough to ask, and marked as such."""
    identity = identify(Document(format="txt"), file, None, catalog.regions, None)
    found = identity.agency or identity.region_name
    return f"{found}（据文件名）" if found else None


def _owed(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Fault]:
    for row in rows(connection, OWED, [_told(catalog, "coverage_status")]):
        kind = catalog.vocabulary.label("submission_kind", row["kind"])
        yield Fault(
            fault_class="coverage_status",
            code=row["status"],
            subject=[row["region_code"], row["year"], row["kind"]],
            particulars={"kind": kind, "due": in_chinese(row["due_on"])},
            bureau=row["agency"] or row["region_name"],
            region_code=row["region_code"],
            year=row["year"],
            kind=row["kind"],
        )


def _to_be_decided(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> Iterator[Fault]:
    """One fault for all figures of a file that wait for the same reason, in the order of the queue."""
    found = groupby(rows(connection, ITEMS), key=lambda row: (row["submission_id"], row["code"]))
    groups = [list(items) for _, items in found]
    for items in sorted(groups, key=lambda items: int(items[0]["position"])):
        first, code, submission_id = items[0], items[0]["code"], items[0]["submission_id"]
        yield Fault(
            fault_class="review_issue",
            code=code,
            subject=[submission_id],
            particulars={"detail": _detail(items, catalog)},
            bureau=first["agency"] or first["region_name"],
            region_code=first["region_code"],
            year=first["report_year"],
            kind=first["kind"],
            file=first["source_name"],
            submission_id=submission_id,
            items=len(items),
        )


def _detail(items: Sequence[Row], catalog: Catalog) -> str:
    """The figures by name and print, and what the rules found; the whole finding where a file waits."""
    figures = [item for item in items if item["subject"] == "figure"]
    if not figures:
        return str(items[0]["finding"] or "")
    named = [_figure(item, catalog) for item in figures[:MOST_NAMED]]
    counted = "、".join(named) + (f"等{len(figures)}个数值" if len(figures) > MOST_NAMED else "")
    found = (part for item in figures for part in FINDING_ENDS.split(str(item["finding"] or "")) if part)
    findings = list(dict.fromkeys(part.rstrip("。") for part in found))
    return "；".join((counted, *findings[:MOST_NAMED]))


def _figure(item: Mapping[str, object], catalog: Catalog) -> str:
    name = indicator_text(catalog, str(item["indicator_id"]) if item["indicator_id"] else None)
    return f"{name or '目录未收录的数量'}“{item['raw_text']}”"


def _finding(row: Row) -> Fault:
    file = f"《{row['source_name']}》" if row["source_name"] else f"{row['region_name']}{row['year']}年数据"
    return Fault(
        fault_class="severity",
        code=row["severity"],
        subject=[row["rule_id"], row["submission_id"], row["region_code"], row["year"]],
        particulars={"file": file, "rule": row["rule_id"], "detail": row["finding"]},
        bureau=row["agency"] or row["region_name"],
        region_code=row["region_code"],
        year=row["year"],
        file=row["source_name"],
        submission_id=row["submission_id"],
    )
