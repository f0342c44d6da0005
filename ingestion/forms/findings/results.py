"""What reading the forms of a document returns."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.observations import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFinding:
    """Something about a table that a person should know.

    ``code`` is a short stable name (``unknown_header``); ``message`` is one Chinese sentence that names
    sheet and cell and says what to do. ``needs_review`` is set where figures may be missing or doubtful,
    not for what is merely passed over (a hidden sheet, a blank template).
    """

    code: str
    message: str
    needs_review: bool = False
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """The figures of all forms in a document, and the spans of text whose tables were read here."""

    observations: tuple[Observation, ...] = ()
    findings: tuple[FormFinding, ...] = ()
    claimed_spans: tuple[tuple[int, int], ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """The messages of the findings that a person has to settle."""
        return tuple(finding.message for finding in self.findings if finding.needs_review)

    @property
    def sheets_with_figures(self) -> frozenset[str | None]:
        """The sheets in which a figure stands that is a fact, or may be one."""
        return frozenset(o.sheet for o in self.observations if o.disposition in ("fact", "undecided"))
