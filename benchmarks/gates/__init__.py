"""How long the gates and the rules take over the figures of the whole country, and how much memory."""

from __future__ import annotations

from benchmarks.gates.run import main

__all__ = ["main"]
