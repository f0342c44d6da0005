"""True figures of a bureau over several years: consistent within a year, moving as offices do between years.

A bureau has a level of its own per indicator (its size times its habits), which drifts by a tenth a year and
now and then jumps. Parts, flows and rates are worked out from these, so that every identity holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from places import Place

Figures = Mapping[str, float]

# The middling county; a value in 元 is per year.
_LEVELS = {
    "arb_applications_received": 180, "med_cases_handled_org": 420, "ins_employers_inspected": 300,
    "ins_document_review": 410, "ins_complaints_received": 480, "ins_cases_filed": 36,
    "ins_rectification_orders": 66, "wage_clues_received": 260, "penalty_decisions": 34,
    "dr_entities_inspected": 70, "credit_rated_firms": 230, "lic_applications": 340,
    "svc_items_total": 168, "doc_cleanup_reviewed": 17, "pub_events": 26, "pub_materials": 12400,
    "pub_consultations": 3300, "law_training_participants": 220, "enforcement_cert_required": 28,
    "review_contracts": 38, "admin_inspections": 520, "info_proactive": 240, "lit_cases_total": 9,
    "recon_as_respondent": 5, "wage_sites_inspected": 58, "new_media_posts": 130,
}  # fmt: skip
_SMALL = {"law_study_leadership": (4, 12), "law_training_sessions": (2, 5), "dr_batches": (3, 6)}


@dataclass(frozen=True, slots=True)
class Habits:
    """What is a bureau's own: its levels and its shares, by name."""

    levels: Mapping[str, float]
    shares: Mapping[str, float]


_SHARES = {
    "not_accepted": 0.04, "award": 0.4, "mediation": 0.48, "final": 0.5, "success": 0.76, "pending": 0.06,
    "accepted": 0.93, "closed": 0.985, "filed": 0.09, "police": 0.1, "court": 0.2, "agencies": 0.2,
    "problems": 0.08,
    "a": 0.2, "c": 0.03, "denied": 0.015, "training": 0.06, "hours": 0.14, "dispatch": 0.3, "online": 0.9,
    "cross": 0.2, "repealed": 0.12, "expired": 0.06, "warning": 0.5, "other": 0.12, "lit_second": 0.3,
    "due": 0.6, "resolved": 0.97,
}  # fmt: skip


def habits_of(place: Place, random: Random) -> Habits:
    """The habits of one bureau."""
    levels = {name: level * place.size * random.lognormvariate(0, 0.25) for name, level in _LEVELS.items()}
    shares = {name: min(0.995, share * random.lognormvariate(0, 0.12)) for name, share in _SHARES.items()}
    return Habits(levels, shares)


def drifted(habits: Habits, random: Random) -> Habits:
    """The habits a year later."""
    levels = {name: level * _step(random) for name, level in habits.levels.items()}
    shares = {
        name: min(0.995, share * random.lognormvariate(0, 0.05)) for name, share in habits.shares.items()
    }
    return Habits(levels, shares)


def _step(random: Random) -> float:
    """Mostly a tenth up or down; one in forty a leap, as after a campaign or a change of duties."""
    return random.lognormvariate(0, 0.4 if random.random() < 0.025 else 0.1)


class _Year:
    """One year on its way from habits to figures."""

    def __init__(self, habits: Habits, random: Random) -> None:
        self.habits, self.random = habits, random
        self.figures: dict[str, float] = {}

    def level(self, name: str) -> int:
        self.figures[name] = max(2, round(self.habits.levels[name]))
        return int(self.figures[name])

    def part(self, name: str, whole: float, share: str, least: int = 0) -> int:
        value = round(whole * self.habits.shares[share] * self.random.lognormvariate(0, 0.06))
        self.figures[name] = min(max(value, least), int(whole))
        return int(self.figures[name])

    def money(self, name: str, count: float, each: float) -> None:
        """An amount in 元 that prints with one decimal in 万元."""
        yuan = count * each * self.random.lognormvariate(0, 0.12)
        self.figures[name] = round(yuan / 1000) * 1000.0


def rate(numerator: float, denominator: float) -> float:
    """A percentage to two decimals, half up."""
    return math.floor(10_000 * numerator / denominator + 0.5) / 100


def year_of(habits: Habits, before: Figures | None, random: Random) -> Figures:
    """The figures of one year; ``before`` are those of the year before, whose stocks carry over."""
    year = _Year(habits, random)
    _disputes(year, before)
    _inspection(year)
    _wages(year)
    _penalties(year)
    _approvals(year)
    _others(year)
    return year.figures


def _disputes(year: _Year, before: Figures | None) -> None:
    f = year.figures
    received = year.level("arb_applications_received")
    refused = year.part("arb_cases_not_accepted", received, "not_accepted")
    accepted = f["arb_cases_accepted"] = received - refused
    carried = before["arb_cases_pending_end"] if before else round(accepted * 0.05)
    f["arb_cases_carried_over"] = carried
    pending = min(year.part("arb_cases_pending_end", accepted, "pending", 1), carried + accepted - 1)
    f["arb_cases_pending_end"] = pending
    closed = f["arb_cases_closed"] = carried + accepted - pending
    award = year.part("arb_closed_by_award", closed, "award", 1)
    mediated = f["arb_closed_by_mediation"] = min(
        year.part("arb_closed_by_mediation", closed, "mediation", 1), closed - award
    )
    f["arb_closed_by_other"] = closed - award - mediated
    year.part("arb_awards_final", award, "final")
    f["arb_closure_rate"] = rate(closed, carried + accepted)
    f["arb_workers_involved"] = accepted + round(accepted * abs(year.random.gauss(0.18, 0.05))) + 1
    year.money("arb_amount_involved", accepted, 38_000)
    handled = year.level("med_cases_handled_org")
    success = year.part("med_cases_success_org", handled, "success")
    f["med_success_rate"] = rate(success, handled)
    f["disputes_handled_total"] = accepted + handled


def _inspection(year: _Year) -> None:
    f = year.figures
    for name in (
        "ins_employers_inspected",
        "ins_document_review",
        "ins_rectification_orders",
        "ins_cases_filed",
    ):
        year.level(name)
    received = year.level("ins_complaints_received")
    accepted = year.part("ins_complaints_accepted", received, "accepted", 1)
    closed = year.part("ins_complaints_closed", accepted, "closed", 1)
    f["ins_complaint_closure_rate"] = rate(closed, accepted)
    year.level("admin_inspections")
    inspected = min(year.level("dr_entities_inspected"), f["ins_employers_inspected"] - 1)
    f["dr_entities_inspected"] = inspected
    agencies = year.part("dr_hr_agencies", inspected, "agencies", 1)
    f["dr_employers"] = inspected - agencies
    year.part("dr_problems_found", inspected, "problems")
    firms = year.level("credit_rated_firms")
    best, worst = year.part("credit_rated_a", firms, "a"), year.part("credit_rated_c", firms, "c")
    f["credit_rated_b"] = firms - best - worst


def _wages(year: _Year) -> None:
    f = year.figures
    clues = year.level("wage_clues_received")
    f["wage_clues_workers"] = round(clues * abs(year.random.gauss(3.5, 0.35)) + 1)
    year.money("wage_clues_amount", f["wage_clues_workers"], 13_300)
    filed = f["wage_cases_filed"] = min(
        year.part("wage_cases_filed", clues, "filed", 2), f["ins_cases_filed"]
    )
    f["wage_cases_filed_workers"] = round(filed * abs(year.random.gauss(8, 0.8)) + 1)
    year.money("wage_cases_filed_amount", f["wage_cases_filed_workers"], 15_500)
    f["wage_recovered_workers"] = round(
        f["wage_clues_workers"] * min(0.95, abs(year.random.gauss(0.68, 0.05)))
    )
    year.money("wage_recovered_amount", f["wage_recovered_workers"], 12_300)
    f["wage_recovered_amount"] = min(f["wage_recovered_amount"], f["wage_clues_amount"])
    year.part("wage_transfer_police", filed, "police")
    year.part("wage_transfer_court", filed, "court")
    year.level("wage_sites_inspected")


def _penalties(year: _Year) -> None:
    f = year.figures
    total = year.level("penalty_decisions")
    warned = year.part("penalty_warning", total, "warning", 1)
    other = f["penalty_other_kinds"] = min(year.part("penalty_other_kinds", total, "other"), total - warned)
    f["penalty_fine"] = total - warned - other
    year.money("penalty_amount", max(1, f["penalty_fine"]), 4_200)
    if not f["penalty_fine"]:
        f["penalty_amount"] = 0.0


def _approvals(year: _Year) -> None:
    f = year.figures
    applied = year.level("lic_applications")
    accepted = f["lic_accepted"] = applied - year.random.randint(0, 3)
    denied = year.part("lic_denied", accepted, "denied")
    granted = f["lic_granted"] = accepted - denied - year.random.randint(0, 2)
    f["lic_revoked"] = 0 if year.random.random() < 0.8 else 1
    kinds = [
        year.part(name, granted, share)
        for name, share in (
            ("lic_private_training", "training"), ("lic_special_hours", "hours"),
            ("lic_labour_dispatch", "dispatch")
        )
    ]  # fmt: skip
    f["lic_hr_services"] = granted - sum(kinds)
    items = year.level("svc_items_total")
    online = year.part("svc_items_online", items, "online", 1)
    f["svc_items_cross_province"] = min(year.part("svc_items_cross_province", items, "cross"), online)
    f["svc_online_rate"] = rate(online, items)
    reviewed = year.level("doc_cleanup_reviewed")
    repealed = year.part("doc_repealed", reviewed, "repealed")
    expired = min(year.part("doc_expired", reviewed, "expired"), reviewed - repealed)
    f["doc_expired"], f["doc_in_force"] = expired, reviewed - repealed - expired


def _others(year: _Year) -> None:
    f = year.figures
    for name in (
        "pub_events",
        "law_training_participants",
        "review_contracts",
        "info_proactive",
        "new_media_posts",
    ):
        year.level(name)
    f["pub_materials"] = max(500, round(year.habits.levels["pub_materials"] / 100) * 100)
    f["pub_consultations"] = max(100, round(year.habits.levels["pub_consultations"] / 100) * 100)
    for name, (low, high) in _SMALL.items():
        f[name] = year.random.randint(low, high)
    required = year.level("enforcement_cert_required")
    f["enforcement_cert_holders"] = required - (1 if year.random.random() < 0.3 else 0)
    f["enforcement_cert_rate"] = rate(f["enforcement_cert_holders"], required)
    cases = year.level("lit_cases_total")
    second = year.part("lit_second_instance", cases, "lit_second")
    f["lit_first_instance"] = cases - second
    year.level("recon_as_respondent")
    due = year.part("head_appearance_due", cases, "due", 1)
    f["head_appearances"] = due - (1 if due > 3 and year.random.random() < 0.2 else 0)
    f["head_appearance_rate"] = rate(f["head_appearances"], due)
