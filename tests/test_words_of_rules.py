"""The words of the language stand in the catalogue: the modules that read have none of their own.

How numbers, dates and numberings are written is no word, and neither is what a clerk is told.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TELLING = ("ingestion/forms", "ingestion/identity")
"""Rooms that also tell a clerk something: only what text is held against counts there."""
SILENT = ("ingestion/extraction", "ingestion/quantities")
"""Rooms that tell nobody anything: every literal counts."""
EXEMPT = {
    "ingestion/extraction/text/dates.py": "how paragraphs are numbered (一是)",
    "ingestion/extraction/text/unwrapped.py": "how paragraphs are numbered (一是), before any text is read",
    "ingestion/extraction/words/vocabulary.py": "units that the rules of measure words name by their code",
    "ingestion/extraction/text/word_finding.py": "how grades are listed (A、B级)",
    "ingestion/forms/findings/sentences.py": "how a table without a name is called in a finding",
    "ingestion/forms/cells/text.py": "folds the labels of the catalogue as well, before there are any words",
    "ingestion/quantities/normalise.py": "variants of a character and the character that stands for them",
    "ingestion/quantities/numerals.py": "how shares are written in numerals (分之, 半)",
    "ingestion/identity/place.py": "doubts that a manifest settles, known by how they begin",
}
NOTATION = frozenset("〇零一二两三四五六七八九十百千万亿廿卅第点成至到余多个号份年月日季度龥鿿")
"""Of these numbers, dates and ranges of characters are written."""
HAN = re.compile("[一-鿿]")
OF_A_MESSAGE = re.compile("[，。；！：]")
HELD_AGAINST = frozenset(
    {"startswith", "endswith", "find", "rfind", "index", "count", "split", "partition", "rpartition"}
    | {"removeprefix", "removesuffix", "strip", "lstrip", "rstrip", "replace"}
)


def words(literal: str) -> str:
    """The characters of a literal that are words."""
    return "".join(c for c in HAN.findall(literal) if c not in NOTATION)


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    """The texts with words in them at any depth of the code, but for its docstrings."""
    docstrings = {id(n.value) for n in ast.walk(node) if isinstance(n, ast.Expr)}
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and id(found) not in docstrings:
            yield from [found] if words(found.value) else ()


def compared(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts that some text is held against: patterns, operands, and constants that are no messages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_patterns = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            for argument in node.args if of_patterns or node.func.attr in HELD_AGAINST else ():
                yield from literals(argument)
        elif isinstance(node, ast.Compare):
            for operand in (node.left, *node.comparators):
                yield from literals(operand) if not isinstance(operand, ast.Call) else ()
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            yield from (found for found in literals(statement) if not OF_A_MESSAGE.search(str(found.value)))


def offences(source: str, *, tells: bool) -> set[str]:
    """The words of a module that ought to stand in the catalogue."""
    tree = ast.parse(source)
    return {str(found.value) for found in (compared(tree) if tells else literals(tree))}


@pytest.mark.parametrize("room", (*TELLING, *SILENT))
def test_the_words_of_rules_stand_in_the_catalogue(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules, f"no module found in {room}: nothing was checked"
    found = {
        path.relative_to(ROOT).as_posix(): offences(path.read_text(encoding="utf-8"), tells=room in TELLING)
        for path in modules
    }
    assert {name: said for name, said in found.items() if said and name not in EXEMPT} == {}


def idle(name: str, source: str) -> bool:
    """Whether a module needs no exemption: its room allows all that it says."""
    return not offences(source, tells=name.startswith(TELLING))


def test_every_exemption_is_needed() -> None:
    assert [name for name in EXEMPT if idle(name, (ROOT / name).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("ingestion/forms/findings/told.py", 'def f(n):\n    return f"这{n}格没有读取"', True),
        ("ingestion/identity/told.py", 'MESSAGE = "没有读取，请核对。"', True),
        ("ingestion/identity/held.py", 'def f(text):\n    return text.startswith("有同名地区")', False),
        ("ingestion/extraction/text/told.py", 'def f(n):\n    return f"这{n}格没有读取"', False),
        ("ingestion/extraction/text/mute.py", "def f(n):\n    return n", True),
        ("ingestion/quantities/dated.py", 'DAY = r"\\d{1,2}日(?=印发)"', False),
        ("ingestion/quantities/digits.py", 'TENS = {"十": 10, "廿": 20, "百": 100}', True),
    ],
)
def test_an_exemption_that_is_not_needed_is_noticed(name: str, source: str, expected: bool) -> None:
    assert idle(name, source) == expected


@pytest.mark.parametrize(
    ("source", "tells", "expected"),
    [
        ('def f(text):\n    return text.endswith("其中")', True, {"其中"}),
        ('def f(text):\n    return text in ("合计", "总计")', True, {"合计", "总计"}),
        ('import re\nPATTERN = re.compile("截至")', True, {"截至"}),
        ('WORDS = ("合计",)', True, {"合计"}),
        ('def f(n):\n    return f"第{n}行没有读取"', True, set()),
        ('MESSAGE = "没有读取，请核对。"', True, set()),
        ('def f(n):\n    return f"第{n}行没有读取"', False, {"行没有读取"}),
        ('"""合计"""\ndef f():\n    """其中"""', False, set()),
        ('import re\nDATE = re.compile("[一二三]月|[一-龥]个")', False, set()),
    ],
)
def test_a_word_in_the_code_is_noticed(source: str, tells: bool, expected: set[str]) -> None:
    assert offences(source, tells=tells) == expected
