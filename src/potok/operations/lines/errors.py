"""Errors of lines."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownLineError(PotokError):
    """No line has that code."""

    code = "unknown_line"
    template = "Линии «{line}» нет. Найдите её в списке линий."
    http_status = 404


class UnknownLineVersionError(PotokError):
    """The line has no version of that number."""

    code = "unknown_line_version"
    template = "У линии «{line}» нет версии {number}. Выберите версию из списка."
    http_status = 404


class UnknownLineRunError(PotokError):
    """There is no such run."""

    code = "unknown_line_run"
    template = "Расчёта № {run} нет."
    http_status = 404


class LineExistsError(PotokError):
    """Another line has the code."""

    code = "line_exists"
    template = "Линия с кодом «{line}» уже есть. Задайте другой код."
    http_status = 409


class LineChangedError(PotokError):
    """Somebody changed the line or its version since it was opened."""

    code = "line_changed"
    template = (
        "{what} изменил {who}: у вас редакция {expected}, сейчас {current}. "
        "Откройте заново и повторите изменения или сохраните свои как новую версию."
    )
    http_status = 409


class LineVersionFixedError(PotokError):
    """An accepted version is a document: it is not rewritten."""

    code = "line_version_fixed"
    template = (
        "Версия {number} линии «{line}» {state}, её не переписывают. "
        "Сделайте копию: она станет новым черновиком."
    )
    http_status = 409


class LineArchivedError(PotokError):
    """The line is in the archive."""

    code = "line_archived"
    template = "Линия «{line}» в архиве. Верните её из архива, чтобы изменить."
    http_status = 409


class NothingToImproveError(PotokError):
    """The kind of line has nothing to search for."""

    code = "nothing_to_improve"
    template = "{kind}: здесь нечего подбирать, все величины следуют из исходных данных. Измените их сами."
    http_status = 409


class LineRunGoingError(PotokError):
    """The version is being improved already."""

    code = "line_run_going"
    template = "Эту версию уже улучшает расчёт № {run}. Дождитесь его или остановите."
    http_status = 409


class LineKindMissingError(PotokError):
    """The kind is planned for this program but its package is not installed."""

    code = "line_kind_missing"
    http_status = 404
    template = "Вида линии «{kind}» в этой установке нет. Есть: {known}."


class SimulationGoingError(PotokError):
    """The version is being simulated already."""

    code = "line_simulation_going"
    template = "Имитация этой версии уже идёт (№ {run}). Дождитесь её или остановите."
    http_status = 409


class UnknownSimulationError(PotokError):
    """There is no such simulation."""

    code = "unknown_line_simulation"
    template = "Имитации № {run} нет."
    http_status = 404


class UnknownSheetError(PotokError):
    """The line has no such paper."""

    code = "unknown_line_sheet"
    template = "У линии «{line}» нет документа «{kind}» версии {number}. Выберите версию из списка."
    http_status = 404
