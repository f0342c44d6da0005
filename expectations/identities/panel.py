"""Figures laid out for judging: one row per frame, one cell per indicator.

A frame is what may be compared with itself: one submission (or one region), one year, one organisational
scope, one assertion and compatible periods. Scopes never mix, nor do what was done and what was promised.
Figures of the full year, up to a date and at a point in time of one submission belong together; those of a
campaign or of another year stay among themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from catalog import Catalog
from catalog.rules import Subject
from expectations.identities.printed import bounds, show, show_bounds, steps

Made = TypeVar("Made")
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

OF_THE_YEAR = ("full_year", "ytd", "point_in_time")
"""The period types that are figures of the year and may be judged together."""

_FRAME = {
    "submission": ["submission_id", "region_code", "year", "org_scope", "assertion", "period", "label"],
    "region_year": ["region_code", "year", "org_scope", "assertion", "period", "label"],
}
_SUBJECT = {"submission": ["submission_id"], "region_year": ["region_code", "year"]}
_CODES = ("region_level", "kind", "indicator_id", "disposition", "unit", "qualifier", "value_status",
          "org_scope", "scope_basis", "period_type", "assertion")  # fmt: skip
_TEXTS = ("region_code", "event_label", "raw_text", "evidence", "sheet", "cell")
_IDS = ("observation_id", "submission_id")
_NUMBERS = ("value", "value_low", "value_high", "char_start", "year", "report_year")
_OTHERS = (
    "published_on",
    "received_at",
    "period_start",
    "period_end",
    "is_reported_by_upper",
    "is_conflicting",
)
NEEDED = (*_IDS, *_CODES, *_TEXTS, *_NUMBERS, *_OTHERS)
"""The columns that judging looks at; others are left where they are."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in detail, for findings: its place in the panel, what it states and where it is printed.

    ``value`` is NaN for a range, ``year`` and ``char_start`` None where they are not known.
    """

    row: int
    subject: int
    frame: int
    submission_id: str
    indicator_id: str
    value: float
    low: float
    high: float
    step: float
    qualifier: str | None
    value_status: str | None
    unit: str | None
    raw_text: str
    evidence: str
    org_scope: str
    disposition: str
    period_type: str | None
    event_label: str | None
    year: int | None
    char_start: int | None
    sheet: str | None
    cell: str | None
    published_on: str | None


def figures_of(table: pd.DataFrame) -> Iterator[Figure]:
    """The rows of (a selection of) the figures of a panel, in their order."""
    columns = [_plain(table[name], name) for name in _DETAIL]
    for row, values in zip(table.index.tolist(), zip(*columns, strict=True), strict=True):
        yield Figure(int(row), *values)


def _plain(column: pd.Series, name: str) -> list[Any]:
    if name in ("year", "char_start"):
        return [None if pd.isna(v) else int(v) for v in column.tolist()]
    if name == "published_on":
        return [None if pd.isna(v) else str(v)[:10] for v in column.tolist()]
    if name in ("raw_text", "evidence", "submission_id", "org_scope"):
        return [v if isinstance(v, str) else "" for v in column.tolist()]
    if name in ("value", "low", "high", "step"):
        return column.tolist()
    return [None if pd.isna(v) else v for v in column.tolist()]


_DETAIL = tuple(Figure.__dataclass_fields__)[1:]


@dataclass(frozen=True)
class Panel:
    """The figures of all submissions, or of all regions and years.

    ``figures`` has one row per figure, sorted by indicator and frame, with ``frame``, ``low``, ``high`` and
    ``step``. ``frames`` has one row per frame with its key and ``subject``; ``subjects`` one row per
    submission (with its region and report year) or region-year. ``cells`` are the runs of figures of one
    indicator in one frame; ``before`` is the frame of the previous year, or -1.
    """

    subject: Subject
    figures: pd.DataFrame
    frames: pd.DataFrame
    subjects: pd.DataFrame
    cells: pd.DataFrame
    before: Integers
    places: dict[str, tuple[int, int]]

    @property
    def rows(self) -> int:
        """How many frames there are."""
        return len(self.owners)

    def column(
        self, indicator_id: str, which: Literal["low", "high", "value"], years_back: int = 0
    ) -> Floats:
        """The bounds (or the printed value) of an indicator by frame, NaN where it is not reported.

        Two unequal figures in one frame span an interval: either may be meant.
        """
        dense = np.full(self.rows, np.nan)
        cells = self.cells_of(indicator_id)
        dense[cells["frame"].to_numpy()] = cells[which].to_numpy()
        for _ in range(years_back):
            dense = np.where(self.before >= 0, dense[self.before], np.nan)
        return dense

    def texts(self, indicator_id: str, years_back: int = 0) -> NDArray[np.object_]:
        """The figures of an indicator by frame as they are shown, empty where it is not reported."""
        dense = np.full(self.rows, "", dtype=object)
        start, end = self.places.get(indicator_id, (0, 0))
        dense[self._cell_frames[start:end]] = self._cell_texts[start:end]
        for _ in range(years_back):
            dense = np.where(self.before >= 0, dense[self.before], "").astype(object)
        return dense

    def text(self, frame: int, indicator_id: str, years_back: int = 0) -> str:
        """The same of one frame."""
        cell = self._cell(frame, indicator_id, years_back)
        return "" if cell is None else str(self._cell_texts[cell])

    def cells_of(self, indicator_id: str) -> pd.DataFrame:
        """The cells of one indicator, at most one per frame."""
        start, end = self.places.get(indicator_id, (0, 0))
        return self.cells.iloc[start:end]

    def rows_at(self, frame: int, indicator_id: str, years_back: int = 0) -> tuple[int, ...]:
        """Where the figures of one indicator in one frame that state a number stand in ``figures``."""
        cell = self._cell(frame, indicator_id, years_back)
        if cell is None:
            return ()
        start, count = int(self._cell_starts[cell]), int(self._cell_counts[cell])
        return tuple(row for row in range(start, start + count) if not np.isnan(self._lows[row]))

    def figures_at(self, frame: int, indicator_id: str, years_back: int = 0) -> tuple[Figure, ...]:
        """The same figures in detail."""
        return tuple(figures_of(self.figures.iloc[list(self.rows_at(frame, indicator_id, years_back))]))

    def is_printed(self, frame: int, indicator_id: str, years_back: int = 0) -> bool:
        """Whether an indicator has a figure in the frame."""
        return self._cell(frame, indicator_id, years_back) is not None

    def owner(self, frame: int) -> int:
        """The subject that a frame belongs to."""
        return int(self.owners[frame])

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What several checks work out alike, made by the first of them; it is not to be changed."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def facts(self) -> pd.DataFrame:
        """The figures that are reported as facts, with a number."""
        return self.figures[(self.figures["disposition"] == "fact") & self.figures["low"].notna()]

    @cached_property
    def owners(self) -> Integers:
        """The subject of every frame."""
        return self.frames["subject"].to_numpy(dtype=np.int64)

    @cached_property
    def values(self) -> Floats:
        """The printed number of every figure, NaN for a range."""
        return self.figures["value"].to_numpy(dtype=float)

    @cached_property
    def are_exact(self) -> NDArray[np.bool_]:
        """Which figures are printed without a word such as 余 or 约."""
        return (
            self.figures["qualifier"].isin(["exact"]).to_numpy() | self.figures["qualifier"].isna().to_numpy()
        )

    @cached_property
    def submission_codes(self) -> Integers:
        """A number for the submission of every figure."""
        return np.asarray(pd.factorize(self.figures["submission_id"])[0], dtype=np.int64)

    @cached_property
    def sheet_codes(self) -> Integers:
        """A number for the sheet of every figure, -1 where it stands on none."""
        return np.asarray(pd.factorize(self.figures["sheet"])[0], dtype=np.int64)

    @cached_property
    def char_starts(self) -> Floats:
        """Where every figure begins in its text, NaN where it stands in none."""
        return self.figures["char_start"].to_numpy(dtype=float, na_value=np.nan)

    @cached_property
    def _lows(self) -> Floats:
        return self.figures["low"].to_numpy(dtype=float)

    @cached_property
    def _cell_frames(self) -> Integers:
        return self.cells["frame"].to_numpy(dtype=np.int64)

    @cached_property
    def _cell_starts(self) -> Integers:
        return self.cells["start"].to_numpy(dtype=np.int64)

    @cached_property
    def _cell_counts(self) -> Integers:
        return self.cells["count"].to_numpy(dtype=np.int64)

    def _cell(self, frame: int, indicator_id: str, years_back: int) -> int | None:
        for _ in range(years_back):
            frame = int(self.before[frame]) if frame >= 0 else -1
        start, end = self.places.get(indicator_id, (0, 0))
        place = start + int(np.searchsorted(self._cell_frames[start:end], frame))
        return place if place < end and self._cell_frames[place] == frame and frame >= 0 else None

    @cached_property
    def _cell_texts(self) -> NDArray[np.object_]:
        """One text per cell: the figure with its mark, two unequal ones with a stroke between them."""
        shown = _shown(self.figures.iloc[self._cell_starts])
        for cell in np.flatnonzero(self._cell_counts > 1).tolist():
            start, count = int(self._cell_starts[cell]), int(self._cell_counts[cell])
            texts = _shown(self.figures.iloc[start : start + count])
            shown[cell] = "／".join(dict.fromkeys(text for text in texts if text))
        return shown


def _shown(figures: pd.DataFrame) -> NDArray[np.object_]:
    """The figures as texts, empty where no number is stated; each distinct exact one is worked out once."""
    value, low, high = (figures[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    qualifier = figures["qualifier"].to_numpy(dtype=object)
    marked = np.isin(qualifier.astype(str), ("at_least", "at_most", "approx", "range")) | np.isnan(value)
    distinct, number = np.unique(np.where(marked, 0.0, value), return_inverse=True)
    shown = np.array([show(v) for v in distinct.tolist()], dtype=object)[number]
    for place in np.flatnonzero(marked).tolist():
        shown[place] = show_bounds(value[place], low[place], high[place], qualifier[place])
    return np.where(np.isnan(low), "", shown).astype(object)


def submission_panel(figures: pa.Table, catalog: Catalog) -> Panel:
    """The figures of every submission, as they were reported."""
    return _panel(_prepared(figures, catalog), "submission")


def region_panel(figures: pa.Table, catalog: Catalog) -> Panel:
    """The figures in force of every region and year; conflicting candidates are no figure to judge with."""
    frame = _prepared(figures, catalog)
    conflicting = frame.get("is_conflicting", pd.Series(False, index=frame.index)).fillna(False).astype(bool)
    frame.loc[conflicting, ["low", "high"]] = np.nan
    return _panel(frame, "region_year")


def _prepared(figures: pa.Table, catalog: Catalog) -> pd.DataFrame:
    frame = _in_memory(figures)
    if "disposition" not in frame:
        frame["disposition"] = pd.Series("fact", index=frame.index, dtype="category")
    for name in (*_CODES, *_TEXTS):
        if name not in frame:
            frame[name] = pd.Series(None, index=frame.index, dtype="category" if name in _CODES else object)
    values = frame["value"].to_numpy(dtype=float)
    is_rate = frame["indicator_id"].isin(_rates(catalog)).to_numpy()
    step = steps(values, frame["raw_text"].astype("str").fillna(""), is_rate)
    low, high = bounds(frame, step)
    return frame.assign(step=step, low=low, high=high, period=_period(frame), label=_label(frame))


def _in_memory(figures: pa.Table) -> pd.DataFrame:
    """The columns that are looked at: codes as numbers with names, texts as they are (quick to pick from)."""
    own = figures.select([name for name in NEEDED if name in figures.column_names])
    for name in set(_CODES) & set(own.column_names):
        coded = own[name].cast(pa.string()).dictionary_encode()
        own = own.set_column(own.column_names.index(name), name, coded)
    texts: dict[str, Any] = {name: object for name in (*_IDS, *_TEXTS) if name in own.column_names}
    frame = own.to_pandas(date_as_object=True).astype(texts)
    for name in set(_CODES) & set(own.column_names):
        names = sorted(frame[name].cat.categories)  # the order of figures and findings rests on it
        frame[name] = frame[name].cat.set_categories(names)
    return frame


def _rates(catalog: Catalog) -> list[str]:
    return [indicator.id for indicator in catalog.indicators.values() if indicator.unit == "%"]


def _period(frame: pd.DataFrame) -> pd.Series:
    """The group of periods that may be judged together."""
    period = frame["period_type"].astype("str")
    return period.where(period.notna() & ~period.isin(OF_THE_YEAR), "year").astype("category")


def _label(frame: pd.DataFrame) -> pd.Series:
    """What tells two campaigns or spans of one year apart; a reference is never part of a sum."""
    whole = frame["period_type"].isin((*OF_THE_YEAR, "other_reference_year", "previous_year"))
    dated = (~whole & frame["period_type"].notna()).to_numpy()
    label = np.full(len(frame), "", dtype=object)
    label[dated] = frame.loc[dated, "event_label"].fillna("").to_numpy(dtype=object)
    for edge in ("period_start", "period_end"):
        if edge in frame:
            dates = frame.loc[dated, edge].astype(object)
            label[dated] += "|" + dates.where(dates.notna(), "").astype(str).to_numpy(dtype=object)
    return pd.Series(label, index=frame.index, dtype="str").astype("category")


def _panel(prepared: pd.DataFrame, subject: Subject) -> Panel:
    keys, owners = _FRAME[subject], _SUBJECT[subject]
    frames = prepared[keys].copy()
    # References are figures of another year, another body, or differences; they make frames of their own.
    assertion = prepared["assertion"].astype("str").fillna("")
    frames["assertion"] = assertion.where(prepared["disposition"] != "reference", "reference")
    for name in set(keys) - {"year"}:
        frames[name] = frames[name].astype("str").fillna("").astype("category")
    frames["year"] = prepared["year"].fillna(-1).astype("int64")
    grouped = frames.groupby(keys, sort=True)
    number = grouped.ngroup().to_numpy(dtype=np.int64)
    table = frames.assign(frame=number).drop_duplicates("frame").sort_values("frame").reset_index(drop=True)
    table[[*set(keys) - {"year"}]] = table[[*set(keys) - {"year"}]].astype("str")
    ordered = prepared.assign(frame=number).iloc[_order(prepared, number)].reset_index(drop=True)
    subjects = _subjects(prepared, owners, subject)
    table["subject"] = _subject_numbers(table, subjects, owners)
    ordered["subject"] = table["subject"].to_numpy()[ordered["frame"].to_numpy()]
    cells = _cells(ordered)
    return Panel(subject, ordered, table, subjects, cells, _before(table, keys), _places(cells))


def _order(prepared: pd.DataFrame, frames: NDArray[np.integer[Any]]) -> Integers:
    """The figures by indicator, frame and observation; most stand alone, so few observations are compared."""
    indicator = prepared["indicator_id"].cat.codes.to_numpy()
    together = pd.DataFrame({"indicator": indicator, "frame": frames}).duplicated(keep=False).to_numpy()
    observation = np.zeros(len(prepared))
    observation[together] = prepared["observation_id"][together].rank(method="first").to_numpy(dtype=float)
    return np.asarray(np.lexsort((observation, frames, indicator)), dtype=np.int64)


def _subjects(prepared: pd.DataFrame, owners: list[str], subject: Subject) -> pd.DataFrame:
    if subject == "region_year":
        found = prepared[owners].drop_duplicates().sort_values(owners, ignore_index=True)
        return found.assign(submission_id=None)
    named = prepared[["submission_id", "report_year"]].drop_duplicates("submission_id")
    named = named.assign(region_code=named["submission_id"].map(_reporters(prepared)).astype("str"))
    return named.rename(columns={"report_year": "year"}).sort_values("submission_id", ignore_index=True)


def _reporters(prepared: pd.DataFrame) -> pd.Series:
    """The region of every submission that has one: a workbook of several bureaus' returns has none.

    A figure of another body (a county's row in a city's table) does not say whose submission it is.
    """
    is_other = prepared["org_scope"].astype("str") == "other"
    if "is_reported_by_upper" in prepared:
        is_other |= prepared["is_reported_by_upper"].fillna(False).astype(bool)
    own = prepared.loc[~is_other].groupby("submission_id")["region_code"]
    found = own.agg("first").where(own.nunique() == 1)
    # The first by its code, in whatever order the figures come.
    others = (
        prepared.loc[is_other].sort_values("region_code").groupby("submission_id")["region_code"].agg("first")
    )
    return found.combine_first(others[~others.index.isin(found.index)])


def _subject_numbers(frames: pd.DataFrame, subjects: pd.DataFrame, owners: list[str]) -> Integers:
    keyed = subjects[owners].copy()
    keyed[owners[0]] = keyed[owners[0]].astype(str)
    if "year" in keyed:
        keyed["year"] = keyed["year"].astype("int64")
    number = pd.Series(np.arange(len(keyed), dtype=np.int64), index=pd.MultiIndex.from_frame(keyed))
    wanted = pd.MultiIndex.from_frame(frames[owners])
    return number.reindex(wanted).to_numpy(dtype=np.int64)


def _cells(ordered: pd.DataFrame) -> pd.DataFrame:
    counts = (ordered["disposition"] != "reference") | (ordered["period_type"] == "previous_year")
    numbers = ["indicator_id", "frame", "low", "high", "step", "value"]
    stated = ordered.loc[ordered["low"].notna() & counts & ordered["indicator_id"].notna(), numbers]
    grouped = stated.assign(start=stated.index).groupby(["indicator_id", "frame"], sort=True)
    cells = grouped.agg(
        low=("low", "min"), high=("high", "max"), start=("start", "min"), last=("start", "max"),
        step=("step", "max"), value=("value", "first"), distinct=("value", "nunique"),
    ).reset_index()  # fmt: skip
    cells["value"] = cells["value"].fillna(cells["low"])  # a range has only bounds
    return cells.assign(count=cells["last"] - cells["start"] + 1).drop(columns="last")


def _places(cells: pd.DataFrame) -> dict[str, tuple[int, int]]:
    names, starts = np.unique(cells["indicator_id"].to_numpy(dtype=object).astype(str), return_index=True)
    ends = [*starts.tolist(), len(cells)][1:]
    return {str(name): (int(start), int(end)) for name, start, end in zip(names, starts, ends, strict=True)}


def _before(frames: pd.DataFrame, keys: list[str]) -> Integers:
    """The frame of the year before: in force for the same region, or quoted by the same submission."""
    number = {key: i for i, key in enumerate(frames[keys].itertuples(index=False, name=None))}
    year_at, assertion_at, period_at = (keys.index(k) for k in ("year", "assertion", "period"))
    before = np.full(len(frames), -1, dtype=np.int64)
    for i, key in enumerate(frames[keys].itertuples(index=False, name=None)):
        earlier: list[Any] = list(key)
        earlier[year_at] -= 1
        quoted = earlier.copy()
        quoted[assertion_at], quoted[period_at] = "reference", "previous_year"
        before[i] = number.get(tuple(earlier), number.get(tuple(quoted), -1))
    return before
