"""The messy workbooks of bureaus taken together: enough of them, each named once."""

from __future__ import annotations

from test_bureau_cells import IN_THE_CELL
from test_bureau_hidden import HIDDEN_AND_UNCOMPUTED
from test_bureau_layouts import AROUND_THE_TABLE
from test_bureau_reporters import WHOSE_AND_WHEN

THEMES = (IN_THE_CELL, AROUND_THE_TABLE, WHOSE_AND_WHEN, HIDDEN_AND_UNCOMPUTED)
MESSES = {name: mess for theme in THEMES for name, mess in theme.items()}


def test_there_is_a_workbook_for_every_mess() -> None:
    assert len(MESSES) >= 40
    assert len(MESSES) == sum(map(len, THEMES))


def test_many_messes_leave_something_in_doubt() -> None:
    assert sum(bool(mess.undecided) for mess in MESSES.values()) > 12
