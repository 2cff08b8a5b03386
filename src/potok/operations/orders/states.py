"""The declared state machine of an order: one table for service, API, docs, database and tests."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.people.roles import Role

STATUSES = [
    ("new", "Новый"),
    ("waiting_shortage", "В ожидании (дефицит)"),
    ("in_production", "В производстве"),
    ("done", "Выполнен"),
    ("cancelled", "Отменён"),
]
PROGRESS = [
    ("not_scheduled", "не распределён"),
    ("scheduled", "распределён"),
    ("agreed", "согласовано"),
    ("launched", "идёт"),
    ("stopped", "простой"),
    ("output_reported", "выпуск сдан"),
    ("posted", "проведён"),
]
AGREEMENTS = [
    ("none", "не отправлено"),
    ("sent", "отправлено"),
    ("agreed", "согласовано"),
    ("refused", "отказ"),
]
PRIORITIES = [(1, "срочный"), (2, "обычный"), (3, "на склад")]
COVERS = [
    ("unknown", "не проверено"),
    ("in_stock", "В наличии"),
    ("expected", "Ожидается"),
    ("missing", "Нет прихода"),
]
#: Reasons of date corrections (order-workflow 7.4).
DATE_REASONS = [
    ("urgent", "срочность"),
    ("breakdown", "поломка"),
    ("late_material", "опоздание сырья"),
    ("qc_hold", "задержка ОТК"),
    ("absence", "отсутствие людей"),
    ("other", "другое"),
]


@dataclass(frozen=True, slots=True)
class Transition:
    """A permitted change of status (order-workflow 4).

    Attributes:
        id: Number in the specification (T1 …).
        source: Status before, None for creation.
        target: Status after.
        verb: The service function.
        role: Who may do it.
        guard: Russian condition, checked in the same transaction.
    """

    id: str
    source: str | None
    target: str
    verb: str
    role: Role
    guard: str


TRANSITIONS = (
    Transition(
        "T1", None, "new", "create_order", Role.CLIENT_DEPT, "изделие действует, объём кратен, срок не прошёл"
    ),
    Transition(
        "T2", "new", "waiting_shortage", "confirm_orders", Role.PLANNER, "есть рецептура, чего-то не хватает"
    ),
    Transition("T3", "new", "in_production", "confirm_orders", Role.PLANNER, "есть рецептура, всё в наличии"),
    Transition("T4", "waiting_shortage", "in_production", "confirm_orders", Role.PLANNER, "всё в наличии"),
    Transition(
        "T5", "in_production", "waiting_shortage", "lose_cover", Role.PLANNER, "не запущен, резерв потерян"
    ),
    Transition(
        "T7", "in_production", "done", "post_tech_card", Role.PLANNER, "ТК проведена, выпуск достаточен"
    ),
    Transition("T8", "new", "cancelled", "cancel_order", Role.PLANNER, "указана причина"),
    Transition("T8", "waiting_shortage", "cancelled", "cancel_order", Role.PLANNER, "указана причина"),
    Transition(
        "T8",
        "in_production",
        "cancelled",
        "cancel_order",
        Role.PLANNER,
        "нет проведённых ТК, указана причина",
    ),
    Transition("T9", "done", "in_production", "reverse_tech_card", Role.PLANNER, "последняя ТК сторнирована"),
)


def allowed(source: str | None, target: str) -> bool:
    """Whether the state machine permits the change."""
    return any(step.source == source and step.target == target for step in TRANSITIONS)
