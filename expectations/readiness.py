"""Gets a process ready that judges beside the one that started it.

It imports what judging needs before anything else of the rules does: Arrow would bring pandas along, and
the rules the database that only the other process reads.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from expectations.spared import spared


def get_ready(catalog_root: Path) -> None:
    """Import the rules and load the catalogue by which they judge."""
    with spared(postponed=["duckdb"], absent=["pandas"]):
        import_module("expectations.identities.judging")
    import_module("catalog").load_catalog(catalog_root)
