"""The planning problem of a factory (`potok.scheduling.problem`) as a shop with all plant rules, and back.

Set-ups wait for the material and for the first portion, batches are loads, work is handed on batch by batch;
evenly worked orders are handed on in portions, which is stricter than the rule asks for. Work that must
not change is not carried over: a request with fixed rows is for the usual engine.
"""

from __future__ import annotations

from collections.abc import Callable

from potok.errors import InvalidDataError
from potok.errors import Problem as Fault
from potok.plant.model import Basis
from potok.plant.shifts import SECONDS_A_DAY, to_moment
from potok.plant.working_time import REPEATED_DAYS
from potok.scheduling.assembly import plan_of_shop
from potok.scheduling.bench import Incumbent, Options, Watch
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop
from potok.scheduling.plan import Plan
from potok.scheduling.problem import Job as OrderJob
from potok.scheduling.problem import Mode as RouteMode
from potok.scheduling.problem import Operation as RouteOperation
from potok.scheduling.problem import Problem
from potok.scheduling.request import PlanRequest
from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.clock import Clock
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import (
    FullShop,
    Goal,
    Job,
    Link,
    Loads,
    Machine,
    Measure,
    Mode,
    Operation,
    ShopPlan,
)
from potok.scheduling.timeline import NO_CAP, Entry, Timeline, setup_between

#: How far ahead working time is laid out, days, and how many times farther while orders find no place.
_DAYS, _FARTHER = 400, 4
#: Portions in which an evenly worked order is handed on.
_PORTIONS = 24

#: Product, family and operation: what a set-up depends on.
_State = tuple[int, int, int]


def _never() -> bool:
    return False


def _unheard(incumbent: Incumbent) -> None:  # the signature of a listener
    del incumbent


def plan_in_full_shop(
    request: PlanRequest,
    *,
    should_stop: Callable[[], bool] | None = None,
    time_limit_s: float | None = None,
    work_limit: int | None = None,
    seed: int = 0,
    cores: int = 1,
    on_incumbent: Callable[[Incumbent], None] = _unheard,
) -> Plan:
    """The plan of a request by the engine of shops with all plant rules.

    Args:
        on_incumbent: Told each better plan: the weighted time late, seconds.

    Raises:
        InvalidDataError: The request has faults, or fixed rows.
    """
    if request.fixed_rows:
        row = request.fixed_rows[0]
        where = f"Закреплённая операция {row.op_no} заказа {row.order_no}"
        raise InvalidDataError([Fault(where, None, "fixed_rows", None, "план без закреплённых строк")])
    problem = build_problem(request)
    options = Options(
        time_limit=time_limit_s,
        seed=seed,
        cores=cores,
        work_limit=work_limit,
        stop=should_stop or _never,
        on_incumbent=on_incumbent,
    )
    watch = Watch(options)
    shop = _far_enough(problem, watch)
    return _plan(request, problem, plan_shop(shop, watch), shop)


def _far_enough(problem: Problem, watch: Watch) -> FullShop:
    """The shop with working time laid out until first plans leave no order out that more of it may help.

    First plans only: the work and the time of the search are for the shop that is planned at last.
    """
    days = _DAYS
    shop = full_shop_of(problem, days=days)
    first = Options(time_limit=None, work_limit=0, seed=watch.options.seed, stop=watch.is_over)
    while days < REPEATED_DAYS:
        left_out = plan_shop(shop, Watch(first)).left_out
        if not left_out:
            break
        days = min(REPEATED_DAYS, days * _FARTHER)
        farther = full_shop_of(problem, days=days)
        if not any(_may_help(shop, farther, shop.jobs[job]) for job in left_out):
            break
        shop = farther
    return shop


def _may_help(shop: FullShop, farther: FullShop, job: Job) -> bool:
    """Whether a job may find a place in the shop laid out farther: its machines work, and longer there."""
    of_operations = [{mode.machine for mode in operation.modes} for operation in job.operations]
    return all(
        any(farther.machines[machine].windows for machine in machines) for machines in of_operations
    ) and any(
        shop.machines[machine].windows != farther.machines[machine].windows
        for machines in of_operations
        for machine in machines
    )


def full_shop_of(problem: Problem, *, days: int = _DAYS) -> FullShop:
    """The shop of a problem without fixed work; time counts in seconds from the problem's now.

    Args:
        days: How far ahead working time is laid out.
    """
    states: dict[_State, int] = {}
    lines: dict[tuple[int, _State], RouteMode] = {}
    for job in problem.jobs:
        for operation in job.operations:
            state = _state(job, operation)
            states.setdefault(state, len(states))
            lines |= {(mode.machine, state): mode for mode in operation.modes}
    horizon = days * SECONDS_A_DAY
    begin = problem.now_s
    machines = tuple(
        Machine(
            name=name,
            windows=tuple(
                (a - begin, b - begin) for a, b in problem.axes[at].windows(begin, begin + horizon)
            ),
            setups=_setups(at, tuple(states), lines),
        )
        for at, name in enumerate(problem.machine_ids)
    )
    return FullShop(
        horizon=horizon,
        machines=machines,
        jobs=tuple(_job(job, states, begin) for job in problem.jobs),
        families=max(1, len(states)),
        goal=Goal((Measure.TARDINESS, Measure.SETUP)),
        clock=Clock(1, to_moment(begin)),
    )


def _state(job: OrderJob, operation: RouteOperation) -> _State:
    return job.product, job.family, operation.position


def _setups(
    machine: int, states: tuple[_State, ...], lines: dict[tuple[int, _State], RouteMode]
) -> tuple[tuple[int, ...], ...]:
    """[before][state] set-ups of a machine; the last row before the first order of all."""

    def setup(before: _State | None, state: _State) -> int:
        mode = lines.get((machine, state))
        if mode is None:
            return 0
        if before is None:
            return mode.full_setup_s
        return setup_between(mode, before[0], before[1], state[0], state[1])

    if not states:
        return ()
    return tuple(tuple(setup(before, state) for state in states) for before in (*states, None))


def _job(job: OrderJob, states: dict[_State, int], begin: int) -> Job:
    operations = tuple(
        Operation(
            modes=tuple(_mode(mode) for mode in operation.modes),
            family=states[_state(job, operation)],
            setup_waits=True,
        )
        for operation in job.operations
    )
    return Job(
        name=job.order.order_no,
        operations=operations,
        links=(Link(transfer=max(1, job.amount // _PORTIONS)),) * (len(operations) - 1),
        release=max(0, job.material_s - begin),
        # Midnight belongs to the next day.
        due=(job.last_day + 1) * SECONDS_A_DAY - 1 - begin,
        weight=job.weight,
        amount=job.amount,
    )


def _mode(mode: RouteMode) -> Mode:
    if mode.basis is Basis.BATCH:
        return Mode(mode.machine, mode.batch_s, Loads(mode.batch_amount, 1, mode.batch_amount))
    return Mode(mode.machine, mode.run_s)


def _plan(request: PlanRequest, problem: Problem, made: ShopPlan, shop: FullShop) -> Plan:
    """Rows of the factory from the rows of the shop."""
    axes = tuple(Axis(machine.windows) for machine in shop.machines)
    timelines = [Timeline() for _ in problem.machine_ids]
    for row in sorted(made.rows, key=lambda row: row.start):
        job = problem.jobs[row.job]
        operation = job.operations[row.operation]
        mode = operation.modes[row.mode]
        axis = axes[mode.machine]
        body = axis.position(row.start)
        start = axis.position(row.setup_start)
        timelines[mode.machine].append(
            Entry(
                start=start,
                body=body,
                end=body + mode.run_s,
                floor=start,
                cap=NO_CAP,
                product=job.product,
                family=job.family,
                mode=mode,
                work=operation,
                movable=True,
            )
        )
    without_time = [problem.jobs[job] for job in made.left_out]
    return plan_of_shop(request, Shop(problem, timelines), without_time=without_time)
