"""Decides the kind of a submission: what its form is, else what its heading and wording say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.identity_cues import IdentityCues
from ingestion.identity.anatomy import Anatomy
from ingestion.identity.passages import QUOTED
from ingestion.submissions import EvidenceSource, SubmissionKind


@dataclass(frozen=True, slots=True)
class FoundKind:
    """A kind, with the part of the submission and the words that say so; no source where nothing does."""

    kind: SubmissionKind
    source: EvidenceSource | None = None
    text: str = ""
    confidence: float = 0.0


def find_kind(anatomy: Anatomy, hint: SubmissionKind | None, cues: IdentityCues) -> FoundKind:
    """A correction by its heading or opening, else the recognised form, else the narrative report."""
    title, opening = anatomy.whole_title.text, anatomy.opening.text
    titles = title + "".join(piece.text for piece in anatomy.form_titles)
    if word := _word_of(titles, cues.correction_titles):
        return FoundKind("correction", "title", word, 0.95)
    if word := _word_of(opening, cues.correction_openings):
        return FoundKind("correction", "opening", word, 0.85)
    if hint is not None:
        return FoundKind(hint, "form", hint, 0.95)
    if word := _word_of(title, cues.disclosure_titles):
        return FoundKind("disclosure_annual", "title", word, 0.95)
    if is_plan(anatomy, cues):
        return FoundKind("other", "title", title, 0.9)
    return _narrative(anatomy, cues) if anatomy.body else FoundKind("other")


def _narrative(anatomy: Anatomy, cues: IdentityCues) -> FoundKind:
    """A report by the words of its title or opening, else by several marks of one in its text."""
    if word := _word_of(anatomy.whole_title.text, cues.narrative_titles):
        return FoundKind("narrative", "title", word, 0.95)
    if word := _word_of(anatomy.opening.text, cues.narrative_titles):
        return FoundKind("narrative", "opening", word, 0.8)
    marks = [mark for mark in cues.narrative_marks if mark in anatomy.whole_body.text]
    if len(marks) >= cues.narrative_marks_needed:
        return FoundKind("narrative", "body", "、".join(marks), 0.6)
    return FoundKind("other")


def is_plan(anatomy: Anatomy, cues: IdentityCues) -> bool:
    """Whether the heading is that of a plan and of no report (2025年法治政府建设工作要点).

    What an order carries (关于印发《…工作要点》的通知) decides; an order that carries nothing is no report.
    """
    title = anatomy.whole_title.text
    order = next((ending for ending in cues.notice_titles if title.endswith(ending)), "")
    carried = QUOTED.findall(title) if order else []
    if order and not carried:
        return _word_of(title, cues.correction_titles) is None
    heading = carried[-1] if carried else title
    draft = cues.draft_ending
    heading = re.sub(r"\([^()]*\)$", "", heading.rstrip(f"》{draft}")).rstrip(f")》({draft}")
    return heading.endswith(cues.plan_titles) and not re.search(cues.plan_beside_report, heading)


def _word_of(text: str, words: tuple[str, ...]) -> str | None:
    return next((word for word in words if word in text), None)
