"""Headers in other words that mean the same: another order of two words, a verb in front, a group run in.

举报投诉受理 is 投诉举报受理, 开展普法活动 is 普法活动, and 劳动人事争议结案率 is 结案率 under 劳动人事争议.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.form_conventions import FormConventions
from ingestion.forms.cells.text import read_label

Path = tuple[str, ...]
# A header that is cut to a single character says nothing.
_SHORTEST = 2
# What is told of as one of several (“宪法宣传周”等普法宣传活动) stands in these.
_QUOTED = '[“"《][^”"》]*[”"》]'
_REMEMBERED = 4096


def one_of(words: Collection[str]) -> str:
    """A pattern for any of the words, the longest first; nothing fits where there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class Rewording:
    """The words of the conventions that may be exchanged or left out without changing what is counted."""

    openings: re.Pattern[str]
    variants: re.Pattern[str]
    same: Mapping[str, str]
    group_endings: re.Pattern[str]
    turned: re.Pattern[str]
    fillers: re.Pattern[str]

    @classmethod
    def of(cls, conventions: FormConventions) -> Rewording:
        """The words made ready for comparing."""
        same = {
            read_label(variant, ()).name: read_label(word, ()).name
            for word, variants in conventions.same_words.items()
            for variant in variants
        }
        openings = [read_label(word, ()).name for word in conventions.openings]
        endings = re.compile(f"(?<=..)(?:{one_of(conventions.group_endings)})$")
        verbs = one_of(conventions.turning_verbs)
        turned = re.compile(f"(?P<verb>{verbs})(?P<object>.{{2,}})|(?P<before>.{{2,}})(?P<after>{verbs})")
        named_things = _QUOTED + conventions.and_others
        fillers = re.compile(rf"{one_of(conventions.fillers)}|^.{{0,6}}{named_things}(?=.{{5}})")
        leading = re.compile(f"(?:{one_of(openings)})(?=..)")
        return cls(leading, re.compile(one_of(same)), same, endings, turned, fillers)

    def topic(self, group: str) -> str:
        """A heading without the words that only say that it is one (仲裁条线, 普法类, 监察工作)."""
        return self.group_endings.sub("", group)

    def turn(self, name: str) -> str:
        """The name with its verb on the other side of its object (审核合同, 合同审核)."""
        found = self.turned.fullmatch(name)
        if found is None:
            return name
        first, second = ("object", "verb") if found["verb"] else ("after", "before")
        return found[first] + found[second]

    def names(self, name: str) -> tuple[str, ...]:
        """The other names that mean the same as a folded one, those nearest to it first."""
        return _other_names(self, name)

    def canonical(self, name: str) -> str:
        """The name with each word that has several forms in the form that the catalogue prefers."""
        return self.variants.sub(lambda found: self.same[found.group()], name)


@lru_cache(maxsize=_REMEMBERED)
def _other_names(rewording: Rewording, name: str) -> tuple[str, ...]:
    """Every form asks for the same labels: each is taken apart once."""
    bare = rewording.openings.sub("", name, count=1) if rewording.openings.match(name) else name
    found = (bare, rewording.canonical(name), rewording.canonical(bare))
    plain = rewording.fillers.sub("", bare)
    told = dict.fromkeys((*found, plain, *map(rewording.turn, (bare, plain))))
    return tuple(other for other in told if other != name and len(other) >= _SHORTEST)


def rewordings(path: Path, rewording: Rewording, groups: re.Pattern[str]) -> Iterator[Path]:
    """Other paths that mean the same as a header's, the nearest first, without the path itself.

    A header parted in two (金额 under 行政处罚) is that of one word (行政处罚金额), and the other way round.
    """
    *above, name = path
    over = [rewording.topic(next(iter(reversed(rewording.names(group))), group)) for group in above]
    for named in (name, *rewording.names(name)):
        if (*over, named) != path:
            yield (*over, named)
        if over:
            yield (*over[:-1], over[-1] + named)
        group = groups.match(named)
        if group is not None and len(named) - group.end() >= _SHORTEST:
            yield (*over, group.group(), named[group.end() :])
