"""Applies answers, all or none: judged against the queue of today, recorded as one file, then read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from catalog import load_catalog
from ingestion.landing import ReceiptBook
from pipeline.batches import receipt_book
from pipeline.locks import exclusive
from pipeline.reprocess import Reread, reprocess
from pipeline.review.answers import Answer, Refused
from pipeline.review.assignments import ASSIGNMENTS
from pipeline.review.filled import read_filled
from pipeline.review.judging import Fault, Judge
from pipeline.review.notices import write_notices
from pipeline.review.queue import ReviewItem, ReviewQueue, read_queue
from pipeline.review.records import Decision, append, recorded, statement_text
from pipeline.settings import Home

LOCK = Path("review") / ".lock"


@dataclass(frozen=True, slots=True)
class Applied:
    """What an application did: the decisions, the submissions read again, the notices written."""

    decisions: tuple[Decision, ...] = ()
    rereads: tuple[Reread, ...] = ()
    notices: tuple[Path, ...] = ()


def apply_workbook(home: Home, path: Path, decided_at: datetime) -> Applied:
    """Apply the answers of a workbook; raises :class:`Refused` with every fault where there is one."""
    return apply_answers(home, read_filled(home, path), decided_at)


def apply_answers(home: Home, answers: Sequence[Answer], decided_at: datetime) -> Applied:
    """Apply answers, one application at a time; ``decided_at`` is the moment from which they hold.

    A decision never counts as earlier than what it is about. Raises :class:`Refused` with every fault.
    """
    with exclusive(home.root / LOCK):
        queue, book = read_queue(home.promoted), receipt_book(home)
        moment = max([decided_at, *(_received(item) for item in queue.items)])
        bench = _Bench(queue, book, recorded(home.root), Judge(load_catalog(), moment))
        decisions = bench.decisions(answers)
        if not decisions:
            return Applied()
        append(home.root, decisions)
    again = sorted({d.submission_id for d in decisions if d.decision in ASSIGNMENTS})
    rereads = tuple(reprocess(home, again)) if again else ()
    return Applied(decisions, rereads, write_notices(home, queue, decisions))


def _received(item: ReviewItem) -> datetime:
    received: datetime = item.row["received_at"]
    return received.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What answers are judged against: the queue, the books and the decisions made so far."""

    queue: ReviewQueue
    book: ReceiptBook
    record: tuple[Decision, ...]
    judge: Judge

    def decisions(self, answers: Sequence[Answer]) -> tuple[Decision, ...]:
        items = {item.item_id: item for item in self.queue.open}
        decided = self._decided_since()
        faults: list[str] = []
        made: list[Decision] = []
        for answer in answers:
            try:
                made += self._judged(answer, items, decided)
            except Fault as fault:
                faults.append(f"{answer.place}：{fault}。")
        if faults:
            raise Refused(tuple(faults))
        return tuple(made)

    def _judged(
        self, answer: Answer, items: Mapping[str, ReviewItem], decided: Mapping[str, Decision]
    ) -> Iterator[Decision]:
        if not any(answer.text(heading) for heading in answer.cells):
            return
        if answer.item_id in decided:
            earlier = decided[answer.item_id]
            raise Fault(
                f"该项已由{earlier.decided_by}于 {earlier.decided_at:%Y-%m-%d} 处理（{earlier.reason}）"
            )
        if answer.item_id not in items or self._is_withdrawn(items[answer.item_id]):
            raise Fault("该项已失效：材料已更换、撤回，或问题已解决，请重新导出")
        for decision in self.judge.decisions(answer, items[answer.item_id]):
            yield self._bound(decision)

    def _bound(self, decision: Decision) -> Decision:
        """A decision about a whole submission holds for what its sender had stated until then."""
        if decision.observation_id is not None:
            return decision
        standing = self.book.standing(decision.submission_id)
        last = max(receipt.sequence for receipt in self.book.receipts())
        bound = replace(decision, statement=statement_text(standing.statement))
        return replace(bound, after_sequence=last if decision.decision in ASSIGNMENTS else None).named()

    def _is_withdrawn(self, item: ReviewItem) -> bool:
        return self.book.standing(item.row["submission_id"]).outcome == "withdrawn"

    def _decided_since(self) -> Mapping[str, Decision]:
        """The decisions that the promoted warehouse does not know of yet, by item."""
        known = self.queue.known_decisions
        return {d.item_id: d for d in self.record if d.decision_id not in known}
