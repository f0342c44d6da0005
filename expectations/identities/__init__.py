"""The identities of the catalogue, judged on the figures of every submission and of every region and year."""

from __future__ import annotations

from expectations.identities.report import HOLD_SCHEMA, RESULT_SCHEMA, IdentityReport, evaluate

__all__ = ["HOLD_SCHEMA", "RESULT_SCHEMA", "IdentityReport", "evaluate"]
