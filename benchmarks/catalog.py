"""How long the catalogue takes to load: every command waits for it once."""

from __future__ import annotations

from benchmarks.extraction.measures import apart, processor_time
from catalog.loader import CATALOG_ROOT, load_catalog

SECONDS = 1.0


def main() -> int:
    """Run; 0 where the aim is met, else 1."""
    seconds = apart(measure)
    met = seconds < SECONDS
    print(f"{seconds:.2f} s (aim below {SECONDS:g}: {'met' if met else 'MISSED'})")
    return 0 if met else 1


def measure() -> float:
    """Processor time of the first loading in a process."""
    return processor_time(lambda: load_catalog(CATALOG_ROOT))
