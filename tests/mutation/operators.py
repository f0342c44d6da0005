"""How a rule can be broken: each operator proposes texts that differ from the original in one place.

The operators know SQL as the models of this project write it, not all of SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tokens import Token

Edit = tuple[int, int, str]
"""From where, to where, and what stands there instead."""
Operator = Callable[[Sequence[Token]], Iterator[Edit]]

_SWAPPED: dict[str, tuple[str, ...]] = {
    "=": ("!=",),
    "!=": ("=",),
    "<": ("<=", ">"),
    ">": (">=", "<"),
    "<=": ("<", ">="),
    ">=": (">", "<="),
    "+": ("-",),
    "-": ("+",),
    "/": ("*",),
    "//": ("*",),
    "asc": ("desc",),
    "desc": ("asc",),
    "last": ("first",),
    "first": ("last",),
    "true": ("false",),
    "false": ("true",),
    "or": ("and",),
    "min": ("max",),
    "max": ("min",),
    "min_by": ("max_by",),
    "max_by": ("min_by",),
    "bool_and": ("bool_or",),
    "bool_or": ("bool_and",),
    "rank": ("row_number", "dense_rank"),
    "left": ("inner",),
    "inner": ("left",),
    "lead": ("lag",),
    "preceding": ("following",),
}
_CONDITION_STARTS = frozenset({"where", "on", "when", "qualify", "having"})
_CONDITION_ENDS = frozenset(
    {"then", "group", "order", "union", "left", "inner", "cross", "where", "qualify", "having", "limit"}
)


def swapped_words(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Another comparison, another direction, another aggregate, another kind of join."""
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.kind not in {"word", "sign"} or (before is not None and before.word == "nulls"):
            continue
        yield from ((token.start, token.end, other) for other in _SWAPPED.get(token.word, ()))


def changed_numbers(tokens: Sequence[Token]) -> Iterator[Edit]:
    """A threshold one higher and one lower; the precision of a type is no threshold."""
    types = _type_arguments(tokens)
    for token in tokens:
        if token.kind == "number" and token not in types:
            yield token.start, token.end, f"{float(token.text) + 1:g}"
            yield token.start, token.end, f"{float(token.text) - 1:g}"


def changed_strings(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Another code in place of a code."""
    for token in tokens:
        if token.kind == "string":
            yield token.start, token.end, "'" + token.text[1:-1] + "~'"


def negations(tokens: Sequence[Token]) -> Iterator[Edit]:
    """``not`` left out, ``is null`` negated, ``in`` negated."""
    for first, second in pairwise(tokens):
        if first.word == "not":
            yield first.start, second.start, ""
        if first.word == "is" and second.word == "null":
            yield second.start, second.end, "not null"
        if second.word == "in" and first.word != "not":
            yield second.start, second.end, "not in"


def dropped_branches(tokens: Sequence[Token]) -> Iterator[Edit]:
    """A ``case`` without one of its branches."""
    for i, token in enumerate(tokens):
        if token.word in {"when", "else"}:
            end = next(t for t in tokens[i + 1 :] if _ends_branch(t, token.depth))
            is_only = token.word == "when" and tokens[i - 1].word == "case" and end.word != "when"
            yield token.start, end.start, "when false then null " if is_only else ""


def dropped_conditions(tokens: Sequence[Token]) -> Iterator[Edit]:
    """A condition without one of its parts, or none at all; ``and`` in place of ``or`` and the reverse."""
    for i, token in enumerate(tokens):
        if token.word not in _CONDITION_STARTS:
            continue
        part = _until(tokens[i + 1 :], token.depth, _CONDITION_ENDS)
        yield from _without_a_part(part)
        if len(part) > 0 and token.word != "on":
            yield part[0].start, part[-1].end, "true"


def loosened_conjunctions(tokens: Sequence[Token]) -> Iterator[Edit]:
    """``or`` in place of ``and``, except in ``between``."""
    for token in _conjunctions(tokens):
        yield token.start, token.end, "or"


def dropped_items(tokens: Sequence[Token]) -> Iterator[Edit]:
    """An order or a partition without one of its columns; an order of one column reversed."""
    for i, token in enumerate(tokens):
        if token.word != "by" or i == 0 or tokens[i - 1].word not in {"order", "partition"}:
            continue
        items = _items(_until(tokens[i + 1 :], token.depth, frozenset({"order", "range", "rows", "limit"})))
        for n, item in enumerate(items):
            if len(items) > 1:
                yield _cut(items, n)
            if tokens[i - 1].word == "order" and item[-1].word not in {"asc", "desc", "last", "first"}:
                yield item[-1].end, item[-1].end, " desc"


def dropped_defaults(tokens: Sequence[Token]) -> Iterator[Edit]:
    """``coalesce``, ``least`` and ``greatest`` without one of their arguments."""
    for i, token in enumerate(tokens):
        if token.word in {"coalesce", "least", "greatest", "concat_ws"}:
            items = _items(_until(tokens[i + 2 :], token.depth + 1, frozenset()))
            yield from (_cut(items, n) for n in range(token.word == "concat_ws", len(items)))


def dropped_distinct(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Rows that are counted twice, or once where they should be counted twice."""
    for first, second in pairwise(tokens):
        if first.word == "distinct" and second.word != "from":
            yield first.start, second.start, ""
        if first.word == "union":
            yield (first.end, second.end, "") if second.word == "all" else (first.end, first.end, " all")


OPERATORS: tuple[Operator, ...] = (
    swapped_words,
    changed_numbers,
    changed_strings,
    negations,
    dropped_branches,
    dropped_conditions,
    loosened_conjunctions,
    dropped_items,
    dropped_defaults,
    dropped_distinct,
)


def _ends_branch(token: Token, depth: int) -> bool:
    return (token.word in {"when", "else"} and token.depth == depth) or (
        token.word == "end" and token.depth == depth - 1
    )


def _until(tokens: Sequence[Token], depth: int, ends: frozenset[str]) -> Sequence[Token]:
    """The tokens up to the bracket that closes around them, or to one of the words at their own depth."""
    for i, token in enumerate(tokens):
        if token.depth < depth or (token.depth == depth and token.word in ends):
            return tokens[:i]
    return tokens


def _conjunctions(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every ``and`` that joins conditions."""
    waiting: set[int] = set()
    for token in tokens:
        if token.word == "between":
            waiting.add(token.depth)
        elif token.word == "and" and token.depth in waiting:
            waiting.discard(token.depth)
        elif token.word == "and":
            yield token


def _without_a_part(condition: Sequence[Token]) -> Iterator[Edit]:
    """The condition without each of the parts that ``and`` or ``or`` joins, at every depth."""
    joined = {*_conjunctions(condition), *(t for t in condition if t.word == "or")}
    for joint in sorted(joined, key=lambda t: t.start):
        i = condition.index(joint)
        after = _until(condition[i + 1 :], joint.depth, frozenset())
        following = next((t for t in after if t in joined and t.depth == joint.depth), None)
        yield condition[i - 1].end, following.start if following else after[-1].end, " " if following else ""
        before = _since(condition[:i], joint.depth)
        if not any(t in joined and t.depth == joint.depth for t in before):
            yield before[0].start, condition[i + 1].start, ""


def _since(tokens: Sequence[Token], depth: int) -> Sequence[Token]:
    """The tokens since the bracket that opened around the last of them."""
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i].depth < depth:
            return tokens[i + 1 :]
    return tokens


def _items(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The parts of a list, by its commas."""
    depth = tokens[0].depth
    commas = [-1, *(i for i, t in enumerate(tokens) if t.text == "," and t.depth == depth), len(tokens)]
    return [tokens[a + 1 : b] for a, b in pairwise(commas)]


def _cut(items: Sequence[Sequence[Token]], n: int) -> Edit:
    """The list without its n-th part and one comma."""
    if n + 1 < len(items):
        return items[n][0].start, items[n + 1][0].start, ""
    return items[n - 1][-1].end, items[n][-1].end, ""


def _type_arguments(tokens: Sequence[Token]) -> set[Token]:
    """The numbers in brackets after the name of a type."""
    found: set[Token] = set()
    for i, token in enumerate(tokens):
        if token.word in {"decimal", "numeric", "varchar"} and i + 1 < len(tokens):
            found.update(_until(tokens[i + 2 :], token.depth + 1, frozenset()))
    return found
