"""Checks of single values: whole counts, ranks that are none, numbers that look like years."""

from __future__ import annotations

import re

import numpy as np

from expectations.identities.checks.selection import of_kind, one_by_one, shown, where
from expectations.identities.figures import Figure
from expectations.identities.findings import Judged
from expectations.identities.registry import NoParameters, Parameters, Scene, check


@check("whole_counts", NoParameters)
def whole_counts(scene: Scene, parameters: NoParameters) -> Judged:
    """Counts are whole and not negative once 万 and 亿 are expanded; amounts are not negative."""
    own, tested = scene.panel.figures, of_kind(scene, lambda unit: unit != "%")
    units = scene.catalog.measure_words.money
    money = own.indicator_id.among(i.id for i in scene.catalog.indicators.values() if i.unit in units)
    numbers = np.stack([own.value, own.value_low, own.value_high])
    with np.errstate(invalid="ignore"):
        negative = (numbers < 0).any(axis=0)
        broken = (np.abs(numbers - np.round(numbers)) > 1e-6 * np.maximum(1.0, np.abs(numbers))).any(axis=0)
    failing = np.flatnonzero(tested & (negative | (broken & ~money)))
    return one_by_one(scene, tested, failing, lambda f: f"{shown(f)}（{f.raw_text}）")


@check("rank_is_no_value", NoParameters)
def rank_is_no_value(scene: Scene, parameters: NoParameters) -> Judged:
    """A number that its sentence only names after 第 is a rank or an ordinal."""
    panel = scene.panel
    named = panel.figures.matching("evidence", "第") | panel.figures.matching("raw_text", "^第")
    failing = where(_is_rank, np.flatnonzero(panel.facts & named), panel)
    return one_by_one(scene, panel.facts, failing, lambda f: f"第{f.raw_text.removeprefix('第')}")


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
    own, tested = scene.panel.figures, of_kind(scene, lambda unit: unit != "%")
    with np.errstate(invalid="ignore"):
        could_be = (own.value >= parameters.first) & (own.value <= parameters.last) & (own.value % 1 == 0)
    alike = np.flatnonzero(tested & could_be & (own.step == 0))
    words = tuple(word for family in scene.catalog.measure_words.families for word in family.printed)
    return one_by_one(scene, alike, where(lambda f: _stands_bare(f, words), alike, scene.panel), shown)


def _stands_bare(figure: Figure, measure_words: tuple[str, ...]) -> bool:
    """Whether no place of the number in its sentence is followed by a measure word."""
    if figure.cell is not None or figure.sheet is not None:
        return False
    raw, evidence = figure.raw_text, figure.evidence
    places = [match.end() for match in re.finditer(re.escape(raw), evidence)] if raw else []
    after = [evidence[place:].lstrip().lstrip("余多") for place in places]
    return not any(text.startswith(measure_words) and not text.startswith("年") for text in after)
