"""How long the gates and the rules take over the figures of the whole country, and how much memory."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] = ()) -> int:
    """Run; 0 where all aims are met, else 1."""
    # Processes that are started import what starts them: as little of it as of the command line itself.
    from benchmarks.gates.run import main as run

    return run(arguments)
