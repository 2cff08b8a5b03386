from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from potok.operations.people.models import User


def test_two_people_look_at_the_same_site_in_their_own_windows(sign_in: Callable[..., Page]) -> None:
    planner, head = sign_in("planner"), sign_in("shop1", viewport={"width": 390, "height": 844})
    for page in (planner, head):
        page.goto("/healthz")
        assert '"status": "ok"' in page.inner_text("body")
    assert head.viewport_size == {"width": 390, "height": 844}


def test_the_site_answers_from_the_database_of_the_test(sign_in: Callable[..., Page], site: str) -> None:
    page = sign_in("admin")
    stranger = {"X-Forwarded-For": "10.1.2.3"}
    assert page.request.get(f"{site}/metrics", headers=stranger).status == 200
    User.objects.get(username="admin").grants.all().delete()
    assert page.request.get(f"{site}/metrics", headers=stranger).status == 404
