"""What judging yields: a standing for every subject, and a finding wherever there is something to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from catalog.model import Severity
from catalog.rules import Outcome, Result

SEVERITIES: tuple[Severity, ...] = ("info", "warn", "error")
RESULTS: tuple[Result, ...] = ("not_testable", "satisfied", "flagged", "violated")
"""From the weakest to the strongest; the strongest finding of a subject is its result."""

Standings = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One contradiction or oddity among the figures of one subject.

    ``rows`` are the figures concerned, as positions in the panel; ``held`` those of them that an error holds
    back. ``figures`` shows them (``67 ≠ 175 + 46 + 6``), ``detail_zh`` names them.
    """

    subject: int
    result: Outcome
    severity: Severity
    figures: str
    message_zh: str
    rows: tuple[int, ...]
    held: tuple[int, ...] = ()
    hint: str | None = None

    @property
    def strength(self) -> tuple[int, int]:
        """What decides which of several findings stands for the subject."""
        return RESULTS.index(self.result), SEVERITIES.index(self.severity)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule says of all subjects of a panel.

    ``testable`` and ``figures`` by subject (the figures of the satisfied ones, where they are shown);
    ``findings`` in the order in which they were made.
    """

    testable: NDArray[np.bool_]
    findings: tuple[Finding, ...] = ()
    figures: dict[int, str] = field(default_factory=dict)

    def worst(self) -> dict[int, Finding]:
        """The finding that stands for each subject: the strongest, the first among equals."""
        found: dict[int, Finding] = {}
        for finding in self.findings:
            if finding.subject not in found or finding.strength > found[finding.subject].strength:
                found[finding.subject] = finding
        return found


def together(parts: Iterable[Judged], subjects: int) -> Judged:
    """What several clauses or checks of one rule say, as one."""
    testable = np.zeros(subjects, dtype=bool)
    findings: list[Finding] = []
    figures: dict[int, str] = {}
    for part in parts:
        testable |= part.testable
        findings.extend(part.findings)
        figures = part.figures | figures
    return Judged(testable, tuple(findings), figures)
