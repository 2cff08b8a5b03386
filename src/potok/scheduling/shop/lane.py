"""One lane of the search: all parts of a shop that share nothing, searched in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from potok.scheduling.shop.decoder import Decoded, Genome, rows_of
from potok.scheduling.shop.problem import FullShop, Job, Measure, WorkRow
from potok.scheduling.shop.search import PartSearch
from potok.scheduling.shop.worth import bound_of

#: Genomes of all parts.
Genomes = tuple[Genome, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Jobs that share machines, people or tanks with each other and with no other job.

    Attributes:
        shop: The whole shop with these jobs alone.
        jobs: Their numbers in the whole shop.
    """

    shop: FullShop
    jobs: tuple[int, ...]


def parts_of(shop: FullShop) -> list[Part]:
    """The parts of a shop, by their first job."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def lead(thing: tuple[str, int]) -> tuple[str, int]:
        while (above := leader.setdefault(thing, thing)) != thing:
            leader[thing] = leader[above]
            thing = above
        return thing

    used = [_things(shop, job) for job in shop.jobs]
    for things in used:
        for thing in things:
            leader[lead(thing)] = lead(things[0])
    grouped: dict[tuple[str, int], list[int]] = {}
    for number, things in enumerate(used):
        grouped.setdefault(lead(things[0]), []).append(number)
    return [_part(shop, tuple(numbers)) for numbers in grouped.values()]


def _things(shop: FullShop, job: Job) -> list[tuple[str, int]]:
    """Machines, pools and tanks that a job may use."""
    modes = [mode for operation in job.operations for mode in operation.modes]
    pools = [pool for mode in modes for pool, _ in mode.needs]
    pools += [pool for mode in modes if (pool := shop.machines[mode.machine].setup_pool) is not None]
    tanks = [link.tank for link in job.links if link.tank is not None]
    return [
        *(("machine", mode.machine) for mode in modes),
        *(("pool", pool) for pool in pools),
        *(("tank", tank) for tank in tanks),
    ]


def _part(shop: FullShop, numbers: tuple[int, ...]) -> Part:
    place = {number: at for at, number in enumerate(numbers)}
    jobs = tuple(shop.jobs[number] for number in numbers)
    published = tuple(replace(row, job=place[row.job]) for row in shop.published if row.job in place)
    return Part(replace(shop, jobs=jobs, published=published), numbers)


class Lane:
    """Searches of all parts with random numbers of their own.

    Args:
        shop: What is planned.
        seed: Of the random choices.
    """

    def __init__(self, shop: FullShop, seed: int) -> None:
        self._parts = parts_of(shop)
        self._searches = [PartSearch(part.shop, seed) for part in self._parts]
        self._walked = [0] * len(self._parts)

    @property
    def decodings(self) -> int:
        """Sequences of all parts placed so far, each counted by the share of the jobs it places."""
        jobs = sum(len(part.jobs) for part in self._parts)
        work = sum(
            search.decoder.decodings * len(part.jobs)
            for part, search in zip(self._parts, self._searches, strict=True)
        )
        return -(-work // jobs) if jobs else 0

    @property
    def genomes(self) -> Genomes:
        """Of the best plans of the parts."""
        return tuple(search.best.genome for search in self._searches)

    @property
    def key(self) -> tuple[float, ...]:
        """Of the best plans together: jobs left out, then the measures of the goal or their sum."""
        if not self._searches:
            return 0.0, 0.0  # nothing to plan, nothing to improve
        return tuple(map(sum, zip(*(search.best.key for search in self._searches), strict=True)))

    def try_rules(self, should_stop: Callable[[], bool]) -> None:
        """Try the other priority rules in every part."""
        for search in self._searches:
            search.try_rules(should_stop)

    def offer(self, genomes: Genomes) -> None:
        """Go on from better genomes."""
        for search, genome in zip(self._searches, genomes, strict=True):
            if genome != search.best.genome:
                search.offer(genome)

    def walk(self, decodings: int, share: Callable[[], float], should_stop: Callable[[], bool]) -> None:
        """Try neighbours for so many decodings of the whole, parts in turn by the number of their jobs."""
        until = self.decodings + decodings
        open_parts = [
            at for at, search in enumerate(self._searches) if search.can_change and any(search.best.key)
        ]
        while open_parts and self.decodings < until and not should_stop():
            at = min(open_parts, key=lambda part: self._walked[part] / len(self._parts[part].jobs))
            self._walked[at] += 1
            self._searches[at].step(share(), should_stop)

    def rows(self) -> tuple[tuple[WorkRow, ...], tuple[int, ...], dict[Measure, int]]:
        """Rows of the best plans, jobs left out, and the measures."""
        rows: list[WorkRow] = []
        left_out: list[int] = []
        measures = dict.fromkeys(Measure, 0)
        for part, search in zip(self._parts, self._searches, strict=True):
            best: Decoded = search.decoder.cleaned(search.best)
            rows += [replace(row, job=part.jobs[row.job]) for row in rows_of(best.desk)]
            left_out += [part.jobs[job] for job in best.left_out]
            for name, value in search.worth.measures(best.desk, best.left_out).items():
                measures[name] += value
        ordered = sorted(rows, key=lambda row: (row.job, row.operation))
        return tuple(ordered), tuple(sorted(left_out)), measures

    def bound(self) -> int:
        """No plan of all jobs has less weighted tardiness."""
        return sum(
            bound_of(part.shop, search.tables)
            for part, search in zip(self._parts, self._searches, strict=True)
        )
