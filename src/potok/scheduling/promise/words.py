"""A promise as people say it: «10.11; 06.11, если ЗП-0118 сдвинется на день; решает сырьё R15»."""

from __future__ import annotations

import datetime as dt

from potok.scheduling.plan import StartCause, StartReason
from potok.scheduling.promise.alternatives import Alternative
from potok.scheduling.promise.engine import Promise
from potok.scheduling.repair.changes import Forms, counted, hours

_IN_THE_WAY: Forms = ("мешающего заказа", "мешающих заказов", "мешающих заказов")
_ORDERS_OF: Forms = ("подтверждённого заказа", "подтверждённых заказов", "подтверждённых заказов")


def promise_sentence(promise: Promise) -> str:
    """The release date, the earlier ones with their price, and what decides."""
    parts = [_day(promise.release_at), *(_alternative(one) for one in promise.alternatives)]
    if promise.tried < promise.in_the_way:
        parts.append(f"из {counted(promise.in_the_way, _IN_THE_WAY)} проверено {promise.tried}")
    parts.append(f"решает {deciding_words(promise.deciding, promise.machine)}")
    if promise.unseen:
        parts.append(unseen_words(promise.unseen))
    return "; ".join(parts)


def unseen_words(count: int) -> str:
    """What a promise does not know of the work that is still to be planned."""
    return f"без учёта {counted(count, _ORDERS_OF)} вне плана"


def _alternative(one: Alternative) -> str:
    day = _day(one.release_at)
    if one.victim is None and one.material_from is not None:
        return f"{day}, если сырьё будет к {one.material_from:%d.%m}"
    if not one.victim_later_s:
        return f"{day}, если {one.victim} пропустит вперёд (сам не позже)"
    late = f", опоздание {one.victim_late_days} дн." if one.victim_late_days else ""
    return f"{day}, если {one.victim} сдвинется на {hours(one.victim_later_s)}{late}"


def deciding_words(cause: StartCause, machine: str) -> str:
    """What a release comes down to, on a machine of this name."""
    at = f"{cause.bound_at:%d.%m %H:%M}"
    match cause.reason:
        case StartReason.MATERIAL:
            return f"сырьё {cause.item_id} ({cause.bound_at:%d.%m})" if cause.item_id else f"сырьё ({at})"
        case StartReason.MACHINE | StartReason.SETUP:
            setup = ", затем переналадка" if cause.reason is StartReason.SETUP else ""
            return f"машина {machine}: до {at} занята заказом {cause.other_order}{setup}"
        case StartReason.CALENDAR | StartReason.STOP:
            what = "смена" if cause.reason is StartReason.CALENDAR else "остановка"
            return f"{what}: машина {machine} работает с {at}"
        case StartReason.NOW:
            return "длительность: работа начинается сразу"
        case _:
            return f"свободное место на машине {machine}: с {at}"


def _day(moment: dt.datetime) -> str:
    return f"{moment:%d.%m}"
