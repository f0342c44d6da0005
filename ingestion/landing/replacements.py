"""Which submission another one says it replaces, and what is doubtful about that.

A manifest names what is replaced by its SHA-256 (or the first eight or more digits of it), by its file name
or by its path. Only what was received before, or at the same time, can be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from ingestion.landing.receipts import Receipt

SHA256_START = re.compile(r"[0-9a-f]{8,64}")
SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a receipt's ``replaces`` means: the submission, None where that is not certain, and the doubts."""

    submission_id: str | None
    doubts: tuple[str, ...] = ()


class Replacements:
    """All receipts of a home, to look up what is meant by a name in a manifest."""

    def __init__(self, receipts: Iterable[Receipt]) -> None:
        self._receipts = tuple(sorted(receipts, key=_moment))

    def of(self, receipt: Receipt) -> Replacement:
        """What ``receipt`` replaces; nothing where its manifest row names nothing."""
        name = receipt.stated_replaces
        if not name:
            return Replacement(None)
        meant = self._meant(receipt)
        if len(meant) != 1:
            return Replacement(None, (_undecided(name, meant),))
        return Replacement(meant[0].submission_id, tuple(self._rivals(receipt, meant[0])))

    def _rivals(self, receipt: Receipt, replaced: Receipt) -> Iterator[str]:
        """Other submissions that replace the same one, entered before: the chain would branch there."""
        first = self._claimants.get(receipt.submission_id, receipt)
        for rival in self._claimants.values():
            if rival.submission_id == receipt.submission_id or _moment(rival) > _moment(first):
                continue
            meant = [m.submission_id for m in self._meant(rival)]
            if meant == [replaced.submission_id]:
                yield (f"{_shown(rival)}与{_shown(receipt)}都声明替换{_shown(replaced)}，请确认以哪一份为准")
            elif meant == [receipt.submission_id] and rival.submission_id == replaced.submission_id:
                yield f"{_shown(receipt)}与{_shown(rival)}互相声明替换，请确认以哪一份为准"

    def _meant(self, receipt: Receipt) -> tuple[Receipt, ...]:
        """What its ``replaces`` may mean, a receipt of each submission: of one path the last before it."""
        name = (receipt.stated_replaces or "").strip().replace("\\", "/")
        if SHA256_START.fullmatch(name.lower()):
            found = [r for r in self._receipts if r.submission_id.startswith(name.lower())]
        else:
            beside = str(PurePosixPath(receipt.source_name).parent / name)
            alike = [r for r in self._by_file_name[PurePosixPath(name).name] if _may_be_replaced(r, receipt)]
            exact = [r for r in alike if r.source_name in (name, beside)]
            found = list({r.source_name: r for r in exact or alike}.values())
        return tuple({r.submission_id: r for r in found if _may_be_replaced(r, receipt)}.values())

    @cached_property
    def _by_file_name(self) -> Mapping[str, Sequence[Receipt]]:
        found: defaultdict[str, list[Receipt]] = defaultdict(list)
        for receipt in self._receipts:
            found[PurePosixPath(receipt.source_name.replace("\\", "/")).name].append(receipt)
        return found

    @cached_property
    def _claimants(self) -> Mapping[str, Receipt]:
        """For each submission that says it replaces another, the first receipt that does; none withdrawn."""
        found: dict[str, Receipt] = {}
        gone: set[str] = set()
        for receipt in self._receipts:
            if receipt.outcome == "withdrawn":
                gone.add(receipt.submission_id)
            elif receipt.is_sent_for_another:
                continue
            elif receipt.stated_replaces and receipt.outcome != "quarantined":
                gone.discard(receipt.submission_id)
                found.setdefault(receipt.submission_id, receipt)
        return {submission: receipt for submission, receipt in found.items() if submission not in gone}


def _may_be_replaced(earlier: Receipt, receipt: Receipt) -> bool:
    return earlier.submission_id != receipt.submission_id and earlier.received_at <= receipt.received_at


def _moment(receipt: Receipt) -> tuple[object, int]:
    return receipt.received_at, receipt.sequence


def _undecided(name: str, meant: Sequence[Receipt]) -> str:
    if not meant:
        return f"清单称替换“{name}”，但此前未收到这份材料，请核对"
    shown = "、".join(map(_shown, meant))
    return f"清单称替换“{name}”，但有{len(meant)}份材料与之相符（{shown}），请写明 sha256"


def _shown(receipt: Receipt) -> str:
    return f"“{receipt.source_name}”（{receipt.submission_id[:SHOWN_DIGITS]}）"
