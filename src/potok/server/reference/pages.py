"""All generated pages by their file names."""

from __future__ import annotations

from collections.abc import Mapping

from potok.server.reference.api_page import api_page
from potok.server.reference.bench_pages import bench_pages
from potok.server.reference.errors_page import errors_page
from potok.server.reference.plan_pages import plan_pages
from potok.server.reference.states_page import states_page


def pages() -> Mapping[str, str]:
    """File name → text of every generated page."""
    return {
        "api.md": api_page(),
        "errors.md": errors_page(),
        "states.md": states_page(),
        **plan_pages(),
        **bench_pages(),
    }
