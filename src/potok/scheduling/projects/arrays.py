"""A project as the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from potok.scheduling.projects.kernels.serial import Desk, Ints, Project
from potok.scheduling.projects.problem import ProjectProblem

# Bits of a word that fields may take: its sign stays free.
_BITS = 62


def project_arrays(problem: ProjectProblem) -> Project:
    """The problem as arrays (see `Project`)."""
    count = len(problem.activities)
    before: list[list[int]] = [[] for _ in range(count)]
    for first, second in problem.arcs():
        before[second].append(first)
    pred_row, pred = _rows(before)
    succ_row, succ = _rows([each.successors for each in problem.activities])
    need, full, guard = _words(problem)
    return Project(
        time=np.array([each.duration for each in problem.activities], np.int64),
        need=need,
        full=full,
        guard=guard,
        pred_row=pred_row,
        pred=pred,
        succ_row=succ_row,
        succ=succ,
    )


def empty_desk(project: Project) -> Desk:
    """A desk for schedules of this project."""
    count = len(project.time)
    horizon = int(project.time.sum()) + 1
    left = np.repeat(project.full[:, None], horizon, axis=1)
    return Desk(
        left=left,
        start=np.zeros(count, np.int64),
        order=np.zeros(count, np.int64),
        key=np.zeros(count, np.int64),
        bucket=np.zeros(horizon + 1, np.int64),
        place=np.zeros(count, np.int64),
    )


def _words(problem: ProjectProblem) -> tuple[Ints, Ints, Ints]:
    """Needs (w, n), capacities (w) and guard bits (w); one word at least.

    Resources that all activities together cannot exhaust are left out, and so is what activities of no
    time take.
    """
    needs = [[0] * len(problem.activities)]
    full, guard, used = [0], [0], 0
    for resource, capacity in enumerate(problem.capacities):
        demands = [each.demands[resource] if each.duration > 0 else 0 for each in problem.activities]
        if sum(demands) <= capacity:
            continue
        width = capacity.bit_length() + 1
        if used + width > _BITS:
            used = 0
            needs.append([0] * len(demands))
            full.append(0)
            guard.append(0)
        needs[-1] = [need + (demand << used) for need, demand in zip(needs[-1], demands, strict=True)]
        full[-1] += (capacity + (1 << (width - 1))) << used
        guard[-1] += 1 << (used + width - 1)
        used += width
    return np.array(needs, np.int64), np.array(full, np.int64), np.array(guard, np.int64)


def _rows(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Compressed rows: where each list begins, and all of them joined."""
    row = np.zeros(len(lists) + 1, np.int64)
    np.cumsum([len(each) for each in lists], out=row[1:])
    return row, np.array([item for each in lists for item in each], np.int64)
