"""What a build leaves in its folder under ``<home>/quality``: report and alerts, as pages and as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from catalog import Catalog
from ingestion.landing.durable import write_atomically
from pipeline.promotion import record_in_force
from pipeline.quality.checks import checks_of_editions
from pipeline.settings import Home
from publishing.alerts import Alert, alerts_page, alerts_text
from publishing.quality_report import QualityFacts, quality_page

REPORT = "质量报告.html"
FACTS = "quality.json"
ALERTS, ALERTS_PAGE, ALERTS_TEXT = "alerts.jsonl", "提醒.html", "提醒.txt"

_FACTS: TypeAdapter[QualityFacts] = TypeAdapter(QualityFacts)
_ALERT: TypeAdapter[Alert] = TypeAdapter(Alert)


def write_report(folder: Path, facts: QualityFacts) -> None:
    """The facts, and the page that they make."""
    write_atomically(folder / FACTS, _FACTS.dump_json(facts, indent=1))
    write_atomically(folder / REPORT, quality_page(facts).encode())


def write_alerts(folder: Path, alerts: Sequence[Alert], facts: QualityFacts, catalog: Catalog) -> None:
    """One alert a line, and the same for people."""
    lines = "".join(map(alert_line, alerts))
    page = alerts_page(alerts, facts.as_of, facts.build_id, catalog)
    text = alerts_text(alerts, facts.as_of, facts.build_id, catalog)
    write_atomically(folder / ALERTS, lines.encode())
    write_atomically(folder / ALERTS_PAGE, page.encode())
    write_atomically(folder / ALERTS_TEXT, text.encode())


def alert_line(alert: Alert) -> str:
    """An alert as one line of JSON."""
    return json.dumps(asdict(alert), ensure_ascii=False, default=_plain) + "\n"


def read_facts(folder: Path) -> QualityFacts | None:
    """What the report of a build says; None where it has none."""
    path = folder / FACTS
    return _FACTS.validate_json(path.read_bytes()) if path.is_file() else None


def read_alerts(folder: Path) -> tuple[Alert, ...]:
    """The alerts of a build; none where it left none."""
    path = folder / ALERTS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return tuple(_ALERT.validate_json(line) for line in lines)


def renew_edition_checks(home: Home) -> None:
    """Bring the report of the build in force up to date with the editions that were made from it."""
    record = record_in_force(home)
    facts = None if record is None else read_facts(home.quality / record.build_id)
    if facts is not None:
        own = tuple(check for check in facts.checks if check.gate != "edition")
        renewed = replace(facts, checks=(*own, *checks_of_editions(home.quality)))
        write_report(home.quality / facts.build_id, renewed)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in an alert")
