"""Times are stored in UTC; a day that a person names or reads is a day in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")
START_OF_RECORDS = datetime.fromtimestamp(0, UTC)
"""What a home without receipts is built as of."""


def in_china(moment: datetime) -> datetime:
    """A stored time on China's clock; one without a zone is UTC, as the warehouse returns it."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(CHINA)


def today() -> date:
    """The day on which something is run, in China.

    For what lapses with time itself (a check that is switched off until a day), whatever the data speak of;
    nothing that is built depends on it.
    """
    return datetime.now(CHINA).date()
