"""How fast files of each format are read, beside public readers, and what the limits cost."""

from __future__ import annotations

from benchmarks.readers.run import main

__all__ = ["main"]
