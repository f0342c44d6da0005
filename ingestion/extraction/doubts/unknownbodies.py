"""Bodies that the catalogue does not know by name, told by the shape of names (县农经站)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.meaning.bodypatterns import own_matters
from ingestion.extraction.meaning.otherbodies import NO_BODIES
from ingestion.extraction.meaning.scopewords import before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STRONG
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once

MORE_NAMES = 4
"""Bodies that act together are named in a row of no more than so many and one (县应急、文旅部门)."""


@compiled_once
def unknown_bodies(catalog: Catalog) -> UnknownBodies:
    """The shapes of names that ``catalog`` states; the same content is compiled once per process."""
    return UnknownBodies(catalog)


class UnknownBodies:
    """What is the subject of a clause, is shaped like the name of a body, and is none of ours.

    The list of other bodies can never be whole. A name that ends as names of bodies do (``name_endings``)
    with a verb or a word of time behind it is the subject: whoever it is, the bureau is not, unless its own
    words stand in the clause. Such a figure waits; it is not said to be another's.
    """

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["scopes"]
        self._heard = own_matters(catalog).heard
        self._ours = one_of((*data["own"], *data["given_to_us"], *data["our_parts"]))
        self._our_work = one_of(data["our_work"])
        self._lead = before_subject(catalog)
        no_name = standing_alone((*data["no_part_of_names"], *data["own"]), data["name_endings"]).pattern
        ending = one_of(data["name_endings"]).pattern
        behind = one_of((*data["between_body_and_verb"], *data["body_verbs"])).pattern
        piece = rf"(?:(?!{no_name})[\u4e00-\u9fff]){{1,10}}?"
        others, last = rf"(?:{piece}、){{0,{MORE_NAMES}}}", rf"{piece}(?!{no_name}){ending}"
        name = rf"(?!{one_of(data['offices']).pattern}){others}{last}"
        self._subject = re.compile(rf"(?P<body>{name})(?={behind})")

    def acts(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> bool:
        """Whether the clause of a number has such a body for its subject, and tells of nobody else."""
        at, text = around.mention.start, marked.normal
        hearing = self._heard.get(indicator_id, NO_BODIES)
        if hearing is None:
            return False
        clause = marked.boundary_before(at, STRONG, reach.CLAUSE)
        lead = self._lead.match(text, clause, at)
        body = self._subject.match(text, lead.end() if lead else clause, at)
        if body is None or any(known in body["body"] for known in hearing):
            return False
        ours = self._our_work.search(body["body"]) or self._ours.search(text, clause, at)
        return ours is None
