"""A large line hears the stop button and the clock wherever its search is."""

import pytest
from ortools.sat.python import cp_model

from builders.crews import drawn_crew
from potok.balancing.bench import Options, Status
from potok.balancing.budget import Budget
from potok.balancing.workers.cpsat import ASK_EVERY, CrewModel, ModelStoppedError
from potok.balancing.workers.engine import balance_crew
from potok.balancing.workers.proof import prove, raised_bound
from potok.balancing.workers.units import reach_of, reduced

#: Every fourth pair of operations waits for each other, most of them only by way of others.
DENSE = drawn_crew(5, 60, 14)


class Counted:
    """A stop button that is pressed at the n-th question."""

    def __init__(self, pressed_at: int) -> None:
        self.pressed_at = pressed_at
        self.asked = 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked >= self.pressed_at


def test_a_model_is_given_up_within_so_many_rules_of_the_stop() -> None:
    stop, model = Counted(3), cp_model.CpModel()
    with pytest.raises(ModelStoppedError):
        CrewModel(model, DENSE, stop)
    assert stop.asked == 3
    few = len(DENSE.tasks) + len(DENSE.workers) ** 2 * 2
    assert len(model.proto.constraints) < 3 * ASK_EVERY + few


def test_a_bound_and_a_proof_that_are_stopped_say_what_was_known() -> None:
    stop = Counted(2)
    assert raised_bound(DENSE, Budget(stop=stop), seed=1, bound=7, value=30) == 7
    assert stop.asked == 2
    stop = Counted(2)
    proof = prove(
        DENSE, Budget(stop=stop), cores=1, seed=1, bound=7, known=None, value=None, better=lambda *_: None
    )
    assert (proof.bound, proof.balance, proof.impossible, stop.asked) == (7, None, False, 2)


@pytest.mark.parametrize("pressed_at", [5, 250])
def test_after_the_stop_the_engine_asks_a_few_times_more_and_ends(pressed_at: int) -> None:
    stop = Counted(pressed_at)
    answer = balance_crew(DENSE, Options(time_limit=None, seed=1, stop=stop))
    assert answer.status is Status.STOPPED
    assert answer.balance is not None
    # Before there is a first line the walks go on to it, each asking after every piece.
    assert stop.asked < pressed_at + 100


def test_what_follows_from_others_is_left_out_and_nothing_else() -> None:
    short = reduced(len(DENSE.tasks), DENSE.precedence)
    assert len(short) < len(DENSE.precedence) / 2
    whole, kept = (reach_of(len(DENSE.tasks), arcs) for arcs in (DENSE.precedence, short))
    assert (whole == kept).all()
    for arc in short[:20]:
        assert not reach_of(len(DENSE.tasks), [other for other in short if other != arc])[arc]
