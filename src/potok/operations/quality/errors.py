"""Errors of quality control."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownControlPointError(PotokError):
    """No line of the control plan has that key."""

    code = "unknown_control_point"
    template = "Строки плана контроля {point} нет. Обновите список."
    http_status = 404


class UnknownCauseError(PotokError):
    """No cause of defects has that code."""

    code = "unknown_defect_cause"
    template = "Причины брака «{cause}» нет в классификаторе."
    http_status = 404


class UnknownInspectionError(PotokError):
    """No inspection has that number."""

    code = "unknown_inspection"
    template = "Проверки {number} нет в журнале."
    http_status = 404


class NotAProductLotError(PotokError):
    """The decision is for lots of finished products."""

    code = "not_a_product_lot"
    template = "Партия {lot} — не продукция ({item}): решение «{decision}» для неё невозможно."
    http_status = 409


class LotWithoutOrderError(PotokError):
    """The books do not know for which order a lot was made."""

    code = "lot_without_order"
    template = "Партия {lot} не связана с заказом: {verb} нельзя. {hint}"
    http_status = 409


class WriteDownTooMuchError(PotokError):
    """More is taken from an order's output than its rejected lots hold."""

    code = "write_down_too_much"
    template = (
        "С заказа {order_no} можно списать не больше {possible} шт. (забраковано и не списано; "
        "выпущено {done} шт.), а указано {wanted} шт."
    )
    http_status = 409


class ReplacementNotNeededError(PotokError):
    """An order that is still in production makes up what was written down by itself."""

    code = "replacement_not_needed"
    template = (
        "Заказ {order_no} ещё в производстве: недостающее он выпустит сам, заказ взамен удвоил бы выпуск. "
        "Уменьшите выпуск без заказа взамен."
    )
    http_status = 409
