"""What the data files of the catalogue may say: the types of indicators, rules and their parts.

Every type is frozen, strict and refuses unknown fields, so that a slip in a data file is a fault with a
place and never a silently ignored key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, model_validator

SubjectArea = Literal["cases", "enforcement", "publicity", "approvals"]
IndicatorKind = Literal["flow", "stock", "ratio"]
Direction = Literal["neutral", "higher_better", "lower_better"]
RegionLevel = Literal["province", "city", "county", "local"]
DefaultScope = Literal["own", "region"]
Qualifier = Literal["exact", "at_least", "at_most", "approx", "range"]
Assertion = Literal["actual", "claimed", "problem", "target", "reference", "threshold"]
Severity = Literal["error", "warn", "info"]
AcrossYears = Literal["sum", "last_value", "recompute", "never"]

REGION_LEVELS: tuple[RegionLevel, ...] = ("province", "city", "county", "local")
SUBJECT_AREAS: tuple[SubjectArea, ...] = ("cases", "enforcement", "publicity", "approvals")

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=59)]


class Entry(BaseModel):
    """The strictness that all entries of the catalogue share."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Phrase(Entry):
    """A wording in which an indicator is reported.

    In ``text``, ``{n}`` is the value of this indicator, ``{m}``, ``{a}``, ``{b}``, ``{p}`` and ``{k}`` are
    neighbouring numbers that belong to others, and … is any wording in between. ``(受理|立案)`` means any
    of these words, ``<争议>`` any of a name in ``lexicon/terms.yaml``; ``?`` makes the part before it
    optional; ``[仲裁]`` in front asks for an open topic of ``lexicon/topics.yaml`` or an earlier figure of
    an indicator (``@province``: for the level of the bureau). Fillers (``lexicon/fillers.yaml``) may stand
    anywhere, and parts on either side of the number, the printed one preferred. ``words_value`` is the value
    of a wording without a number (全覆盖: 100). ``shared_with`` names indicators whose value the same number
    is too (参考率和合格率均达{n}%). A ``partial`` wording names one part of what the indicator counts (撤销
    of all corrections): where a sentence gives several parts, none of them is the figure. In the files a
    phrase without further fields is a plain text.
    """

    text: Annotated[str, Field(min_length=1)]
    remark: str | None = None
    words_value: float | None = None
    shared_with: Annotated[tuple[str, ...], Strict(False)] = ()
    partial: bool = False

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


class Cues(Entry):
    """The words that tell an indicator from its neighbours where no phrase fits literally.

    ``nouns`` and ``verbs`` name the thing counted and what was done to it. Of ``context`` any word must be
    near, of ``context_all`` every one; none of ``excluded_context`` may be. ``section`` holds words of the
    headings under which the indicator is at home, ``units`` the measure words it is printed with.
    """

    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    context_all: tuple[str, ...] = ()
    excluded_context: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any cue is given."""
        return self != _NO_CUES


_NO_CUES = Cues()


class Confusion(Entry):
    """What an indicator is easily mistaken for: another indicator (``id``), or something else (``note``)."""

    id: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Confusion:
        if self.id is None and self.note is None:
            raise ValueError("needs an id or a note")
        return self


class SumAggregation(Entry):
    """Regions add up; ``across_years`` says whether years do (flows) or the last value stands (stocks)."""

    rule: Literal["sum"]
    across_years: AcrossYears
    note: str | None = None


class WeightedRatio(Entry):
    """A rate is made anew from the sums of its numerator and of its denominators, in percent.

    Where a component is missing the reported rate stands for its region only; rates are never averaged.
    """

    rule: Literal["weighted_ratio"]
    numerator: str
    denominators: Annotated[tuple[str, ...], Field(min_length=1)]
    across_years: AcrossYears
    note: str | None = None


class NotAdditive(Entry):
    """Regions cannot be put together; ``reason`` says why, in words for the reader of the tables."""

    rule: Literal["not_additive"]
    reason: str
    across_years: AcrossYears


Aggregation = Annotated[SumAggregation | WeightedRatio | NotAdditive, Field(discriminator="rule")]


class DefinitionBreak(Entry):
    """From ``year`` on (the first data year under the new rule) figures do not compare with earlier ones."""

    year: int
    note: str
    source: str


class IndicatorEvidence(Entry):
    """A figure met in practice that shows the indicator; ``report`` is the number of the report studied.

    ``value`` is in the base unit. ``suspect`` marks a figure that its neighbours contradict.
    """

    report: str
    value: float
    qualifier: Qualifier
    in_words: bool = False
    suspect: bool = False
    assertion: Assertion = "actual"
    scope: str
    period: str
    remark: str | None = None


def _complete_scopes(scopes: Mapping[RegionLevel, DefaultScope]) -> Mapping[RegionLevel, DefaultScope]:
    missing = [level for level in REGION_LEVELS if level not in scopes]
    if missing:
        raise ValueError(f"default_scope lacks {', '.join(missing)}")
    return MappingProxyType(dict(scopes))


DefaultScopes = Annotated[Mapping[RegionLevel, DefaultScope], AfterValidator(_complete_scopes)]


class Indicator(Entry):
    """One indicator of the dictionary.

    ``unit`` is the base unit of every stored value (元 for money, percent numbers for rates);
    ``display_unit`` and ``decimals_display`` say how tables print it. ``parent`` is the total it is shown
    under, ``further_parents`` other totals it belongs to, ``children`` all that name it as either.
    ``default_scope`` says, by level of the reporting bureau, whose figure it is where a report is silent.
    ``direction`` says whether a change may be coloured (neutral: never). ``publish_tier`` 1 is the front
    page, 2 the tables by area, 3 the appendix. ``excluded_phrases`` look like the indicator and are not it;
    ``zero_phrases`` say zero in words.
    """

    id: Identifier
    name_zh: str
    name_en: str
    subject_area: SubjectArea
    unit: str
    display_unit: str
    decimals_display: Annotated[int, Field(ge=0, le=4)]
    kind: IndicatorKind
    aggregation: Aggregation
    definition: str
    source: str
    definition_breaks: tuple[DefinitionBreak, ...] = ()
    default_scope: DefaultScopes
    direction: Direction
    publish_tier: Literal[1, 2, 3]
    parent: str | None = None
    further_parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    table_headers: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...]
    excluded_phrases: tuple[Phrase, ...] = ()
    zero_phrases: tuple[Phrase, ...] = ()
    cues: Cues = _NO_CUES
    not_to_be_confused_with: tuple[Confusion, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: tuple[IndicatorEvidence, ...] = ()

    @cached_property
    def is_of_bureaus_alone(self) -> bool:
        """Whether it counts what a bureau itself does, at every level, and nothing of a region."""
        return set(self.default_scope.values()) == {"own"}


class UnitFamily(Entry):
    """The measure words that reports print for one unit of the catalogue; the unit itself comes first."""

    unit: str
    kind: Literal["count", "money", "percent"]
    printed: Annotated[tuple[str, ...], Field(min_length=1)]


class MeasureWords(Entry):
    """Units and their measure words; ``multipliers`` turns a printed money unit into 元."""

    families: tuple[UnitFamily, ...]
    multipliers: Mapping[str, float]

    @property
    def money(self) -> frozenset[str]:
        """The units of money."""
        return frozenset(family.unit for family in self.families if family.kind == "money")

    def printed_for(self, unit: str) -> tuple[str, ...]:
        """The measure words printed for ``unit``; raises KeyError where the catalogue does not know it."""
        for family in self.families:
            if family.unit == unit:
                return family.printed
        raise KeyError(unit)

    @property
    def units(self) -> tuple[str, ...]:
        """The base units the catalogue may use."""
        return tuple(family.unit for family in self.families)
