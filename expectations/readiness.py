"""Gets a process ready that judges beside the one that started it.

It imports what judging needs before anything else of the rules does: Arrow would bring pandas along, and
the rules the database that only the other process reads.
"""

from __future__ import annotations

import ctypes
from importlib import import_module
from pathlib import Path

from expectations.spared import spared

_MALLOPT = {-1: 128 * 2**20, -3: 32 * 2**20}
"""From how many bytes on glibc gives memory back (M_TRIM_THRESHOLD), or never keeps it for what comes next
(M_MMAP_THRESHOLD, whose highest value this is)."""


def get_ready(catalog_root: Path) -> None:
    """Import the rules and load the catalogue by which they judge, in a process that does nothing else."""
    _keep_memory()
    with spared(postponed=["duckdb"], absent=["pandas"]):
        import_module("expectations.identities.judging")
    import_module("catalog").load_catalog(catalog_root)


def _keep_memory() -> None:
    """Take memory that was given back for what comes next, where the C library has a switch for it.

    Columns of a million rows come and go, and a fourth of the time went into getting each from the system.
    """
    try:
        switch = ctypes.CDLL(None).mallopt
    except AttributeError:
        return
    for name, value in _MALLOPT.items():
        switch(name, value)
