"""The identities of the catalogue, judged on the figures of every submission and of every region and year."""

from __future__ import annotations

from expectations.identities.kept_verdicts import KeptVerdicts
from expectations.identities.partition import judge_warehouse
from expectations.identities.report import IdentityReport, evaluate
from expectations.identities.verdicts import HOLD_SCHEMA, RESULT_SCHEMA

__all__ = [
    "HOLD_SCHEMA",
    "RESULT_SCHEMA",
    "IdentityReport",
    "KeptVerdicts",
    "evaluate",
    "judge_warehouse",
]
