"""Counts the work of this system's code, so that growth is tested without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def lines_run(work: Callable[[], object], room: str = "ingestion") -> int:
    """How many lines of a room's code run in ``work``; what libraries do in their own code is not seen."""
    count = 0
    folder = f"{ROOT / room}/"

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(folder):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
