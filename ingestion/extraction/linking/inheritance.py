"""Period and scope of a figure that leans on an earlier one: it shares what was said of that."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import Indicator
from ingestion.extraction.linking.link import Link
from ingestion.extraction.meaning.scopes.scopes import Scope
from ingestion.extraction.meaning.senses import Senses
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.text.marked import STOPS
from ingestion.extraction.text.surroundings import Surroundings

MAX_LEANING = 12


def when_and_whose(senses: Senses, link: Link, indicator: Indicator) -> tuple[Period, Scope]:
    """Period and scope of a number that was read as a figure of ``indicator``."""
    return _when(senses, link, indicator), _whose(senses, link, indicator)


def _when(senses: Senses, link: Link, indicator: Indicator) -> Period:
    """Its own period; unstated, that of the figure whose topic it needs, or of the whole it is a part of."""
    period, earlier = senses.periods.of(indicator, link.around), link.leans_on
    if period.stated or earlier is None:
        return period
    leads = [earlier] if link.chosen[0].by_topic else []
    if (whole := _whole_of(link, indicator)) is not None:
        leads.append(whole)
    told = (senses.periods.of(lead.chosen[0].reading.indicator, lead.around) for lead in leads)
    shared = next((before for before in told if before.shared), None)
    return period if shared is None else senses.periods.fitted(shared, indicator)


def _whose(senses: Senses, link: Link, indicator: Indicator) -> Scope:
    """Its own scope; unstated, that of the figure it leans on, unless the own body was named since."""
    around, earlier = link.around, link.leans_on
    scope = _own_scope(senses, link, indicator)
    if earlier is None or scope.basis != "default":
        return scope
    if senses.scopes.own_name(around) > earlier.around.mention.start or _begins_anew(senses, link):
        return scope
    said = _stated(senses, earlier, around, indicator)
    return scope if said is None else said._replace(basis="inherited")


def _own_scope(senses: Senses, link: Link, indicator: Indicator) -> Scope:
    """The scope that the words around a number give to it as a figure of ``indicator``."""
    if indicator is not link.chosen[0].reading.indicator:
        return senses.scope(indicator, link.around)
    if link.scope is None:
        link.scope = senses.scope(indicator, link.around)
    return link.scope


def _begins_anew(senses: Senses, link: Link) -> bool:
    """Whether a part of the text names by itself what only the bureau does (全县事项1890项；准予许可41件)."""
    earlier, reading = link.leans_on, link.chosen[0]
    if earlier is None or reading.by_topic or not reading.reading.indicator.is_of_bureaus_alone:
        return False
    return earlier.around.mention.start < senses.marked.boundary_before(link.around.mention.start, STOPS)


def _stated(senses: Senses, earlier: Link, around: Surroundings, indicator: Indicator) -> Scope | None:
    """The scope that an earlier figure states or leans on itself.

    Another body's, that of a part (其中市本级860件) and that of figures kept by others by default
    are said in their sentence only.
    """
    base = earlier.chosen[0].reading.indicator
    for link in _chain(earlier):
        said = _own_scope(senses, link, base)
        elsewhere = link.around.mention.start < around.sentence
        part = senses.marked.normal.startswith(senses.marked.lists.parts_of, link.around.left)
        if said.basis != "default" and not (part and elsewhere):
            kept = link.chosen[0].reading.indicator.default_scope["county"]
            strange = said.foreign or kept != indicator.default_scope["county"]
            return None if strange and elsewhere else said
        if _begins_anew(senses, link):
            return None
    return None


def _whole_of(link: Link, part: Indicator) -> Link | None:
    """The earlier figure that it is a part of (受理53件。按原因分，劳动报酬31件), where it leans on one."""
    return next(
        (whole for whole in _chain(link.leans_on) if whole.chosen[0].indicator_id == part.parent), None
    )


def _chain(link: Link | None) -> Iterator[Link]:
    """A figure, the one that it leans on, and so on."""
    for _ in range(MAX_LEANING):
        if link is None:
            return
        yield link
        link = link.leans_on
