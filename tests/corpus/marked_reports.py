"""Reads the annotated reports of this folder: plain text, gold facts with exact offsets, identity.

A report is front matter between two lines of ``---`` and then the text, in which a figure is written as
``⟦number text|indicator|attribute|…⟧``; README.md lists the attributes. The parser is strict: what it does
not understand is an error that names file and line, for a slip in the gold would be counted against the
reader that is measured on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from printed_numbers import printed_value

from catalog import Catalog

REPORTS = Path(__file__).parent / "reports"

Level = Literal["province", "city", "county", "local"]
Qualifier = Literal["exact", "at_least", "at_most", "approx", "range"]
Scope = Literal["own", "region", "system", "township", "own_or_region"]
Period = Literal[
    "full_year",
    "ytd",
    "range",
    "event",
    "point_in_time",
    "other_reference_year",
    "previous_year",
    "multi_year",
]
Assertion = Literal["actual", "claimed", "problem"]
ScopeGroup = Literal["bureau", "territory"]

# What a bureau does with its own papers, staff and lawsuits; every other indicator is about the territory
# it serves (arbitration, inspection, wages, publicity, service halls).
BUREAU_FAMILIES = (
    "recon_",
    "lit_",
    "procuratorial_",
    "head_",
    "court_hearing_",
    "penalty_",
    "legal_review_",
    "compulsory_",
    "work_injury_",
    "other_admin_",
    "enforcement_cert_",
    "law_",
    "leadership_",
    "lic_",
    "commitment_",
    "doc_",
    "review_",
    "fair_competition_",
    "opinions_",
    "data_shared_",
    "info_",
)

_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_KEYED = ("v", "low", "high", "q", "scope", "period", "year", "a")
_FLAGS = ("words", "slip", "arguable")


class MarkupError(ValueError):
    """An annotation that cannot be read; the message names file, line and what to do."""


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """Who wrote a report about which year, as its front matter states it."""

    id: str
    style: str
    agency: str
    level: Level
    year: int
    kind: str
    split: str
    silent_scope: Mapping[ScopeGroup, Scope]
    contradictions: str | None


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One figure as a careful reader records it.

    ``value`` is in base units (元, counts, percent numbers) and null for a range, whose bounds are
    ``value_low`` and ``value_high``. ``start`` and ``end`` count characters of the plain text, and the text
    between them is ``number_text``. ``scopes`` and ``periods`` hold every reading that counts as right,
    the annotator's own first.
    """

    indicator_id: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str
    qualifier: Qualifier
    in_words: bool
    scopes: tuple[Scope, ...]
    periods: tuple[Period, ...]
    period_year: int
    assertion: Assertion
    arguable: bool
    start: int
    end: int
    number_text: str


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A report: its identity, its text without marks, and its facts in reading order."""

    identity: ReportIdentity
    text: str
    facts: tuple[GoldFact, ...]


def read_reports(catalog: Catalog, folder: Path = REPORTS) -> tuple[MarkedReport, ...]:
    """Every report of a folder, by file name. Raises MarkupError at the first fault."""
    return tuple(read_report(path, catalog) for path in sorted(folder.glob("*.md")))


def read_report(path: Path, catalog: Catalog) -> MarkedReport:
    """One report. Raises MarkupError with file and line."""
    report = parse_report(path.read_bytes().decode("utf-8"), catalog, path.name)
    if report.identity.id != path.stem:
        raise MarkupError(f"{path.name}: id is {report.identity.id}; name it as the file")
    return report


def parse_report(source: str, catalog: Catalog, name: str) -> MarkedReport:
    """A report from its marked source; ``name`` stands in the messages."""
    front = _FRONT_MATTER.match(source)
    if not front:
        raise MarkupError(f"{name}: no front matter between two lines of ---")
    identity = _identity(yaml.safe_load(front.group(1)), name)
    text, facts = _strip_marks(source, front.end(), identity, catalog, name)
    if not text.strip():
        raise MarkupError(f"{name}: no text after the front matter")
    return MarkedReport(identity, text, tuple(facts))


def scope_group(indicator_id: str) -> ScopeGroup:
    """Whether a silent figure of this indicator is the bureau's own or its territory's."""
    return "bureau" if indicator_id.startswith(BUREAU_FAMILIES) else "territory"


def _identity(data: Any, name: str) -> ReportIdentity:
    required = ("id", "invented", "style", "agency", "level", "year", "kind", "split", "silent_scope")
    if not isinstance(data, dict) or (missing := [key for key in required if key not in data]):
        raise MarkupError(f"{name}: front matter lacks {missing if isinstance(data, dict) else required}")
    if unknown := sorted(set(data) - set(required) - {"contradictions"}):
        raise MarkupError(f"{name}: front matter has unknown keys {unknown}")
    if data["invented"] is not True:
        raise MarkupError(f"{name}: only invented reports belong here; state invented: true")
    silent = data["silent_scope"]
    if set(silent) != set(get_args(ScopeGroup)):
        raise MarkupError(f"{name}: silent_scope needs exactly {get_args(ScopeGroup)}")
    return ReportIdentity(
        id=str(data["id"]),
        style=str(data["style"]),
        agency=str(data["agency"]),
        level=_one_of(data["level"], Level, name),
        year=int(data["year"]),
        kind=str(data["kind"]),
        split=str(data["split"]),
        silent_scope={group: _one_of(silent[group], Scope, name) for group in get_args(ScopeGroup)},
        contradictions=data.get("contradictions"),
    )


def _one_of(value: Any, choices: Any, place: str) -> Any:
    if value not in get_args(choices):
        raise MarkupError(f"{place}: {value!r} is none of {', '.join(get_args(choices))}")
    return value


def _strip_marks(
    source: str, begin: int, identity: ReportIdentity, catalog: Catalog, name: str
) -> tuple[str, list[GoldFact]]:
    pieces: list[str] = []
    facts: list[GoldFact] = []
    length, at = 0, begin
    for mark in _MARK.finditer(source, begin):
        place = f"{name}:{source.count(chr(10), 0, mark.start()) + 1}"
        before = _unmarked(source[at : mark.start()], place)
        number_text, _, rest = mark.group(1).partition("|")
        start = length + len(before)
        length = start + len(number_text)
        facts.extend(_facts(number_text, rest, start, identity, catalog, place))
        pieces += (before, number_text)
        at = mark.end()
    pieces.append(_unmarked(source[at:], f"{name}: after the last mark"))
    return "".join(pieces), facts


def _unmarked(text: str, place: str) -> str:
    if "⟦" in text or "⟧" in text:
        raise MarkupError(f"{place}: unbalanced ⟦ ⟧ before this place")
    return text


def _facts(
    number_text: str, rest: str, start: int, identity: ReportIdentity, catalog: Catalog, place: str
) -> Iterator[GoldFact]:
    names, *attributes = rest.split("|")
    if not number_text or not names:
        raise MarkupError(f"{place}: a mark needs a number text and an indicator: ⟦67|arb_cases_accepted⟧")
    keyed, flags = _attributes(attributes, place)
    value, low, high = _values(number_text, keyed, flags, place)
    for name in names.split("+"):
        indicator_id = name.removesuffix("?")
        if indicator_id not in catalog.indicators:
            raise MarkupError(f"{place}: {indicator_id} is not in the catalogue")
        indicator = catalog.indicators[indicator_id]
        silent = identity.silent_scope[scope_group(indicator_id)]
        yield GoldFact(
            indicator_id=indicator_id,
            value=value,
            value_low=low,
            value_high=high,
            unit=indicator.unit,
            qualifier=_one_of(keyed.get("q", "exact"), Qualifier, place),
            in_words="words" in flags,
            scopes=tuple(_one_of(s, Scope, place) for s in keyed.get("scope", silent).split("/")),
            periods=_periods(keyed.get("period"), indicator.kind, place),
            period_year=int(keyed.get("year", identity.year)),
            assertion=_one_of(keyed.get("a", "actual"), Assertion, place),
            arguable="arguable" in flags or name.endswith("?"),
            start=start,
            end=start + len(number_text),
            number_text=number_text,
        )


def _attributes(attributes: list[str], place: str) -> tuple[dict[str, str], set[str]]:
    keyed: dict[str, str] = {}
    flags: set[str] = set()
    for attribute in attributes:
        key, equals, value = attribute.partition("=")
        if (equals and (key not in _KEYED or not value)) or (not equals and key not in _FLAGS):
            raise MarkupError(f"{place}: attribute {attribute!r} is unknown or empty")
        if key in keyed or key in flags:
            raise MarkupError(f"{place}: attribute {key} stands twice")
        if equals:
            keyed[key] = value
        else:
            flags.add(key)
    return keyed, flags


def _periods(stated: str | None, kind: str, place: str) -> tuple[Period, ...]:
    """The stated readings; silent means the report year, for a stock its end as well."""
    if stated is None:
        return ("full_year", "point_in_time") if kind == "stock" else ("full_year",)
    return tuple(_one_of(period, Period, place) for period in stated.split("/"))


def _values(
    number_text: str, keyed: Mapping[str, str], flags: set[str], place: str
) -> tuple[float | None, float | None, float | None]:
    """Value, lower and upper bound as INTERFACES defines them for each qualifier."""
    qualifier = keyed.get("q", "exact")
    if qualifier == "range":
        if "low" not in keyed or "high" not in keyed or "v" in keyed:
            raise MarkupError(f"{place}: a range states low= and high= and no v=")
        return None, float(keyed["low"]), float(keyed["high"])
    if "low" in keyed or "high" in keyed:
        raise MarkupError(f"{place}: low= and high= belong to q=range only")
    value = _stated_or_printed(number_text, keyed.get("v"), flags, place)
    low = None if qualifier in ("at_most", "approx") else value
    high = None if qualifier in ("at_least", "approx") else value
    return value, low, high


def _stated_or_printed(number_text: str, stated: str | None, flags: set[str], place: str) -> float:
    if stated is None:
        if not _PLAIN_NUMBER.fullmatch(number_text) or not number_text.isascii():
            raise MarkupError(f"{place}: {number_text!r} is no plain number; state v=")
        return float(number_text.rstrip("%"))
    printed = None if flags & {"words", "slip"} else printed_value(number_text)
    if printed is None and not flags & {"words", "slip"}:
        raise MarkupError(
            f"{place}: {number_text!r} is no numeral; flag it as words, or as slip if misprinted"
        )
    if printed is not None and abs(printed - float(stated)) > 1e-6:
        raise MarkupError(f"{place}: v={stated}, but {number_text!r} reads {printed:g}")
    return float(stated)
