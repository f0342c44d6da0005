"""Checks of nought, blank and not-applicable: four values of a status that must not merge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import subjects_of
from expectations.identities.checks.sums import equations_naming
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
    figures = scene.panel.figures
    figures = figures[figures["disposition"] == "fact"]
    status, value = figures["value_status"], figures["value"]
    wrong = status.isin(_WITHOUT_VALUE) & value.notna()
    wrong |= status.isin(["zero", "nil_return"]) & value.notna() & (value != 0)
    in_cell = figures["cell"].notna() & (value == 0)
    raw = figures["raw_text"].fillna("").astype("str").str.strip()
    wrong |= in_cell & raw.isin(parameters.not_applicable)
    blank = figures[in_cell & raw.isin(parameters.blanks)]
    unproved = [row for row, figure in blank.iterrows() if not _proved(scene, figure)]
    failing = figures[wrong | figures.index.isin(unproved)]
    findings = tuple(
        scene.finding(
            int(f.subject),
            (int(f.Index),),
            f"{f.raw_text or '（空）'} → {0 if f.value == 0 else f.value_status}",
            f"{scene.name(str(f.indicator_id))} {f.cell or ''}".strip(),
        )
        for f in failing.itertuples()
    )
    tested = figures[status.notna() & (status != "value")]
    return Judged(subjects_of(pd.concat([tested, failing]), scene.panel), findings)


def _proved(scene: Scene, figure: pd.Series) -> bool:
    """Whether an equation of the catalogue with this figure in it closes on what is printed."""
    frame = int(figure["frame"])
    return any(
        bool(np.asarray(closes)[frame])
        for closes in equations_naming(str(figure["indicator_id"]), scene.panel, scene.catalog)
    )
