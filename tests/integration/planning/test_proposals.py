"""The repair that a person saw is the one that is saved, or none is; chosen weights decide how it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from potok.operations.catalog.clock import aware, local
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.services import repairs
from potok.operations.planning.services.proposals import (
    ProposalOutdatedError,
    ProposalUnreadError,
    read_proposal,
)
from potok.operations.planning.services.repairs import RepairPreview, preview_repair, repair_version
from potok.operations.planning.services.stops import report_stop
from potok.scheduling.repair.events import Breakdown
from potok.scheduling.repair.weights import PRESETS


def breakdowns(plan: PlanVersion) -> Iterator[Breakdown]:
    """A day's breakdown in each operation of the plan."""
    for line in plan.lines.select_related("machine").order_by("start_at"):
        start = local(line.start_at)
        yield Breakdown(line.machine.code, start, start + dt.timedelta(days=1))


def shown_places(preview: RepairPreview) -> dict[tuple[str, int], tuple[str | None, dt.datetime | None]]:
    return {
        (change.order_no, change.op_no): (change.machine_after, change.start_after)
        for change in preview.operations
    }


def test_what_a_hurried_preview_showed_is_what_is_saved(
    published: PlanVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    for event in breakdowns(published):
        whole = preview_repair(SYSTEM, number=published.number, event=event)
        with monkeypatch.context() as hurry:
            hurry.setattr(repairs, "_TIME_S", 0.0)
            hurried = preview_repair(SYSTEM, number=published.number, event=event)
        if hurried.operations != whole.operations and hurried.ok:
            break
    else:
        pytest.fail("no breakdown is repaired better by a longer search")
    draft = repair_version(SYSTEM, number=published.number, event=event, proposal=hurried.proposal)
    lines = {
        (line.order.order_no, line.op_no): (line.machine.code, local(line.start_at))
        for line in draft.lines.select_related("order", "machine")
    }
    assert {key: lines[key] for key in shown_places(hurried)} == shown_places(hurried)


def test_a_preview_is_refused_when_the_books_changed_since(published: PlanVersion) -> None:
    event = next(breakdowns(published))
    preview = preview_repair(SYSTEM, number=published.number, event=event)
    change = next(one for one in preview.operations if one.start_after is not None)
    report_stop(
        SYSTEM,
        machine_code=str(change.machine_after),
        start_at=aware(change.start_after or event.finish_at),
        finish_at=aware(change.finish_after or event.finish_at),
        reason="подшипник",
    )
    with pytest.raises(ProposalOutdatedError, match="Посмотрите заново"):
        repair_version(SYSTEM, number=published.number, event=event, proposal=preview.proposal)
    assert PlanVersion.objects.count() == 1
    again = preview_repair(SYSTEM, number=published.number, event=event)
    assert repair_version(SYSTEM, number=published.number, event=event, proposal=again.proposal)


@pytest.mark.usefixtures("demo_database")
def test_a_text_that_no_preview_gave_or_that_is_too_old_is_refused() -> None:
    for text in ("нет", "2026-03-02T00:00:00/0/a", "2026-03-02T00:00:00/много/a"):
        with pytest.raises(ProposalUnreadError):
            read_proposal(text, number=1)
    for moment in ("2026-03-01T22:59:59", "2026-03-02T00:00:01"):
        with pytest.raises(ProposalOutdatedError, match="больше часа"):
            read_proposal(f"{moment}/3/a", number=1)
    assert read_proposal("2026-03-01T23:00:00/3/a", number=1).tried == 3


def test_the_chosen_weights_decide_how_the_plan_is_repaired(published: PlanVersion) -> None:
    for event in breakdowns(published):
        fewer, less_late = (
            preview_repair(SYSTEM, number=published.number, event=event, weights=PRESETS[name])
            for name in ("fewer_changes", "less_late")
        )
        if fewer.operations != less_late.operations:
            break
    else:
        pytest.fail("no breakdown is repaired in another way by other weights")
    assert len(fewer.operations) <= len(less_late.operations)
