"""What the rules said of a part of the warehouse, kept for the next build.

The verdicts on a part follow from its figures, the rules and the code. So they are kept under a digest of the
three, and a build judges anew only the parts whose figures differ. What is kept is never needed: a file that
is missing or damaged costs the time to judge its part once more.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from expectations.identities.verdicts import PanelVerdicts

SUFFIX = ".verdicts"
_DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class KeptVerdicts:
    """A folder of verdicts; ``basis`` names the rules and the code that gave them.

    Without a folder nothing is kept.
    """

    folder: Path | None
    basis: str

    def key(self, digests: Sequence[str], *judged_by: Sequence[str]) -> str:
        """The name of the verdicts that these rules give on the figures with these digests."""
        content = repr((self.basis, tuple(digests), *map(tuple, judged_by)))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def find_all(self, keys: Iterable[str]) -> dict[str, list[PanelVerdicts]]:
        """Those that are kept of the verdicts under ``keys``."""
        return {key: verdicts for key in keys if (verdicts := self.find(key)) is not None}

    def find(self, key: str) -> list[PanelVerdicts] | None:
        """The verdicts kept under ``key``; None where there are none, or a file is not as it was written."""
        if self.folder is None:
            return None
        try:
            content = (self.folder / f"{key}{SUFFIX}").read_bytes()
        except FileNotFoundError:
            return None
        written, verdicts = content[:_DIGEST_BYTES], memoryview(content)[_DIGEST_BYTES:]
        if hashlib.sha256(verdicts).digest() != written:
            return None
        found: list[PanelVerdicts] = pickle.loads(verdicts)
        return found

    def keep_all(self, verdicts: dict[str, list[PanelVerdicts]]) -> dict[str, list[PanelVerdicts]]:
        """Keep them all; the same again."""
        for key, own in verdicts.items():
            self.keep(key, own)
        return verdicts

    def keep(self, key: str, verdicts: list[PanelVerdicts]) -> None:
        """Write verdicts aside and move them into place."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        content = pickle.dumps(verdicts, protocol=pickle.HIGHEST_PROTOCOL)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as aside:
            aside.write(hashlib.sha256(content).digest() + content)
        Path(aside.name).replace(self.folder / f"{key}{SUFFIX}")

    def forget_all_but(self, keys: Collection[str]) -> None:
        """Remove the verdicts that no part of this build has."""
        for path in self.folder.glob(f"*{SUFFIX}") if self.folder else ():
            if path.stem not in keys:
                path.unlink(missing_ok=True)
