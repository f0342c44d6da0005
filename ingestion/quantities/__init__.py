"""The grammar of numbers in Chinese official prose: every mention, with its value and place."""

from __future__ import annotations

from ingestion.quantities.mentions import Mention
from ingestion.quantities.normalise import normalise
from ingestion.quantities.scan import find_mentions, mentions_of

__all__ = ["Mention", "find_mentions", "mentions_of", "normalise"]
