"""What holds for all tests: slow ones of one folder share costly homes, so they stay with one worker."""

from __future__ import annotations

import pytest


# Before xdist's own hook, which reads the groups.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.xdist_group(item.path.parent.name))
