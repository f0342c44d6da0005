"""Whether a number is a whole of many bodies of which the own one's part is told next."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@compiled_once
def _our_part(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a whole and the own part of it (件，其中以我局为被申请人的), and the own name.

    A verb before the part (其中我局检查86户) is that of the whole.
    """
    data = catalog.lexicon["scopes"]
    office = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
    ours = rf"(?:{office}|{one_of(data['own_as_named']).pattern})"
    touching, role = one_of(data["touching_us"]).pattern, one_of(data["our_role"]).pattern
    parts, of = (
        one_of(catalog.lexicon["lists"]["parts_of"]).pattern,
        catalog.lexicon["linking"]["attributive"],
    )
    verb = one_of(data["body_verbs"]).pattern
    told = rf"[^,。;]{{0,40}}[,(]{parts}{touching}?{ours}{role}?{of}?{verb}{{0,2}}[^,。;、\d]{{0,1}}\d"
    return re.compile(told), re.compile(ours)


@compiled_once
def _of_others(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a region where all its bodies did something, or those of another trade."""
    data = catalog.lexicon["scopes"]
    every, bodies, counted, trade = (
        one_of(data[name]).pattern for name in ("every", "any_bodies", "bodies_counted", "those_of_a_trade")
    )
    verbs = one_of((*data["between_body_and_verb"], *data["body_verbs"])).pattern
    against = one_of((*data["not_of_a_trade"], *data["no_part_of_units"])).pattern
    called = one_of(data["called_by_their_trade"]).pattern
    of_a_trade = rf"(?:(?!{against})[\u4e00-\u9fff]){{1,8}}?{trade}|{called}"
    return re.compile(rf"(?:(?:{every}|\d+{counted})*{bodies}|{of_a_trade})(?={verbs})")


@compiled_once
def _shared_out(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a whole that is shared out with others (46个（住建局30个，我局16个）)."""
    data = catalog.lexicon["scopes"]
    ours = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
    others = one_of(data["bodies"]).pattern
    parts = one_of(catalog.lexicon["lists"]["parts_of"]).pattern
    silent, counted = r"[^,。;、\d()]{0,4}?", r"[^,。;、\d]{0,4}\d[\d.,]*[^,。;、\d]{0,3}"
    one, other = rf"{silent}{ours}{counted}", rf"{silent}{others}{counted}"
    listed = rf"(?:{one}(?:[、,]{other})+|(?:{other}[、,])+{one})"
    return re.compile(rf"[^,。;、\d]{{0,8}}(?:[(:]{parts}?|,{parts})[:,]?{listed}")


class Wholes:
    """The wholes of one text that hold a part of the own body; see ``catalog/lexicon/scopes.yaml``."""

    def __init__(self, marked: MarkedText, catalog: Catalog) -> None:
        self.marked = marked
        self._our_part, self._ours = _our_part(catalog)
        self._of_others, self._shared_out = _of_others(catalog), _shared_out(catalog)

    def of_others(self, region: int) -> bool:
        """Whether the bodies of a region, named up to here, are the subject, or those of another trade."""
        return self._of_others.match(self.marked.normal, region) is not None

    def shared_out(self, around: Surroundings) -> bool:
        """检查46个，其中住建局30个、我局16个: the whole is that of several bodies."""
        return self._shared_out.match(self.marked.normal, around.mention.end) is not None

    def with_our_part(self, around: Surroundings) -> bool:
        """复议79件，其中以我局为被申请人的7件: the whole is that of many bodies, if it is not said ours."""
        text, at = self.marked.normal, around.mention.start
        if self._our_part.match(text, around.mention.end) is None:
            return False
        start = max(around.sentence, self.marked.boundary_before(at, STOPS, reach.WHOSE))
        return self._ours.search(text, start, at) is None
