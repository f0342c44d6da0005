"""What the Makefile starts from the tests runs outside of pytest too, where its search path is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", ["tests.faults", "tests.mutation"])
def test_a_command_finds_its_modules_by_itself(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "usage:" in run.stdout
