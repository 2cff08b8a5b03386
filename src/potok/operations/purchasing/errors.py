"""Errors of purchasing."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownSignalError(PotokError):
    """No signal has that number."""

    code = "unknown_signal"
    template = "Сигнала {number} нет. Обновите список."
    http_status = 404


class SignalClosedError(PotokError):
    """A closed signal is not answered any more."""

    code = "signal_closed"
    template = "Сигнал {number} уже закрыт {closed}: потребность снята. Обновите список."
    http_status = 409


class SignalOrderedAlreadyError(PotokError):
    """An ordered signal does not go back to a weaker state."""

    code = "signal_ordered_already"
    template = "По сигналу {number} уже есть заказ поставщику: {order}. Отметка о получении не нужна."
    http_status = 409


class SignalReceiptMismatchError(PotokError):
    """A signal is answered by a receipt of its own item."""

    code = "signal_receipt_mismatch"
    template = (
        "Приход {receipt} не отвечает на сигнал {number}: нужен материал {item}, ещё не принятый. "
        "Выберите другой приход."
    )
    http_status = 422


class SignalDetailsMissingError(PotokError):
    """Fields of a signal raised by hand, or of its answer, are missing."""

    code = "signal_details_missing"
    template = "Сигнал не записан: {what}."
    http_status = 422


class UnknownPurchaseError(PotokError):
    """No purchase order has that number."""

    code = "unknown_purchase_order"
    template = "Заказа поставщику {number} нет. Обновите список."
    http_status = 404


class PurchaseStateError(PotokError):
    """The purchase order is not in the state that the command needs."""

    code = "purchase_order_state"
    template = "Заказ поставщику {number} в состоянии «{state}»: {verb} нельзя. {hint}"
    http_status = 409


class NoSupplierError(PotokError):
    """Nobody is known who sells the item."""

    code = "no_supplier"
    template = (
        "Для материала {item} не указан поставщик: выберите его или внесите условия поставки "
        "с отметкой «основной»."
    )
    http_status = 409


class SignalOnDraftError(PotokError):
    """A signal stands on a draft purchase order already: another one would order it twice."""

    code = "signal_on_draft"
    template = (
        "По сигналу {signal} уже есть черновик {purchase}: отправьте его или отмените, "
        "иначе материал будет заказан дважды."
    )
    http_status = 409


class UnknownSupplierError(PotokError):
    """No supplier has that name."""

    code = "unknown_supplier"
    template = "Поставщика «{supplier}» нет в справочнике."
    http_status = 404


class UnknownAdviceError(PotokError):
    """The action message is not (any more) among those that the facts call for."""

    code = "unknown_advice"
    template = "Этой рекомендации уже нет: потребность изменилась. Обновите список."
    http_status = 409
