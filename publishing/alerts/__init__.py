"""Alerts, told to those whom they concern: bureaus, reviewers, and whoever keeps the system running."""

from __future__ import annotations

from publishing.alerts.alert import Alert
from publishing.alerts.lists import ADDRESSEES
from publishing.alerts.page import alerts_page, alerts_text

__all__ = ["ADDRESSEES", "Alert", "alerts_page", "alerts_text"]
