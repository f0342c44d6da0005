"""Which of several readings of one number goes before the others."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.surroundings import Surroundings

WHOLE = 1e-6
COVERING = 0.15
BEING = 2
"""So many characters has a word of being (有, 共有)."""
AROUND = 0.3
"""… where its only word stands around the other's, which is then a fragment (按期结案率)."""
OWN_WORDS = 0.1
"""Within this of the best reading of an indicator, one that needs no open topic stands for it."""


def paired(around: Surroundings, pairing: Pairing) -> Surroundings:
    """The surroundings of a number of a paired list: its own piece of the list is before it."""
    start, end = pairing.pieces[pairing.index]
    clause = min(start, around.clause)
    return replace(around, left=start, clause=clause, left_end=end)


def of_its_piece(
    candidates: list[Candidate], around: Surroundings, common: tuple[int, int]
) -> list[Candidate]:
    """The readings of a number of a paired list that take a word of its own piece, and of no other one where
    they take what is said of all, at ``common``.
    """
    first = [(min(c.used)[0], max(c.used)[0] >= common[0]) for c in candidates]
    kept = [a < around.left_end and (a >= around.left or not shared) for a, shared in first]
    return [c for c, keep in zip(candidates, kept, strict=True) if keep]


def best_of_each(candidates: list[Candidate], at: int) -> list[Candidate]:
    """The best reading of every indicator of a number at ``at``.

    One that uses all words of another and more goes before it, and so does one that with the same verb takes
    an object that stands nearer to the number.
    """
    if len(candidates) < 2:
        return candidates
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        name = candidate.reading.indicator.id
        known = first.setdefault(name, candidate)
        if known.by_topic and not candidate.by_topic and known.score - candidate.score < OWN_WORDS:
            first[name] = candidate._replace(score=known.score)
    best = list(first.values())
    if len(best) > 1:
        best.sort(key=lambda c: (-c.score, c.indicator_id))
        for candidate in best[1:]:
            before = covers(candidate, best[0]) or nearer(candidate, best[0], at)
            behind = best[0].score - candidate.score
            if before and behind < (AROUND if _fragment(best[0], candidate) else COVERING):
                best.remove(candidate)
                best.insert(0, candidate)
                break
    return best


def latest_topic_first(candidates: list[Candidate], margin: float) -> list[Candidate]:
    """Of readings that one wording leaves equal, the one first whose topic was named last."""
    if not candidates or not candidates[0].by_topic:
        return candidates
    best = candidates[0]
    later = max(
        (c for c in candidates if best.score - c.score < margin and _same_words(c, best)),
        key=lambda c: (c.opened, c.score),
    )
    return [later, *(c for c in candidates if c is not later)]


def told_apart_by_topic(first: Candidate, second: Candidate) -> bool:
    """Whether two readings of one wording differ in their topic, and that of the first was named later.

    One that asks for no topic gives way to one whose topic is open (建成调解组织31个，受理争议265件).
    """
    return first.by_topic and first.opened > second.opened and _same_stretch(first, second)


def _same_words(first: Candidate, second: Candidate) -> bool:
    return first.by_topic and second.by_topic and _same_stretch(first, second)


def _same_stretch(first: Candidate, second: Candidate) -> bool:
    """Whether two readings take the same stretch of the text, as one word or as several."""
    return first.used == second.used or _stretch(first) == _stretch(second)


def _stretch(candidate: Candidate) -> tuple[int, int, int]:
    """Where the words of a reading begin and end, and how many characters they have."""
    starts, ends = zip(*candidate.used, strict=True)
    return min(starts), max(ends), sum(ends) - sum(starts)


def same_kind(first: Candidate, second: Candidate) -> bool:
    """Whether two figures are of one subject and, in a county, kept by the same body."""
    a, b = first.reading.indicator, second.reading.indicator
    return a.subject_area == b.subject_area and a.default_scope["county"] == b.default_scope["county"]


def nearer(first: Candidate, second: Candidate, at: int) -> bool:
    """Whether two readings share a word before the number and the first has a later one of its own."""
    if any(start >= at for start, _ in (*first.used, *second.used)):
        return False
    own, other = first.used - second.used, second.used - first.used
    if not (first.used & second.used and own and other):
        return False
    nearest = max(own)
    return nearest[0] >= max(end for _, end in other)


def told_apart(
    first: Candidate, second: Candidate, at: int, follower: int, last: Candidate | None = None
) -> bool:
    """Whether the words of two readings tell that the first goes before the other, near as they are.

    The number stands at ``at``, the next one at ``follower``; ``last`` is what the number before it in its
    list was read as, where the first reading has words of its own.
    """
    return (
        (last is not None and _read_before(second, last))
        or covers(first, second)
        or told_apart_by_topic(first, second)
        or nearer(first, second, at)
        or before_next(first, second, at, follower)
        or predicated(first, second, at)
    )


def before_next(first: Candidate, second: Candidate, at: int, follower: int) -> bool:
    """Whether only the first reading's words stand before the next number (119项全程网办、33项跨省通办)."""
    if any(start < at for start, _ in (*first.used, *second.used)):
        return False
    return all(end <= follower for _, end in first.used) and any(a >= follower for a, _ in second.used)


def predicated(first: Candidate, second: Candidate, at: int) -> bool:
    """Whether two readings take the noun behind a number, and only the first what is said of it there.

    仍有7个在建项目未按月拨付人工费: what the projects failed in, not only that there are so many.
    """
    noun = [span for span in second.used if span[0] >= at]
    said = [span for span in first.used if span[0] >= at]
    if not noun or not said or max(said)[0] < max(end for _, end in noun):
        return False
    named = all(any(a < end and start < b for a, b in said) for start, end in noun)
    return named and sum(end - start for start, end in second.used if start < at) <= BEING


def own_word(candidate: Candidate, left: int, at: int) -> bool:
    """Whether a reading has a word in the own piece of its number, from ``left`` to ``at``."""
    return any(left <= start < at for start, _ in candidate.used)


def _read_before(rival: Candidate, last: Candidate) -> bool:
    """Whether a reading only repeats that of the number before in a list (“网办”119项、“通办”27项)."""
    return rival.indicator_id == last.indicator_id and rival.used <= last.used


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _fragment(shorter: Candidate, longer: Candidate) -> bool:
    """Whether the only word of a reading lies in the only word of another."""
    return len(shorter.used) == len(longer.used) == 1 and _within(shorter.key, longer.key)


def _crosses(candidate: Candidate, span: tuple[int, int]) -> bool:
    """Whether a word of a reading overlaps a stretch without lying in it (领导干部 and 干部学法)."""
    return any(a < span[0] < b or a < span[1] < b for a, b in candidate.used)


def _tiled(span: tuple[int, int], candidate: Candidate) -> bool:
    """Whether words of a reading make up the whole of a stretch (刊发 and 稿件 make 刊发稿件)."""
    parts = [(a, b) for a, b in candidate.used if span[0] <= a and b <= span[1]]
    return len(parts) > 1 and sum(b - a for a, b in parts) == span[1] - span[0]


def covers(longer: Candidate, shorter: Candidate) -> bool:
    """Whether one reading uses all the words of the other, or longer ones around them, and more besides."""
    more = sum(b - a for a, b in longer.used) - sum(b - a for a, b in shorter.used)
    own = longer.by_topic and not shorter.by_topic
    inside = _within(shorter.key, longer.key) and not _tiled(longer.key, shorter)
    if inside and (more >= 0 or not (own or _crosses(shorter, longer.key))):
        return True
    if more <= 0:
        return False
    return all(any(a <= start and end <= b for a, b in longer.used) for start, end in shorter.used)


def measured_best(candidates: list[Candidate], unit: str, costs: Costs) -> list[Candidate]:
    """Of readings that take the same lone verb, the one first whose figure is counted in the measure word.

    Behind 检查 64个 are projects, 64户 firms.
    """
    best = candidates[0] if candidates else None
    if best is None or not loosely_measured(best, unit, costs):
        return candidates
    fitting = [
        c
        for c in candidates
        if c.used == best.used and c.score >= costs.fact and not loosely_measured(c, unit, costs)
    ]
    return [*fitting[:1], *(c for c in candidates if c not in fitting[:1])]


def loosely_measured(candidate: Candidate, unit: str, costs: Costs) -> bool:
    """Whether a verb alone does not tell that its figure is counted in a measure word of so wide a use."""
    loose = costs.loose_measures.get(candidate.reading.indicator.unit, ())
    return candidate.by_topic and len(candidate.used) == 1 and unit in loose


def countable(around: Surroundings, best: Candidate, measured: Container[str]) -> bool:
    """Whether the value can be one of the indicator: what no unit measures is counted in whole numbers."""
    value = around.mention.value
    return best.reading.indicator.unit in measured or value is None or abs(value - round(value)) < WHOLE
