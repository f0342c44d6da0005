"""The installed command: the same program with the same exit codes as in the other tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from homes import nianjian


def test_the_installed_command_ends_with_the_code_of_its_work(tmp_path: Path) -> None:
    broken = tmp_path / "残缺.docx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    code, _ = nianjian(tmp_path, "extract", broken)
    command = [Path(sys.executable).parent / "nianjian", "--home", tmp_path, "extract", broken]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, code) == (3, 3)
    assert "残缺.docx" in done.stdout + done.stderr
