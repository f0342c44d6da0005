"""What holds for all tests.

Files with slow tests come first, so that the many fast ones fill what time the workers have left at the
end. No test is bounded in time, drawn examples included: how long a machine takes says nothing about a rule.
Time is measured in ``benchmarks``.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """The files are handed out in the order below, not the one with most tests first."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
