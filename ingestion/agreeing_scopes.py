"""One figure told in the text and in a table of the same document has one scope: the one that is stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingestion.observations import Observation, OrgScope

Told = tuple[str | None, float | None, int | None, str | None, str | None]


def with_stated_scopes(
    observations: Sequence[Observation], beside: Iterable[Observation]
) -> tuple[Observation, ...]:
    """The facts with the scope that ``beside`` states of the same figure, where they only have a default.

    A city's table without a word of whose cases it counts is that of the whole city where the text says so
    of the same number. Where the text states the number of both, nothing tells which is meant.
    """
    stated = _stated(beside)
    return tuple(_settled(observation, stated) for observation in observations)


def _stated(observations: Iterable[Observation]) -> Mapping[Told, frozenset[OrgScope]]:
    scopes: defaultdict[Told, set[OrgScope]] = defaultdict(set)
    for told in observations:
        if told.disposition == "fact" and told.org_scope is not None and told.scope_basis != "default":
            scopes[_figure(told)].add(told.org_scope)
    return {figure: frozenset(found) for figure, found in scopes.items()}


def _settled(told: Observation, stated: Mapping[Told, frozenset[OrgScope]]) -> Observation:
    if told.disposition != "fact" or told.scope_basis != "default" or told.value is None:
        return told
    scopes = stated.get(_figure(told), frozenset())
    return replace(told, org_scope=min(scopes), scope_basis="inherited") if len(scopes) == 1 else told


def _figure(told: Observation) -> Told:
    """What makes two mentions one figure: indicator, value, year, kind of period and region."""
    return told.indicator_id, told.value, told.period_year, told.period_type, told.region_code
