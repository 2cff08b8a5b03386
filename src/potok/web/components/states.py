"""Every state of the plant with its one icon, word and tone (visual language 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class State:
    """How a state looks everywhere.

    Attributes:
        icon: Symbol of the sprite.
        word: In marks and lists.
        tone: new | wait | prod | done | cancel | bad | accent.
        full: In cards and filters, empty when it is the word itself.
    """

    icon: str
    word: str
    tone: str
    full: str = ""

    @property
    def label(self) -> str:
        """The full word."""
        return self.full or self.word


ORDER_STATUS: Mapping[str, State] = MappingProxyType(
    {
        "new": State("circle-dot", "Новый", "new"),
        "waiting_shortage": State("hourglass", "В ожидании", "wait", "В ожидании (дефицит)"),
        "in_production": State("play", "В производстве", "prod"),
        "done": State("circle-check", "Выполнен", "done"),
        "cancelled": State("ban", "Отменён", "cancel"),
    }
)

COVER: Mapping[str, State] = MappingProxyType(
    {
        "in_stock": State("check", "Обеспечено", "done", "В наличии"),
        "expected": State("clock", "Ожидается", "wait"),
        "missing": State("circle-x", "Нет прихода", "bad"),
        "unknown": State("circle-dashed", "Не проверено", "cancel"),
    }
)

PROGRESS: Mapping[str, State] = MappingProxyType(
    {
        "not_scheduled": State("circle-dashed", "Не распределён", "cancel"),
        "scheduled": State("calendar-days", "Распределён", "accent"),
        "agreed": State("lock", "Согласовано", "prod"),
        "launched": State("play", "Идёт", "prod"),
        "stopped": State("circle-pause", "Простой", "wait"),
        "output_reported": State("send", "Выпуск сдан", "accent"),
        "posted": State("circle-check", "Проведён", "done"),
    }
)

AGREEMENT: Mapping[str, State] = MappingProxyType(
    {
        "none": State("circle-dashed", "Не отправлено", "cancel"),
        "sent": State("send", "Отправлено", "accent", "Отправлено цеху"),
        "agreed": State("lock", "Согласовано", "prod"),
        "refused": State("circle-x", "Отказ", "bad", "Отказ цеха"),
        "countered": State("calendar-clock", "Другой срок", "wait", "Цех предлагает другой срок"),
    }
)

SIGNAL: Mapping[str, State] = MappingProxyType(
    {
        "not_ordered": State("circle-x", "не заказано", "bad"),
        "insufficient_qty": State("scale", "мало", "bad"),
        "too_late": State("clock", "поздно", "wait"),
        "date_slipped": State("calendar-days", "сдвиг", "wait", "срок сдвинут"),
        "overdue": State("triangle-alert", "просрочен", "bad"),
        "rejected_by_qc": State("flask-conical", "забраковано", "bad"),
        "in_time": State("check", "к сроку", "done"),
    }
)

SIGNAL_STATE: Mapping[str, State] = MappingProxyType(
    {
        "open": State("circle-dot", "Открыт", "wait"),
        "acknowledged": State("eye", "Принят", "new"),
        "ordered": State("truck", "Заказано", "prod"),
        "closed": State("circle-check", "Закрыт", "done"),
    }
)

RECEIPT: Mapping[str, State] = MappingProxyType(
    {
        "planned": State("circle-dashed", "План", "cancel"),
        "confirmed": State("check", "Подтверждён", "new"),
        "in_transit": State("truck", "В пути", "accent"),
        "late": State("clock", "Задержан", "wait"),
        "arrived": State("package", "Прибыл", "prod"),
        "in_qc": State("flask-conical", "На проверке", "accent", "На проверке ОТК"),
        "accepted": State("circle-check", "Принят", "done"),
        "cancelled": State("ban", "Отменён", "cancel"),
    }
)

LOT_QUALITY: Mapping[str, State] = MappingProxyType(
    {
        "released": State("circle-check", "Допущена", "done"),
        "quarantine": State("flask-conical", "Карантин", "wait"),
        "conditional": State("shield", "Условно", "accent", "Допущена условно"),
        "blocked": State("lock", "Заблокирована", "bad"),
        "rejected": State("circle-x", "Забракована", "bad"),
    }
)

PAPER: Mapping[str, State] = MappingProxyType(
    {
        "draft": State("circle-dashed", "Не проведён", "wait"),
        "posted": State("circle-check", "Проведён", "done"),
        "reversed": State("rotate-ccw", "Сторнирован", "cancel"),
        "dropped": State("ban", "Отклонён", "bad"),
    }
)

PURCHASE: Mapping[str, State] = MappingProxyType(
    {
        "draft": State("circle-dashed", "Черновик", "cancel"),
        "placed": State("send", "Отправлен", "prod", "Отправлен поставщику"),
        "cancelled": State("ban", "Отменён", "cancel"),
    }
)

ADVICE: Mapping[str, State] = MappingProxyType(
    {
        "expedite": State("zap", "Ускорить", "bad"),
        "order": State("plus", "Заказать", "bad"),
        "increase": State("trending-up", "Увеличить", "wait"),
        "decrease": State("trending-down", "Уменьшить", "accent"),
        "defer": State("calendar-clock", "Отложить", "accent"),
        "cancel": State("ban", "Отменить", "cancel"),
    }
)

INSPECTION: Mapping[str, State] = MappingProxyType(
    {
        "passed": State("circle-check", "Годно", "done"),
        "failed": State("circle-x", "Не годно", "bad"),
    }
)

MACHINE: Mapping[str, State] = MappingProxyType(
    {
        "working": State("play", "Работает", "prod"),
        "repair": State("wrench", "Ремонт", "wait"),
        "broken": State("triangle-alert", "Поломка", "bad"),
    }
)

PLAN: Mapping[str, State] = MappingProxyType(
    {
        "draft": State("git-branch", "Черновик", "accent"),
        "published": State("circle-check", "Действует", "prod", "Действующий план"),
        "superseded": State("history", "Заменён", "cancel"),
        "rejected": State("circle-x", "Отклонён", "bad"),
    }
)

CARD: Mapping[str, State] = MappingProxyType(
    {
        "draft": State("pencil", "Черновик", "cancel"),
        "handed_in": State("send", "Передана цехом", "accent"),
        "posted": State("circle-check", "Проведена", "done"),
        "reversed": State("undo-2", "Сторнирована", "bad"),
        "void": State("ban", "Аннулирована", "cancel"),
    }
)

RUN: Mapping[str, State] = MappingProxyType(
    {
        "waiting": State("circle-dashed", "Ждёт", "cancel"),
        "running": State("play", "Идёт", "prod"),
        "stopped": State("circle-pause", "Простой", "wait"),
        "finished": State("circle-check", "Готово", "done"),
    }
)

LIMITATION: Mapping[str, State] = MappingProxyType(
    {
        "hearing": State("ear", "слух", "accent"),
        "sight": State("eye", "зрение", "accent"),
        "hand": State("hand", "рука", "accent"),
        "support": State("accessibility", "опора", "accent"),
    }
)

SALES_PLAN: Mapping[str, State] = MappingProxyType(
    {
        "not_planned": State("circle-x", "не было", "wait", "не было в плане продаж"),
        "under_planned": State("trending-up", "меньше", "wait", "в плане меньше, чем нужно"),
        "planned": State("triangle-alert", "в плане", "bad", "в плане, но не заказано"),
    }
)

MISPRINT = State("book-open", "опечатка источника", "wait")

#: Kinds of states by the name that templates use: {% state "agreement" order.agreement %}.
KINDS: Mapping[str, Mapping[str, State]] = MappingProxyType(
    {
        "order": ORDER_STATUS,
        "cover": COVER,
        "progress": PROGRESS,
        "agreement": AGREEMENT,
        "signal": SIGNAL,
        "signal_state": SIGNAL_STATE,
        "receipt": RECEIPT,
        "lot": LOT_QUALITY,
        "paper": PAPER,
        "purchase": PURCHASE,
        "advice": ADVICE,
        "inspection": INSPECTION,
        "machine": MACHINE,
        "plan": PLAN,
        "card": CARD,
        "run": RUN,
        "limitation": LIMITATION,
        "sales_plan": SALES_PLAN,
    }
)
