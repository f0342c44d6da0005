"""Checks of a region against the regions below it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from catalog.model import SumAggregation
from catalog.regions import RegionRegister, load_regions
from expectations.identities.checks.selection import facts, nothing, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import NoParameters, Scene, check


@check("children_sum", NoParameters)
def children_sum(scene: Scene, parameters: NoParameters) -> Judged:
    """The whole-region figures of the regions below add up to the whole-region figure of the one above.

    The bureau of the upper region may count cases of its own (本级): they are added where they are reported.
    While a region below has not reported, or the upper bureau's own figure is not known, the sum may only
    not exceed the upper figure. Development zones are not added: most are counted in a county already.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    tested = scene.panel.once("wholes_and_parts", lambda: _wholes_and_parts(scene))
    if tested.empty:
        return nothing(scene.panel)
    total, below = tested["value"], tested["below"] + tested["own"].fillna(0.0)
    allowed = np.maximum(scene.rule.tolerance.absolute, scene.rule.tolerance.relative * total)
    complete = tested["reported"] == tested["expected"]
    # Without own figures a shortfall may be the upper bureau's own cases.
    short = complete & tested["own"].notna() & (total - below > allowed)
    failing = tested.assign(added=below)[(below - total > allowed) | short]
    findings = tuple(_finding(scene, f) for _, f in failing.iterrows())
    return Judged(subjects_of(tested, scene.panel), findings)


def _wholes_and_parts(scene: Scene) -> pd.DataFrame:
    """Every whole-region figure with regions below that reported it, beside their sum and its own part."""
    figures = _whole_regions(scene)
    sums = _sums_below(scene, figures)
    if sums.empty:
        return sums
    keys = ["region_code", "year", "indicator_id"]
    wholes = figures[figures["org_scope"] == "region"].merge(sums, on=keys)
    own = figures.loc[figures["org_scope"] == "own", [*keys, "value"]].rename(columns={"value": "own"})
    return wholes.merge(own, on=keys, how="left")


def _whole_regions(scene: Scene) -> pd.DataFrame:
    additive = [i.id for i in scene.catalog.indicators.values() if isinstance(i.aggregation, SumAggregation)]
    figures = facts(scene.panel).reset_index(names="row")
    exact = figures["qualifier"].isin(["exact"]) & (figures["assertion"] == "actual")
    whole = figures["org_scope"].isin(["region", "own"]) & (figures["period"] == "year")
    chosen = figures[figures["indicator_id"].isin(additive) & exact & whole & figures["value"].notna()]
    return chosen[["row", "subject", "region_code", "year", "indicator_id", "org_scope", "value"]]


def _sums_below(scene: Scene, figures: pd.DataFrame) -> pd.DataFrame:
    """The sums by upper region, with how many regions below there are and how many reported."""
    below = figures[figures["org_scope"] == "region"].copy()
    places = below[["region_code", "year"]].drop_duplicates()
    codes, years = places["region_code"].tolist(), places["year"].tolist()
    register = load_regions(scene.catalog.root)
    above = [_parent(register, str(code), int(year)) for code, year in zip(codes, years, strict=True)]
    places = places.assign(above=pd.Series(above, index=places.index, dtype=object))
    below = below.merge(places, on=["region_code", "year"])
    below = below[below["above"].notna()]
    if below.empty:
        return pd.DataFrame()
    sums = below.groupby(["above", "year", "indicator_id"], observed=True).agg(
        below=("value", "sum"), reported=("region_code", "nunique"), parts=("value", list)
    )
    sums = sums.reset_index().rename(columns={"above": "region_code"})
    above_at = list(zip(sums["region_code"].tolist(), sums["year"].tolist(), strict=True))
    expected = {place: _expected(register, *place) for place in set(above_at)}
    return sums.assign(expected=[expected[place] for place in above_at])


def _parent(register: RegionRegister, code: str, year: int) -> str | None:
    region = register.by_code(code, year)
    return None if region is None or region.is_local else region.parent_code


def _expected(register: RegionRegister, code: str, year: int) -> int:
    return len([region for region in register.children(code, year) if not region.is_local])


def _finding(scene: Scene, found: pd.Series) -> Finding:
    parts = [*found["parts"], *([found["own"]] if found["own"] == found["own"] else [])]
    sign = "<" if found["value"] < found["added"] else ">"
    text = f"{show(found['value'])} {sign} " + " + ".join(show(v) for v in parts)
    named = f"{scene.name(str(found['indicator_id']))}，下级已报{found['reported']}/{found['expected']}"
    return scene.finding(int(found["subject"]), (int(found["row"]),), text, named)
