"""How fast narrative reports are read, in how much memory, how time grows, and two parsers beside it."""

from __future__ import annotations

from benchmarks.extraction.run import main

__all__ = ["main"]
