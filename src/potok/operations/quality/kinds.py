"""Kinds of control, of causes and of decisions with their Russian names."""

from __future__ import annotations

#: Kinds of control of the source (004, §4: control of quality), and control of what arrives.
CONTROL_KINDS = [
    ("self", "Самоконтроль"),
    ("mutual", "Взаимоконтроль"),
    ("sampling", "Выборочный текущий"),
    ("full", "Стопроцентный"),
    ("acceptance", "Инспекционный (приёмочный)"),
    ("incoming", "Входной"),
]
#: Kinds that take a sample and compare it with an acceptance number.
SAMPLED = ("sampling", "acceptance", "incoming")
#: Kinds of the people who do the work; all else is done by quality control.
BY_THE_SHOP = ("self", "mutual")

CAUSE_KINDS = [("internal", "внутренний"), ("external", "внешний")]

DECISIONS = [
    ("released", "Разрешено"),
    ("rejected", "Забраковано"),
    ("blocked", "Заблокировано"),
    ("conditional", "Разрешение на отклонение"),
    ("rework", "На исправление"),
    ("downgraded", "Перевод в другую номенклатуру"),
    ("written_down", "Списано с выпуска заказа"),
]
