"""A sewing flow regrouped by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from builders.lines import ENGINEER, a_line
from potok.lines.kinds import KINDS
from potok.operations.lines.models import LineVersion
from potok.operations.lines.services.versions import save_version


def test_an_operation_is_dragged_carried_by_keys_and_kept(sign_in: Callable[..., Page]) -> None:
    a_line("Ж-9", kind="sewing")
    given = KINDS["sewing"].examples[0].given
    save_version(ENGINEER, code="Ж-9", given=given, title="Источник")
    save_version(ENGINEER, code="Ж-9", given=given, title="Проект", base=1)
    page = sign_in("engineer")
    page.goto("/lines/Ж-9/2/")
    page.locator('[data-operation="49"]').drag_to(page.locator('[data-group="17"] .sew-hit'), force=True)
    moves = page.locator(".sew-moves li")
    expect(moves).to_have_count(1)
    expect(moves).to_contain_text("группа 14 версии 1 → 18")
    expect(page.locator('[data-operation="49"]')).to_be_focused()
    page.keyboard.press("Control+ArrowLeft")
    expect(moves).to_contain_text("группа 14 версии 1 → 17")
    page.keyboard.press("Control+z")
    expect(moves).to_contain_text("группа 14 версии 1 → 18")
    with page.expect_navigation():
        page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".toast")).to_contain_text("версия 2")
    assert 49 in LineVersion.objects.get(line__code="Ж-9", number=2).given["groups"][17]["members"]
