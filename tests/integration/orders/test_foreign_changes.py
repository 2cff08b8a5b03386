"""What the history tells of changes that no command made; transactions must be real ones here."""

from __future__ import annotations

from builders.small_books import found_plant, order_of, seen
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.history import history


def test_fields_changed_past_the_commands_are_told_too(own_database: None) -> None:
    found_plant()
    number = order_of("PA", 10)
    ProductionOrder.objects.filter(order_no=number).update(comment="в обход", manager="Никто")
    entry = history(seen(number).pk, number)[0]
    assert (entry.kind, entry.who) == ("fields", "вне программы")
    assert {change.label: change.new for change in entry.changes} == {
        "Комментарий": "в обход",
        "Менеджер": "Никто",
    }
