"""How well reports are read: the observations of a reading held against gold annotations."""

from __future__ import annotations

from pipeline.evaluation.gold import Gold, GoldFact, GoldFault, read_gold
from pipeline.evaluation.matching import Match, match
from pipeline.evaluation.report import Evaluation, evaluate

__all__ = ["Evaluation", "Gold", "GoldFact", "GoldFault", "Match", "evaluate", "match", "read_gold"]
