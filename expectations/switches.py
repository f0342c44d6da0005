"""Checks that are switched off for a time: each with a reason, an owner and a day on which that ends.

``python -m expectations.switches`` names what is wrong with the file and ends with 1 where something is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalog import Catalog, load_catalog
from expectations.contracts import GATES
from expectations.suites import suites_of

SWITCH_FILE = Path(__file__).parent / "switched_off.yaml"


class SwitchFileError(ValueError):
    """The file of switched-off checks cannot be read as such; says where and why."""


class Switch(BaseModel):
    """One check that is switched off up to and including ``expires_on``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=10)]
    owner: Annotated[str, Field(min_length=1)]
    expires_on: date

    def is_expired(self, on: date) -> bool:
        """Whether the check should be on again."""
        return on > self.expires_on

    def line(self) -> str:
        """The switch in one line, for messages."""
        return f"{self.check} was switched off by {self.owner} until {self.expires_on} ({self.why})"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    switched_off: tuple[Switch, ...]


@dataclass(frozen=True, slots=True)
class Switches:
    """All checks that are switched off."""

    entries: tuple[Switch, ...] = ()

    def expired(self, on: date) -> tuple[Switch, ...]:
        """Those whose time is over on a day."""
        return tuple(switch for switch in self.entries if switch.is_expired(on))

    def rules(self, catalog: Catalog) -> frozenset[str]:
        """The rules of the catalogue among them."""
        return frozenset(switch.check for switch in self.entries if switch.check in catalog.identities)

    def holds(self, check: str) -> bool:
        """Whether ``check`` is switched off."""
        return any(switch.check == check for switch in self.entries)


def load_switches(path: Path = SWITCH_FILE) -> Switches:
    """The switched-off checks; raises :class:`SwitchFileError` where an entry lacks something."""
    try:
        found = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as fault:
        raise SwitchFileError(f"{path.name}: {fault}") from fault
    return Switches(found.switched_off)


def faults_of(switches: Switches, catalog: Catalog) -> Iterator[str]:
    """What the entries say that cannot be: a check that does not exist, one that is named twice."""
    known = {*catalog.identities, *check_ids(catalog)}
    for check, times in sorted(Counter(switch.check for switch in switches.entries).items()):
        if check not in known:
            yield f"{check}: there is no such expectation or rule"
        if times > 1:
            yield f"{check}: switched off {times} times"


def check_ids(catalog: Catalog) -> tuple[str, ...]:
    """The names of all expectations of all gates, as an entry names them."""
    suites = (suite for gate in GATES for suite in suites_of(gate, catalog))
    return tuple(suite.check_id(expected) for suite in suites for expected in suite.expectations)


def main() -> int:
    """Check the file; 0 where nothing is wrong with it."""
    try:
        faults = list(faults_of(load_switches(), load_catalog()))
    except SwitchFileError as fault:
        faults = [str(fault)]
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
