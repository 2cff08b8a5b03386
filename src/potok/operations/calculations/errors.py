"""Errors of saved calculations."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownCalculationError(PotokError):
    """No saved calculation has that number, or that version of it."""

    code = "unknown_calculation"
    template = "Расчёта {number} нет. Найдите его в списке сохранённых расчётов."
    http_status = 404


class CalculationChangedError(PotokError):
    """Somebody saved the calculation since it was opened."""

    code = "calculation_changed"
    template = (
        "Расчёт {number} сохранил {who}: у вас версия {expected}, сейчас {current}. "
        "Откройте его заново или сохраните свой как новый."
    )
    http_status = 409


class UnknownFillerError(PotokError):
    """There is no such way to fill the calculation from the books."""

    code = "unknown_filler"
    template = "Данных завода «{key}» для расчёта {method} нет. Выберите источник в меню «Из завода»."
    http_status = 404
