"""Which files hold rules that a unit test must notice the breaking of."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).parents[2] / "dbt_project"

RULE_MODELS: tuple[str, ...] = (
    # What a reviewer decided.
    "int_as_of",
    "int_review_decision",
    "int_submission_verdict",
    "int_observation_loaded",
    # Which reading, which submission and which figure holds.
    "int_receipt_known",
    "int_reading",
    "int_submission_replacement",
    "int_figure_candidate",
    "int_figure_in_force",
    "int_figure_hold",
    "fct_indicator_year",
    # What is compared, and what is not.
    "int_year_pair",
    "cmp_year_over_year",
    # Several years, several regions.
    "rpt_five_year_series",
    "rpt_region_rank",
    "dim_region_comparability",
    "cmp_merged_region",
    # What is put together of parts.
    "int_region_year",
    "int_addable_figure",
    "rpt_roll_up",
    # Who owes what, and who has filed.
    "rpt_coverage",
    "rpt_reporting_rate",
    # What waits for a person.
    "rpt_review_item",
    # What builds came to.
    "rpt_quality_history",
)
RULE_MACROS: tuple[str, ...] = ("arithmetic", "adding")
