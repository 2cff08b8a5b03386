"""`potok bench warm`: compile the kernels of the engines before the first run that is timed."""

from __future__ import annotations

import typer


def warm() -> None:
    """Подготовить ядра расчёта: первый замер не будет ждать их сборки."""
    from potok.balancing import engine as lines
    from potok.balancing.flow import engine as flows
    from potok.balancing.workers import engine as crews
    from potok.scheduling import warm as schedules

    for one in (lines, crews, flows, schedules):
        one.warm()
    typer.echo("Ядра расчёта готовы.")
