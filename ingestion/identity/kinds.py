"""Decides the kind of a submission: what its form is, else what its heading and wording say."""

from __future__ import annotations

import re

from catalog.identity_cues import IdentityCues
from ingestion.identity.anatomy import Anatomy
from ingestion.identity.passages import QUOTED
from ingestion.submissions import SubmissionKind


def decide_kind(anatomy: Anatomy, hint: SubmissionKind | None, cues: IdentityCues) -> SubmissionKind:
    """A correction by its heading or opening, else the recognised form, else the narrative report."""
    title = anatomy.whole_title.text
    titles = title + "".join(piece.text for piece in anatomy.form_titles)
    if _has(titles, cues.correction_titles) or _has(anatomy.opening.text, cues.correction_openings):
        return "correction"
    if hint is not None:
        return hint
    if _has(title, cues.disclosure_titles):
        return "disclosure_annual"
    if is_plan(anatomy, cues):
        return "other"
    heading = title + anatomy.opening.text
    if anatomy.body and (_has(heading, cues.narrative_titles) or _reads_like_report(anatomy, cues)):
        return "narrative"
    return "other"


def is_plan(anatomy: Anatomy, cues: IdentityCues) -> bool:
    """Whether the heading is that of a plan and of no report (2025年法治政府建设工作要点).

    What an order carries (关于印发《…工作要点》的通知) decides; an order that carries nothing is no report.
    """
    title = anatomy.whole_title.text
    order = next((ending for ending in cues.notice_titles if title.endswith(ending)), "")
    carried = QUOTED.findall(title) if order else []
    if order and not carried:
        return not _has(title, cues.correction_titles)
    heading = carried[-1] if carried else title
    heading = re.sub(r"\([^()]*\)$", "", heading.rstrip("》稿")).rstrip(")》(稿")
    return heading.endswith(cues.plan_titles) and not re.search(cues.plan_beside_report, heading)


def _reads_like_report(anatomy: Anatomy, cues: IdentityCues) -> bool:
    text = anatomy.whole_body.text
    return sum(mark in text for mark in cues.narrative_marks) >= cues.narrative_marks_needed


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
