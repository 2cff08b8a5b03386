"""Places in the queue of one machine."""

from __future__ import annotations

from potok.plant.model import Basis
from potok.scheduling.problem import Mode, Operation
from potok.scheduling.timeline import NO_CAP, Entry, Slot, Timeline

SAME, OTHER, STRANGER = (1, 1), (2, 1), (3, 2)
RUN = Mode(0, Basis.RATE, 0, 0, 0, 100, 20, 10, 1)


def entry(
    start: int,
    setup: int,
    kind: tuple[int, int] = SAME,
    *,
    floor: int = 0,
    cap: int = NO_CAP,
    movable: bool = True,
) -> Entry:
    body = start + setup
    work = Operation(start, 0, 0, 10, (RUN,))
    return Entry(start, body, body + 100, floor, cap, *kind, RUN, work, movable)


def queue(*entries: Entry) -> Timeline:
    timeline = Timeline()
    for each in entries:
        timeline.append(each)
    return timeline


def find(timeline: Timeline, kind: tuple[int, int], *, floor: int = 0, body_floor: int = 0) -> Slot:
    return timeline.find(RUN, *kind, floor=floor, body_floor=body_floor)


def test_an_empty_queue_takes_work_at_once_with_a_full_set_up() -> None:
    assert find(queue(), SAME, floor=7) == Slot(0, 7, 20)


def test_work_goes_into_the_first_gap_that_holds_it_with_both_set_ups() -> None:
    timeline = queue(entry(0, 20), entry(240, 20))
    assert find(timeline, SAME) == Slot(1, 120, 0)
    assert find(timeline, STRANGER) == Slot(1, 120, 20)
    # With a stranger before it the one behind needs its full set-up: 121 + 20 + 100 leaves 19 of 20.
    assert find(timeline, STRANGER, floor=121) == Slot(2, 360, 20)


def test_the_work_behind_gets_the_set_up_of_its_new_predecessor() -> None:
    timeline = queue(entry(0, 20, STRANGER), entry(300, 20, OTHER))
    slot = find(timeline, SAME)
    timeline.insert(slot, entry(slot.start, slot.setup, SAME))
    assert [(each.start, each.body) for each in timeline.entries] == [(0, 20), (120, 140), (310, 320)]


def test_taking_back_restores_what_stood_behind() -> None:
    timeline = queue(entry(0, 20, STRANGER), entry(300, 20, OTHER))
    before = list(timeline.entries)
    slot = find(timeline, SAME)
    timeline.take_back(slot, timeline.insert(slot, entry(slot.start, slot.setup, SAME)))
    assert timeline.entries == before
    assert timeline.ends == [120, 420]


def test_a_set_up_never_grows_back_over_what_its_work_waits_for() -> None:
    waiting = entry(240, 0, SAME, floor=235)
    assert find(queue(entry(0, 20), waiting), STRANGER) == Slot(2, 340, 20)


def test_a_set_up_never_shrinks_past_the_start_its_next_operation_counts_on() -> None:
    counted_on = entry(240, 20, SAME, cap=240)
    assert find(queue(entry(0, 20, STRANGER), counted_on), OTHER) == Slot(2, 360, 10)
    assert find(queue(entry(0, 20, STRANGER), counted_on), STRANGER) == Slot(1, 120, 0)


def test_nothing_that_changes_the_set_up_of_fixed_work_goes_before_it() -> None:
    fixed = entry(240, 20, SAME, movable=False)
    assert find(queue(fixed), STRANGER) == Slot(0, 0, 20)
    assert find(queue(fixed), OTHER) == Slot(1, 360, 10)


def test_work_that_waits_runs_through_with_its_set_up_directly_before_it() -> None:
    assert find(queue(entry(0, 20)), OTHER, body_floor=500) == Slot(1, 490, 10)
