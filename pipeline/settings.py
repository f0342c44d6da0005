"""Where a run keeps what it produces, and the few settings that belong to no data file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "NIANJIAN_HOME"
DEFAULT_HOME = Path("var")
PROJECT_ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the dbt project and the DAGs are read from here, not from the installed package."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders under ``NIANJIAN_HOME``; outside programs rely on their names."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Where submissions are dropped."""
        return self.root / "inbox"

    @property
    def staged(self) -> Path:
        """Readings of a run in progress, before they are committed to ``raw`` as one batch."""
        return self.root / "staged"

    @property
    def raw(self) -> Path:
        """Parquet batches of receipts, documents, observations and texts."""
        return self.root / "raw"

    @property
    def warehouse(self) -> Path:
        """The folder of the promoted warehouse."""
        return self.root / "warehouse"

    @property
    def promoted(self) -> Path:
        """The promoted warehouse itself; analysts open it read-only while a build runs."""
        return self.warehouse / "nianjian.duckdb"

    @property
    def builds(self) -> Path:
        """Candidate warehouses, one folder per build, removed after promotion."""
        return self.warehouse / "builds"

    @property
    def verdicts(self) -> Path:
        """What the rules said in the last build, for the next one; never needed."""
        return self.warehouse / "verdicts"

    @property
    def parsed(self) -> Path:
        """The dbt project as it was parsed last, for the next build; never needed."""
        return self.warehouse / "dbt"

    @property
    def exports(self) -> Path:
        """The marts as Parquet, one folder per promoted build."""
        return self.warehouse / "exports"

    @property
    def marts(self) -> Path:
        """A link to the exports of the promoted build."""
        return self.warehouse / "marts"

    @property
    def publications(self) -> Path:
        """Immutable editions by data year."""
        return self.root / "publications"

    @property
    def quality(self) -> Path:
        """Validation results and Data Docs."""
        return self.root / "quality"


def resolve_home(stated: Path | None = None) -> Home:
    """The home that was stated, else ``NIANJIAN_HOME``, else ``./var``; always an absolute path."""
    root = stated or Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME)
    return Home(root.expanduser().absolute())
