"""The readers that are measured and compared: the sources at hand and the one that `make compiled` made."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(__file__).with_name("work.py")
READING = ("catalog", "ingestion")
"""What the compiled environment must hold exactly as the checkout does."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Build:
    """A Python with a reader installed."""

    name: str
    python: Path

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What ``work`` returns in a fresh process of this build; it is a function of a module."""
        task = pickle.dumps((work.__module__, work.__name__, arguments))
        command = [self.python, "-P", WORK]
        done = subprocess.run(command, input=task, stdout=subprocess.PIPE, check=True, cwd=ROOT)
        result: T = pickle.loads(done.stdout)
        return result


SOURCE = Build("source", Path(sys.executable))
COMPILED = Build("compiled", ROOT / ".venv-compiled" / "bin" / "python")


def why_not_compiled() -> str | None:
    """Why there is no compiled reader of these sources; None where there is one."""
    if not COMPILED.python.exists():
        return "no compiled reader: `make compiled` builds it"
    installed, is_compiled = COMPILED.run(installed_reader)
    if not is_compiled:
        return "the reader in .venv-compiled is not compiled: `make compiled` builds it"
    other = next(differing(installed), None)
    return (
        f"the compiled reader is of other sources ({other}): `make compiled` builds it anew"
        if other
        else None
    )


def installed_reader() -> tuple[Path, bool]:
    """Where this Python has the reader from, and whether that is compiled."""
    file = importlib.import_module("ingestion.extraction.narrative").__file__ or ""
    return Path(file).parents[2], not file.endswith(".py")


def differing(installed: Path) -> Iterator[str]:
    """The files of the reader and its catalogue that an installation has not as this checkout has them."""
    for room in READING:
        for path in sorted((ROOT / room).rglob("*")):
            name = path.relative_to(ROOT)
            if path.is_file() and path.suffix in (".py", ".yaml", ".csv"):
                other = installed / name
                if not other.is_file() or other.read_bytes() != path.read_bytes():
                    yield str(name)
