"""What the suites look at: the tables of a gate, with columns derived for what one column cannot say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from catalog import Catalog
from catalog.columns import column_name
from catalog.model import SUBJECT_AREAS
from expectations.contracts import Gate

Tables = Mapping[str, pa.Table]
Views = dict[str, pd.DataFrame]

_FIGURE_KEY = ["region_code", "year", "org_scope", "indicator_id"]
_NUMBERS = ("value", "previous_value", "change", "change_rate", "change_points")
_WITHOUT_NUMBER = ("blank", "not_applicable", "masked", "below_unit")


def views_of(gate: Gate, tables: Tables, catalog: Catalog) -> Views:
    """The views of ``gate``; ``tables`` must have the columns of its contract."""
    makers: dict[Gate, Callable[[Tables, Catalog], Views]] = {
        "raw": _raw,
        "marts": _marts,
        "edition": _edition,
    }
    return makers[gate](tables, catalog)


def _frame(table: pa.Table, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The table in memory; columns of lists are left out."""
    plain = [f.name for f in table.schema if not pa.types.is_nested(f.type)]
    return table.select(plain if columns is None else list(columns)).to_pandas(date_as_object=True)


def _raw(tables: Tables, catalog: Catalog) -> Views:
    receipts, documents = _frame(tables["receipts"]), _frame(tables["documents"])
    observations = _frame(tables["observations"])
    return {
        "receipts": receipts,
        "documents": documents.assign(has_receipt=documents["receipt_id"].isin(receipts["receipt_id"])),
        "observations": _observations(observations, documents),
        "facts": _facts(observations, catalog),
    }


def _observations(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    return observations.assign(
        has_reading=observations["reading_id"].isin(documents["reading_id"]),
        has_place=_has_place(observations, "start", "end"),
        span_length=observations["end"] - observations["start"],
        bounds_width=observations["value_high"] - observations["value_low"],
    )


def _has_place(figures: pd.DataFrame, start: str, end: str) -> pd.Series:
    """A span of text needs both ends; a cell is a place by itself."""
    whole_span = figures[start].notna() & figures[end].notna()
    return whole_span | (figures["cell"].notna() & figures[start].isna() & figures[end].isna())


def _facts(observations: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    facts = observations[observations["disposition"] == "fact"].reset_index(drop=True)
    units = {indicator.id: indicator.unit for indicator in catalog.indicators.values()}
    unit = facts["indicator_id"].map(units)
    value, is_rate = facts["value"], unit == "%"
    is_count = unit.notna() & ~unit.isin(["%", "元"])
    states_number = facts[["value", "value_low", "value_high"]].notna().any(axis=1)
    without = facts["value_status"].isin(_WITHOUT_NUMBER)
    return facts.assign(
        catalogue_unit=unit,
        evidence_length=facts["evidence"].str.len(),
        rate=value.where(is_rate),
        amount=value.where(~is_rate),
        count_fraction=(value - value.round()).abs().where(is_count).round(6),
        status_fits=states_number != without,
    )


def _marts(tables: Tables, catalog: Catalog) -> Views:
    observed = _frame(tables["fct_observation"])
    in_force = _frame(tables["fct_indicator_year"])
    areas = {f"fct_{area}": _frame(tables[f"fct_{area}"]) for area in SUBJECT_AREAS}
    reconciled = _frame(tables["rpt_reconciliation"])
    compared = _frame(tables["cmp_year_over_year"])
    return {
        "fct_observation": _fct_observation(observed, tables),
        "fct_indicator_year": _fct_indicator_year(in_force, observed, tables),
        "cmp_year_over_year": _compared(compared, in_force),
        **areas,
        "published_figures": _published_figures(areas, in_force, catalog),
        "rpt_reconciliation": reconciled.assign(is_explained=_is_explained(reconciled)),
        "rules_by_subject": _rules_by_subject(reconciled, catalog),
        "rpt_coverage": _frame(tables["rpt_coverage"]),
        "rpt_reporting_rate": _reporting_rate(_frame(tables["rpt_reporting_rate"])),
        "dim_region_comparability": _comparability(_frame(tables["dim_region_comparability"])),
        "cmp_merged_region": _merged_region(_frame(tables["cmp_merged_region"])),
        "rpt_roll_up": _rolled_up(_frame(tables["rpt_roll_up"]), in_force, catalog),
        "dimensions": _dimensions(tables),
        "row_counts": _row_counts(observed, in_force, compared),
    }


def _fct_observation(observed: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    submissions = _frame(tables["dim_submission"], ["submission_id"])["submission_id"]
    return observed.assign(
        has_place=_has_place(observed, "char_start", "char_end"),
        has_submission=observed["submission_id"].isin(submissions),
    )


def _fct_indicator_year(in_force: pd.DataFrame, observed: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    regions = _frame(tables["dim_region"], ["region_code"])["region_code"]
    printed = observed.drop_duplicates("observation_id").set_index("observation_id")["value"]
    value = in_force["observation_id"].map(printed)
    return in_force.assign(
        has_observation=in_force["observation_id"].isin(observed["observation_id"]),
        has_region=in_force["region_code"].isin(regions),
        is_as_observed=_same(in_force["value"], value),
    )


def _compared(compared: pd.DataFrame, in_force: pd.DataFrame) -> pd.DataFrame:
    """The comparison beside the figures in force of the same region, year, scope and indicator."""
    joined = _beside(compared, in_force)
    held = joined["held_back_reason_in_force"].notna()
    change = joined[["change", "change_points"]].notna().any(axis=1)
    return joined.assign(
        is_publishable=~(held & joined["value"].notna()),
        agrees=_same(joined["value"], joined["value_in_force"].where(~held)),
        is_explained=change | joined["refusal_reason"].notna(),
    )


def _beside(figures: pd.DataFrame, in_force: pd.DataFrame) -> pd.DataFrame:
    wanted = in_force[[*_FIGURE_KEY, "value", "held_back_reason"]].drop_duplicates(_FIGURE_KEY)
    renamed = wanted.rename(columns={n: f"{n}_in_force" for n in ("value", "held_back_reason")})
    return figures.merge(renamed, on=_FIGURE_KEY, how="left", validate="many_to_one")


def _published_figures(areas: Views, in_force: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """The wide tables as one row per figure, beside the figures in force."""
    names = {column_name(indicator): indicator.id for indicator in catalog.indicators.values()}
    parts = [
        table.melt(id_vars=["region_code", "year", "org_scope"], value_vars=[c for c in names if c in table],
                   var_name="column", value_name="value")
        for table in areas.values()
    ]  # fmt: skip
    long = pd.concat(parts, ignore_index=True)
    long = long[long["value"].notna()].assign(indicator_id=lambda rows: rows["column"].map(names))
    joined = _beside(long, in_force)
    return joined.assign(is_publishable=joined["held_back_reason_in_force"].isna())


def _reporting_rate(rates: pd.DataFrame) -> pd.DataFrame:
    states = ["on_time", "late", "in_review", "missing", "withdrawn", "still_due"]
    filed = rates["on_time"] + rates["late"] + rates["in_review"]
    return rates.assign(adds_up=(rates[states].sum(axis=1) == rates["owed"]) & (filed == rates["filed"]))


def _comparability(pairs: pd.DataFrame) -> pd.DataFrame:
    reaches_back = pairs["comparable_since_year"] <= pairs["previous_year"]
    return pairs.assign(fits_since=reaches_back == pairs["is_comparable"])


def _merged_region(merged: pd.DataFrame) -> pd.DataFrame:
    complete = merged["parts_reporting"] == merged["parts_expected"]
    return merged.assign(is_whole=complete | merged["merged_base"].isna())


def _rolled_up(rolled_up: pd.DataFrame, in_force: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Totals of whole regions beside what the region itself reported."""
    joined = _beside(rolled_up, in_force[~in_force["value_status"].isin(["blank", "masked"])])
    known = joined[["value_in_force", "held_back_reason_in_force", "observation_id"]]
    reports = known.notna().any(axis=1)
    published = joined["value_in_force"].where(joined["held_back_reason_in_force"].isna())
    not_additive = [i.id for i in catalog.indicators.values() if i.aggregation.rule == "not_additive"]
    put_together = joined["basis"].isin(["built", "recomputed"])
    return joined.assign(
        is_as_reported=np.where(reports, _same(joined["value"], published) & ~put_together, True),
        is_addable=~(put_together & joined["indicator_id"].isin(not_additive)),
        is_covered=joined["counties_covered"] <= joined["counties_expected"],
    )


def _is_explained(reconciled: pd.DataFrame) -> pd.Series:
    return ~reconciled["result"].isin(["violated", "flagged"]) | reconciled["figures"].notna()


def _rules_by_subject(reconciled: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    keys = ["subject", "submission_id", "region_code", "year"]
    counted = reconciled.groupby(keys, dropna=False)["rule_id"].nunique().rename("judged").reset_index()
    return counted.assign(rules=len(catalog.identities))


def _dimensions(tables: Tables) -> pd.DataFrame:
    keys = {"dim_indicator": "indicator_id", "dim_submission": "submission_id", "dim_year": "year",
            "dim_region_change": "change_id"}  # fmt: skip
    rows = [(name, column, _frame(tables[name], [column])[column].is_unique) for name, column in keys.items()]
    return pd.DataFrame(rows, columns=["table", "key", "is_unique"])


def _row_counts(observed: pd.DataFrame, in_force: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """How many rows each table has and must at least have, given the one it is made from."""
    standing = int((observed["not_in_force_reason"].isna() & observed["region_code"].notna()).sum())
    rows = [
        ("fct_indicator_year", len(in_force), standing),
        ("cmp_year_over_year", len(compared), len(in_force)),
    ]
    table = pd.DataFrame(rows, columns=["table", "rows", "made_from"])
    return table.assign(is_filled=(table["rows"] > 0) | (table["made_from"] == 0))


def _edition(tables: Tables, catalog: Catalog) -> Views:
    published, sources = _frame(tables["comparison"]), _frame(tables["sources"])
    in_force, compared = _frame(tables["fct_indicator_year"]), _frame(tables["cmp_year_over_year"])
    return {
        "comparison": _edition_comparison(published, sources, in_force, compared),
        "sources": sources,
        "row_counts": _edition_rows(published, in_force),
    }


def _edition_comparison(
    published: pd.DataFrame, sources: pd.DataFrame, in_force: pd.DataFrame, compared: pd.DataFrame
) -> pd.DataFrame:
    wanted = compared[[*_FIGURE_KEY, *_NUMBERS]].drop_duplicates(_FIGURE_KEY)
    renamed = wanted.rename(columns={name: f"{name}_of_marts" for name in _NUMBERS})
    joined = _beside(published, in_force).merge(renamed, on=_FIGURE_KEY, how="left", validate="many_to_one")
    joined = _with_lapsed(joined, in_force)
    held = joined["held_back_reason_in_force"].notna()
    has_source = joined["observation_id"].isin(sources["observation_id"])
    return joined.assign(
        is_publishable=~(held & joined["value"].notna()),
        has_source=joined["value"].isna() | has_source,
    )


def _with_lapsed(joined: pd.DataFrame, in_force: pd.DataFrame) -> pd.DataFrame:
    """A figure of last year that was not reported again has no comparison; its own row is the yardstick."""
    last = in_force[in_force["held_back_reason"].isna()]
    last = last.assign(year=last["year"] + 1).rename(columns={"value": "last_value"})
    beside = joined.merge(last[[*_FIGURE_KEY, "last_value"]], on=_FIGURE_KEY, how="left")
    lapsed = beside["value_in_force"].isna() & beside["previous_value_of_marts"].isna()
    beside["previous_value_of_marts"] = beside["previous_value_of_marts"].where(~lapsed, beside["last_value"])
    return beside.drop(columns="last_value")


def _edition_rows(published: pd.DataFrame, in_force: pd.DataFrame) -> pd.DataFrame:
    """The figures of the published years; an edition speaks of one year."""
    of_year = in_force[in_force["year"].isin(published["year"])]
    keys = set(of_year[_FIGURE_KEY].itertuples(index=False, name=None))
    listed = set(published[_FIGURE_KEY].itertuples(index=False, name=None))
    rows = [("comparison", len(listed & keys), len(keys))]
    return pd.DataFrame(rows, columns=["table", "rows", "expected_rows"])


def _same(first: pd.Series, second: pd.Series) -> pd.Series:
    """Whether two columns hold the same number, or both none."""
    a, b = first.to_numpy(dtype=float), second.to_numpy(dtype=float)
    return pd.Series((a == b) | (np.isnan(a) & np.isnan(b)), index=first.index)
