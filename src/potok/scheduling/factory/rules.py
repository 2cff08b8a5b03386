"""The first plans: the dispatching rule, its usual parameters swept, then fitted to the factory.

Fitting is an evolution of one rule: work is priced by group of machines, slope and allowance too differ by
group, and single orders get a bias of their own. Every trial is one run of the rule, a few milliseconds
for thousands of operations; two trials at a time, the better one counts.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from potok.scheduling.factory.aims import Aims, aims_of, no_aims
from potok.scheduling.factory.arrays import Factory, Floats, Integers, Sequences, no_sequences
from potok.scheduling.factory.kernels.dispatch import Urgency, dispatch, fill_bias, urgency_of
from potok.scheduling.factory.kernels.rollout import Worth
from potok.scheduling.factory.kernels.timing import total_cost
from potok.scheduling.factory.stages import Stretch

#: Usual look-ahead (κ) and allowance for waiting (β) of the published rule.
KAPPAS = (0.5, 1.0, 2.0, 4.0)
BETAS = (1.0, 2.0)
#: Prices of work: power of the load of a group of machines against the fullest one, share of priced work.
PRICES = ((0.0, 0.0), (4.0, 0.3), (8.0, 0.3), (4.0, 0.6), (8.0, 0.6))
#: The rule of the very first plan.
FIRST_KAPPA, FIRST_BETA = 2.0, 1.0
#: Trials at a time, whatever the number of cores.
LANES = 2
#: Share of trials that change a group of machines; the others change single orders.
_GROUPS = 0.5
#: Most orders that a trial changes.
_ORDERS = 3
#: Share of the cost by which the rule may get worse at the beginning.
_SLACK = 0.002
#: Step sizes of a change, drawn anew each time.
_STEPS = (0.1, 0.3, 1.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """Parameters of the dispatching rule.

    Attributes:
        kappa: (machines) logarithm of the look-ahead in mean operation times.
        beta: (machines) allowance for waiting.
        price: (machines) logarithm of the price of a unit of work.
        own: Share of priced remaining work against the operation's own time.
        bias: (jobs) added to the worth of an order.
    """

    kappa: Floats
    beta: Floats
    price: Floats
    own: float
    bias: Floats


class Rules:
    """Runs of the rule on one factory.

    Args:
        factory: What is planned.
        seed: Of the random choices.
    """

    def __init__(self, factory: Factory, seed: int) -> None:
        self._factory = factory
        self.urgency: Urgency = urgency_of(factory)
        self._mean = max(1.0, float(factory.mode_time.mean()) if len(factory.mode_time) else 1.0)
        self._groups = _machine_groups(factory)
        self._chance = np.random.default_rng([seed, 0])
        self.tried = 0
        self._room = [no_sequences(factory) for _ in range(LANES)]
        self._load = _loads(factory, self._groups)
        self.plan = no_sequences(factory)
        self.aims: Aims = no_aims(factory)
        self.rule = self.plain(FIRST_KAPPA, FIRST_BETA)
        self.cost = self._run(self.rule, self.plan)
        self._cost_of_rule = self.cost

    def plain(self, kappa: float, beta: float, power: float = 0.0, own: float = 0.0) -> Rule:
        """The rule with one look-ahead and one allowance everywhere, work priced by a power of the load."""
        machines = self._factory.machines
        return Rule(
            kappa=np.full(machines, np.log(kappa)),
            beta=np.full(machines, beta),
            price=power * np.log(self._load),
            own=own,
            bias=np.zeros(len(self._factory.job_first) - 1),
        )

    def sweep(self, is_over: Callable[[], bool]) -> None:
        """Try the usual parameters; the best plan stays in `plan`."""
        for (power, own), kappa, beta in product(PRICES, KAPPAS, BETAS):
            if self.cost <= 0.0 or is_over():
                return
            self._offer([self.plain(kappa, beta, power, own)])

    def aim(self, is_over: Callable[[], bool]) -> None:
        """Let orders wait that the capacity has no time for, if that makes the plan better.

        `aims` are then those that orders and prices follow.
        """
        if self.cost <= 0.0 or is_over():
            return
        due, cost = self.urgency, self._cost_of_rule
        aims = aims_of(
            self._factory, self.urgency, self._groups, (int(self.plan.end.max()), self.cost), is_over
        )
        self.urgency = urgency_of(aims.factory)
        for kappa, beta in product(KAPPAS, BETAS):
            if self.cost <= 0.0 or is_over():
                break
            self._offer([self.plain(kappa, beta)])
        if self._cost_of_rule < cost:
            self.aims = aims
        else:
            self.urgency = due

    def fit(self, stretch: Stretch, tell: Callable[[float], None]) -> None:
        """Evolve the rule until the stretch or the run is over; a trial is a unit of work."""
        run = stretch.run
        with ThreadPoolExecutor(max_workers=max(1, min(LANES, run.cores))) as threads:
            while self.cost > 0.0 and not run.is_over() and stretch.part() < 1.0:
                slack = _SLACK * (1.0 - stretch.part())
                run.count(LANES)
                self._offer([self._changed() for _ in range(LANES)], threads, slack)
                tell(self.cost)

    def worth(self) -> Worth:
        """The present rule for rollouts, nothing learned of single operations."""
        rule = self.rule
        bias = np.empty(len(self._factory.mode_time))
        fill_bias(self._factory, self.urgency, np.exp(rule.price), rule.own, rule.bias, bias)
        return Worth(
            due=self.urgency.due,
            tail=self.urgency.tail,
            bias=bias,
            slope=self._slope(rule),
            beta=rule.beta,
            lift=np.zeros(len(self._factory.release)),
            toll=np.zeros(self._factory.machines),
            fair=self.aims.fair,
            span=np.zeros(2, dtype=np.int64),
        )

    def _slope(self, rule: Rule) -> Floats:
        slope: Floats = 1.0 / (np.exp(rule.kappa) * self._mean)
        return slope

    def _offer(
        self, rules: list[Rule], threads: ThreadPoolExecutor | None = None, slack: float = 0.0
    ) -> None:
        self.tried += len(rules)
        rooms = self._room[: len(rules)]
        costs = list((threads.map if threads else map)(self._run, rules, rooms))
        best = int(np.argmin(costs))
        if costs[best] <= self._cost_of_rule * (1.0 + slack):
            self.rule, self._cost_of_rule = rules[best], costs[best]
        if costs[best] <= self.cost:
            self.cost = costs[best]
            self.plan.take(rooms[best])

    def _run(self, rule: Rule, plan: Sequences) -> float:
        bias = np.empty(len(self._factory.mode_time))
        fill_bias(self._factory, self.urgency, np.exp(rule.price), rule.own, rule.bias, bias)
        dispatch(self._factory, self.urgency, bias, self._slope(rule), rule.beta, plan)
        return float(total_cost(self._factory, plan))

    def _changed(self) -> Rule:
        """The present rule with one random change."""
        step = float(self._chance.choice(_STEPS))
        rule = self.rule
        if self._chance.random() < _GROUPS:
            group = self._groups[int(self._chance.integers(len(self._groups)))]
            turns = self._chance.normal(size=3) * step * (self._chance.random(3) < 0.6)
            kappa, beta, price = rule.kappa.copy(), rule.beta.copy(), rule.price.copy()
            kappa[group] += turns[0]
            beta[group] = np.maximum(0.0, beta[group] + turns[1])
            price[group] += turns[2]
            own = float(np.clip(rule.own + self._chance.normal() * 0.1 * step, 0.0, 1.0))
            return replace(rule, kappa=kappa, beta=beta, price=price, own=own)
        bias = rule.bias.copy()
        orders = self._costly(int(self._chance.integers(1, _ORDERS + 1)))
        bias[orders] += self._chance.normal(size=len(orders)) * step
        return replace(rule, bias=bias)

    def _costly(self, count: int) -> Integers:
        """Some orders, late ones rather than others."""
        judged = self._factory.judged
        late = np.maximum(0, self.plan.end[judged] - self.urgency.due[judged]) * self._factory.weight[judged]
        chance = late + (0.3 * late.mean() + 1e-9)
        chosen = self._chance.choice(len(judged), size=count, p=chance / chance.sum())
        jobs: Integers = np.unique(self._factory.job_of[judged[chosen]])
        return jobs


def _machine_groups(factory: Factory) -> list[Integers]:
    """Machines that hang together as alternatives of operations."""
    label = np.arange(factory.machines)
    for first, last in zip(factory.mode_first[:-1], factory.mode_first[1:], strict=True):
        machines = label[factory.mode_machine[first:last]]
        if len(machines) and (machines != machines[0]).any():
            label[np.isin(label, machines)] = machines.min()
    return [np.flatnonzero(label == name) for name in np.unique(label)]


def _loads(factory: Factory, groups: list[Integers]) -> Floats:
    """Work of each group of machines, a machine, against the fullest group: above 0, at most 1."""
    load = np.zeros(factory.machines)
    counts = np.diff(factory.mode_first)
    np.add.at(load, factory.mode_machine, factory.mode_time / np.repeat(counts, counts))
    for group in groups:
        load[group] = load[group].mean()
    loads: Floats = np.maximum(load / max(1.0, load.max()), 1e-3)
    return loads
