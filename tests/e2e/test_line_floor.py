"""The floor plan of a line in a browser: moved by keys and by the pointer, checked at once, undone, saved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from builders.lines import ENGINEER, a_line
from builders.pages import sign_in as signed_in
from potok.lines.kinds import KINDS
from potok.operations.lines.models import LineSheet
from potok.operations.lines.services.versions import save_version


def spot(place: Locator) -> tuple[float, float]:
    box = place.locator("rect").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_plan_is_moved_by_hand_and_checked_at_once(sign_in: Callable[..., Page]) -> None:
    a_line(kind="sewing")
    save_version(ENGINEER, code="Л-1", given=KINDS["sewing"].examples[0].given)
    # The first answer of a process loads the engines of all kinds: the browser does not wait for that.
    assert "Составить план" in signed_in("engineer").html("/lines/Л-1/1/?tab=plan")
    page = sign_in("engineer")
    page.goto("/lines/Л-1/1/?tab=plan")
    page.get_by_role("button", name="Составить план").click()
    checks = page.locator("#plan-work aside")
    expect(checks).to_contain_text("нормы соблюдены")
    place = page.locator("g.place[data-id='2-1']")

    place.focus()
    place.press("ArrowLeft")
    expect(checks).to_contain_text("зона запуска: 3 400 мм, нужно не меньше 3 500 мм")
    expect(page.locator("g.place[data-id='2-1']")).to_be_focused()
    page.get_by_role("button", name="Отменить").click()
    expect(checks).to_contain_text("нормы соблюдены")

    page.locator("g.place[data-id='2-1']").hover()
    x, y = spot(page.locator("g.place[data-id='2-1']"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=3)
    page.mouse.up()
    expect(checks).to_contain_text("стоят на одном месте")
    expect(page.locator("g.place.faulty")).not_to_have_count(0)
    page.keyboard.press("Control+z")
    expect(checks).to_contain_text("нормы соблюдены")
    page.get_by_role("button", name="Сохранить версию").click()
    expect(page.locator(".plan-bar .pill")).to_contain_text("версия 2")
    first, second = LineSheet.objects.order_by("number")
    assert first.data == second.data
