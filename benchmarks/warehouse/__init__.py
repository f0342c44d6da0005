"""How fast and how small the warehouse is built at the size of the whole country, and rivals beside."""

from __future__ import annotations

from benchmarks.warehouse.run import main

__all__ = ["main"]
