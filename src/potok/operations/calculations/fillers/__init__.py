"""The table of ways to fill calculations from the books; a new one is a row here and a function."""

from potok.operations.calculations.fillers import calendars, plan_fact, routes
from potok.operations.calculations.fillers.filler import Choice, Filler, Taken, fill

__all__ = ["FILLERS", "Choice", "Filler", "Taken", "fill"]

_PERIOD = ("period", "workshop")

FILLERS = (
    Filler("route", "cycle.duration", "Из маршрута изделия", ("product",), routes.cycle_of_route),
    Filler(
        "route",
        "organisation.proportionality",
        "Из маршрута изделия и заказов",
        ("product", "period"),
        routes.capacities_of_route,
    ),
    Filler(
        "calendar",
        "maintenance.ppr_schedule",
        "Из календаря и машин цеха",
        ("workshop",),
        calendars.repair_chart,
    ),
    Filler("journal", "organisation.rhythm", "Из журнала заказов", _PERIOD, plan_fact.rhythm_of_products),
    Filler("journal", "programme.rhythm", "Из журнала заказов", _PERIOD, plan_fact.rhythm_of_output),
    Filler(
        "journal",
        "programme.plan_fulfilment",
        "Из журнала заказов",
        _PERIOD,
        plan_fact.fulfilment_of_products,
    ),
    Filler(
        "journal", "programme.factor_analysis", "Из журнала заказов", _PERIOD, plan_fact.factors_of_output
    ),
)
