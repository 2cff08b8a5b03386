"""States and kinds of the shop floor: one table for services, database, pages and tests."""

from __future__ import annotations

RUN_STATES = [
    ("running", "Идёт"),
    ("stopped", "Простой"),
    ("finished", "Готово"),
]

REPORT_KINDS = [
    ("output", "Выработка"),
    ("withdrawal", "Отзыв записи"),
]

CARD_STATES = [
    ("draft", "Черновик"),
    ("handed_in", "Передана цехом"),
    ("posted", "Проведена"),
    ("reversed", "Сторнирована"),
    ("void", "Аннулирована"),
]
#: A card goes one way; only a planner's return leads back (order-workflow 8.1).
CARD_MOVES = [
    ("draft", "handed_in"),
    ("draft", "void"),
    ("handed_in", "draft"),
    ("handed_in", "posted"),
    ("posted", "reversed"),
]
#: Cards whose figures nobody changes any more.
CLOSED_CARDS = ("posted", "reversed", "void")
#: Cards whose output counts for the order, posted or on the way to it.
COUNTED_CARDS = ("draft", "handed_in", "posted")

REASON_KINDS = [
    ("stop", "Простой"),
    ("scrap", "Брак"),
    ("rework", "Доработка"),
    ("deviation", "Отклонение расхода"),
    ("time", "Отклонение времени"),
    ("loss", "Потери"),
]

DEFECT_KINDS = [("scrap", "Брак"), ("rework", "Доработка")]

#: What a new installation begins with, by kind: code and name. The administrator changes the list.
FIRST_REASONS = {
    "stop": [
        ("breakdown", "Поломка"),
        ("no_packaging", "Нет тары"),
        ("no_material", "Нет сырья"),
        ("changeover", "Переналадка"),
        ("qc_wait", "Ждём ОТК"),
        ("no_people", "Нет людей"),
        ("no_power", "Нет энергии"),
        ("other", "Другое"),
    ],
    "scrap": [
        ("damaged", "Замятие тары"),
        ("leak", "Течь крышки"),
        ("off_spec", "Не по рецептуре"),
        ("contaminated", "Загрязнение"),
        ("underfilled", "Недолив"),
        ("other", "Другое"),
    ],
    "rework": [
        ("label", "Этикетка"),
        ("tinting", "Подгонка цвета"),
        ("viscosity", "Подгонка вязкости"),
        ("closure", "Укупорка"),
        ("other", "Другое"),
    ],
    "deviation": [
        ("evaporation", "Испарение при остановке"),
        ("dosing", "Погрешность дозирования"),
        ("spill", "Розлив"),
        ("defective_label", "Брак рулона этикетки"),
        ("damaged_packaging", "Бой и замятие тары"),
        ("replacement", "Замена материала"),
        ("adjustment", "Корректировка по анализу"),
        ("reworked", "Доработка ранее выпущенного"),
        ("other", "Другое"),
    ],
    "time": [
        ("slow_run", "Сниженная скорость"),
        ("waiting", "Ожидание"),
        ("adjustment", "Подналадка"),
        ("training", "Обучение"),
        ("other", "Другое"),
    ],
    "loss": [
        ("residue", "Остаток в оборудовании"),
        ("washing", "Промывка"),
        ("evaporation", "Испарение"),
        ("weighing", "Погрешность взвешивания"),
        ("other", "Другое"),
    ],
}
