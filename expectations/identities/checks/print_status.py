"""Checks of nought, blank and not-applicable: four values of a status that must not merge."""

from __future__ import annotations

from expectations.identities.checks.selection import subjects_of, texts, where
from expectations.identities.checks.sums import equations_naming
from expectations.identities.findings import Judged
from expectations.identities.panel import Figure, figures_of
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
    figures = scene.panel.figures
    figures = figures[figures["disposition"] == "fact"]
    status, value = figures["value_status"], figures["value"]
    wrong = status.isin(_WITHOUT_VALUE) & value.notna()
    wrong |= status.isin(["zero", "nil_return"]) & value.notna() & (value != 0)
    in_cell = figures["cell"].notna() & (value == 0)
    raw = texts(figures["raw_text"]).str.strip()
    wrong |= in_cell & raw.isin(parameters.not_applicable)
    unproved = where(lambda f: not _proved(scene, f), figures[in_cell & raw.isin(parameters.blanks)])
    failing = figures[wrong | figures.index.isin(unproved.index)]
    findings = tuple(
        scene.finding(f.subject, (f.row,), _shown(f), f"{scene.name(f.indicator_id)} {f.cell or ''}".strip())
        for f in figures_of(failing)
    )
    tested = figures[(status.notna() & (status != "value")) | figures.index.isin(failing.index)]
    return Judged(subjects_of(tested, scene.panel), findings)


def _shown(figure: Figure) -> str:
    read = "0" if figure.value == 0 else str(figure.value_status)
    return f"{figure.raw_text or '（空）'} → {read}"


def _proved(scene: Scene, figure: Figure) -> bool:
    """Whether an equation of the catalogue with this figure in it closes on what is printed."""
    equations = equations_naming(figure.indicator_id, scene.panel, scene.catalog)
    return any(bool(closes[figure.frame]) for closes in equations)
