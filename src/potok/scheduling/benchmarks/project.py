"""Family `rcpsp`: projects with limited resources, makespan."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.checked import checked
from potok.scheduling.formats.projects import read_project
from potok.scheduling.projects.engine import plan_project
from potok.scheduling.verify.project import check_project

# A project has no machines; conventions 5 put this in their place, and all activities into job 0.
_NO_MACHINE = -1


def run(text: str, options: Options) -> Outcome:
    """Plan the project of a `.rcp` text."""
    problem = read_project(text)
    watch = Watch(options)
    answer = plan_project(problem, watch)
    rows = [
        {
            "job": 0,
            "operation": index,
            "machine": _NO_MACHINE,
            "start": start,
            "end": start + activity.duration,
        }
        for index, (start, activity) in enumerate(zip(answer.starts, problem.activities, strict=True))
    ]
    return checked(
        "rcpsp",
        watch,
        makespan=answer.makespan,
        bound=answer.bound,
        rows=rows,
        violations=check_project(problem, answer.starts, answer.makespan),
    )
