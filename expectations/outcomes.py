"""What came of a gate: an outcome per expectation, kept as a file, and the failure that stops the run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.contracts import Gate
from expectations.expected import Expected, Stops, Suite
from expectations.switches import Switch
from expectations.witnesses import NAMED, Seen

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one expectation.

    ``check`` is what it is called, ``unexpected`` counts the rows that fail it, ``examples`` shows some of
    their values, or the keys of the rows where a value says nothing. ``exception`` is the message of an
    expectation that could not be evaluated, which counts as failed.
    """

    check: str
    view: str
    expectation: str
    columns: tuple[str, ...]
    severity: Stops
    why: str
    success: bool
    unexpected: int = 0
    examples: tuple[str, ...] = ()
    exception: str | None = None

    def line(self) -> str:
        """The outcome in one line, for messages."""
        found = self.exception or f"{self.unexpected} rows, such as {', '.join(self.examples) or '-'}"
        return f"{self.view}.{'+'.join(self.columns)}: {self.why}: {found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """What a gate found. ``rows`` counts the rows of all its views, ``is_empty_home`` that nothing has
    arrived yet; ``switched_off`` are the checks left out; ``path`` is the file with the outcomes."""

    gate: Gate
    run_id: str
    outcomes: tuple[Outcome, ...]
    rows: int
    is_empty_home: bool
    path: Path
    switched_off: tuple[Switch, ...] = ()

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The failed expectations that stop the run."""
        return tuple(o for o in self.outcomes if not o.success and o.severity == "error")

    @property
    def warnings(self) -> tuple[Outcome, ...]:
        """The failed expectations that do not."""
        return tuple(o for o in self.outcomes if not o.success and o.severity == "warn")

    @property
    def evaluated(self) -> int:
        """How many expectations were evaluated."""
        return len(self.outcomes)

    @property
    def success(self) -> bool:
        """Whether the gate lets the run pass."""
        return self.evaluated > 0 and not self.failures and (self.rows > 0 or self.is_empty_home)


class GateFailed(Exception):
    """A gate stops the run: a structural expectation failed, or nothing was evaluated.

    ``result`` holds every outcome; the message names the first failures.
    """

    def __init__(self, result: GateResult) -> None:
        self.result = result
        super().__init__(_message(result))


def _message(result: GateResult) -> str:
    if not result.failures:
        return f"gate {result.gate} evaluated {result.evaluated} expectations over {result.rows} rows"
    lines = "; ".join(outcome.line() for outcome in result.failures[:5])
    more = len(result.failures) - 5
    return f"gate {result.gate} failed: {lines}{f'; and {more} more' if more > 0 else ''}; see {result.path}"


def outcomes_of(suite: Suite, seen: Seen, found: ExpectationSuiteValidationResult) -> Iterator[Outcome]:
    """One outcome per expectation; one that left no result behind has failed."""
    configured = ((result.expectation_config, result) for result in found.results)
    by_place = {config.meta["place"]: result for config, result in configured if config and config.meta}
    for place, expected in enumerate(suite.expectations):
        yield _outcome(suite, place, expected, seen, by_place.get(place))


def _outcome(suite: Suite, place: int, expected: Expected, seen: Seen, found: Any) -> Outcome:
    exception = "no result" if found is None else _exception(found.exception_info)
    against = seen.failing.get(place, 0)
    # What the count speaks against has failed, also where Great Expectations reads a value otherwise.
    success = found is not None and bool(found.success) and exception is None and not against
    details = dict((found and found.result) or {})
    return Outcome(
        check=suite.check_id(expected),
        view=suite.view,
        expectation=expected.type,
        columns=expected.columns,
        severity=expected.severity,
        why=expected.why,
        success=success,
        unexpected=against,
        examples=() if success else _examples(seen.named.get(place, ()), details),
        exception=exception,
    )


def _examples(named: tuple[str, ...], details: dict[str, Any]) -> tuple[str, ...]:
    """The unexpected values; the rows that they stand in, where they are only nothing or `False`."""
    values = [str(v) for v in details.get("partial_unexpected_list") or () if v is not None and v == v]
    if set(values) <= {"False"} and named:
        return named
    return tuple(dict.fromkeys(values))[:NAMED]


def _exception(info: Any) -> str | None:
    """The first message of what an expectation raised; the information is nested by metric, or flat."""
    entries = [info] if isinstance(info, dict) and "raised_exception" in info else list((info or {}).values())
    raised = [entry for entry in entries if isinstance(entry, dict) and entry.get("raised_exception")]
    return str(raised[0].get("exception_message") or "raised an exception") if raised else None


def write_result(result: GateResult) -> None:
    """The outcomes as JSON, made aside and moved into place."""
    content = {
        "gate": result.gate,
        "run_id": result.run_id,
        "success": result.success,
        "evaluated": result.evaluated,
        "rows": result.rows,
        "is_empty_home": result.is_empty_home,
        "failed": len(result.failures),
        "warned": len(result.warnings),
        "outcomes": [asdict(outcome) for outcome in result.outcomes],
        "switched_off": [switch.model_dump(mode="json") for switch in result.switched_off],
    }
    result.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=result.path.parent, suffix=".part", delete=False
    ) as part:
        json.dump(content, part, ensure_ascii=False, indent=1)
    Path(part.name).replace(result.path)
