"""Marts in, immutable editions out: the yearly comparison and the annual summary."""

from __future__ import annotations

from publishing.comparison import Comparison, ComparisonRow
from publishing.editions import Edition, publish_edition
from publishing.labels import MissingLabel
from publishing.marts import NothingToPublish, UnreadableWarehouse
from publishing.verification import EditionUnverified

__all__ = [
    "Comparison",
    "ComparisonRow",
    "Edition",
    "EditionUnverified",
    "MissingLabel",
    "NothingToPublish",
    "UnreadableWarehouse",
    "publish_edition",
]
