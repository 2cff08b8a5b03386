"""Random small shops in which every rule of the plant occurs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

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
    Pool,
    Remainder,
    Tank,
)
from potok.scheduling.verify.full_case import right_loads

DAY = 1440
DAYS = 60
FAMILIES = 3
WORKERS, CREW = 0, 1


def _windows(start: int, length: int, pause: int) -> tuple[tuple[int, int], ...]:
    """The same shift every day, with a break of half an hour when `pause` is not 0."""
    windows = []
    for day in range(DAYS):
        begin = day * DAY + start
        if pause:
            windows += [(begin, begin + pause), (begin + pause + 30, begin + length)]
        else:
            windows.append((begin, begin + length))
    return tuple(windows)


@st.composite
def _machines(draw: st.DrawFn) -> Machine:
    windows = _windows(
        draw(st.sampled_from([0, 60])), draw(st.sampled_from([480, 1200])), draw(st.sampled_from([0, 240]))
    )
    if draw(st.booleans()):  # a repair
        windows = windows[1:]
    setups: tuple[tuple[int, ...], ...] = ()
    if draw(st.booleans()):
        time = st.integers(0, 20)
        setups = tuple(
            tuple(0 if row == family else draw(time) for family in range(FAMILIES))
            for row in range(FAMILIES + 1)
        )
    return Machine("М", windows, setups, draw(st.sampled_from([None, CREW])))


@st.composite
def _modes(draw: st.DrawFn, machines: int) -> Mode:
    machine, minutes = draw(st.integers(0, machines - 1)), draw(st.integers(1, 60))
    needs = draw(st.sampled_from([(), (), ((WORKERS, 1),), ((WORKERS, 2),), ((WORKERS, 1), (CREW, 1))]))
    if draw(st.integers(0, 3)):
        return Mode(machine, minutes, None, needs)
    size = draw(st.integers(3, 6))
    loads = Loads(size, draw(st.integers(1, size)), 8, draw(st.sampled_from(Remainder)))
    return Mode(machine, 1 + minutes // 4, loads, needs)


def _taking(modes: tuple[Mode, ...], amount: int) -> tuple[Mode, ...]:
    """Modes one of which can take the amount: if none can, the first takes any small load."""
    if any(mode.loads is None or _takes(mode.loads, amount) for mode in modes):
        return modes
    first, loads = modes[0], modes[0].loads
    return (replace(first, loads=loads and replace(loads, least=1)), *modes[1:])


def _takes(loads: Loads, amount: int) -> bool:
    return all(loads.least <= part <= loads.most for part in right_loads(amount, loads))


@st.composite
def _links(draw: st.DrawFn, amount: int) -> Link:
    kind = draw(st.sampled_from(["plain", "rest", "wait", "none", "transfer", "tank", "room", "all"]))
    tank = draw(st.sampled_from([0, 1]))
    return {
        "plain": Link(),
        "rest": Link(least=draw(st.integers(1, 90))),
        "wait": Link(least=draw(st.sampled_from([0, 10])), most=draw(st.integers(10, 60))),
        "none": Link(most=0),
        "transfer": Link(transfer=draw(st.integers(1, amount)), least=draw(st.sampled_from([0, 5]))),
        "tank": Link(tank=tank),
        "room": Link(tank=tank, room=draw(st.integers(1, 12))),
        "all": Link(transfer=draw(st.integers(1, amount)), least=5, most=600, tank=tank),
    }[kind]


@st.composite
def _jobs(draw: st.DrawFn, machines: int) -> Job:
    amount = draw(st.integers(1, 12))
    count = draw(st.integers(1, 3))
    links = [draw(_links(amount)) for _ in range(count - 1)]
    # A set-up between two operations that do not wait would leave no place for them on one machine.
    families = [draw(st.integers(0, FAMILIES - 1))]
    for link in links:
        families.append(draw(st.integers(0, FAMILIES - 1)) if link.most is None else families[-1])
    operations = tuple(
        Operation(
            modes=_taking(tuple(draw(st.lists(_modes(machines), min_size=1, max_size=2))), amount),
            family=families[place],
            may_stop=draw(st.booleans()),
            setup_waits=(place == 0 or links[place - 1].most is None) and draw(st.booleans()),
        )
        for place in range(count)
    )
    return Job(
        name="З",
        operations=operations,
        links=tuple(links),
        release=draw(st.integers(0, 500)),
        due=draw(st.integers(0, 2 * DAY)),
        weight=draw(st.integers(0, 6)),
        amount=amount,
    )


@st.composite
def full_shops(draw: st.DrawFn) -> FullShop:
    """A shop of a few jobs in which all of them can be done one after another."""
    machines = tuple(draw(st.lists(_machines(), min_size=1, max_size=3)))
    shifts = [(day * DAY + at, people) for day in range(DAYS) for at, people in ((0, 2), (600, 1), (1200, 0))]
    goal = draw(
        st.sampled_from(
            [
                Goal(),
                Goal(weights={Measure.TARDINESS: 1.0, Measure.SETUP: 5.0, Measure.EARLINESS: 0.1}),
                Goal((Measure.SETUP, Measure.TARDINESS, Measure.IDLE)),
                Goal((Measure.IDLE, Measure.TARDINESS), bottlenecks=(0,)),
            ]
        )
    )
    return FullShop(
        horizon=DAYS * DAY,
        machines=machines,
        jobs=tuple(draw(st.lists(_jobs(len(machines)), min_size=1, max_size=5))),
        pools=(Pool("смена", tuple(shifts)), Pool("наладчики", ((0, 1),))),
        tanks=(Tank("бак", 12), Tank("стеллаж", 15)),
        families=FAMILIES,
        now=draw(st.sampled_from([0, 0, 700])),
        goal=goal,
    )


@st.composite
def crowded_shops(draw: st.DrawFn) -> FullShop:
    """A shop whose horizon ends early: some of its jobs may find no place."""
    shop = draw(full_shops())
    horizon = draw(st.integers(shop.now + 30, shop.now + 900))
    machines = tuple(
        replace(
            machine,
            windows=tuple(
                (start, min(finish, horizon)) for start, finish in machine.windows if start < horizon
            ),
        )
        for machine in shop.machines
    )
    return replace(shop, horizon=horizon, machines=machines)
