"""The table of ways to fill calculations from the books; a new one is a row here and a function."""

from potok.operations.calculations.errors import UnknownFillerError
from potok.operations.calculations.fillers import calendars, plan_fact, routes
from potok.operations.calculations.fillers.daily_task import daily_task
from potok.operations.calculations.fillers.filler import Choice, Filler, Taken, fill
from potok.operations.calculations.fillers.last_saved import last_saved

__all__ = ["FILLERS", "Choice", "Filler", "Taken", "fill", "filler_named", "fillers_of"]

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


def fillers_of(method_id: str) -> tuple[Filler, ...]:
    """Ways to fill a method: those of the table, then from saved calculations when there are some."""
    saved = (daily_task(method_id), last_saved(method_id))
    return (
        *(filler for filler in FILLERS if filler.method == method_id),
        *(filler for filler in saved if filler is not None),
    )


def filler_named(method_id: str, key: str) -> Filler:
    """The filler of a method with a key.

    Raises:
        UnknownFillerError: There is none.
    """
    for filler in fillers_of(method_id):
        if filler.key == key:
            return filler
    raise UnknownFillerError(key=key, method=method_id)
