"""Writes the annotated reports as plain texts and gold files, in the layout that the scorer reads.

    python tests/corpus/export_gold.py OUT_DIR [REPORTS_DIR [SPLIT]]

makes ``OUT_DIR/reports/<id>.txt``, ``OUT_DIR/gold/facts.jsonl`` and ``OUT_DIR/gold/documents.json``,
of every report of the folder or of one split of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marked_reports import GoldFact, MarkedReport, MarkupError, read_reports

from catalog import load_catalog

EVIDENCE_MARGIN = 20


def export_gold(reports: Sequence[MarkedReport], folder: Path) -> int:
    """Writes reports and gold below ``folder`` and returns the number of facts written."""
    texts, gold = folder / "reports", folder / "gold"
    texts.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (texts / document_name(report)).write_bytes(report.text.encode("utf-8"))
    lines = [fact_line(report, fact) for report in reports for fact in report.facts]
    rows = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (gold / "facts.jsonl").write_bytes(rows.encode("utf-8"))
    documents = json.dumps([document_entry(report) for report in reports], ensure_ascii=False, indent=1)
    (gold / "documents.json").write_bytes((documents + "\n").encode("utf-8"))
    return len(lines)


def document_name(report: MarkedReport) -> str:
    """The file name under which facts refer to a report."""
    return f"{report.identity.id}.txt"


def fact_line(report: MarkedReport, fact: GoldFact) -> dict[str, Any]:
    """A line of facts.jsonl.

    The scorer compares one value, so that a range carries its lower bound as ``value`` and is marked
    arguable there: it counts neither for nor against a reader, while its bounds stay readable.
    """
    is_range = fact.qualifier == "range"
    return {
        "doc": document_name(report),
        "indicator_id": fact.indicator_id,
        "value": _number(fact.value_low if is_range else fact.value),
        "value_low": _number(fact.value_low),
        "value_high": _number(fact.value_high),
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "in_words": fact.in_words,
        "org_scope": fact.scopes[0],
        **({"org_scope_ok": _scopes_accepted(fact)} if len(fact.scopes) > 1 else {}),
        "period_type": fact.periods[0],
        **({"period_ok": list(fact.periods)} if len(fact.periods) > 1 else {}),
        "period_year": fact.period_year,
        "assertion": fact.assertion,
        "start": fact.start,
        "end": fact.end,
        "number_text": fact.number_text,
        "evidence": _evidence(report.text, fact),
        "arguable": fact.arguable or is_range,
        "note": "",
    }


def document_entry(report: MarkedReport) -> dict[str, Any]:
    """An entry of documents.json."""
    identity = report.identity
    return {
        "doc": document_name(report),
        "chars": len(report.text),
        "region": {"level": identity.level, "status": "invented"},
        "agency": {"name": identity.agency},
        "report_year": {"year": identity.year},
        "kind": identity.kind,
        "style": identity.style,
        "split": identity.split,
    }


def _scopes_accepted(fact: GoldFact) -> list[str]:
    """The codes an extracted figure may carry: own_or_region and township stand for several."""
    meant = {"own_or_region": ("own", "region"), "township": ("township", "region", "own")}
    return sorted({code for scope in fact.scopes for code in meant.get(scope, (scope,))})


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def _evidence(text: str, fact: GoldFact) -> str:
    around = text[max(0, fact.start - EVIDENCE_MARGIN) : fact.end + EVIDENCE_MARGIN]
    return " ".join(around.split())


def main(arguments: Sequence[str]) -> int:
    """The command; 0 done, 1 a report with a fault, 2 usage."""
    if len(arguments) not in {1, 2, 3}:
        print("usage: export_gold.py OUT_DIR [REPORTS_DIR [SPLIT]]", file=sys.stderr)
        return 2
    try:
        reports = read_reports(load_catalog(), *map(Path, arguments[1:2]))
    except MarkupError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments[2:]:
        reports = tuple(report for report in reports if report.identity.split == arguments[2])
    if not reports:
        print(f"no report of the split {arguments[2:]} in {arguments[1:2]}", file=sys.stderr)
        return 1
    written = export_gold(reports, Path(arguments[0]))
    print(f"{len(reports)} reports, {written} facts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
