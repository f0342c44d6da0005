"""What a library would bring along is imported when it is asked for, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from expectations.spared import spared, uncollected

MODULES = ("library_of_tests", "dear_of_tests", "database_of_tests")
LIBRARY = """
import dear_of_tests as dear
try:
    import database_of_tests as database
except ImportError:
    database = None
"""


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library that imports two others."""
    for name, text in zip(MODULES, (LIBRARY, "price = 7", "rows = 3"), strict=True):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in (*MODULES, "dear_of_tests.inner"):
        sys.modules.pop(name, None)


def test_what_is_postponed_is_imported_when_something_of_it_is_asked_for() -> None:
    with spared(postponed=["dear_of_tests"], absent=[]):
        library = import_module("library_of_tests")
    assert "dear_of_tests" not in sys.modules and library.database.rows == 3
    assert library.dear.price == 7
    assert sys.modules["dear_of_tests"].price == 7


def test_what_is_postponed_may_be_asked_for_at_once() -> None:
    with spared(postponed=["dear_of_tests"], absent=[]):
        assert import_module("library_of_tests").dear.price == 7


def test_what_is_absent_can_be_imported_afterwards() -> None:
    with spared(postponed=[], absent=["database_of_tests"]):
        library = import_module("library_of_tests")
    assert library.database is None and library.dear.price == 7
    assert import_module("database_of_tests").rows == 3


def test_what_is_absent_here_is_there_for_another_thread() -> None:
    with spared(postponed=[], absent=["database_of_tests"]), ThreadPoolExecutor(1) as other:
        with pytest.raises(ModuleNotFoundError, match="database_of_tests"):
            import_module("database_of_tests")
        assert other.submit(import_module, "database_of_tests").result().rows == 3


def test_what_is_postponed_can_be_used_by_another_thread_at_once() -> None:
    with spared(postponed=["dear_of_tests"], absent=[]), ThreadPoolExecutor(1) as other:
        library = import_module("library_of_tests")
        assert other.submit(import_module, "dear_of_tests").result().price == 7
    assert library.dear.price == 7 and sys.modules["dear_of_tests"].price == 7


def test_a_module_within_a_postponed_one_is_found(tmp_path: Path) -> None:
    (tmp_path / "dear_of_tests.py").unlink()
    (tmp_path / "dear_of_tests").mkdir()
    for name, text in (("__init__", "price = 7"), ("inner", "cost = 5")):
        (tmp_path / "dear_of_tests" / f"{name}.py").write_text(text, encoding="utf-8")
    with spared(postponed=["dear_of_tests"], absent=[]):
        assert import_module("dear_of_tests.inner").cost == 5
    assert sys.modules["dear_of_tests"].price == 7


def test_what_is_there_already_stays() -> None:
    there = [import_module("dear_of_tests"), import_module("database_of_tests")]
    with spared(postponed=["dear_of_tests"], absent=["database_of_tests"]):
        library = import_module("library_of_tests")
    assert [library.dear, library.database] == there


def test_what_a_postponed_module_lacks_is_said() -> None:
    with spared(postponed=["dear_of_tests"], absent=[]):
        library = import_module("library_of_tests")
    with pytest.raises(AttributeError, match="cost"):
        print(library.dear.cost)


@pytest.mark.parametrize("was_on", [True, False])
def test_nobody_looks_for_garbage_meanwhile_and_then_as_before(
    was_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where what is done meanwhile fails."""
    monkeypatch.setattr("expectations.spared.gc", looking := _Collector(was_on))
    with pytest.raises(ImportError), uncollected():
        assert not looking.isenabled()
        raise ImportError
    assert looking.isenabled() is was_on


class _Collector:
    """Stands for the collector of this process, which other tests rely on."""

    def __init__(self, is_on: bool) -> None:
        self._is_on = is_on

    def isenabled(self) -> bool:
        return self._is_on

    def enable(self) -> None:
        self._is_on = True

    def disable(self) -> None:
        self._is_on = False
