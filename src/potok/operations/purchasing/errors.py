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
