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


class NoNormTimeError(PotokError):
    """The calculation computes no time of an operation that a route could take."""

    code = "no_norm_time"
    template = (
        "Расчёт {number} («{title}») не даёт нормы времени операции. К маршруту применяются: {methods}."
    )
    http_status = 409


class UnknownProjectError(PotokError):
    """There is no such project note."""

    code = "unknown_project"
    template = "Записки {number} нет."
    http_status = 404


class ProjectChangedError(PotokError):
    """Somebody else saved the project note in between."""

    code = "project_changed"
    template = (
        "Записку {number} сохранил {who}: открыта версия {expected}, сейчас версия {current}. "
        "Откройте её снова и повторите изменения."
    )
    http_status = 409
