"""Errors of what the warehouses do."""

from __future__ import annotations

from potok.errors import PotokError


class NothingReservedError(PotokError):
    """An order has nothing left to be issued."""

    code = "nothing_reserved"
    template = "Заказу {order_no} нечего отпускать: на складе сырья и тары за ним ничего не зарезервировано."
    http_status = 409


class WrongShopLotError(PotokError):
    """Only what was issued to a shop comes back from it."""

    code = "not_a_shop_lot"
    template = "Партия {lot} лежит в месте «{place}»: из цеха возвращают партии, отпущенные в цех."
    http_status = 409


class UnknownCustomerError(PotokError):
    """No customer has that name."""

    code = "unknown_customer"
    template = "Клиента «{customer}» нет в справочнике."
    http_status = 404


class NotEnoughToShipError(PotokError):
    """Accepted and released product is less than asked for."""

    code = "not_enough_to_ship"
    template = "К отгрузке нужно {wanted} шт. изделия {item}, принято и разрешено {available} шт."
    http_status = 409


class CountNotFinishedError(PotokError):
    """A count is posted when every line was counted."""

    code = "count_not_finished"
    template = (
        "Инвентаризация {number}: не посчитано строк: {missing} из {lines}, первая — партия {lot}. "
        "Внесите количества, отсутствующую партию — нулём."
    )
    http_status = 409


class LotMovedUnderCountError(PotokError):
    """What a count found cannot be booked: the lot has since been used up."""

    code = "lot_moved_under_count"
    template = (
        "Партия {lot}: при подсчёте в учёте было {book}, найдено {counted}, но с тех пор осталось {now}. "
        "Пересчитайте партию."
    )
    http_status = 409


class NothingToCountError(PotokError):
    """A count needs lots."""

    code = "nothing_to_count"
    template = "В месте «{place}» нет партий под выбранный отбор: считать нечего."
    http_status = 409


class UnknownCountLineError(PotokError):
    """The lot does not stand in the paper."""

    code = "unknown_count_line"
    template = "Партии {lot} нет в документе {number}. Начните новую инвентаризацию с этой партией."
    http_status = 404


class UnknownItemError(PotokError):
    """No item has that code."""

    code = "unknown_item"
    template = "Позиции {item} нет в справочнике. Проверьте код."
    http_status = 404


class NoPrintFormError(PotokError):
    """A paper that no primary form exists for; data: `number`, `kind`."""

    code = "no_print_form"
    template = (
        "Для «{number}» печатной формы нет ({kind}). Печатаются отпуск и возврат (М-11), приход (М-4), "
        "передача продукции (МХ-18) и лимитно-заборная карта материала заказа (М-8)."
    )
    http_status = 404
