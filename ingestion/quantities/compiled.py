"""Compiles what the catalogue states once per content, however often the catalogue is loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from catalog import Catalog

Compiled = TypeVar("Compiled")


class _ByContent:
    """A catalogue as a key of a cache: two loads of the same content are the same."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.key = (catalog.root, catalog.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByContent) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def compiled_once(compile_: Callable[[Catalog], Compiled]) -> Callable[[Catalog], Compiled]:
    """Remember what ``compile_`` makes of a catalogue, by the catalogue's folder and version."""

    def from_key(key: _ByContent) -> Compiled:
        return compile_(key.catalog)

    by_content = lru_cache(maxsize=8)(from_key)
    latest: list[tuple[Catalog, Compiled]] = []

    def remembered(catalog: Catalog) -> Compiled:
        if not latest or latest[0][0] is not catalog:
            latest[:] = [(catalog, by_content(_ByContent(catalog)))]
        return latest[0][1]

    return wraps(compile_)(remembered)
