"""What a quality report is about: counts, reasons, the builds before. Labels are those of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """The expectations of one gate; ``failures`` and ``warnings`` name the first of those not met."""

    gate: str
    passed: int
    warned: int
    failed: int
    messages: tuple[str, ...] = ()

    @property
    def evaluated(self) -> int:
        """How many were evaluated."""
        return self.passed + self.warned + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Figures held back for one reason; ``rules`` are the ids of the rules, where rules are the reason."""

    reason: str
    rules: tuple[str, ...]
    figures: int
    regions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCount:
    """What was owed about one year of one kind; ``due`` counts those whose day has come."""

    year: int
    kind: str
    due: int
    filed: int
    late: int
    in_review: int
    missing: int
    not_yet_due: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording of quantities that the catalogue does not know."""

    text: str
    unit: str
    reports: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchedOff:
    """An expectation that somebody switched off, why, and until when."""

    expectation: str
    why: str
    owner: str
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBuild:
    """A build of the record; ``measures`` by the codes of the vocabulary ``quality_measure``."""

    number: int
    as_of: datetime
    outcome: str
    measures: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCount:
    """How many alerts concern one addressee."""

    addressee: str
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityFacts:
    """Everything that a report says. ``stopped`` says what stopped the build, None where it went through.

    ``measures`` are those of this build; a stopped one may lack them. ``trend`` ends with this build.
    """

    build_id: str
    build_number: int
    as_of: datetime
    stopped: str | None = None
    stopped_details: tuple[str, ...] = ()
    measures: Mapping[str, int] = field(default_factory=dict)
    checks: tuple[CheckCount, ...] = ()
    held: tuple[Held, ...] = ()
    broken_rules: tuple[tuple[str, str, int], ...] = ()
    duties: tuple[DutyCount, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    phrases_of: int = 0
    switched_off: tuple[SwitchedOff, ...] = ()
    trend: tuple[PastBuild, ...] = ()
    alerts: tuple[AlertCount, ...] = ()
