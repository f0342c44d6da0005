"""What the rules said of a part of the warehouse, kept for the next build.

The verdicts on a part follow from its figures, the rules and the code. So they are kept under a digest of the
three, and a build judges anew only the parts whose figures differ. What is kept is never needed: a file that
is missing or damaged costs the time to judge its part once more.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from expectations.identities.verdicts import PanelVerdicts

SUFFIX = ".verdicts"
_DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class KeptVerdicts:
    """A folder of verdicts; ``basis`` names the rules and the code that gave them."""

    folder: Path
    basis: str

    def key(self, digests: Sequence[str], *judged_by: Sequence[str]) -> str:
        """The name of the verdicts that these rules give on the figures with these digests."""
        content = repr((self.basis, tuple(digests), *map(tuple, judged_by)))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def find(self, key: str) -> list[PanelVerdicts] | None:
        """The verdicts kept under ``key``; None where there are none, or a file is not as it was written."""
        try:
            content = (self.folder / f"{key}{SUFFIX}").read_bytes()
        except FileNotFoundError:
            return None
        written, verdicts = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
        if hashlib.sha256(verdicts).digest() != written:
            return None
        found: list[PanelVerdicts] = pickle.loads(verdicts)
        return found

    def keep(self, key: str, verdicts: list[PanelVerdicts]) -> None:
        """Write verdicts aside and move them into place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        content = pickle.dumps(verdicts, protocol=pickle.HIGHEST_PROTOCOL)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as aside:
            aside.write(hashlib.sha256(content).digest() + content)
        Path(aside.name).replace(self.folder / f"{key}{SUFFIX}")

    def forget_all_but(self, keys: Sequence[str]) -> None:
        """Remove the verdicts that no part of this build has."""
        for path in self.folder.glob(f"*{SUFFIX}"):
            if path.stem not in keys:
                path.unlink(missing_ok=True)
