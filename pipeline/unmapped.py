"""Quantities for which the catalogue has no indicator, ranked: what a statistician should add next.

The wording around each number is brought to a phrase as the catalogue writes them (`办理政协提案{n}件`), so
that the same quantity of several reports falls together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from catalog import Catalog
from ingestion.landing import read_raw_table
from pipeline.batches import receipt_book
from pipeline.settings import Home
from pipeline.wording import Record

BEFORE, AFTER = 16, 8
"""Characters of the wording kept on either side of a number at most."""

_NO_WORDING = re.compile(r"[\s“”\"'《》〈〉]")
_CUT = re.compile(r"[，,、；;。：:（）()\[\]【】|｜/\d%]")
_SHORTEST = 2

Report = tuple[str, Sequence[Record]]
"""A report's name (or id) and all its observations."""

_Stands = Callable[[str, str], bool]
_Cut = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording with its unit: in how many reports and how often, its values added up, and one clause.

    ``magnitude`` is the sum of the absolute values in base units; ranges have none and add nothing.
    """

    text: str
    unit: str
    reports: int
    mentions: int
    magnitude: float
    example: str
    example_report: str


def rank_unmapped(reports: Iterable[Report], catalog: Catalog) -> tuple[Phrase, ...]:
    """The phrases of all unmapped quantities: those of most reports first, then most mentions, then text."""
    wording = Wording(catalog)
    found: dict[tuple[str, str], list[tuple[str, Record]]] = defaultdict(list)
    for name, observations in sorted(reports, key=lambda report: report[0]):
        for record, text in wording.phrases(observations):
            found[text, record["unit"] or ""].append((name, record))
    phrases = (_phrase(text, unit, mentions) for (text, unit), mentions in found.items())
    return tuple(sorted(phrases, key=lambda p: (-p.reports, -p.mentions, -p.magnitude, p.text, p.unit)))


def _phrase(text: str, unit: str, mentions: Sequence[tuple[str, Record]]) -> Phrase:
    name, record = mentions[0]
    return Phrase(
        text=text,
        unit=unit,
        reports=len({report for report, _ in mentions}),
        mentions=len(mentions),
        magnitude=sum(abs(each["value"]) for _, each in mentions if each["value"] is not None),
        example=" ".join(record["evidence"].split()),
        example_report=name,
    )


class Wording:
    """Brings the clause around a number to a phrase, with the words of the catalogue's lexicon."""

    def __init__(self, catalog: Catalog) -> None:
        lexicon = catalog.lexicon
        hedges = {
            word for bound in ("at_least", "at_most", "approx") for word in lexicon["hedges"][bound]["before"]
        }
        scopes = {word for scope in ("own", "region", "system") for word in lexicon["scopes"][scope]}
        self._leading = frozenset({*lexicon["phrase_edges"]["leading"], *hedges, *scopes})
        self._trailing = frozenset({*lexicon["phrase_edges"]["trailing"], *hedges})
        self._measures = frozenset(w for family in catalog.measure_words.families for w in family.printed)

    def phrases(self, observations: Sequence[Record]) -> Iterator[tuple[Record, str]]:
        """Every unmapped quantity of a report with its phrase."""
        for record, which in _occurrences(observations):
            if record["disposition"] == "unmapped":
                yield record, self.phrase(record["evidence"], record["raw_text"], record["unit"] or "", which)

    def phrase(self, clause: str, raw: str, unit: str, which: int = 0) -> str:
        """The phrase of the ``which``-th ``raw`` (from 0) in its clause."""
        clause, raw = _plain(clause), _plain(raw)
        at = _place(clause, raw, which)
        if at is None:
            return f"{self._wording(clause)}…{{n}}{unit}"
        before = self._piece(clause[:at], self._last_cut(clause[:at]))
        after = _CUT.split(clause[at + len(raw) :])[0][:AFTER]
        if len(before) < _SHORTEST and not after:
            earlier = self._wording(clause[:at])
            before = f"{earlier}…" if earlier else before
        return f"{before}{{n}}{unit}{after}"

    def _wording(self, clause: str) -> str:
        """The last piece of a clause, between numbers and marks, that says anything."""
        while clause:
            cut = self._last_cut(clause)
            piece = self._piece(clause, cut)
            if len(piece) >= _SHORTEST:
                return piece
            clause = clause[: max(0, cut - 1)]
        return ""

    def _piece(self, clause: str, cut: int) -> str:
        """The end of a clause from ``cut`` on, the measure word of a number before it left out."""
        piece = clause[cut:]
        if clause[cut - 1 : cut].isdigit():
            measure = max((w for w in self._measures if piece.startswith(w)), key=len, default="")
            piece = piece[len(measure) :]
        return self._stripped(piece)[-BEFORE:]

    @staticmethod
    def _last_cut(clause: str) -> int:
        return max((found.end() for found in _CUT.finditer(clause)), default=0)

    def _stripped(self, text: str) -> str:
        """Without words at its ends that say nothing of what is counted, as long as something is left."""
        text = _without_ends(text, self._leading, str.startswith, lambda t, n: t[n:])
        return _without_ends(text, self._trailing, str.endswith, lambda t, n: t[:-n])


def _without_ends(text: str, words: frozenset[str], stands: _Stands, cut: _Cut) -> str:
    while True:
        found = max((w for w in words if stands(text, w)), key=lambda w: (len(w), w), default="")
        if not found or len(text) - len(found) < _SHORTEST:
            return text
        text = cut(text, len(found))


def _plain(text: str) -> str:
    """Half-width, without blanks and quotation marks."""
    return _NO_WORDING.sub("", unicodedata.normalize("NFKC", text))


def _place(clause: str, raw: str, which: int) -> int | None:
    places = [found.start() for found in re.finditer(re.escape(raw), clause)] if raw else []
    return places[which % len(places)] if places else None


def _occurrences(observations: Sequence[Record]) -> Iterator[tuple[Record, int]]:
    """Every observation with the count of places before it that read the same in the same clause."""
    places: Mapping[tuple[str, str], list[object]] = defaultdict(list)
    for record in observations:
        place = (record["start"], record["sheet"], record["cell"])
        same = places[record["evidence"], record["raw_text"]]
        if place not in same:
            same.append(place)
        yield record, same.index(place)


def reports_of_home(home: Home) -> Iterator[Report]:
    """The observations of every submission as last read; withdrawn submissions are left out."""
    documents = read_raw_table(home.root, "documents")
    in_force = _readings_in_force(home, documents)
    by_reading: dict[str, list[Record]] = {reading: [] for reading in in_force}
    columns = ["reading_id", "disposition", "raw_text", "evidence", "unit", "value", "start", "sheet", "cell"]
    for row in read_raw_table(home.root, "observations").select(columns).to_pylist():
        if row["reading_id"] in by_reading:
            by_reading[row["reading_id"]].append(row)
    for reading, name in in_force.items():
        yield name, by_reading[reading]


def _readings_in_force(home: Home, documents: pa.Table) -> dict[str, str]:
    """The last reading of each submission that stands, with a name that no other report has."""
    book = receipt_book(home)
    columns = ["submission_id", "reading_id", "source_name", "received_at", "sequence"]
    rows = sorted(documents.select(columns).to_pylist(), key=lambda r: (r["received_at"], r["sequence"]))
    last = {row["submission_id"]: row for row in rows}
    return {
        row["reading_id"]: f"{row['source_name']} {submission[:8]}"
        for submission, row in sorted(last.items())
        if book.standing(submission).outcome != "withdrawn"
    }
