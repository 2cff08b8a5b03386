"""Why operations start when they start and orders are late, in Russian sentences with numbers."""

from __future__ import annotations

from collections.abc import Mapping

from potok.scheduling.plan import StartReason
from potok.scheduling.repair.changes import hours
from potok.scheduling.why.late import LateWhy
from potok.scheduling.why.reasons import Reason, Why
from potok.scheduling.why.remedies import LOOKED_AT, Remedy

_LINKS = 4
#: Kinds of remedies as they are counted when none helps.
_TRIED = {
    "overtime": "смена в нерабочий день",
    "evening": "смена после рабочего дня",
    "machine": "другая машина",
    "material": "сырьё раньше",
}


def late_sentence(why: LateWhy) -> str:
    """«Опоздание 3 дн.: операция 20 заказа ЗП-9 (Миксер) — после ЗП-7 с 05.03 14:00 ← …; поможет: …»."""
    parts = [f"{head_words(why)}: {_release(why)}{_chain(why)}"]
    if why.setup_s:
        parts.append(f"переналадки в цепочке {hours(why.setup_s)}")
    if why.remedies:
        parts.append("поможет: " + "; ".join(remedy_words(remedy, why) for remedy in why.remedies))
    elif why.is_late:
        parts.append(nothing_helps(why))
    return "; ".join(parts)


def head_words(why: LateWhy) -> str:
    """«Опоздание 3 дн.», «В срок», «По плану в срок» of a plan that today's books do not allow."""
    return "По плану в срок" if why.is_late and not why.late_days else lateness_words(why.late_days)


def lateness_words(days: int) -> str:
    """«Опоздание 3 дн.», «В срок»."""
    return f"Опоздание {days} дн." if days else "В срок"


def plan_words(why: LateWhy) -> str:
    """What sets the plan apart from what the reasons give; empty when nothing does."""
    release, possible = f"{why.release_at:%d.%m %H:%M}", f"{why.possible_at:%d.%m %H:%M}"
    left = lateness_words(why.possible_late_days).lower()
    if why.is_launched:
        return f"заказ запущен и идёт по плану, выпуск {release}"
    if why.is_kept:
        return f"план держит заказ дольше, чем требуют причины: выпуск {release}, а можно {possible} ({left})"
    if why.is_outdated:
        return f"выпуск {release}, но по сегодняшним данным не раньше {possible} ({left})"
    return ""


def nothing_helps(why: LateWhy) -> str:
    """What was tried without success."""
    free = sum(not link.is_held for link in why.chain)
    if why.is_launched or not free:
        return "начатую, согласованную и закреплённую работу никто не двигает, поэтому ничего не проверялось"
    if not why.possible_late_days:
        return (
            "другое не проверялось: по причинам заказ успел бы в срок, но тот же порядок работ упирается "
            "в начатую, согласованную или закреплённую работу"
        )
    if not why.tried:
        return "проверить нечего: нет ни другой машины, ни времени для ещё одной смены"
    tried = ", ".join(f"{words} — {why.tried[kind]}" for kind, words in _TRIED.items() if kind in why.tried)
    where = f", первые {LOOKED_AT} операций цепочки" if free > LOOKED_AT else ""
    return f"из проверенного ({tried}{where}) порознь ничего не помогает"


def remedy_words(remedy: Remedy, why: LateWhy) -> str:
    """A remedy for an order and the lateness that is left."""
    machines, asked = why.machines, why.order.order_no
    left = lateness_words(remedy.late_days).lower()
    name = machines.get(remedy.machine_id or "", remedy.machine_id)
    order_no, op_no = remedy.operation or ("", 0)
    whose = f"заказа {order_no}" if order_no != asked else ""
    shift = ""
    if remedy.window is not None:
        start, finish = remedy.window
        shift = f"{start:%d.%m} с {start:%H:%M} до {finish:%H:%M} на машине {name}"
    words = {
        "overtime": f"смена в нерабочий день {shift}",
        "evening": f"ещё одна смена {shift}",
        "machine": f"операция {op_no} заказа {order_no} на машине {name}",
        "material": f"сырьё {remedy.item_id or ''} {whose} к {remedy.date or remedy.release_at:%d.%m}",
        "replan": "пересчёт плана: начать раньше ничто не мешает",
    }
    return f"{' '.join(words[remedy.kind].split())} ({left})"


def why_sentence(why: Why) -> str:
    """«Машина до 05.03 14:00 занята заказом ЗП-7, затем переналадка 25 мин»."""
    parts = [_reason(why, reason) for reason in why.reasons]
    if why.setup_s and all(reason.reason is not StartReason.SETUP for reason in why.reasons):
        parts.append(f"переналадка {hours(why.setup_s)}")
    if why.planned is not None:
        parts.append(f"план держит её до {why.planned[0]:%d.%m %H:%M}, а можно с {why.start_at:%d.%m %H:%M}")
    return "; ".join(parts)


def _release(why: LateWhy) -> str:
    words = plan_words(why)
    return f"{words}; " if words else ""


def _chain(why: LateWhy) -> str:
    links = " ← ".join(_link(one, why.machines) for one in why.chain[:_LINKS])
    rest = len(why.chain) - _LINKS
    return f"{links} ← ещё {rest} оп." if rest > 0 else links


def _reason(why: Why, reason: Reason) -> str:
    at = f"{reason.bound_at:%d.%m %H:%M}"
    other = reason.behind[0] if reason.behind else ""
    words = {
        StartReason.NOW: f"начинается сразу, с момента планирования {at}",
        StartReason.MATERIAL: f"ждёт сырьё {reason.item_id or ''}: его можно брать с {at}",
        StartReason.MACHINE: f"машина до {at} занята заказом {other}",
        StartReason.SETUP: f"машина до {at} занята заказом {other}, затем переналадка {hours(why.setup_s)}",
        StartReason.PREDECESSOR: f"ждёт предыдущую операцию: без простоя можно начать с {at}",
        StartReason.CALENDAR: f"ждёт смену: машина работает с {at}",
        StartReason.STOP: f"машина стоит на ремонте или из-за остановки до {at}",
        StartReason.PINNED: f"закреплена на {at}",
        StartReason.AGREED: f"согласована с цехом на {at} и стоит в замороженной зоне",
        StartReason.STARTED: f"заказ запущен: операция стоит по плану с {at}",
        StartReason.KEPT: f"оставлена на месте: можно с {at}",
    }
    return words[reason.reason].replace(" :", ":")


def _link(why: Why, machines: Mapping[str, str]) -> str:
    reason = why.reasons[0]
    at = f"{reason.bound_at:%d.%m %H:%M}"
    other = reason.behind[0] if reason.behind else ""
    words = {
        StartReason.NOW: f"сразу, с {at}",
        StartReason.MATERIAL: f"сырьё {reason.item_id or ''} с {at}",
        StartReason.MACHINE: f"после {other} с {at}",
        StartReason.SETUP: f"после {other} с {at} и переналадки {hours(why.setup_s)}",
        StartReason.PREDECESSOR: f"после предыдущей операции с {at}",
        StartReason.CALENDAR: f"смена с {at}",
        StartReason.STOP: f"машина стоит до {at}",
        StartReason.PINNED: f"закреплена на {at}",
        StartReason.AGREED: f"согласована на {at}",
        StartReason.STARTED: f"по плану с {at}",
        StartReason.KEPT: f"оставлена на месте, можно с {at}",
    }
    where = f"операция {why.op_no} заказа {why.order_no} ({machines.get(why.machine_id, why.machine_id)})"
    return f"{where} — {words[reason.reason]}".replace("  ", " ")
