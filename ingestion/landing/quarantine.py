"""Quarantine: one folder per refused submission that says what is wrong and how to release it."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ingestion.documents import UnreadableSubmission
from ingestion.landing.durable import INCOMING, write_atomically
from ingestion.landing.receipts import Receipt

_REASON, _NOTE = "reason.json", "README.txt"

_NOTE_TEXT = """本文件夹记录一份未能读取的报送材料（已隔离，不影响其他材料）。

文件名：{source_name}
收到时间：{received_at}
原因：{reason}
（代码：{code}）

如何处理：
1. 请报送单位按上述原因改正后，将新文件放入收件文件夹重新报送；新文件会单独登记。
2. 如确认文件无误（例如系统已升级），运行下列任一命令重新读取；读取成功后隔离自动解除，仍不能读取的留在原处：
   nianjian quarantine release {submission_id}
   nianjian reprocess {submission_id}
   （nianjian reprocess --all 重新读取全部材料）
3. 如报送单位撤回此文件：
   nianjian withdraw {submission_id} --reason 撤回原因

原始文件未作改动，保存在 landing/{prefix}/{submission_id}。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A refused submission: which, when and under which name it came, and why it was refused."""

    submission_id: str
    receipt_id: str
    source_name: str
    received_at: str
    code: str
    reason: str


def quarantine(home: Path, receipt: Receipt, refusal: UnreadableSubmission) -> Path:
    """Writes the folder of a refused submission and returns it; the same refusal again changes nothing."""
    record = Quarantined(
        submission_id=receipt.submission_id,
        receipt_id=receipt.receipt_id,
        source_name=receipt.source_name,
        received_at=_iso(receipt.received_at),
        code=refusal.code,
        reason=refusal.reason,
    )
    folder = _folder(home, receipt.submission_id)
    note = _NOTE_TEXT.format(**asdict(record), prefix=record.submission_id[:2])
    content = json.dumps(asdict(record), ensure_ascii=False, indent=2) + "\n"
    _write_changed(folder / _NOTE, note)
    # Last, because a folder counts from the moment that its reason is there.
    _write_changed(folder / _REASON, content)
    return folder


def quarantined(home: Path) -> tuple[Quarantined, ...]:
    """Every submission in quarantine, sorted by receipt time and hash."""
    records = [
        Quarantined(**json.loads(path.read_text(encoding="utf-8")))
        for path in (home / "quarantine").glob(f"[!.]*/{_REASON}")
    ]
    return tuple(sorted(records, key=lambda record: (record.received_at, record.submission_id)))


def release(home: Path, submission_id: str) -> bool:
    """Takes a submission out of quarantine; false where it is not in it. The received bytes stay."""
    folder = _folder(home, submission_id)
    if not folder.is_dir():
        return False
    aside = folder.with_name(f"{INCOMING}{submission_id}")
    folder.rename(aside)
    shutil.rmtree(aside)
    return True


def _folder(home: Path, submission_id: str) -> Path:
    return home / "quarantine" / submission_id


def _write_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text.encode())


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
