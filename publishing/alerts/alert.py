"""One alert: what is wrong, where, who is asked to do what about it, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A fault that waits for somebody.

    ``fault_class`` and ``code`` are those of ``alerts.yaml``, ``what`` and ``do`` its sentences filled in.
    ``bureau`` names the agency or region that sent the file, None where that is unknown or does not matter.
    ``items`` counts what stands behind the alert: several figures of one file are one alert.
    """

    alert_id: str
    addressee: str
    fault_class: str
    code: str
    what: str
    do: str
    bureau: str | None = None
    region_code: str | None = None
    year: int | None = None
    file: str | None = None
    submission_id: str | None = None
    by: date | None = None
    items: int = 1
