"""Imports a library without what it would bring along and nobody here asks for.

Great Expectations imports a plotting library, statistics and, where it is installed, a database toolkit, for
kinds of expectations that no suite here has. That takes longer than all the rest of it.

Other threads may import the same modules meanwhile: none is absent for them, and what is postponed is
imported under the locks of the import system. ``importlib.util.LazyLoader`` would not do: in Python 3.11 a
thread that asks while another one loads finds the module half empty.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import RLock, get_ident
from types import ModuleType
from typing import Any

_ONE_AT_A_TIME = RLock()


@contextmanager
def spared(postponed: Collection[str], absent: Collection[str]) -> Iterator[None]:
    """While modules are imported here, those ``postponed`` wait until something of them is asked for, and
    those ``absent`` are not found by this thread, as if they were not installed.

    What is imported already stays as it is. Afterwards everything can be imported as ever.
    """
    with _ONE_AT_A_TIME:
        stand_ins = {name: _Postponed(name) for name in postponed if name not in sys.modules}
        absence = _Absence(absent)
        sys.modules.update(stand_ins)
        sys.meta_path.insert(0, absence)
        try:
            yield
        finally:
            sys.meta_path.remove(absence)
            for stand_in in stand_ins.values():
                stand_in.step_aside()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for garbage meanwhile: imports leave none, and looking takes a fourth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Postponed(ModuleType):
    """Stands for a module, which is imported when something of it is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__spec__ = ModuleSpec(name, None)

    def step_aside(self) -> None:
        """Let the module itself be imported under its name."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def __getattr__(self, name: str) -> Any:
        """What the module has under a name that not every module has, or the path to modules within it."""
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        self.step_aside()
        return getattr(import_module(self.__name__), name)


class _Absence(MetaPathFinder):
    """Finds nothing, and keeps the thread that made it from finding the modules that are to be absent."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._thread = get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self._names and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not imported along with others", name=fullname)
        return None
