"""Commodity, gross, sold and net output (004 §2.6; catalogue 95.6)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("004", "§2.6, показатели программы")
_STANDARD = Source("standard", "показатели производственной программы")

_UNSOLD_START = Symbol("unsold_start", "О_н", "нереализованная продукция на начало", "rub")
_UNSOLD_END = Symbol("unsold_end", "О_к", "нереализованная продукция на конец", "rub")

COMMODITY = Formula(
    id="programme.commodity_output",
    source=_STANDARD,
    title="Товарная продукция",
    english="Commodity output",
    result=Symbol("commodity", "ТП", "товарная продукция", "rub"),
    expression=Symbol("goods", "И", "готовые изделия", "rub")
    + Symbol("semi", "П_ф", "полуфабрикаты на сторону", "rub")
    + Symbol("services", "У", "услуги на сторону", "rub")
    + Symbol("repairs", "К_р", "капитальный ремонт своими силами", "rub"),
)

WIP_CHANGE = Formula(
    id="programme.wip_change",
    source=_STANDARD,
    title="Изменение незавершённого производства",
    english="Change in work in progress",
    result=Symbol("wip_change", "ΔН", "изменение незавершённого производства", "rub"),
    expression=Symbol("wip_end", "Н_к", "незавершённое производство на конец", "rub")
    - Symbol("wip_start", "Н_н", "незавершённое производство на начало", "rub"),
)

GROSS = Formula(
    id="programme.gross_output",
    source=_STANDARD,
    title="Валовая продукция",
    english="Gross output",
    result=Symbol("gross", "ВП", "валовая продукция", "rub"),
    expression=COMMODITY.result
    + WIP_CHANGE.result
    + (
        Symbol("tools_end", "Ин_к", "инструмент своего изготовления на конец", "rub")
        - Symbol("tools_start", "Ин_н", "инструмент своего изготовления на начало", "rub")
    ),
)

UNSOLD_CHANGE = Formula(
    id="programme.unsold_change",
    source=_STANDARD,
    title="Изменение остатков нереализованной продукции",
    english="Change in unsold stock",
    result=Symbol("unsold_change", "ΔО", "изменение нереализованных остатков", "rub"),
    expression=_UNSOLD_END - _UNSOLD_START,
)

SOLD = Formula(
    id="programme.sold_output",
    source=_STANDARD,
    title="Реализуемая продукция",
    english="Sold output",
    result=Symbol("sold", "РП", "реализуемая продукция", "rub"),
    expression=COMMODITY.result + _UNSOLD_START - _UNSOLD_END,
)

NET = Formula(
    id="programme.net_output",
    source=_STANDARD,
    title="Чистая продукция",
    english="Net output",
    result=Symbol("net", "ЧП", "чистая продукция", "rub"),
    expression=GROSS.result
    - Symbol("materials", "М", "материальные затраты", "rub")
    - Symbol("depreciation", "А", "амортизация", "rub"),
)

NET_PERCENT = Formula(
    id="programme.net_share",
    source=_STANDARD,
    title="Доля чистой продукции в валовой",
    english="Net output, per cent of gross",
    result=Symbol("net_pct", "d_ЧП", "доля чистой продукции", "pct"),
    expression=NET.result * HUNDRED_PERCENT / GROSS.result,
)

#: Key of the input and its Russian title.
_PARTS = (
    ("finished_goods_rub", "Готовые изделия"),
    ("semi_products_sold_rub", "Полуфабрикаты на сторону"),
    ("services_rub", "Услуги на сторону"),
    ("capital_repairs_rub", "Капитальный ремонт своими силами"),
    ("wip_start_rub", "Незавершённое производство на начало"),
    ("wip_end_rub", "Незавершённое производство на конец"),
    ("own_tools_start_rub", "Инструмент своего изготовления на начало"),
    ("own_tools_end_rub", "Инструмент своего изготовления на конец"),
    ("unsold_start_rub", "Нереализованная продукция на начало"),
    ("unsold_end_rub", "Нереализованная продукция на конец"),
    ("material_costs_rub", "Материальные затраты"),
    ("depreciation_rub", "Амортизация"),
)

INPUTS = Inputs(fields=tuple(Number(key, title, "rub", at_least=0) for key, title in _PARTS))


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """The four outputs one after another (catalogue 95.6)."""
    work.section("Показатели программы")
    commodity = work.apply(
        COMMODITY,
        goods=given.number("finished_goods_rub"),
        semi=given.number("semi_products_sold_rub"),
        services=given.number("services_rub"),
        repairs=given.number("capital_repairs_rub"),
    )
    wip = work.apply(WIP_CHANGE, wip_end=given.number("wip_end_rub"), wip_start=given.number("wip_start_rub"))
    gross = work.apply(
        GROSS,
        commodity=commodity,
        wip_change=wip,
        tools_end=given.number("own_tools_end_rub"),
        tools_start=given.number("own_tools_start_rub"),
    )
    stock = {
        "unsold_start": given.number("unsold_start_rub"),
        "unsold_end": given.number("unsold_end_rub"),
    }
    unsold = work.apply(UNSOLD_CHANGE, **stock)
    sold = work.apply(SOLD, commodity=commodity, **stock)
    net = work.apply(
        NET,
        gross=gross,
        materials=given.number("material_costs_rub"),
        depreciation=given.number("depreciation_rub"),
    )
    share = work.apply(NET_PERCENT, net=net, gross=gross) if gross.number else None
    if sold.number < 0:
        work.warn("negative_sales", "Реализуемая продукция отрицательна: остаток на конец больше возможного.")
    if net.number < 0:
        work.warn("negative_net_output", "Материальные затраты и амортизация больше валовой продукции.")
    if work.recording:
        names = ("товарная", "валовая", "реализуемая", "чистая")
        numbers = [item.number for item in (commodity, gross, sold, net)]
        series = (xy_series("Продукция", names, numbers),)
        work.draw(Figure("bar", "Показатели программы", "Продукция", "Сумма, руб.", series))
        work.conclude(
            f"Товарная продукция {number_text(commodity.number)} руб., валовая {number_text(gross.number)} "
            f"руб., реализуемая {number_text(sold.number)} руб., чистая {number_text(net.number)} руб."
        )
    return {
        "commodity_output_rub": commodity,
        "gross_output_rub": gross,
        "sold_output_rub": sold,
        "net_output_rub": net,
        "net_share_pct": share,
        "wip_change_rub": wip,
        "unsold_change_rub": unsold,
    }


METHOD = Method(
    id="programme.output_values",
    title="Товарная, валовая, реализуемая и чистая продукция",
    purpose="Показатели производственной программы в деньгах и как они получаются один из другого.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(COMMODITY, WIP_CHANGE, GROSS, UNSOLD_CHANGE, SOLD, NET, NET_PERCENT),
    compute=compute,
)
