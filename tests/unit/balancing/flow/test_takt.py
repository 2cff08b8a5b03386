"""Choosing the takt: by output, by operators, by machines."""

from decimal import Decimal

import pytest

from builders.jacket import jacket
from potok.balancing.flow.takt import TaktBase, TaktWish, candidates


def test_the_takt_of_the_jacket_is_chosen_by_output_operators_and_machines() -> None:
    problem, _ = jacket()
    at_hand = {"DDL-5550": 27, "MO-816": 2, "MO-2504E": 4, "нет такой": 1}
    by_output, by_workers, *by_machines = candidates(
        problem.operations, TaktWish(Decimal(28800), Decimal(315), 49, at_hand)
    )
    assert by_output.base is TaktBase.OUTPUT
    assert float(by_output.takt_exact_s) == pytest.approx(28800 / 315)
    assert (by_output.takt_s, by_output.workers) == (91, 49)
    assert float(by_output.coordination) == pytest.approx(0.9973, abs=5e-5)
    assert by_output.short == ("MO-816",)  # 224 s of work at 91 s a piece
    assert not by_output.possible
    assert float(by_workers.output_pcs) == pytest.approx(49 * 28800 / 4447)
    assert [row.named for row in by_machines] == ["MO-816", "DDL-5550", "MO-2504E"]
    tightest = by_machines[0]
    assert tightest.takt_exact_s == Decimal(112)
    assert tightest.possible
    assert tightest.workers == 40
    fast = candidates(
        problem.operations, TaktWish(Decimal(28800), Decimal(600), high=Decimal(1), most_workers=2)
    )
    assert set(fast[0].too_long) >= {78, 92, 102}


def test_nothing_given_is_no_candidate() -> None:
    problem, _ = jacket()
    assert candidates(problem.operations, TaktWish(Decimal(28800), machines={"DDL-5550": 0})) == []
