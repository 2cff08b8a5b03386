"""Family `factory`: a large flexible job shop with release dates, total weighted tardiness."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.answers import Answer, outcome_of
from potok.scheduling.factory.engine import plan_factory, warm
from potok.scheduling.formats.tables import read_factory
from potok.scheduling.verify.factory import check_factory


def run(text: str, options: Options) -> Outcome:
    """Plan the factory."""
    problem = read_factory(text)
    warm()
    watch = Watch(options)
    found = plan_factory(problem, watch)
    seconds = watch.seconds, watch.process_seconds
    answer = Answer(
        objective=found.cost,
        bound=0 if found.cost == 0 else None,
        solution={"schedule": [row.as_dict() for row in found.rows]},
        violations=check_factory(problem, found.rows, found.cost),
    )
    return outcome_of("factory", watch, seconds, answer)
