"""Figures that the arithmetic of their own text proves, whatever doubt their words leave.

结转9件，立案143件，结146案，存6案，结案率96.05%: the rate is that of the cases before it, and what was closed
and what was left make up what there was. Nobody's figures but the same body's fit so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, product
from typing import NamedTuple

from catalog import Catalog
from catalog.model import WeightedRatio
from ingestion.extraction.doubts.arithmetic.unequal import for_review
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STOP
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import Observation
from ingestion.quantities.compiled import compiled_once

RECKONED = "reckoned"
PARTING = "\n", "\t"
PIECE = re.compile(r"[^,。;:、!?()\d]*$")
"""What a number has before it for itself."""
BESIDE = re.compile(r",[^,。;:!?()\n\d]{2,12}")
"""No more than the name of a rate, with a word before it, stands between its part and a rate beside that."""
FULL = 100.0
TOLD = 3
"""So many figures make a sum."""
WAYS = 200
"""So many ways to choose among several values of its figures are tried for a sum."""
HALF = 0.5000001
"""A printed share is off by half of its last digit at most."""

Side = frozenset[str]


class Share(NamedTuple):
    """What a rate is a share of, and of how much; a sum where it is of several."""

    part: str
    wholes: tuple[str, ...]
    measures: frozenset[str]
    """The measure words that the part may be counted with."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The sums and shares of the catalogue; see ``catalog/lexicon/reckoning.yaml``."""

    sums: tuple[tuple[Side, Side], ...]
    shares: Mapping[str, Share]
    """By the rate that is one."""
    least: float
    outweighed: frozenset[str]
    bearing_witness: frozenset[str]
    """The reasons for review of what is a part of a sum without being a figure."""
    catch_all: frozenset[str]
    bare: frozenset[str]
    """All that may stand before a number that arithmetic names."""
    joining: re.Pattern[str]
    concerned: frozenset[str]
    """All figures that one of them is about."""


@compiled_once
def reckoning(catalog: Catalog) -> Reckoning:
    """The sums and shares of ``catalog``; the same content is compiled once per process."""
    data = catalog.lexicon["reckoning"]
    sums = tuple((frozenset(one), frozenset(other)) for one, other in data["sums"])
    rates = ((i.id, i.aggregation) for i in catalog.indicators.values())
    shares = {id_: _share(catalog, rate) for id_, rate in rates if isinstance(rate, WeightedRatio)}
    of_shares = (figure for share in shares.values() for figure in (share.part, *share.wholes))
    return Reckoning(
        sums,
        shares,
        data["least_sum"],
        frozenset(data["outweighs"]),
        frozenset(data["witnesses"]),
        frozenset(data["catch_all"]),
        frozenset(data["bare"]),
        one_of(catalog.lexicon["lists"]["conjunctions"]),
        frozenset().union(shares, of_shares, *(one | other for one, other in sums)),
    )


def _share(catalog: Catalog, rate: WeightedRatio) -> Share:
    """What a rate of the catalogue is a share of."""
    unit = catalog.indicators[rate.numerator].unit
    return Share(rate.numerator, rate.denominators, frozenset(catalog.measure_words.printed_for(unit)))


def reckoned(found: Sequence[Observation], text: str, known: Reckoning) -> list[Observation]:
    """``found`` in which what waits is a fact where a sum or a share of its paragraph proves it."""
    proved: dict[int, Observation] = {}
    for paragraph in _paragraphs(found, text, known):
        if any(o.disposition == "undecided" for o in paragraph):
            parts = {id(o) for o in paragraph if _reason(o) in known.bearing_witness}
            proof = _Paragraph(paragraph, text, known).proved()
            made = {key: figure for key, figure in proof.items() if key not in parts}
            proved.update(made)
            proved.update({id(o): for_review(o) for o in paragraph if _contradicts(o, made)})
    return [proved.get(id(o), o) for o in found]


def _contradicts(o: Observation, made: Mapping[int, Observation]) -> bool:
    """Whether a fact gives another value of what was proved (受理186件，其中立案142件…，结案率97.2%)."""
    if o.disposition != "fact" or id(o) in made:
        return False
    return any(m.value != o.value for m in made.values() if _figure(m) == _figure(o))


def _figure(o: Observation) -> tuple[object, ...]:
    """What an observation gives a value of."""
    return o.indicator_id, o.org_scope, o.period_type, o.period_year, o.event_label


def _paragraphs(found: Iterable[Observation], text: str, known: Reckoning) -> Iterator[list[Observation]]:
    """The numbers of each paragraph or cell that are facts, wait, or count what no phrase names."""
    paragraphs: dict[int, list[Observation]] = defaultdict(list)
    line = at = 0
    for o in found:
        if o.start is not None and o.value and o.qualifier in ("exact", None) and _may_count(o, known):
            line, at = line + sum([text.count(mark, at, o.start) for mark in PARTING]), o.start
            paragraphs[line].append(o)
    yield from paragraphs.values()


def _reason(o: Observation) -> str:
    """Why a figure waits, or by what it is read."""
    return o.rule.partition(":")[0]


def _may_count(o: Observation, known: Reckoning) -> bool:
    if o.disposition == "unmapped":
        return o.unit is not None
    weighs = _reason(o) in known.outweighed | known.bearing_witness
    waits = o.disposition == "undecided" and weighs
    return o.indicator_id in known.concerned and (waits or o.disposition == "fact")


class _Paragraph:
    """The numbers of one paragraph while those are found that its arithmetic proves."""

    def __init__(self, numbers: Iterable[Observation], text: str, known: Reckoning) -> None:
        self.text, self.known = text, known
        self.figures: dict[str | None, list[Observation]] = defaultdict(list)
        for o in numbers:
            self.figures[o.indicator_id].append(o)
        self.made: dict[int, Observation] = {}

    def proved(self) -> dict[int, Observation]:
        """The facts that waiting figures become, by these."""
        for id_, share in self.known.shares.items():
            for rate in self.figures.get(id_, ()):
                self._take_share(rate, share)
        for one, other in self.known.sums:
            for told in self._ways(one | other):
                if self._adds_up(told, one) and not any(map(self._counts_together, told)):
                    self._take(told)
        return self.made

    def _ways(self, figures: Side) -> Iterator[tuple[Observation, ...]]:
        """The ways to choose one value of every figure of a sum that is told: none may be left out."""
        told = [self.figures[i] for i in sorted(figures) if self.figures.get(i)]
        if len(told) >= TOLD and not all(map(self._is_fact, chain.from_iterable(told))):
            yield from islice(product(*told), WAYS)

    def _adds_up(self, told: Sequence[Observation], one: Side) -> bool:
        left = sum(o.value or 0.0 for o in told if o.indicator_id in one)
        right = sum(o.value or 0.0 for o in told if o.indicator_id not in one)
        return left == right and left >= self.known.least

    def _counts_together(self, o: Observation) -> bool:
        """Whether a waiting number counts what several nouns name, of which one may be no part of the sum."""
        if self._is_fact(o) or o.indicator_id in self.known.catch_all:
            return False
        piece = PIECE.search(self.text, max(0, (o.start or 0) - reach.CLAUSE), o.start or 0)
        return piece is not None and self.known.joining.search(piece[0]) is not None

    def _take_share(self, rate: Observation, share: Share) -> None:
        """Take a rate and what it is of, where they fit as closely as it was printed."""
        of = [values for whole in share.wholes if (values := self.figures.get(whole))]
        for chosen in product(*((*values, None) for values in of)):
            whole = [o for o in chosen if o is not None]
            fits = partial(_fits, rate, sum(o.value or 0.0 for o in whole))
            for counted in self.figures.get(share.part, ()):
                if self._is_all(rate, counted, whole):
                    self._take((rate, counted, *whole))
            for counted in filter(fits, self.figures.get(share.part, ())):
                if _finely(rate) or all(map(self._is_fact, (counted, *whole))):
                    self._take((rate, counted, *whole))
        if _finely(rate):
            self._name_part(rate, share)
            self._name_whole(rate, share)

    def _is_all(self, rate: Observation, counted: Observation, whole: Sequence[Observation]) -> bool:
        """Whether a rate right behind its part says that this is all (接收173条，办结173条，办结率100%)."""
        between = self.text[counted.end or 0 : rate.start or 0]
        beside = BESIDE.fullmatch(between) is not None and rate.value == FULL
        return beside and len(whole) == 1 and counted.value == whole[0].value

    def _name_part(self, rate: Observation, share: Share) -> None:
        """Take what no phrase names for the part, where the whole is a fact (立案143件，结146案，结案率…)."""
        known = [[o for o in self.figures.get(whole, ()) if self._is_fact(o)] for whole in share.wholes]
        told = [values for values in known if values]
        for whole in product(*told) if told and not self._told(share.part) else ():
            fits = partial(_fits, rate, sum(o.value or 0.0 for o in whole))
            self._name(list(filter(fits, self._unnamed(rate, share, share.part))), share.part, (rate, *whole))

    def _name_whole(self, rate: Observation, share: Share) -> None:
        """… and for the whole, where the part is one (生效40件，败诉1件，败诉率2.5%)."""
        if len(share.wholes) > 1 or self._told(share.wholes[0]):
            return
        for part in filter(self._is_fact, self.figures.get(share.part, ())):
            unnamed = self._unnamed(rate, share, share.wholes[0])
            fitting = [o for o in unnamed if _fits(rate, o.value or 0.0, part)]
            self._name(fitting, share.wholes[0], (rate, part))

    def _told(self, figure: str) -> bool:
        return any(map(self._is_fact, self.figures.get(figure, ())))

    def _unnamed(self, rate: Observation, share: Share, figure: str) -> list[Observation]:
        """The numbers before a rate in its sentence that no phrase surely names and that may be it."""
        at = rate.start or 0
        before = (o for values in self.figures.values() for o in values if (o.end or 0) <= at)
        may = [o for o in before if not self._is_fact(o) and o.unit in share.measures and _may_be(o, figure)]
        return [o for o in may if self._bare(o) and not STOP.search(self.text, o.end or 0, at)]

    def _bare(self, o: Observation) -> bool:
        """Whether no words of its own say that a number counts something else."""
        if o.indicator_id is not None:
            return True
        piece = PIECE.search(self.text, max(0, (o.start or 0) - reach.CLAUSE), o.start or 0)
        return piece is not None and piece[0].strip() in self.known.bare

    def _name(self, fitting: Sequence[Observation], figure: str, known: Sequence[Observation]) -> None:
        """Take the only number that fits for the figure, with the rate and what it fits."""
        if len(fitting) != 1:
            return
        self._take(known)
        if all(map(self._is_fact, known)):
            of = self.made.get(id(known[0]), known[0])
            self.made[id(fitting[0])] = made = named_as(fitting[0], figure, of)
            self.made[id(made)] = made
            self.figures[figure].append(made)

    def _is_fact(self, o: Observation) -> bool:
        return o.disposition == "fact" or id(o) in self.made

    def _take(self, figures: Sequence[Observation]) -> None:
        """Make facts of the figures of a sum or a share, of the body and time of those that are facts."""
        facts = [self.made.get(id(o), o) for o in figures if self._is_fact(o)]
        waiting = [o for o in figures if not self._is_fact(o)]
        if facts and waiting and _near(figures) and _of_one_body_and_time(facts):
            for o in waiting:
                if o.scope_basis != "stated" or o.org_scope == facts[0].org_scope:
                    self.made[id(o)] = _fact(o, facts[0])


def _finely(rate: Observation) -> bool:
    """Whether a rate was printed so finely that it fits no other numbers by chance."""
    return _decimals(rate) > 0


def _decimals(rate: Observation) -> int:
    return sum(character.isdecimal() for character in rate.raw_text.partition(".")[2])


def _fits(rate: Observation, whole: float, counted: Observation) -> bool:
    """Whether a percentage, as far as it was rounded, is that of a part in a whole; all or none is not."""
    part = counted.value or 0.0
    if not 0 < part < whole or rate.value is None:
        return False
    off: float = HALF * 10.0 ** -_decimals(rate)
    return abs(rate.value - 100 * part / whole) <= off


def _may_be(o: Observation, figure: str) -> bool:
    """Whether a number may be a figure: no phrase names it, or one names this figure among others."""
    return o.indicator_id is None or any(other.indicator_id == figure for other in o.alternatives)


def _near(figures: Iterable[Observation]) -> bool:
    """Whether figures stand so near each other that what they come to is no chance."""
    starts = [o.start or 0 for o in figures]
    return max(starts) - min(starts) <= reach.RECKONED


def _of_one_body_and_time(facts: Sequence[Observation]) -> bool:
    """Whether figures are of one body and time; what stands at the end of a time is of that time."""
    whose = {(o.org_scope, o.period_year, o.event_label) for o in facts}
    times = {o.period_type for o in facts if o.period_type != "point_in_time"}
    return len(whose) == 1 and len(times) <= 1


def _fact(waiting: Observation, known: Observation) -> Observation:
    """A figure that waited as a fact of the same body as another one."""
    rule = f"{RECKONED}:{waiting.rule.partition(':')[2]}"
    return replace(waiting, disposition="fact", rule=rule, org_scope=known.org_scope)


def named_as(counted: Observation, figure: str, known: Observation) -> Observation:
    """A number that no phrase names as a figure of the same body and time as another one."""
    return replace(
        known,
        raw_text=counted.raw_text,
        evidence=counted.evidence,
        indicator_id=figure,
        rule=f"{RECKONED}:{figure}",
        value=counted.value,
        unit=counted.unit,
        alternatives=(),
        start=counted.start,
        end=counted.end,
        page=counted.page,
        in_words=counted.in_words,
        value_status=counted.value_status,
    )
