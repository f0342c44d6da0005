"""Sixty invented figures of a bureau and a year that fit together as those of a real report do.

Counties come first; a figure that is about the whole region (``default_scope`` of the catalogue) is added
up for the cities and provinces above; totals and rates follow from their parts. A few are wrong on purpose,
see :mod:`benchmarks.warehouse.blemishes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Figures = dict[str, Values]

LEAVES: Mapping[str, float] = {
    "arb_cases_accepted": 300,
    "arb_cases_not_accepted": 30,
    "med_cases_handled_org": 500,
    "recon_as_respondent": 8,
    "lit_first_instance": 12,
    "lit_second_instance": 5,
    "ins_employers_inspected": 900,
    "ins_workers_covered": 40_000,
    "ins_complaints_accepted": 250,
    "wage_clues_received": 400,
    "penalty_warning": 4,
    "penalty_fine": 9,
    "dr_entities_inspected": 60,
    "enforcement_cert_required": 25,
    "pub_events": 40,
    "svc_items_total": 180,
    "svc_cases_handled": 60_000,
    "doc_issued": 6,
    "review_docs": 9,
}
"""Figures drawn for themselves, with their usual size in a county."""

SHARES: Mapping[str, tuple[str, float, float]] = {
    "arb_closed_by_award": ("arb_cases_closed", 0.25, 0.45),
    "arb_closed_by_mediation": ("arb_cases_closed", 0.40, 0.54),
    "arb_awards_final": ("arb_closed_by_award", 0.3, 0.8),
    "med_cases_success_org": ("med_cases_handled_org", 0.6, 0.95),
    "recon_closed": ("recon_as_respondent", 0.8, 1.0),
    "recon_corrected": ("recon_closed", 0.0, 0.3),
    "lit_closed": ("lit_cases_total", 0.7, 1.0),
    "lit_lost": ("lit_closed", 0.0, 0.2),
    "head_appearance_due": ("lit_first_instance", 0.4, 1.0),
    "head_appearances": ("head_appearance_due", 0.8, 1.0),
    "ins_complaints_closed": ("ins_complaints_accepted", 0.9, 1.0),
    "wage_clues_resolved": ("wage_clues_received", 0.85, 1.0),
    "wage_cases_filed": ("wage_clues_received", 0.05, 0.2),
    "wage_transfer_police": ("wage_cases_filed", 0.0, 0.2),
    "enforcement_cert_holders": ("enforcement_cert_required", 0.9, 1.0),
    "svc_items_online": ("svc_items_total", 0.7, 1.0),
}
"""A whole number that is a part of another: of which, at least and at most which share."""

PRODUCTS: Mapping[str, tuple[str, float, float]] = {
    "arb_workers_involved": ("arb_cases_accepted", 1.0, 1.4),
    "arb_amount_involved": ("arb_workers_involved", 15_000, 60_000),
    "wage_clues_workers": ("wage_clues_received", 2.0, 9.0),
    "wage_clues_amount": ("wage_clues_workers", 8_000, 25_000),
    "penalty_amount": ("penalty_fine", 3_000, 20_000),
    "pub_materials": ("pub_events", 50, 500),
    "admin_inspections": ("ins_employers_inspected", 1.0, 1.5),
}
"""So many for each of another."""

RATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "arb_closure_rate": ("arb_cases_closed", ("arb_cases_carried_over", "arb_cases_accepted")),
    "arb_mediation_rate": ("arb_closed_by_mediation", ("arb_cases_closed",)),
    "med_success_rate": ("med_cases_success_org", ("med_cases_handled_org",)),
    "head_appearance_rate": ("head_appearances", ("head_appearance_due",)),
    "ins_complaint_closure_rate": ("ins_complaints_closed", ("ins_complaints_accepted",)),
    "wage_clues_resolution_rate": ("wage_clues_resolved", ("wage_clues_received",)),
    "svc_online_rate": ("svc_items_online", ("svc_items_total",)),
}
"""Rates with one decimal, of numerator and denominators; none where the denominator is zero."""


@dataclass(frozen=True, slots=True)
class Bureaus:
    """Who reports in a year, aligned arrays: size (1 is a usual county), and where the upper region stands.

    ``upper`` is the position of the region above, -1 where it does not report.
    """

    size: Values
    upper: npt.NDArray[np.int64]
    is_county: npt.NDArray[np.bool_]
    is_city: npt.NDArray[np.bool_]


def figures_of(
    bureaus: Bureaus, pending: Values, random: np.random.Generator, is_whole_region: Callable[[str], bool]
) -> Figures:
    """All sixty figures of a year; ``pending`` are the cases left over from the year before."""
    found: Figures = {}

    def enter(indicator: str, values: Values) -> None:
        found[indicator] = _added_up(values, bureaus) if is_whole_region(indicator) else values

    for indicator, usual in LEAVES.items():
        enter(indicator, _drawn(usual, bureaus.size, random))
    found["arb_cases_carried_over"] = pending
    _cases(found, random)
    for indicator, (base, low, high) in {**SHARES, **PRODUCTS}.items():
        share = random.uniform(low, high, len(pending))
        enter(indicator, np.floor(found[base] * share))
    _totals(found, random)
    for indicator, (numerator, denominators) in RATES.items():
        found[indicator] = _rate(
            found[numerator], sum((found[d] for d in denominators), np.zeros(len(pending)))
        )
    return found


def _cases(found: Figures, random: np.random.Generator) -> None:
    """The flow of arbitration cases, and what the shares below start from."""
    docket = found["arb_cases_carried_over"] + found["arb_cases_accepted"]
    found["arb_cases_pending_end"] = np.floor(docket * random.uniform(0.02, 0.12, len(docket)))
    found["arb_cases_closed"] = docket - found["arb_cases_pending_end"]
    found["arb_applications_received"] = found["arb_cases_accepted"] + found["arb_cases_not_accepted"]
    found["lit_cases_total"] = found["lit_first_instance"] + found["lit_second_instance"]


def _totals(found: Figures, random: np.random.Generator) -> None:
    """Totals that are made of parts drawn before."""
    parts = found["arb_closed_by_award"] + found["arb_closed_by_mediation"]
    found["arb_closed_by_other"] = found["arb_cases_closed"] - parts
    found["disputes_handled_total"] = found["arb_cases_accepted"] + found["med_cases_handled_org"]
    found["penalty_decisions"] = found["penalty_warning"] + found["penalty_fine"]
    share = random.uniform(0.85, 1.0, len(parts))
    found["wage_recovered_amount"] = np.floor(found["wage_clues_amount"] * share)
    found["wage_recovered_workers"] = np.floor(found["wage_clues_workers"] * share)
    found["svc_satisfaction"] = np.round(random.uniform(97, 99.9, len(parts)), 1)


def _drawn(usual: float, size: Values, random: np.random.Generator) -> Values:
    return np.floor(usual * size * random.lognormal(0.0, 0.08, len(size)))


def _added_up(values: Values, bureaus: Bureaus) -> Values:
    """What a city reports about its whole region is what its counties report, a province likewise."""
    whole = np.where(bureaus.is_county, values, 0.0)
    for level in (bureaus.is_county, bureaus.is_city):
        lower = level & (bureaus.upper >= 0)
        np.add.at(whole, bureaus.upper[lower], whole[lower])
    return np.where(whole > 0, whole, values)


def _rate(numerator: Values, denominator: Values) -> Values:
    rate = np.full(len(numerator), np.nan)
    np.divide(100 * numerator, denominator, out=rate, where=denominator > 0)
    return np.floor(rate * 10 + 0.5) / 10
