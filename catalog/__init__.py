"""The dictionary of the system: indicators, identities, regions, lexicon and form maps as data files."""

from __future__ import annotations

from catalog.loader import Catalog, CatalogError, load_catalog
from catalog.model import Cues, Indicator
from catalog.rules import Rule

__all__ = ["Catalog", "CatalogError", "Cues", "Indicator", "Rule", "load_catalog"]
