"""Links that point at what is in force."""

from __future__ import annotations

import os
from pathlib import Path


def point(link: Path, target: str) -> None:
    """Let a relative link point elsewhere in one step."""
    aside = link.with_name(f".{link.name}-{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(link)
