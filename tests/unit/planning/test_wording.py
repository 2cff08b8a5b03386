"""The deciding reason of a start, as the tooltip of a bar says it."""

from __future__ import annotations

import pytest

from potok.operations.planning.wording import cause_sentence
from potok.scheduling.plan import StartReason

AT = "2026-03-02T08:00:00"


@pytest.mark.parametrize(
    ("reason", "setup_min", "sentence"),
    [
        ("now", 0, "раньше 02.03 08:00 планировать нельзя"),
        ("material", 0, "сырьё R15 годно с 02.03 08:00"),
        ("machine", 0, "машина занята заказом ЗП-7 до 02.03 08:00"),
        ("setup", 25, "машина занята заказом ЗП-7 до 02.03 08:00, затем переналадка 25 мин"),
        ("setup", 12.5, "машина занята заказом ЗП-7 до 02.03 08:00, затем переналадка 12,5 мин"),
        ("predecessor", 0, "предыдущая операция даёт первую загрузку 02.03 08:00"),
        ("calendar", 0, "смена начинается 02.03 08:00"),
        ("stop", 0, "машина стоит на ремонте или из-за остановки до 02.03 08:00"),
        ("kept", 0, "оставлено на месте: можно с 02.03 08:00"),
        ("pinned", 0, "стоит на 02.03 08:00: закреплено, согласовано или начато"),
    ],
)
def test_every_reason_is_one_russian_sentence(reason: str, setup_min: float, sentence: str) -> None:
    cause = {"reason": reason, "bound_at": AT, "other_order": "ЗП-7", "item_id": "R15"}
    assert cause_sentence(cause, setup_min=setup_min) == sentence
    assert StartReason(reason)


def test_only_a_pinned_line_is_called_pinned() -> None:
    cause = {"reason": "pinned", "bound_at": AT}
    assert cause_sentence(cause, is_pinned=True) == "закреплено на 02.03 08:00"


def test_a_line_without_a_reason_says_nothing() -> None:
    assert cause_sentence({}) == ""
