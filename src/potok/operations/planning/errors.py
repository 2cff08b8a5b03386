"""Errors of plans and their lines."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownPlanError(PotokError):
    """No plan has that number."""

    code = "unknown_plan"
    template = "Плана № {number} нет. Выберите план из списка."
    http_status = 404


class UnknownRunError(PotokError):
    """No run of the engine has that number."""

    code = "unknown_plan_run"
    template = "Расчёта № {run} нет. Обновите страницу."
    http_status = 404


class UnknownLineError(PotokError):
    """No line of the published plan has that order and operation."""

    code = "unknown_plan_line"
    template = "В плане нет операции {op_no} заказа {order_no}. Обновите план."
    http_status = 404


class PlanNotDraftError(PotokError):
    """Only a draft may be published, changed or rejected."""

    code = "plan_not_draft"
    template = "План № {number} уже не черновик: {state}. Рассчитайте новый."
    http_status = 409


class StalePlanError(PotokError):
    """The published plan or the orders changed while the draft was made."""

    code = "stale_plan"
    template = "Черновик № {number} устарел: {why}. Пересчитайте план."
    http_status = 409


class PlanBreaksRulesError(PotokError):
    """The independent checker found violations; nothing was saved."""

    code = "plan_breaks_rules"
    template = "План не сохранён: нарушений {count}. Первое: {first}"
    http_status = 422


class NothingToPlanError(PotokError):
    """No confirmed order waits for distribution."""

    code = "nothing_to_plan"
    template = "Распределять нечего: нет подтверждённых заказов. Сначала подтвердите заказы в журнале."
    http_status = 409


class RunGoingError(PotokError):
    """A run of the engine is still going."""

    code = "plan_run_going"
    template = "Расчёт № {run} ещё идёт. Дождитесь его или остановите."
    http_status = 409


class LineNotSentError(PotokError):
    """A line is answered only after it was sent to the workshop."""

    code = "line_not_sent"
    template = (
        "Операция {op_no} заказа {order_no} не отправлена на согласование. Отправьте её цеху и повторите."
    )
    http_status = 409


class ReasonNeededError(PotokError):
    """The answer or correction needs a reason."""

    code = "reason_needed"
    template = "Укажите причину: {what}."
    http_status = 422


class UnknownMachineError(PotokError):
    """No machine has that code."""

    code = "unknown_machine"
    template = "Машины «{machine}» нет. Проверьте код."
    http_status = 404


class StopTimesError(PotokError):
    """A stop must end after it starts."""

    code = "stop_times"
    template = "Конец простоя {finish} должен быть позже начала {start}. Исправьте время."
    http_status = 422


class StopOverlapsError(PotokError):
    """The machine already stands at that time."""

    code = "stop_overlaps"
    template = "У машины «{machine}» на это время уже записан простой. Укажите другое время."
    http_status = 409


class NoPublishedPlanError(PotokError):
    """Dates can be corrected only in a plan that is in force."""

    code = "no_published_plan"
    template = "Действующего плана нет. Рассчитайте и примите план."
    http_status = 409


class UnknownReasonError(PotokError):
    """The reason is not in the list of order-workflow 7.4."""

    code = "unknown_reason"
    template = "Причины «{reason}» нет в списке: {known}. Выберите причину из списка."
    http_status = 422


class OrderNotPlaceableError(PotokError):
    """An order outside the plan cannot be put on the board by hand."""

    code = "order_not_placeable"
    template = "Заказ {order_no} на доску не поставить: {why}. {hint}"
    http_status = 409


class NoTimeForMoveError(PotokError):
    """The machine's calendar has not as much working time after the wanted start as the order needs."""

    code = "no_time_for_move"
    template = (
        "Операция {op_no} заказа {order_no} на машине {machine} с этого времени не поместится: "
        "рабочего времени не хватает. Выберите более раннее время или другую машину."
    )
    http_status = 409
