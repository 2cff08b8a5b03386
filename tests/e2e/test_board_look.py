"""What the canvas of the board shows: colours by the chosen mode, the way of the selected order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from potok.operations.catalog.models import Machine
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run

SignIn = Callable[..., Page]

READY = "#board[data-state=ready]"
BARS, MARKS = "[data-board-bars]", "[data-board-marks]"
#: A sum for each row of pixels of a canvas: rows that look different have different ones.
_ROWS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const rows = new Array(canvas.height).fill(0);
  for (let at = 0; at < data.length; at += 1)
    rows[Math.floor(at / 4 / canvas.width)] += data[at] * (1 + (at % (4 * canvas.width)));
  return rows;
}"""


@pytest.fixture
def published(site: str) -> PlanVersion:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 19)])
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    publish_plan(SYSTEM, number=run.plan.number)
    return run.plan


def drawn(page: Page) -> str:
    """The bars as an image, when the frame that was asked for has been painted."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return str(page.eval_on_selector(BARS, "(canvas) => canvas.toDataURL()"))


def test_each_colour_mode_paints_the_bars_its_way_and_is_kept(
    sign_in: SignIn, published: PlanVersion
) -> None:
    published.lines.filter(op_no=10).update(agreement="agreed")
    page = sign_in("planner")
    page.goto("/board/")
    page.wait_for_selector(READY)
    images = {}
    for mode, told in (("lateness", "в срок"), ("status", "согласовано"), ("family", "")):
        page.select_option("[data-colour]", mode)
        images[mode] = drawn(page)
        shown = page.locator(f"[data-legend={mode}]")
        expect(shown.first).to_be_visible()
        assert told in " ".join(shown.all_inner_texts())
        for other in {"lateness", "status", "family"} - {mode}:
            expect(page.locator(f"[data-legend={other}]").first).to_be_hidden()
    assert len(set(images.values())) == 3
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("[data-colour]")).to_have_value("family")
    assert page.locator("[data-families]").inner_text().strip()


def order_over_distant_rows(plan: PlanVersion) -> str:
    """An order whose machines stand at least two rows apart on the board."""
    rows = list(Machine.objects.order_by("workshop__code", "code").values_list("pk", flat=True))
    used: dict[str, list[int]] = {}
    for order_no, machine in plan.lines.values_list("order__order_no", "machine_id"):
        used.setdefault(order_no, []).append(rows.index(machine))
    return next(order_no for order_no, places in used.items() if max(places) - min(places) > 1)


def test_arrows_lead_the_selected_order_from_machine_to_machine(
    sign_in: SignIn, published: PlanVersion
) -> None:
    order_no = order_over_distant_rows(published)
    page = sign_in("planner")
    page.goto("/board/")
    page.wait_for_selector(READY)
    page.click("[data-scale=month]")
    drawn(page)
    before = page.eval_on_selector(MARKS, _ROWS)
    page.goto(f"/board/?order={order_no}")
    page.wait_for_selector(READY)
    drawn(page)
    after = page.eval_on_selector(MARKS, _ROWS)
    rows = [row for row, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    # Outlines of the bars leave rows between the machines untouched; the arrow crosses them all.
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(rows) > 60
