"""The parts of a problem that bind nobody outside: jobs that share machines with each other alone."""

from __future__ import annotations

from dataclasses import dataclass

from potok.scheduling.problem import Job, Problem


@dataclass(frozen=True, slots=True)
class Part:
    """Jobs and machines that are planned together.

    Attributes:
        jobs: The jobs, by their number.
        machines: Machines on which some free operation of theirs may go.
    """

    jobs: tuple[Job, ...]
    machines: tuple[int, ...]

    @property
    def can_change(self) -> bool:
        """Whether there is another sequence or another choice of machines."""
        free = [operation for job in self.jobs for operation in job.operations if operation.fixed is None]
        return len(free) > 1 or any(len(operation.modes) > 1 for operation in free)


def parts_of(problem: Problem) -> list[Part]:
    """Divide a problem into parts that share no machine, by their first job."""
    leader = list(range(len(problem.axes)))

    def lead(machine: int) -> int:
        while leader[machine] != machine:
            leader[machine] = leader[leader[machine]]
            machine = leader[machine]
        return machine

    of_job = [
        tuple(
            mode.machine
            for operation in job.operations
            if operation.fixed is None
            for mode in operation.modes
        )
        for job in problem.jobs
    ]
    for machines in dict.fromkeys(of_job):  # orders of a product go to the same ones
        for machine in machines:
            leader[lead(machine)] = lead(machines[0])
    jobs: dict[int, list[Job]] = {}
    for job, machines in zip(problem.jobs, of_job, strict=True):
        jobs.setdefault(lead(machines[0]) if machines else -1, []).append(job)
    led: dict[int, list[int]] = {}
    for machine in range(len(leader)):
        led.setdefault(lead(machine), []).append(machine)
    return [Part(tuple(of_part), tuple(led.get(group, ()))) for group, of_part in jobs.items()]
