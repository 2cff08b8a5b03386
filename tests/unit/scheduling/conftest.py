"""Every plan that a test of this folder makes passes the independent checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders.checked_engines import watched_engines


@pytest.fixture(autouse=True, scope="module")
def every_plan_is_checked() -> Iterator[None]:
    """Watch the doors of the engines."""
    with watched_engines():
        yield
