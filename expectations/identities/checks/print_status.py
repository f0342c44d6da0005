"""Checks of nought, blank and not-applicable: four values of a status that must not merge."""

from __future__ import annotations

import numpy as np

from expectations.identities.checks.selection import subjects_of, where
from expectations.identities.checks.sums import equations_naming
from expectations.identities.figures import Figure
from expectations.identities.findings import Judged
from expectations.identities.registry import Parameters, Scene, check

_WITHOUT_VALUE = ("blank", "not_applicable", "masked", "below_unit")


class Signs(Parameters):
    """What a cell shows where nothing is filled in, and where the row does not apply."""

    blanks: tuple[str, ...]
    not_applicable: tuple[str, ...]


@check("status_as_printed", Signs)
def status_as_printed(scene: Scene, parameters: Signs) -> Judged:
    """A status says what is printed.

    A value beside a status without one, or a status of nought beside another number, contradicts itself. A
    blank cell read as nought must be proved by a total that closes without it; / and — are never nought.
    """
    panel, own = scene.panel, scene.panel.figures
    facts, has_value = own.disposition.among(["fact"]), ~np.isnan(own.value)
    wrong = own.value_status.among(_WITHOUT_VALUE) & has_value
    wrong |= own.value_status.among(["zero", "nil_return"]) & has_value & (own.value != 0)
    in_cell = np.flatnonzero(facts & own.has("cell") & (own.value == 0))
    raw = [text.strip() for text in own.text("raw_text", in_cell)]
    wrong[in_cell[[text in parameters.not_applicable for text in raw]]] = True
    blank = in_cell[[text in parameters.blanks for text in raw]]
    wrong[where(lambda f: not _proved(scene, f), blank, panel)] = True
    failing = np.flatnonzero(facts & wrong)
    findings = tuple(
        scene.finding(f.subject, (f.row,), _shown(f), f"{scene.name(f.indicator_id)} {f.cell or ''}".strip())
        for f in panel.details(failing)
    )
    says_other = own.value_status.known() & ~own.value_status.among(["value"])
    return Judged(subjects_of(facts & (says_other | wrong), panel), findings)


def _shown(figure: Figure) -> str:
    read = "0" if figure.value == 0 else str(figure.value_status)
    return f"{figure.raw_text or '（空）'} → {read}"


def _proved(scene: Scene, figure: Figure) -> bool:
    """Whether an equation of the catalogue with this figure in it closes on what is printed."""
    equations = equations_naming(figure.indicator_id, scene.panel, scene.catalog)
    return any(bool(closes[figure.frame]) for closes in equations)
