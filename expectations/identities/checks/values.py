"""Checks of single values: whole counts, ranks that are none, numbers that look like years."""

from __future__ import annotations

import re

import numpy as np

from expectations.identities.checks.selection import facts, of_kind, one_by_one, shown, texts, where
from expectations.identities.findings import Judged
from expectations.identities.panel import Figure
from expectations.identities.registry import NoParameters, Parameters, Scene, check


@check("whole_counts", NoParameters)
def whole_counts(scene: Scene, parameters: NoParameters) -> Judged:
    """Counts are whole and not negative once 万 and 亿 are expanded; amounts are not negative."""
    figures = of_kind(scene.panel, scene, lambda unit: unit != "%")
    money = {i.id for i in scene.catalog.indicators.values() if i.unit == "元"}
    numbers = figures[["value", "value_low", "value_high"]].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        negative = (numbers < 0).any(axis=1)
        broken = (np.abs(numbers - np.round(numbers)) > 1e-6 * np.maximum(1.0, np.abs(numbers))).any(axis=1)
    failing = negative | (broken & ~figures["indicator_id"].isin(money).to_numpy())
    return one_by_one(scene, figures, figures[failing], lambda f: f"{shown(f)}（{f.raw_text}）")


@check("rank_is_no_value", NoParameters)
def rank_is_no_value(scene: Scene, parameters: NoParameters) -> Judged:
    """A number that its sentence only names after 第 is a rank or an ordinal."""
    figures = facts(scene.panel)
    named = texts(figures["evidence"]).str.contains("第", regex=False)
    suspects = figures[named | texts(figures["raw_text"]).str.startswith("第")]
    failing = where(_is_rank, suspects)
    return one_by_one(scene, figures, failing, lambda f: f"第{f.raw_text.removeprefix('第')}")


def _is_rank(figure: Figure) -> bool:
    raw = figure.raw_text
    if raw.startswith("第"):
        return True
    places = list(re.finditer(rf"(?<![0-9.]){re.escape(raw)}(?![0-9])", figure.evidence)) if raw else []
    return bool(places) and all(re.search(r"第\s*$", figure.evidence[: p.start()]) for p in places)


class YearSpan(Parameters):
    """The numbers that could be years, both ends included."""

    first: int
    last: int


@check("year_collision", YearSpan)
def year_collision(scene: Scene, parameters: YearSpan) -> Judged:
    """A count that could be a year needs its measure word beside it; a cell has it in its header."""
    figures = of_kind(scene.panel, scene, lambda unit: unit != "%")
    alike = figures[figures["value"].between(parameters.first, parameters.last)]
    alike = alike[(alike["value"] % 1 == 0) & (alike["step"] == 0)]
    words = tuple(word for family in scene.catalog.measure_words.families for word in family.printed)
    return one_by_one(scene, alike, where(lambda f: _stands_bare(f, words), alike), shown)


def _stands_bare(figure: Figure, measure_words: tuple[str, ...]) -> bool:
    """Whether no place of the number in its sentence is followed by a measure word."""
    if figure.cell is not None or figure.sheet is not None:
        return False
    raw, evidence = figure.raw_text, figure.evidence
    places = [match.end() for match in re.finditer(re.escape(raw), evidence)] if raw else []
    after = [evidence[place:].lstrip().lstrip("余多") for place in places]
    return not any(text.startswith(measure_words) and not text.startswith("年") for text in after)
