"""What waits for whom in planning: lines to agree, refused lines, a plan in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.catalog.clock import local
from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.planning.models import PlanVersion, ScheduleLine


@source("line_sent", "Строки плана ждут ответа", icon="list-checks", roles=[Role.SHOP_HEAD])
def lines_to_answer(person: Actor, limit: int) -> Iterable[Need]:
    """Lines sent to the workshops that the person heads."""
    found = ScheduleLine.objects.filter(
        is_published=True, agreement="sent", workshop_id__in=list(person.workshops)
    )
    for line in found.select_related("order", "machine").order_by("start_at")[:limit]:
        yield Need(
            key=f"{line.order.order_no}/{line.op_no}",
            fingerprint=f"{line.start_at.isoformat()}/{line.machine.code}",
            title=f"{line.order.order_no}, {line.op_name or f'оп. {line.op_no}'}: ответьте о сроке",
            text=f"{line.machine.name}, начало {local(line.start_at):%d.%m.%Y %H:%M}",
            subject=("agreement", line.order.order_no),
            at=line.start_at,
        )


@source("line_refused", "Отказы цехов", icon="circle-x", roles=[Role.PLANNER])
def refused_lines(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for all planners
    """Lines of the plan in force that a shop refused or answered with another time."""
    found = ScheduleLine.objects.filter(is_published=True, agreement__in=("refused", "countered"))
    for line in found.select_related("order", "workshop").order_by("start_at")[:limit]:
        counter = line.counter_start_at
        offered = f"предлагает {local(counter):%d.%m.%Y %H:%M}" if counter else "отказывает"
        yield Need(
            key=f"{line.order.order_no}/{line.op_no}",
            fingerprint=f"{line.answered_at.isoformat() if line.answered_at else ''}",
            title=f"{line.order.order_no}, {line.workshop.name} {offered}",
            text=line.answer_reason,
            subject=("board", line.order.order_no),
            at=line.answered_at,
            tone="bad",
        )


@source("plan_doubt", "План требует проверки", icon="chart-gantt", roles=[Role.PLANNER])
def doubted_plan(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - one plan at most
    """The plan in force when master data under it changed."""
    for plan in PlanVersion.objects.filter(state="published").exclude(doubt=""):
        yield Need(
            key=str(plan.number),
            fingerprint=plan.doubted_at.isoformat() if plan.doubted_at else "",
            title=f"План № {plan.number} составлен до изменений: {plan.doubt}",
            text="Пересчитайте план или отметьте на доске, что он проверен.",
            subject=("plan", str(plan.number)),
            at=plan.doubted_at,
        )
