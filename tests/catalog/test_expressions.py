"""The language of the identities: what it says, and where it refuses."""

from __future__ import annotations

import pytest

from catalog.expressions import (
    AnyOf,
    Arithmetic,
    Comparison,
    ExpressionError,
    Fallback,
    Number,
    Operand,
    Rest,
    Within,
    operand_ids,
    operands,
    parse,
)


def test_chain_becomes_one_link_per_comparison() -> None:
    links = parse("a <= b < c").links
    assert links == (
        Comparison(Operand("a"), "<=", Operand("b")),
        Comparison(Operand("b"), "<", Operand("c")),
    )


def test_product_binds_closer_than_sum_and_both_group_to_the_left() -> None:
    (link,) = parse("x = a - b - 2 * c / d").links
    assert isinstance(link, Comparison)
    product = Arithmetic("/", Arithmetic("*", Number(2.0), Operand("c")), Operand("d"))
    assert link.right == Arithmetic("-", Arithmetic("-", Operand("a"), Operand("b")), product)


@pytest.mark.parametrize(
    ("text", "operand"),
    [
        ("x = 1", Operand("x")),
        ("x? = 1", Operand("x", 0, "unknown")),
        ("x?0 = 1", Operand("x", 0, "zero")),
        ("x@-1 = 1", Operand("x", 1)),
        ("x@-2? = 1", Operand("x", 2, "unknown")),
    ],
)
def test_operand_says_which_year_and_what_its_absence_means(text: str, operand: Operand) -> None:
    assert operands(parse(text)) == (operand,)


def test_fallback_rest_and_alternatives() -> None:
    (link,) = parse("(a ?? b + c?) + rest in {d | 100 * e / f}").links
    assert isinstance(link, Comparison) and link.comparator == "="
    assert link.left == Arithmetic(
        "+", Fallback((Operand("a"), Arithmetic("+", Operand("b"), Operand("c", 0, "unknown")))), Rest()
    )
    assert isinstance(link.right, AnyOf) and len(link.right.options) == 2


def test_range_takes_grouped_digits_and_both_ends() -> None:
    assert parse("a / b in [500, 200_000]").links == (
        Within(Arithmetic("/", Operand("a"), Operand("b")), 500.0, 200_000.0),
    )


def test_alternatives_may_stand_on_the_left() -> None:
    (link,) = parse("{a / b | a / c} in [1, 2]").links
    assert isinstance(link, Within) and isinstance(link.term, AnyOf)


def test_operand_ids_come_once_and_in_order() -> None:
    assert operand_ids("b + a = c + abs(b - a@-1)") == ("b", "a", "c")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "at character 1"),
        ("a + b", "a comparison is missing"),
        ("a = ", "expected an indicator or a number"),
        ("a = b c", "expected a comparison"),
        ("a in [2, 1]", "the range is empty"),
        ("a in {b | c} <= d", "nothing may follow"),
        ("a = (b + c", "expected ')'"),
        ("a = b % c", "no word or sign of the language"),
        ("a = b + {c | d}", "expected an indicator or a number"),
        ("合计 = a", "no word or sign of the language"),
        ("a in [x, 2]", "expected a number"),
    ],
)
def test_refuses_with_the_place_of_the_fault(text: str, place: str) -> None:
    with pytest.raises(ExpressionError, match=place.replace("(", r"\(").replace(")", r"\)")):
        parse(text)
