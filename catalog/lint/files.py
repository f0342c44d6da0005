"""Whether the data files are whole texts."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.lint.finding import Finding
from catalog.loader import Catalog, data_files


def unended_files(catalog: Catalog) -> Iterator[Finding]:
    """Files whose last line does not end: what is written behind it would go on with its last word."""
    for path in data_files(catalog.root):
        if not path.read_bytes().endswith(b"\n"):
            yield Finding(path.relative_to(catalog.root).as_posix(), "its last line has no line feed")
