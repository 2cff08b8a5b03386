"""Why an order is late, as one Russian sentence with numbers."""

from __future__ import annotations

from potok.scheduling.plan import StartReason
from potok.scheduling.repair.changes import hours
from potok.scheduling.why.late import LateWhy, Remedy
from potok.scheduling.why.reasons import Why

_LINKS = 4


def late_sentence(why: LateWhy) -> str:
    """«Опоздание 3 дн.: станок M3 занят заказом ЗП-7 до 05.03 14:00 ← …; поможет: станок M4 … (в срок)»."""
    head = f"Опоздание {why.late_days} дн." if why.late_days else "В срок"
    chain = " ← ".join(_link(one) for one in why.chain[:_LINKS])
    rest = len(why.chain) - _LINKS
    more = f" ← ещё {rest} оп." if rest > 0 else ""
    setups = f"; наладок в цепочке {hours(why.setup_s)}" if why.setup_s else ""
    if not why.late_days:
        return f"{head}: {chain}{more}{setups}"
    helps = "; ".join(remedy_words(remedy) for remedy in why.remedies)
    tail = f"; поможет: {helps}" if helps else "; ни смена, ни другой станок, ни сырьё порознь не помогут"
    return f"{head}: {chain}{more}{setups}{tail}"


def remedy_words(remedy: Remedy) -> str:
    """A remedy and the lateness that is left."""
    left = f"опоздание {remedy.late_days} дн." if remedy.late_days else "в срок"
    match remedy.kind:
        case "overtime":
            return f"сверхурочная смена {remedy.date:%d.%m} на станке {remedy.machine_id} ({left})"
        case "machine":
            order_no, op_no = remedy.operation or ("", 0)
            return f"операция {op_no} заказа {order_no} на станке {remedy.machine_id} ({left})"
        case _:
            return f"сырьё{' ' + remedy.item_id if remedy.item_id else ''} к {remedy.date:%d.%m} ({left})"


def _link(why: Why) -> str:
    reason = why.reasons[0]
    at = f"{reason.bound_at:%d.%m %H:%M}"
    where = f"операция {why.op_no} заказа {why.order_no} на {why.machine_id}"
    match reason.reason:
        case StartReason.MACHINE if reason.behind is not None:
            return f"{where} — после {reason.behind[0]} с {at}"
        case StartReason.MATERIAL:
            return f"{where} — сырьё{' ' + reason.item_id if reason.item_id else ''} с {at}"
        case StartReason.PREDECESSOR:
            return f"{where} — после предыдущей операции с {at}"
        case StartReason.CALENDAR:
            return f"{where} — смена с {at}"
        case _:
            return f"{where} — сразу, с {at}"
