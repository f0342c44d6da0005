"""From a fault to an alert: the addressee and the sentences are those of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog import Catalog
from pipeline.records import digest
from publishing.alerts import Alert
from publishing.notices import deadline_of

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a known class; ``particulars`` fill the sentences of the class beside label and file.

    ``subject`` tells it from others of the same code. ``kind`` and ``year`` settle by when it is owed.
    """

    fault_class: str
    code: str
    subject: Sequence[object]
    particulars: dict[str, Any] = field(default_factory=dict)
    bureau: str | None = None
    region_code: str | None = None
    year: int | None = None
    kind: str | None = None
    file: str | None = None
    submission_id: str | None = None
    items: int = 1


def alert_of(fault: Fault, catalog: Catalog, told_on: date | None = None) -> Alert | None:
    """The alert about a fault; None for a fault that concerns nobody.

    A bureau is given time from the day on which it is told; others are given no day.
    """
    faults = catalog.fault_classes[fault.fault_class]
    addressee = faults.addressee(fault.code)
    if addressee == NOBODY:
        return None
    words = {
        **{"file": fault.file or "", "year": fault.year or "", "place": "", "detail": "", "rule": ""},
        "label": catalog.vocabulary.label(fault.fault_class, fault.code),
        **fault.particulars,
    }
    return Alert(
        alert_id=digest(fault.fault_class, fault.code, *fault.subject),
        addressee=addressee,
        fault_class=fault.fault_class,
        code=fault.code,
        what=faults.what.format(**words),
        do=faults.do[addressee].format(**words),
        bureau=fault.bureau,
        region_code=fault.region_code,
        year=fault.year,
        file=fault.file,
        submission_id=fault.submission_id,
        by=_deadline(fault, catalog, told_on) if addressee == "submitter" else None,
        items=fault.items,
    )


def _deadline(fault: Fault, catalog: Catalog, told_on: date | None) -> date | None:
    return None if told_on is None else deadline_of(catalog, fault.kind or "", fault.year, told_on)
