"""Notices to bureaus: what of a submission has to be corrected, and by when (退回修改通知)."""

from __future__ import annotations

from publishing.notices.document import notice_bytes
from publishing.notices.text import Notice, ReturnedItem, deadline_of

__all__ = ["Notice", "ReturnedItem", "deadline_of", "notice_bytes"]
