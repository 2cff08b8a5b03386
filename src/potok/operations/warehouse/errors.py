"""Errors of papers and lots: what happened, with which numbers, what to do next."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownPaperError(PotokError):
    """No paper of a warehouse has that number."""

    code = "unknown_stock_document"
    template = "Документа {number} нет. Проверьте номер."
    http_status = 404


class PaperStateError(PotokError):
    """The paper is not in the state that the command needs."""

    code = "stock_document_state"
    template = "Документ {number} «{kind}» в состоянии «{state}»: {verb} нельзя. {hint}"
    http_status = 409


class LotNotEnoughError(PotokError):
    """A lot holds less than the paper takes; nothing was written."""

    code = "lot_not_enough"
    template = (
        "Партия {lot}: нужно {wanted} {unit}, доступно {available} (всего {qty}, в резерве {reserved}). "
        "Уменьшите количество или добавьте другую партию."
    )
    http_status = 409


class LotNotUsableError(PotokError):
    """The lot may not be used that way now: quality status, place or expiry."""

    code = "lot_not_usable"
    template = "Партия {lot}: {why}. {hint}"
    http_status = 409


class LotNumberTakenError(PotokError):
    """Another lot has the number already."""

    code = "lot_number_taken"
    template = "Партия {lot} уже есть в учёте ({item}, {received}). Дайте новой партии другой номер."
    http_status = 409


class MovedOnError(PotokError):
    """A paper cannot be taken back: what it brought was used or moved on."""

    code = "stock_moved_on"
    template = "Документ {number} не сторнировать: {why}. {hint}"
    http_status = 409


class PeriodClosedError(PotokError):
    """The month of a paper is closed: nothing dated in it is posted or taken back."""

    code = "period_closed"
    template = "Период «{period}» закрыт: {what}. Администратор может открыть его на странице «Периоды»."
    http_status = 409
