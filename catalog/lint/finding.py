"""One fault or doubt in the data files of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """``place`` is the entry the finding is about (an indicator, a rule, a vocabulary)."""

    place: str
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.level}: {self.place}: {self.message}"
