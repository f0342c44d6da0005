"""The shape of a case for the region of a report, and what is asserted of each. All texts are invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from identity_documents import report

from catalog.regions import load_regions
from ingestion.identity import identify
from ingestion.submissions import Identity

OPENING = "2024年,我局认真推进法治建设,现将有关情况报告如下。\n一、主要工作\n(一)加强学习。全年学法6次。"


@dataclass(frozen=True)
class Case:
    """A text and what must be read from it; ``code`` None means that the region must stay open."""

    text: str
    code: str | None
    within: str | None = None
    level: str | None = "county"
    status: str = "accepted"
    name: str = "report.txt"
    metadata: dict[str, str] = field(default_factory=dict)
    reason: str = ""


def assert_found(case: Case) -> None:
    """Region, what contains it, level and status are as the case says, and review has its reason."""
    found = identify(report(case.text, case.metadata), case.name, None, load_regions(), None)
    assert (found.region_code, found.region_within, found.region_level, found.status) == (
        case.code,
        case.within,
        case.level,
        case.status,
    ), found.reasons
    assert case.reason in "；".join(found.reasons)
    assert bool(found.reasons) is (found.status == "needs_review")


def of_bureau(bureau: str, year: int = 2024) -> Identity:
    """Who reports in a report whose title names ``bureau``, the year, and nothing else."""
    text = (
        f"{bureau}{year}年法治政府建设情况报告\n"
        f"{year}年,我局认真工作,现将有关情况报告如下。\n一、主要工作\n(一)加强学习。全年学法6次。"
    )
    return identify(report(text), "report.txt", None, load_regions(), None)
