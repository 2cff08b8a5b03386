"""Errors of the shop floor: what happened, with which numbers, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from potok.errors import PotokError, Problem


class OrderNotAgreedError(PotokError):
    """Only agreed work goes to the shop (order-workflow 7.3)."""

    code = "order_not_agreed"
    template = "Заказ {order_no}, операция {op_no}: {why}. Согласуйте строку плана с цехом."
    http_status = 409


class OrderOnHoldError(PotokError):
    """Quality control has stopped the order."""

    code = "order_on_hold"
    template = "Заказ {order_no} остановлен ОТК: {why}. Плановик снимает остановку, когда есть замена."
    http_status = 409


class OrderNotOnHoldError(PotokError):
    """There is no stop to lift."""

    code = "order_not_on_hold"
    template = "Заказ {order_no} не остановлен ОТК: снимать нечего."
    http_status = 409


class MaterialLackingError(PotokError):
    """The order may not go on: material is lacking."""

    code = "material_lacking"
    template = (
        "Заказу {order_no} не хватает материала: {lack}. Дождитесь прихода или закройте заказ с недовыпуском."
    )
    http_status = 409


class LotsExpiredError(PotokError):
    """A reserved lot may no longer be used."""

    code = "reserved_lots_expired"
    template = (
        "Заказ {order_no}: в резерве негодные партии {lots}. "
        "Плановик заменяет их на карточке заказа («Заменить резерв»)."
    )
    http_status = 409


class OperationUnknownError(PotokError):
    """The route of the product has no such operation."""

    code = "unknown_operation"
    template = "Заказ {order_no}: операции {op_no} нет в маршруте. Есть: {known}."
    http_status = 404


class NoOperationLeftError(PotokError):
    """Every operation was launched."""

    code = "no_operation_left"
    template = (
        "Заказ {order_no}: все операции маршрута уже запущены. Если выпуск списан по решению ОТК, плановик "
        "отделяет недостающее новым заказом: «Разделить по выпуску»."
    )
    http_status = 409


class OperationOpenError(PotokError):
    """The operation runs already."""

    code = "operation_open"
    template = "Заказ {order_no}, операция {op_no} уже идёт на машине {machine}. Сначала завершите её там."
    http_status = 409


class OperationTooEarlyError(PotokError):
    """An operation follows the one before it in the route."""

    code = "operation_too_early"
    template = "Заказ {order_no}: операция {op_no} идёт после операции {before}, а та ещё не запущена."
    http_status = 409


class MachineNotPermittedError(PotokError):
    """The route does not permit the machine."""

    code = "machine_not_in_route"
    template = "Машина {machine} не подходит для операции {op_no} заказа {order_no}. Можно: {permitted}."
    http_status = 422


class MachineStandsError(PotokError):
    """The machine is broken or in repair."""

    code = "machine_stands"
    template = "Машина «{machine}» стоит: {why}. Выберите другую машину или закройте простой."
    http_status = 409


class MachineBusyError(PotokError):
    """Another order runs on the machine."""

    code = "machine_busy"
    template = (
        "На машине «{machine}» идёт заказ {other}. Завершите или остановите его, "
        "или подтвердите работу рядом с ним."
    )
    http_status = 409


class ShopTimeError(PotokError):
    """A moment that cannot be."""

    code = "shop_time"
    template = "Время {at} недопустимо: {why}."
    http_status = 422


class OrderNotLaunchedError(PotokError):
    """The shop has not begun."""

    code = "order_not_launched"
    template = "Заказ {order_no} не запущен: {verb} нельзя. Сначала запустите операцию."
    http_status = 409


class LaunchNotRevocableError(PotokError):
    """A launch with output is not taken back."""

    code = "launch_not_revocable"
    template = "Запуск заказа {order_no} не отменить: {why}. Проведите выпуск и закройте с недовыпуском."
    http_status = 409


class UnknownRunError(PotokError):
    """No launched operation has that number."""

    code = "unknown_run"
    template = "Запущенной операции № {run} нет."
    http_status = 404


class RunStateError(PotokError):
    """The state of the operation does not permit the command."""

    code = "run_state"
    template = "Заказ {order_no}, операция {op_no} в состоянии «{state}»: {verb} нельзя."
    http_status = 409


class OutputOverPlanError(PotokError):
    """A report beyond the plan is asked for twice: a digit too many is quickly typed."""

    code = "output_over_plan"
    template = (
        "Заказ {order_no}, операция {op_no}: с этой записью годных {good} шт. при плане {plan} шт. "
        "Проверьте число или подтвердите выпуск сверх плана."
    )
    http_status = 409


class UnknownReportError(PotokError):
    """No work report has that number."""

    code = "unknown_report"
    template = "Записи о выработке № {report} нет."
    http_status = 404


class ReportFixedError(PotokError):
    """A report that is on a card or was taken back stays as it is."""

    code = "report_fixed"
    template = "Запись № {report} не отозвать: {why}."
    http_status = 409


class UnknownWorkReasonError(PotokError):
    """The reason is not in the list."""

    code = "unknown_work_reason"
    template = "Причины «{reason}» нет в списке «{kind}». Есть: {known}."
    http_status = 422


class UnknownCardError(PotokError):
    """No technological card has that number."""

    code = "unknown_card"
    template = "Технологической карты {card} нет. Проверьте номер."
    http_status = 404


class CardStateError(PotokError):
    """The state of the card does not permit the command."""

    code = "card_state"
    template = "Карта {card} в состоянии «{state}»: {verb} нельзя. {hint}"
    http_status = 409


class CardIncompleteError(PotokError):
    """Guards of the hand-in; `problems` lists all of them."""

    code = "card_incomplete"
    template = "Карта {card} не передана, замечаний: {count}. Первое: {first}"
    http_status = 422

    def __init__(self, *, card: str, problems: Sequence[Problem]) -> None:
        super().__init__(card=card, count=len(problems), first=problems[0].expected, problems=problems)


class PostingRefusedError(PotokError):
    """Guards of order-workflow 8.2; `guards` names all that are violated, nothing was written."""

    code = "posting_refused"
    template = "Карта {card} не проведена: {why}. Ничего не записано."
    http_status = 409

    def __init__(self, *, card: str, guards: Sequence[str], problems: Sequence[Problem]) -> None:
        why = "; ".join(problem.expected for problem in problems)
        super().__init__(card=card, guards=list(guards), why=why, problems=problems)


class ReversalForbiddenError(PotokError):
    """Guards of order-workflow 8.4."""

    code = "reversal_forbidden"
    template = "Карта {card} не сторнировать: {why}."
    http_status = 409


class PeriodOccupiedError(PotokError):
    """Cards or counts of the month still wait for their posting."""

    code = "period_occupied"
    template = (
        "Период «{period}» не закрыть: не проведены {papers}. Проведите их; карту можно вернуть цеху, "
        "инвентаризацию отменить."
    )
    http_status = 409


class PeriodStateError(PotokError):
    """The month is in that state already."""

    code = "period_state"
    template = "Период «{period}» уже {state}."
    http_status = 409


class MachineStateError(PotokError):
    """The machine is in that state already."""

    code = "machine_state"
    template = "Машину «{machine}» не {verb}: она {state}. Обновите страницу."
    http_status = 409


class ShortCloseForbiddenError(PotokError):
    """The order cannot be closed short."""

    code = "short_close_forbidden"
    template = "Заказ {order_no} не закрыть с недовыпуском: {why}."
    http_status = 409


class LaunchedSplitError(PotokError):
    """The launched order cannot be divided there."""

    code = "launched_split"
    template = "Заказ {order_no} не разделить на {produced_pcs} шт.: {why}."
    http_status = 422


class NoShiftError(PotokError):
    """The calendar has no such shift."""

    code = "no_shift"
    template = "У цеха {workshop} {date} нет смены {shift_no}. Выберите другую дату или смену."
    http_status = 404


class OperatorUnknownError(PotokError):
    """The mark of the operator on an entry was not given by this installation."""

    code = "operator_unknown"
    template = (
        "Кто работал, не подтверждено: подпись записи не прочитана. Смените оператора и повторите запись."
    )
    http_status = 422
