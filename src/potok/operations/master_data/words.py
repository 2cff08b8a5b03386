"""Russian words of the columns that several resources share."""

from __future__ import annotations

from potok.operations.catalog.models import BASES, DAY_KINDS, ITEM_TYPES, MACHINE_STATUSES, UNITS
from potok.operations.master_data.resource import Words

TYPE = Words("Вид", choices=tuple(ITEM_TYPES), width=92)
UNIT = Words("Ед.", choices=tuple(UNITS), width=50)
BASIS = Words("Расчёт времени", choices=tuple(BASES), width=160)
MACHINE_STATUS = Words("Состояние", choices=tuple(MACHINE_STATUSES))
DAY_KIND = Words("День", choices=tuple(DAY_KINDS))
WORKSHOP = Words("Цех", of="workshops", width=60)
PRODUCT = Words("Изделие", of="products")
ACTIVE = Words("Действует", note="Недействующая запись не предлагается при выборе.", width=86)

ITEM_WORDS = {
    "item_id": Words("Код", note="Не меняется: на код ссылаются заказы, партии и приходы.", width=84),
    "name": Words("Название"),
    "type": TYPE,
    "unit": UNIT,
    "net_kg": Words("Масса", "кг", "Масса продукта в одной штуке; у изделий обязательна.", width=78),
    "workshop_id": Words("Цех", of="workshops", note="Для изделий без маршрута.", width=52),
    "family": Words("Семейство", note="Между изделиями одного семейства наладка вдвое короче.", width=96),
    "order_multiple": Words(
        "Кратность заказа", "шт.", "Объём нового заказа делится на неё нацело.", short="Кратность", width=82
    ),
    "lead_time_days": Words(
        "Срок поставки", "дн.", "Календарных дней от заказа до прихода.", short="Поставка", width=78
    ),
    "qc_days": Words("Контроль ОТК", "дн.", "Рабочих дней до годности.", short="ОТК", width=50),
    "shelf_life_days": Words("Срок годности", "дн.", "Пусто — без срока.", short="Годность", width=78),
    "safety_stock": Words("Страховой запас", listed=False),
    "price_rub": Words("Цена", "₽", width=84),
    "stock_controlled": Words(
        "Учёт остатка", note="Без учёта — вода из сети и подобное: в дефиците не бывает.", listed=False
    ),
    "is_active": ACTIVE,
}

RECIPE_WORDS = {
    "product_id": PRODUCT,
    "line_no": Words("№", filled=True, listed=False),
    "component_id": Words("Компонент", of="components"),
    "qty_per_unit": Words("Норма на 1 шт."),
    "unit": Words("Ед.", choices=tuple(UNITS), filled=True),
    "loss_pct": Words("Потери", "%"),
}

ROUTE_WORDS = {
    "product_id": PRODUCT,
    "op_no": Words("№ оп."),
    "op_name": Words("Операция"),
    "workshop_id": Words("Цех", filled=True),
    "machine_id": Words("Станок", of="machines"),
    "alt_rank": Words("Вариант", note="1 — предпочтительный станок операции."),
    "basis": BASIS,
    "batch_size_kg": Words("Загрузка", "кг"),
    "batch_time_min": Words("Время загрузки", "мин"),
    "rate_kg_per_h": Words("Темп", "кг/ч"),
    "rate_pcs_per_h": Words("Темп", "шт./ч"),
    "setup_min": Words("Наладка", "мин"),
    "crew_people": Words("Бригада", "чел."),
    "grade": Words("Разряд", note="Средний разряд работы; пусто — не задан."),
}

MACHINE_WORDS = {
    "machine_id": Words("Код", note="Не меняется: на код ссылаются маршруты и планы.", width=90),
    "workshop_id": WORKSHOP,
    "name": Words("Название"),
    "kind": BASIS,
    "batch_capacity_kg": Words("Вместимость", "кг"),
    "crew_people": Words("Бригада", "чел."),
    "commissioned_year": Words("Год ввода"),
    "status": MACHINE_STATUS,
}

CALENDAR_WORDS = {
    "workshop_id": WORKSHOP,
    "machine_id": Words("Станок", of="machines", note="Пусто — весь цех; станок — ремонт или своя смена."),
    "date": Words("Дата"),
    "shift_no": Words("Смена"),
    "start_time": Words("Начало"),
    "end_time": Words("Конец"),
    "break_min": Words("Перерывы", "мин"),
    "work_min": Words("Работа", "мин"),
    "kind": DAY_KIND,
    "note": Words("Примечание"),
}
