"""The named checks that rules of the catalogue refer to, and how they are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from catalog import Catalog, Rule
from catalog.model import Severity
from catalog.rules import Outcome
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Panel


class Parameters(BaseModel):
    """The parameters of a check; unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoParameters(Parameters):
    """A check that needs nothing beyond its rule."""


Given = TypeVar("Given", bound=Parameters)


def holds_back(rule: Rule, outcome: Outcome, severity: Severity) -> bool:
    """Whether a finding keeps its figures from being published: as an error, or until someone has looked."""
    return (outcome, severity) == ("violated", "error") or (rule.review and severity != "info")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check looks at: the rule, its panel, and the panel of the submissions beside it."""

    rule: Rule
    panel: Panel
    submissions: Panel
    catalog: Catalog

    def name(self, indicator_id: str) -> str:
        """The Chinese name of an indicator."""
        indicator = self.catalog.indicators.get(indicator_id)
        return indicator.name_zh if indicator else indicator_id

    def finding(
        self,
        subject: int,
        rows: tuple[int, ...],
        figures: str,
        detail_zh: str,
        *,
        result: Outcome | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule; an error, or what is to be reviewed, holds back ``rows``."""
        outcome = result or self.rule.outcome
        severity = severity or self.rule.severity
        if outcome == "flagged" and severity == "error":
            severity = "warn"
        return Finding(
            subject=subject,
            result=outcome,
            severity=severity,
            figures=figures,
            message_zh=f"{self.rule.message_zh}：{detail_zh}（{figures}）。",
            rows=rows,
            held=self._held(rows) if holds_back(self.rule, outcome, severity) else (),
        )

    def _held(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the figures that the rule says it holds back; all where it does not say."""
        if self.rule.holds is None:
            return rows
        named = self.panel.figures.indicator_id
        return tuple(row for row in rows if named.at(row) in self.rule.holds)


YEARS_BACK = 3
"""How many years before its own a figure of a region may be held against."""

Check = Callable[[Scene], Judged]
_CHECKS: dict[str, Check] = {}
_OF_THE_COUNTRY: set[str] = set()


class UnknownCheckError(LookupError):
    """A rule names a check that does not exist, or gives it parameters that it does not take."""


def check(
    name: str, parameters: type[Given], *, of_the_country: bool = False
) -> Callable[[Callable[[Scene, Given], Judged]], Callable[[Scene, Given], Judged]]:
    """Registers a check under the name by which rules refer to it, with the type of its parameters.

    A check ``of_the_country`` holds the figures in force of one region against those of all others of the
    year and its own of up to ``YEARS_BACK`` years before, and looks at no texts and no submissions; every
    other one needs only what concerns one province.
    """

    def register(function: Callable[[Scene, Given], Judged]) -> Callable[[Scene, Given], Judged]:
        if name in _CHECKS:
            raise ValueError(f"two checks are named {name}")
        if of_the_country:
            _OF_THE_COUNTRY.add(name)

        def run(scene: Scene) -> Judged:
            return function(scene, _read(scene.rule, parameters))

        _CHECKS[name] = run
        return function

    return register


def _read(rule: Rule, parameters: type[Given]) -> Given:
    try:
        return parameters.model_validate(dict(rule.parameters))
    except ValidationError as fault:
        raise UnknownCheckError(f"rule {rule.id}: parameters of {rule.check}: {fault}") from fault


def check_named(rule: Rule) -> Check:
    """The check that ``rule`` names; raises :class:`UnknownCheckError` where there is none."""
    _register_all()
    if rule.check not in _CHECKS:
        known = ", ".join(sorted(_CHECKS))
        raise UnknownCheckError(f"rule {rule.id} names the check {rule.check!r}; known are {known}")
    return _CHECKS[rule.check]


def needs_country(rule: Rule) -> bool:
    """Whether the rule can only be judged on the figures in force of all regions together."""
    if rule.check is None:
        return False
    check_named(rule)
    return rule.check in _OF_THE_COUNTRY


def check_names() -> tuple[str, ...]:
    """The names of all checks, sorted."""
    _register_all()
    return tuple(sorted(_CHECKS))


def _register_all() -> None:
    """Checks enter themselves when their package is imported: here, as they import this module."""
    for package in ("expectations.plausibility", "expectations.identities.checks"):
        import_module(package)
