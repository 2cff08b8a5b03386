"""The line as arrays: tasks that go together are one unit, units follow the order of the tasks."""

from builders.crews import crew
from potok.balancing.workers.problem import CrewBalance, Mentorship, Nearness
from potok.balancing.workers.units import CANNOT, units_of

CHAIN = [[1, 2, 3], [4, 5, None], [7, 8, 9], [1, 1, 1]]
ORDER = [(2, 1), (1, 0), (0, 3)]


def test_units_stand_in_the_order_of_the_tasks() -> None:
    units = units_of(crew(CHAIN, ORDER), closed=False)
    assert units.members == ((2,), (1,), (0,), (3,))
    assert units.before[units.before_at[1] : units.before_at[2]].tolist() == [0]
    assert units.after[units.after_at[1] : units.after_at[2]].tolist() == [2]


def test_tasks_that_go_together_are_one_with_what_lies_between() -> None:
    units = units_of(crew(CHAIN, ORDER, together=((0, 2),)), closed=False)
    assert units.members == ((0, 1, 2), (3,))
    assert units.times.tolist() == [[12, 15, CANNOT], [1, 1, 1]]


def test_people_who_share_a_station_may_have_what_lies_between() -> None:
    pair = (Mentorship(0, 1, Nearness.SAME),)
    units = units_of(crew(CHAIN, ORDER, together=((0, 2),), mentorships=pair), closed=False)
    assert (0, 2) in units.members
    assert (1,) in units.members


def test_a_line_survives_the_way_through_the_arrays() -> None:
    units = units_of(crew(CHAIN, ORDER), closed=False)
    balance = CrewBalance((2, 0, 0, 2), (0, None, 1))
    place, seat, low = units.arrays(balance)
    assert seat.tolist() == [0, 2, 1]
    assert units.balance(place, seat, low) == balance


def test_people_who_share_a_station_have_neighbouring_seats() -> None:
    units = units_of(crew(CHAIN, ORDER), closed=False)
    balance = CrewBalance((2, 0, 1, 2), (0, 0, 1))
    place, seat, low = units.arrays(balance)
    assert (seat.tolist(), low.tolist()) == ([0, 1, 2], [0, 0, 2])
    assert units.balance(place, seat, low) == balance


def test_closed_units_have_no_circle_where_people_share_a_station() -> None:
    pair = (Mentorship(0, 1, Nearness.SAME),)
    units = units_of(crew(CHAIN, ORDER, together=((0, 2),), mentorships=pair), closed=True)
    assert units.members == ((0, 1, 2), (3,))


def test_a_line_with_impossible_work_is_none() -> None:
    units = units_of(crew(CHAIN, ORDER), closed=False)
    assert units.balance(*units.arrays(CrewBalance((2, 2, 0, 2), (0, None, 1)))) is None
