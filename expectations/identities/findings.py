"""What judging yields: a standing for every subject, and a finding wherever there is something to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from catalog.model import Severity
from catalog.rules import Outcome, Result
from expectations.identities.codes import Bools, Integers, Texts

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
class Shown:
    """The texts of some subjects, which are sorted and each there once."""

    subjects: Integers
    texts: Texts

    @classmethod
    def nothing(cls) -> Shown:
        """No texts at all."""
        return cls(np.zeros(0, dtype=np.int64), pa.array([], pa.string()))

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> Shown:
        """The texts by subject."""
        if not texts:
            return cls.nothing()
        subjects = sorted(texts)
        shown = pa.array([texts[subject] for subject in subjects], pa.string())
        return cls(np.array(subjects, dtype=np.int64), shown)

    def without_empty(self) -> Shown:
        """The same without the subjects whose text is empty."""
        if not len(self.subjects):
            return self
        is_there = pc.not_equal(self.texts, pa.scalar("", pa.string())).to_numpy(zero_copy_only=False)
        return Shown(self.subjects[is_there], self.texts.filter(pa.array(is_there)))

    def of_group(self, chosen: Bools, number: Integers) -> Shown:
        """The same of the chosen subjects, which get another number."""
        is_chosen = chosen[self.subjects]
        return Shown(number[self.subjects[is_chosen]], self.texts.filter(pa.array(is_chosen)))

    @classmethod
    def first_of(cls, parts: Iterable[Shown]) -> Shown:
        """The texts of all parts; those of the first one stand where several speak of one subject."""
        told = [part for part in parts if len(part.subjects)]
        if len(told) <= 1:
            return told[0] if told else cls.nothing()
        subjects, first = np.unique(np.concatenate([part.subjects for part in told]), return_index=True)
        return cls(
            subjects, pa.concat_arrays([part.texts for part in told]).take(pa.array(first, pa.int64()))
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """What one rule says of all subjects of a panel.

    ``testable`` by subject; ``figures`` are those of the satisfied subjects, where they are shown;
    ``findings`` in the order in which they were made.
    """

    testable: Bools
    findings: tuple[Finding, ...] = ()
    figures: Shown = field(default_factory=Shown.nothing)

    def worst(self) -> dict[int, Finding]:
        """The finding that stands for each subject: the strongest, the first among equals."""
        found: dict[int, Finding] = {}
        for finding in self.findings:
            if finding.subject not in found or finding.strength > found[finding.subject].strength:
                found[finding.subject] = finding
        return found

    def shared_out(self, places: Sequence[Integers]) -> list[Judged]:
        """The same for some groups of subjects, which are numbered anew in each by their ``places``."""
        group, number = (np.full(len(self.testable), -1, dtype=np.int64) for _ in range(2))
        for n, own in enumerate(places):
            group[own], number[own] = n, np.arange(len(own))
        findings: list[list[Finding]] = [[] for _ in places]
        for finding in self.findings:
            if group[finding.subject] >= 0:
                moved = replace(finding, subject=int(number[finding.subject]))
                findings[group[finding.subject]].append(moved)
        return [
            Judged(self.testable[own], tuple(findings[n]), self.figures.of_group(group == n, number))
            for n, own in enumerate(places)
        ]


def together(parts: Iterable[Judged], subjects: int) -> Judged:
    """What several clauses or checks of one rule say, as one."""
    testable = np.zeros(subjects, dtype=bool)
    findings: list[Finding] = []
    figures: list[Shown] = []
    for part in parts:
        testable |= part.testable
        findings.extend(part.findings)
        figures.append(part.figures)
    return Judged(testable, tuple(findings), Shown.first_of(figures))
