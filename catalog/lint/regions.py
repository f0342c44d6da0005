"""Whether the register of regions can be read."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.lint.finding import Finding
from catalog.loader import Catalog
from catalog.region_files import RegionFileError
from catalog.regions import load_regions


def faulty_regions(catalog: Catalog) -> Iterator[Finding]:
    """Region files with a line that cannot be used."""
    if not (catalog.root / "regions").is_dir():
        return
    try:
        load_regions(catalog.root)
    except RegionFileError as error:
        yield Finding("regions", str(error))
