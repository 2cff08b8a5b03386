"""Family `twt`: one machine, total weighted tardiness."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.answers import Answer, outcome_of
from potok.scheduling.formats.tables import read_single_machine
from potok.scheduling.tardiness.engine import plan_machine, warm
from potok.scheduling.verify.machines import check_single_machine


def run(text: str, options: Options) -> Outcome:
    """Order the jobs of the instance that the options name."""
    problem = read_single_machine(text, options.instance)
    warm()
    watch = Watch(options)
    found = plan_machine(problem, watch)
    seconds = watch.seconds, watch.process_seconds
    answer = Answer(
        objective=found.cost,
        bound=0 if found.cost == 0 else None,
        solution={"schedule": [row.as_dict() for row in found.rows]},
        violations=check_single_machine(problem, found.rows, found.cost),
    )
    return outcome_of("twt", watch, seconds, answer)
