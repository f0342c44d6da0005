"""What the gates found, from the results that they leave in the folder of a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from catalog import load_catalog
from expectations.contracts import GATES
from publishing.quality_report import CheckCount, SwitchedOff

COUNTS = ("passed", "warned", "failed")


def checks_of_build(quality: Path, build_id: str) -> tuple[CheckCount, ...]:
    """The gates of a build in their order; those that it never came to are missing."""
    return tuple(_counted(gate, [quality / build_id / f"{gate}.json"]) for gate in _gates(quality, build_id))


def checks_of_editions(quality: Path) -> tuple[CheckCount, ...]:
    """The gate of the editions, counted over the last result of every year; none before the first edition."""
    results = sorted(quality.glob("edition-*/edition.json"))
    return (_counted("edition", results),) if results else ()


def forget_refusal(quality: Path, year: int) -> None:
    """Take back that the gate refused an edition, once its year is published or says again what it said."""
    path = quality / f"edition-{year}" / "edition.json"
    if path.is_file() and _result(path)["failed"]:
        path.unlink()


def switched_off(quality: Path, build_id: str) -> tuple[SwitchedOff, ...]:
    """The checks that the gates of a build left out, each once."""
    found = (
        SwitchedOff(
            expectation=switch["check"],
            why=switch["why"],
            owner=switch["owner"],
            expires_on=date.fromisoformat(switch["expires_on"]),
        )
        for gate in _gates(quality, build_id)
        for switch in _result(quality / build_id / f"{gate}.json")["switched_off"]
    )
    return tuple(dict.fromkeys(found))


def measures_of(checks: Iterable[CheckCount], off: Sequence[SwitchedOff] = ()) -> Mapping[str, int]:
    """The checks, those that are switched off included, as measures of a build."""
    counts: Counter[str] = Counter({f"checks_{name}": 0 for name in COUNTS})
    for check in checks:
        counts.update({f"checks_{name}": getattr(check, name) for name in COUNTS})
    return {**counts, "checks_switched_off": len(off)}


def _gates(quality: Path, build_id: str) -> Iterator[str]:
    for gate in GATES:
        if (quality / build_id / f"{gate}.json").is_file():
            yield gate


def _counted(gate: str, results: Iterable[Path]) -> CheckCount:
    counts: Counter[str] = Counter()
    messages: list[str] = []
    for path in results:
        result = _result(path)
        failed, warned = int(result["failed"]), int(result["warned"])
        counts.update(failed=failed, warned=warned, passed=int(result["evaluated"]) - failed - warned)
        messages += [_message(outcome) for outcome in result["outcomes"] if not outcome["success"]]
    return CheckCount(gate=gate, **{name: counts[name] for name in COUNTS}, messages=tuple(messages))


def _result(path: Path) -> Mapping[str, Any]:
    """What a gate wrote about a run."""
    result: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result


def _message(outcome: Mapping[str, Any]) -> str:
    """In words where the catalogue has some for what failed, else by the view and the columns."""
    columns = "+".join(outcome["columns"])
    said = load_catalog().vocabulary.vocabularies["gate_finding"].get(columns)
    if said is not None:
        return f"{said.label}（{outcome['unexpected']}处）"
    return f"{outcome['view']}.{columns}（{outcome['unexpected']}处）" if columns else str(outcome["view"])
