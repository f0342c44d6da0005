"""What a clerk answered, item by item, wherever he answered: in the workbook or in the scheduler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The filled-in cells of one item by heading, as found, and where a fault in them is to be reported."""

    item_id: str
    cells: Mapping[str, Any]
    place: str

    def text(self, heading: str) -> str:
        """A cell as text, blanks and width of letters aside; "" for an empty one."""
        found = self.cells.get(heading)
        if found is None:
            return ""
        whole = isinstance(found, float) and found.is_integer()
        return str(int(found) if whole else found).strip()


class Refused(Exception):
    """Decisions that cannot be applied, one Chinese sentence for each fault; none was applied."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
