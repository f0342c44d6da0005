"""What the DAGs hand to each other."""

from __future__ import annotations

from airflow.sdk import Asset

OBSERVATIONS = Asset(name="observations", uri="nianjian://raw/observations")
MARTS = Asset(name="marts", uri="nianjian://warehouse/marts")
DECISIONS = Asset(name="decisions", uri="nianjian://review/decisions")
EDITIONS = Asset(name="editions", uri="nianjian://publications/editions")
