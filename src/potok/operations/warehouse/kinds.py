"""Kinds and states of the warehouse with their Russian names."""

from __future__ import annotations

QC_STATUSES = [
    ("released", "Разрешено"),
    ("quarantine", "Карантин"),
    ("rejected", "Забраковано"),
    ("conditional", "С разрешением на отклонение"),
    ("blocked", "Заблокировано"),
]

MOVEMENT_KINDS = [
    ("opening", "Начальный остаток"),
    ("receipt", "Приход"),
    ("write_off", "Списание в производство"),
    ("output", "Выпуск"),
    ("issue", "Отпуск в цех"),
    ("shop_return", "Возврат из цеха"),
    ("transfer", "Передача"),
    ("shipment", "Отгрузка"),
    ("trade_return", "Возврат от покупателя"),
    ("supplier_return", "Возврат поставщику"),
    ("count", "Инвентаризация"),
    ("scrap", "Списание брака"),
    ("correction", "Исправление"),
    ("reversal", "Сторно"),
]

DOCUMENT_KINDS = [
    ("receipt", "Приход от поставщика"),
    ("opening", "Ввод начальных остатков"),
    ("issue", "Отпуск в цех"),
    ("shop_return", "Возврат из цеха"),
    ("handover", "Передача готовой продукции"),
    ("shipment", "Отгрузка"),
    ("trade_return", "Возврат от покупателя"),
    ("supplier_return", "Возврат поставщику"),
    ("count", "Инвентаризация"),
    ("scrap", "Списание брака"),
    ("downgrade", "Перевод в другую номенклатуру"),
    ("correction", "Исправление остатка"),
    ("reversal", "Сторно"),
]

DOCUMENT_STATES = [
    ("draft", "Не проведён"),
    ("posted", "Проведён"),
    ("reversed", "Сторнирован"),
    ("dropped", "Отклонён"),
]
