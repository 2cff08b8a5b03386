"""Errors of production orders: what happened, with which numbers, what to do next."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownOrderError(PotokError):
    """No order has that number."""

    code = "unknown_order"
    template = "Заказа {order_no} нет. Проверьте номер."
    http_status = 404


class VersionConflictError(PotokError):
    """Somebody changed the object since it was read; `data["changed"]` has old and new of every field."""

    code = "version_conflict"
    template = (
        "{what} изменён: у вас версия {expected}, сейчас {current}. "
        "Посмотрите, что изменилось, и повторите действие."
    )
    http_status = 409


class TransitionForbiddenError(PotokError):
    """The state machine does not permit the change."""

    code = "transition_forbidden"
    template = "Заказ {order_no} в статусе «{status}»: {verb} нельзя. {hint}"
    http_status = 409


class NoActiveRecipeError(PotokError):
    """Guard of T2 and T3: the product has no active recipe."""

    code = "no_active_recipe"
    template = (
        "Заказ {order_no}: у изделия {product} нет действующей рецептуры. "
        "Верните заказ клиентскому отделу или заведите рецептуру."
    )
    http_status = 409


class OrderReturnedError(PotokError):
    """The order waits for the client department."""

    code = "order_returned"
    template = "Заказ {order_no} возвращён клиентскому отделу: {reason}. Дождитесь исправленного заказа."
    http_status = 409


class OrderLaunchedError(PotokError):
    """Launch locks volume, recipe and reservations."""

    code = "order_launched"
    template = "Заказ {order_no} уже запущен {launched}: {verb} нельзя. {hint}"
    http_status = 409


class OutputNotPostedError(PotokError):
    """A launched order is not cancelled before what was made is posted (order-workflow 11)."""

    code = "output_not_posted"
    template = (
        "Заказ {order_no} запущен: сначала проведите выпуск, затем закройте заказ с недовыпуском. "
        "Сделано и проведено: {done_pcs} шт. Если ничего не сделано, начальник цеха отменяет запуск."
    )
    http_status = 409


class ReasonMissingError(PotokError):
    """The command must say why."""

    code = "reason_missing"
    template = "Укажите причину: {what}."
    http_status = 422


class VolumeOutsideLimitsError(PotokError):
    """The volume is not one the client department permits."""

    code = "volume_outside_limits"
    template = (
        "Объём {qty_pcs} шт. заказа {order_no} недопустим: {limits}, кратно {multiple} шт. "
        "Выберите объём в пределах или верните заказ клиентскому отделу."
    )
    http_status = 422


class ProposalOpenError(PotokError):
    """One proposal waits for its answer already."""

    code = "proposal_open"
    template = (
        "По заказу {order_no} уже ждёт ответа предложение: {new_qty_pcs} шт. к {new_due_date}. "
        "Отзовите его или дождитесь ответа."
    )
    http_status = 409


class NoOpenProposalError(PotokError):
    """There is nothing to answer or to withdraw."""

    code = "no_open_proposal"
    template = "По заказу {order_no} нет предложения, которое ждёт ответа. Обновите страницу."
    http_status = 409


class NothingProposedError(PotokError):
    """A proposal must change the volume or the due date."""

    code = "nothing_proposed"
    template = "Заказ {order_no}: предложение не меняет ни объёма, ни срока. Измените объём или срок."
    http_status = 422


class SplitSumError(PotokError):
    """Parts of a split must sum up to the order."""

    code = "split_sum"
    template = (
        "Части заказа {order_no} дают {sum_pcs} шт., а нужно {qty_pcs} шт. кратными {multiple} шт., "
        "не меньше двух частей. Исправьте части."
    )
    http_status = 422


class MergeImpossibleError(PotokError):
    """Orders of a merge must be of one kind."""

    code = "merge_impossible"
    template = "Заказы не объединить: {why}. Выберите не запущенные заказы одного изделия и статуса."
    http_status = 409


class NothingToTakeError(PotokError):
    """A reallocation found that the order needs nothing from others."""

    code = "nothing_to_reallocate"
    template = "Заказу {order_no} перераспределение не нужно: {why}. Обновите карточку заказа."
    http_status = 409


class VictimsChangedError(PotokError):
    """The listed victims are not (or not enough) those that hold the material now."""

    code = "victims_changed"
    template = (
        "Список заказов, у которых берётся сырьё, не подходит: {why}. "
        "Посмотрите новый список и подтвердите его."
    )
    http_status = 409


class CoverNotLostError(PotokError):
    """T5 needs a lost reservation or a volume that the stock does not cover."""

    code = "cover_not_lost"
    template = (
        "Заказ {order_no} обеспечен полностью: возвращать его в ожидание не из-за чего. Обновите страницу."
    )
    http_status = 409


class UnknownReceiptNumberError(PotokError):
    """No expected receipt has that number."""

    code = "unknown_receipt_number"
    template = "Прихода {receipt} нет. Проверьте номер."
    http_status = 404


class ReceiptArrivedError(PotokError):
    """Only a receipt on its way has an expected date."""

    code = "receipt_arrived"
    template = "Приход {receipt} уже в состоянии «{status}»: срок не переносится. Обновите список приходов."
    http_status = 409


class UnknownLotError(PotokError):
    """No lot has that number."""

    code = "unknown_lot"
    template = "Партии {lot} нет. Проверьте номер."
    http_status = 404


class UnknownProductError(PotokError):
    """No product has that code."""

    code = "unknown_product"
    template = "Изделия {product} нет в справочнике. Проверьте код."
    http_status = 404


class LotDecisionForbiddenError(PotokError):
    """The decision does not apply to the lot."""

    code = "lot_decision_forbidden"
    template = "Партия {lot} в состоянии «{status}»: решение «{decision}» невозможно. {hint}"
    http_status = 409


class UnknownViewError(PotokError):
    """The user has no such saved view."""

    code = "unknown_view"
    template = "Сохранённого вида «{view}» нет или он не ваш. Выберите вид из списка."
    http_status = 404


class RecipeIsCurrentError(PotokError):
    """The order keeps the recipe in force already."""

    code = "recipe_is_current"
    template = "У заказа {order_no} уже действующая рецептура, или у изделия её нет: менять не на что."
    http_status = 409
