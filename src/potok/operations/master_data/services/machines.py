"""Whether a machine may be planned: told by the engineer, or by the head of its workshop."""

from __future__ import annotations

from django.utils import timezone

from potok.operations.catalog.models import Machine
from potok.operations.master_data.errors import UnknownRecordError
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.people.acting import Actor, command
from potok.operations.planning.services.doubts import doubt_plan
from potok.plant.model import MachineStatus


def set_machine_status(actor: Actor, *, machine: str, status: MachineStatus, why: str = "") -> bool:
    """Set the status of a machine; returns whether it changed. The plan in force is marked then.

    Raises:
        UnknownRecordError: There is no such machine.
        NoRightError: The actor may not, or heads another workshop.
    """
    found = Machine.objects.filter(code=machine).values_list("workshop_id", flat=True).first()
    if found is None:
        raise UnknownRecordError(title="Станки", key=machine)
    with command(actor, "set_machine_status", why=why, workshop_id=found):
        other = Machine.objects.filter(code=machine).exclude(status=status.value)
        changed = other.update(status=status.value)
        if changed:
            check_all_orders()
            doubt_plan(f"состояние станка {machine}", at=timezone.now())
    return bool(changed)
