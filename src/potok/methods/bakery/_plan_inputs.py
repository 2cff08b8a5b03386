"""Input of the technological plan of a bakery (001 section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from potok.methods.bakery import bowl_recipe
from potok.notes.inputs.fields import Fault, Forms, Inputs, Number, Rows, Text, TextList
from potok.notes.inputs.record import Record

_REMAINDERS = {"own": "отдельной посадкой", "spread": "поровну на все посадки"}


def moment(text: str) -> dt.datetime | None:
    """A date, or a date with a time of day; None when it is neither."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _known_names(given: Record) -> Iterable[Fault]:
    """Ovens of products, products and ingredients of corrections are known; dates are dates."""
    ovens = [oven.text("name") for oven in given.rows("ovens")]
    products = {product.text("name"): product for product in given.rows("products")}
    for place, product in enumerate(given.rows("products")):
        for number, name in enumerate(product.texts("ovens")):
            if name not in ovens:
                expected = f"одна из печей: {', '.join(ovens)}"
                yield Fault(f"products[{place}].ovens[{number}]", expected, name, code="unknown_reference")
    if moment(given.text("date")) is None:
        yield Fault("date", "дата ГГГГ-ММ-ДД", given.text("date"))
    for place, correction in enumerate(given.rows("corrections")):
        path = f"corrections[{place}]"
        if moment(correction.text("valid_from")) is None:
            expected = "дата и время ГГГГ-ММ-ДД ЧЧ:ММ"
            yield Fault(f"{path}.valid_from", expected, correction.text("valid_from"))
        yield from _correction_faults(path, correction, products)


def _correction_faults(path: str, correction: Record, products: dict[str, Record]) -> Iterable[Fault]:
    name = correction.text("product")
    corrected = products.get(name)
    if corrected is None:
        yield Fault(
            f"{path}.product", f"одно из изделий: {', '.join(products)}", name, code="unknown_reference"
        )
        return
    if not corrected.has("bowl_volume_l"):
        yield Fault(f"{path}.product", "изделие с рецептурой на дежу", name)
        return
    ingredient = correction.maybe_text("ingredient")
    known = [row.text("name") for row in corrected.rows("ingredients")]
    if ingredient is not None and ingredient not in known:
        expected = f"сырьё рецептуры: {', '.join(known)}"
        yield Fault(f"{path}.ingredient", expected, ingredient, code="unknown_reference")
    if (ingredient is None) != (correction.maybe("kg_per_100kg_flour") is None):
        yield Fault(f"{path}.kg_per_100kg_flour", "норма вместе с названием сырья")


def _ends_in_a_day(given: Record) -> Iterable[Fault]:
    """The shifts fit into a day and are longer than their break."""
    hours = given.number("shift_h").number
    if given.number("shifts").number * hours > 24:
        yield Fault("shift_h", "смены вместе не длиннее 24 ч", str(hours))
    if given.number("break_min").number >= hours * 60:
        yield Fault("break_min", "перерыв короче смены", str(given.number("break_min").number))


_MOST_MIN = 24 * 60.0


def _minutes(key: str, title: str, *, above: float | None = None, default: float | None = None) -> Number:
    return Number(
        key,
        title,
        "min",
        above=above,
        at_least=None if above is not None else 0,
        at_most=_MOST_MIN,
        default=default,
    )


#: The input of the recipe of a bowl, given for a sort or not.
_RECIPE = tuple(
    replace(field, optional=True) for field in bowl_recipe.INPUTS.fields if isinstance(field, Number | Rows)
)

PRODUCT = (
    Text("name", "Сорт"),
    Number("plan_kg", "Суточное задание", "kg", at_least=0),
    Number("loaf_kg", "Масса изделия", "kg", above=0),
    Number("dough_piece_kg", "Масса тестовой заготовки", "kg", above=0),
    Number("dough_per_bowl_kg", "Тесто на дежу", "kg", above=0, optional=True),
    *_RECIPE,
    _minutes("dosing_min", "Отвешивание сырья на дежу"),
    _minutes("kneading_min", "Замес", above=0),
    _minutes("rest_min", "Отлежка не меньше"),
    _minutes("rest_hold_min", "Тесто ждёт разделки сверх отлежки не дольше"),
    _minutes("dividing_min", "Разделка полной дежи", above=0),
    _minutes("forming_min", "Формовка полной дежи", above=0),
    _minutes("proof_min", "Расстойка не меньше"),
    _minutes("proof_hold_min", "Заготовки ждут печи сверх расстойки не дольше"),
    Number("load_pcs", "Посадка печи", "pcs", at_least=1, whole=True),
    _minutes("bake_min", "Выпечка", above=0),
    _minutes("reload_min", "Пересадка печи"),
    Text("remainder", "Остаток дежи пекут", choices=_REMAINDERS, default="own"),
    _minutes("cooling_min", "Остывание не меньше"),
    _minutes("packing_min", "Укладка полной дежи", above=0),
    TextList("ovens", "Печи сорта, пусто — любая", optional=True),
)

INPUTS = Inputs(
    fields=(
        Text("date", "Дата плана"),
        Number("shifts", "Смен в сутках", at_least=1, at_most=4, whole=True),
        Number("shift_start_h", "Начало первой смены", "h", at_least=0, below=24),
        Number("shift_h", "Длительность смены", "h", above=0, at_most=24),
        _minutes("break_min", "Санитарный перерыв в конце смены"),
        _minutes("changeover_min", "Переналадка печи на другой сорт"),
        Number("dough_makers", "Тестомесов в смене", "pcs", at_least=1, at_most=50, whole=True, default=1),
        Number("kneaders_pcs", "Тестомесильных машин", "pcs", at_least=1, at_most=50, whole=True, default=1),
        Number(
            "resting_bowls_pcs", "Дежей на отлежке", "pcs", at_least=1, at_most=500, whole=True, default=1
        ),
        Number("dividing_lines_pcs", "Линий разделки", "pcs", at_least=1, at_most=50, whole=True, default=1),
        Number("proofer_pcs", "Мест в расстойке", "pcs", at_least=1, at_most=1_000_000, whole=True),
        Number("packers", "Укладчиков", "pcs", at_least=1, at_most=50, whole=True, default=1),
        Rows("ovens", "Печи", (Text("name", "Печь"),), at_most_items=50, unique="name"),
        Rows(
            "products",
            "Задание по сортам",
            PRODUCT,
            unique="name",
            forms=(
                Forms(
                    (tuple(field.key for field in _RECIPE), ("dough_per_bowl_kg",)),
                    titles=("по рецептуре", "масса теста"),
                ),
            ),
        ),
        Rows(
            "corrections",
            "Поправки лаборатории",
            (
                Text("product", "Сорт"),
                Text("valid_from", "Действует с"),
                Text("document", "Основание"),
                Number("flour_moisture_pct", "Влажность муки", "pct", at_least=0, below=100, optional=True),
                Number("dough_moisture_pct", "Влажность теста", "pct", at_least=0, below=100, optional=True),
                Text("ingredient", "Сырьё", optional=True),
                Number("kg_per_100kg_flour", "Новая норма на 100 кг муки", "kg", at_least=0, optional=True),
            ),
            at_least_items=0,
            optional=True,
        ),
        TextList("assumptions", "Допущения к данным", optional=True),
    ),
    checks=(_known_names, _ends_in_a_day),
)
