"""`python -m benchmarks.warehouse.first_use HOME`: a small build, after which all modules are compiled."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.warehouse.steps import measure

SHARE = 0.01

if __name__ == "__main__":
    measure(Path(sys.argv[1]), SHARE)
