"""What an identity of the catalogue may say: the types behind ``catalog/identities/*.yaml``.

A rule is computed: it states comparisons in the language of :mod:`catalog.expressions`, or names the check
that implements it and gives that check its parameters, or both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from catalog.expressions import Statement, operands, parse
from catalog.model import Entry, Severity

Outcome = Literal["violated", "flagged"]
Result = Literal["satisfied", "violated", "flagged", "not_testable"]
Subject = Literal["submission", "region_year"]


class Tolerance(Entry):
    """How far two sides may lie apart.

    ``absolute`` in the unit of the sides (percent numbers for rates), ``relative`` as a share of the larger
    side; the wider one counts. ``truncation`` also lets a printed rate be cut off instead of rounded.
    """

    absolute: Annotated[float, Field(ge=0)] = 0.0
    relative: Annotated[float, Field(ge=0)] = 0.0
    truncation: bool = False


class When(Entry):
    """Where a clause applies; all that is given must hold.

    ``present`` and ``missing`` name indicators that must, or must not, be reported. ``given`` is a statement
    that must hold for certain. ``printed_within`` asks that all figures of the clause come from one
    submission and stand within so many characters, or on one sheet. ``subject`` limits the clause to
    submissions or to the figures in force for a region and year.
    """

    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    given: str | None = None
    printed_within: Annotated[int, Field(gt=0)] | None = None
    subject: Subject | None = None


class Softening(Entry):
    """Words beside the figures that explain a difference, and the severity that then remains."""

    mentions: Annotated[tuple[str, ...], Field(min_length=1)]
    severity: Severity


class Clause(Entry):
    """One statement of a rule, with its own conditions.

    ``outcome`` is what a refutation means: a contradiction (violated) or something to look at (flagged).
    ``severity`` and ``tolerance`` are those of the rule unless given. ``figures`` is another statement to
    show the figures by. ``message_zh`` replaces the message of the rule.
    """

    expression: str
    outcome: Outcome = "violated"
    severity: Severity | None = None
    tolerance: Tolerance | None = None
    when: When = When()
    figures: str | None = None
    message_zh: str | None = None

    @field_validator("expression", "figures")
    @classmethod
    def _is_statement(cls, text: str | None) -> str | None:
        if text is not None:
            parse(text)
        return text

    @property
    def statement(self) -> Statement:
        """What the clause says."""
        return parse(self.expression)


class RuleEvidence(Entry):
    """Figures met in practice that the rule was held against, where they stood, and what it said."""

    place: str
    figures: str
    result: Result
    note: str | None = None


class Rule(Entry):
    """An identity or a plausibility rule among the figures of one submission or one region and year.

    ``statement_zh`` says it in a sentence for the reader. ``expression`` (with ``outcome`` and ``when``) is
    the first clause, ``clauses`` the further ones; ``check`` names a function of the expectations, with its
    ``parameters``. All figures of a rule have one organisational scope, one assertion and compatible periods.
    ``holds`` names the operands that an error holds back: every printed one unless given, none where empty.
    ``review``: what the rule finds for certain below error level holds the same operands back until a person
    has looked, as ``implausible`` instead of ``contradicted``.
    """

    id: Annotated[str, Field(pattern=r"^[CEPAGXQ][0-9]{2}$")]
    name_zh: str
    kind: str
    severity: Severity
    statement_zh: str
    expression: str | None = None
    outcome: Outcome = "violated"
    when: When = When()
    tolerance: Tolerance = Tolerance()
    clauses: tuple[Clause, ...] = ()
    check: str | None = None
    parameters: Mapping[str, Any] = {}
    softened: Softening | None = None
    holds: tuple[str, ...] | None = None
    review: bool = False
    rationale: Annotated[str, Field(min_length=1)]
    message_zh: Annotated[str, Field(min_length=1)]
    evidence: tuple[RuleEvidence, ...] = ()

    @model_validator(mode="after")
    def _is_computed(self) -> Rule:
        if not self.all_clauses and self.check is None:
            raise ValueError("computes nothing: give an expression, clauses or a check")
        if self.parameters and self.check is None:
            raise ValueError("parameters without a check that takes them")
        return self

    @property
    def all_clauses(self) -> tuple[Clause, ...]:
        """Every statement of the rule, the main one first."""
        if self.expression is None:
            return self.clauses
        return (Clause(expression=self.expression, outcome=self.outcome, when=self.when), *self.clauses)

    @property
    def operand_ids(self) -> tuple[str, ...]:
        """The indicators that the rule names in statements and conditions, each once, in order."""
        named: dict[str, None] = {}
        for clause in self.all_clauses:
            given = (clause.when.given,) if clause.when.given else ()
            for text in (clause.expression, *given, *((clause.figures,) if clause.figures else ())):
                named.update(dict.fromkeys(operand.indicator_id for operand in operands(parse(text))))
            named.update(dict.fromkeys((*clause.when.present, *clause.when.missing)))
        named.update(dict.fromkeys(self.holds or ()))
        return tuple(named)
