"""A plain sentence for every worker, whose reason is a fact of the data."""

from dataclasses import replace

from builders.crews import crew
from potok.balancing.workers.explain import CrewExplanation, CrewReason, explain
from potok.balancing.workers.problem import CrewBalance, CrewProblem, Mentorship


def first(problem: CrewProblem, balance: CrewBalance, cycle: int) -> CrewExplanation:
    return explain(problem, balance, cycle)[0]


def test_the_only_one_who_can_is_told() -> None:
    line = crew([[20, None], [5, 5], [9, 9]])
    told = first(line, CrewBalance((0, 0, 1), (0, 1)), 30)
    assert (told.reason, told.task, told.load, told.load_pct) == (CrewReason.ONLY_ONE, 0, 25, 83)
    assert (
        told.text == "Иванова: операции 1 и 2, потому что больше никто не может выполнить 1; загрузка 83 %."
    )


def test_the_few_others_who_can_are_named() -> None:
    line = crew([[20, 20, None, None], [5, 5, 5, 5]])
    told = first(line, CrewBalance((0, 1), (0, 1, None, None)), 20)
    assert (told.reason, told.others) == (CrewReason.FEW_CAN, (1,))
    assert told.text == (
        "Иванова: операция 1, потому что кроме этого рабочего выполнить её может только Петрова; "
        "загрузка 100 %."
    )


def test_the_quickest_is_told() -> None:
    line = crew([[4, 9], [9, 4]])
    told = first(line, CrewBalance((0, 1), (0, 1)), 5)
    assert (told.reason, told.task) == (CrewReason.QUICKEST, None)
    assert "никто не выполняет её быстрее" in told.text


def test_a_quicker_person_without_room_is_named_with_the_load_there() -> None:
    line = crew([[5, 4], [9, 4]])
    told = first(line, CrewBalance((0, 1), (0, 1)), 5)
    assert (told.reason, told.task, told.others) == (CrewReason.OTHER_IS_FULL, 0, (1,))
    assert "быстрее всех её выполняет Петрова, но там загрузка стала бы 160 %" in told.text


def test_a_quicker_person_elsewhere_in_the_order_is_named() -> None:
    line = crew([[5, 1, 9], [9, 9, 3], [9, 2, 9]], [(0, 1), (1, 2)])
    told = first(line, CrewBalance((0, 2, 1), (0, 2, 1)), 5)
    assert told.reason is CrewReason.OTHER_IS_ELSEWHERE
    assert "порядок операций не допускает" in told.text


def test_work_that_another_could_do_as_well_is_admitted() -> None:
    line = crew([[5, 4], [9, 4]])
    assert first(line, CrewBalance((0, 1), (0, 1)), 8).reason is CrewReason.AS_GOOD


def test_the_idle_is_told_too() -> None:
    told = explain(crew([[5, 4]]), CrewBalance((0,), (0, None)), 5)[1]
    assert (told.reason, told.tasks, told.station) == (CrewReason.IDLE, (), None)
    assert told.text.startswith("Петрова: без операций")


def test_the_largest_load_and_the_mentor_are_mentioned() -> None:
    line = replace(crew([[4, 9], [9, 4]], max_load_pct=[80, 100]), mentorships=(Mentorship(0, 1),))
    told = first(line, CrewBalance((0, 1), (0, 1)), 5)
    assert told.text.endswith("загрузка 80 %, разрешено не больше 80 %, наставник Петрова рядом.")
