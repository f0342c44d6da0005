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
    """What stands between a whole and the own part of it (件，其中以我局为被申请人的), and the own name."""
    data = catalog.lexicon["scopes"]
    office = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
    ours = rf"(?:{office}|{one_of(data['own_as_named']).pattern})"
    touching, role = one_of(data["touching_us"]).pattern, one_of(data["our_role"]).pattern
    parts, of = (
        one_of(catalog.lexicon["lists"]["parts_of"]).pattern,
        catalog.lexicon["linking"]["attributive"],
    )
    told = rf"[^,。;]{{0,40}}[,(]{parts}{touching}?{ours}{role}?{of}?[^,。;、\d]{{0,1}}\d"
    return re.compile(told), re.compile(ours)


class Wholes:
    """The wholes of one text that hold a part of the own body; see ``catalog/lexicon/scopes.yaml``."""

    def __init__(self, marked: MarkedText, catalog: Catalog) -> None:
        self.marked = marked
        self._our_part, self._ours = _our_part(catalog)

    def with_our_part(self, around: Surroundings) -> bool:
        """复议79件，其中以我局为被申请人的7件: the whole is that of many bodies, if it is not said ours."""
        text, at = self.marked.normal, around.mention.start
        if self._our_part.match(text, around.mention.end) is None:
            return False
        start = max(around.sentence, self.marked.boundary_before(at, STOPS, reach.WHOSE))
        return self._ours.search(text, start, at) is None
