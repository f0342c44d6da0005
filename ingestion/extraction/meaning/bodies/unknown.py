"""Bodies that the catalogue does not know by name, told by the shape of names (县农经站)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.meaning.scopes.words import before_subject, formed_by_us
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STOPS, STRONG
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once

LONGEST_NAME = 20
"""The words before the end of a name (县根治欠薪工作领导小组各成员单位)."""
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
        self._our_work = one_of((*data["our_work"], *data["our_units"]))
        self._joint = tuple(data["joint_endings"])
        self._our_kind = re.compile(one_of(data["body_levels"]).pattern + one_of(data["all_of_us"]).pattern)
        self._lead = before_subject(catalog)
        against = (*data["no_part_of_names"], *data["acted_on"], *data["own"])
        no_name = standing_alone(against, (*data["name_endings"], *data["names_with_them"])).pattern
        verbs = ("between_body_and_verb", "body_verbs", "also_behind_names")
        acts = one_of(word for key in verbs for word in data[key]).pattern
        when_or_where = rf"[{data['in_a_time']}]?\d{{1,2}}月|[{data['at']}]{one_of(data['own']).pattern}"
        more = one_of((catalog.lexicon["lists"]["and_others"], "")).pattern
        task = rf"{one_of(data['tasked']).pattern}[^,。;\d]{{0,12}}?{data['task']}"
        behind = rf"(?!{task}){more}(?::|{when_or_where}|(?!{one_of(data['no_verbs']).pattern}){acts})"
        piece = rf"(?:(?!{no_name})[\u4e00-\u9fffA-Z×“”()]){{1,{LONGEST_NAME}}}?"
        kinds = one_of((*data["named_by_kind"], *data["people"])).pattern
        whose = one_of((*data["name_endings"], *data["people"])).pattern
        others, last = rf"(?:{piece}、){{0,{MORE_NAMES}}}", rf"{piece}(?!{no_name}){whose}"
        self._subject = re.compile(
            rf"(?P<body>(?!{one_of(data['offices']).pattern}){others}(?:{last}|{kinds})|{_the_rest(data)})(?={behind})"
        )
        heads = (*data["teams"], *data["name_endings"], *data["named_by_kind"], *data["people"])
        self._acting = one_of(heads, rf"(?={behind})")
        self._formed = re.compile(f"{formed_by_us(catalog)}[,;]$")

    def act_in(self, marked: MarkedText, start: int, end: int) -> bool:
        """Whether any such name with a verb behind it stands in a stretch: mostly none does."""
        return bool(marked.places("unknown bodies", self._acting, start, end))

    def subject(self, marked: MarkedText, clause: int) -> re.Match[str] | None:
        """The body at the head of a clause that may be anybody's but the bureau's."""
        end = marked.boundaries.after(clause, STRONG, reach.CLAUSE)
        if self._acting.search(marked.normal, clause, end + 1) is None:
            return None
        lead = self._lead.match(marked.normal, clause, end)
        body = self._subject.match(marked.normal, lead.end() if lead else clause, end + 1)
        return None if body is None or self._is_ours(body["body"]) else body

    def formed_by_us(self, marked: MarkedText, sentence: int, clause: int) -> bool:
        """Whether its sentence has told that we, or nobody else, formed the body (组成检查组，检查组…)."""
        start = marked.boundaries.before(max(sentence, clause - 1), STOPS, reach.CLAUSE)
        return self._formed.search(marked.normal, start, clause) is not None

    def _is_ours(self, name: str) -> bool:
        """Whether a name tells of our work, or is that of a unit called by no more than its kind (县大队)."""
        if self._our_kind.fullmatch(name) is not None:
            return True
        return self._our_work.search(name) is not None and not name.endswith(self._joint)


def _the_rest(data: Mapping[str, Any]) -> str:
    """Those of a row of bodies that are not told of yet, or their teams (其他三个部门领的检查组)."""
    rest, kinds, teams = (one_of(data[key]).pattern for key in ("the_rest", "other_departments", "teams"))
    count = rf"(?:(?:\d|[{data['so_many']}]){one_of(data['bodies_counted']).pattern}?)?"
    return rf"{rest}{count}(?:{kinds}(?:[^,。;、\d]{{1,5}}?{teams})?|{teams})"
