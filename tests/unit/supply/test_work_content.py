from decimal import Decimal
from fractions import Fraction

import pytest

from potok.plant.model import Basis, RoutingLine
from potok.supply.work_content import (
    IncompleteRoutingError,
    batch_count,
    flow_minutes,
    operation_time,
    preferred_times,
)


def mixing(
    op_no: int = 10, *, size: int = 1000, minutes: int = 60, rank: int = 1, setup: int = 30
) -> RoutingLine:
    return RoutingLine(
        "P1",
        op_no,
        "Смешение",
        "1",
        f"M{rank}",
        rank,
        Basis.BATCH,
        batch_size_kg=Decimal(size),
        batch_time_min=Decimal(minutes),
        setup_min=Decimal(setup),
    )


def filling(
    op_no: int = 30, *, pieces: int | None = None, kg: int | None = None, setup: int = 0
) -> RoutingLine:
    return RoutingLine(
        "P1",
        op_no,
        "Фасовка",
        "1",
        "M9",
        1,
        Basis.RATE,
        rate_pcs_per_h=None if pieces is None else Decimal(pieces),
        rate_kg_per_h=None if kg is None else Decimal(kg),
        setup_min=Decimal(setup),
    )


@pytest.mark.parametrize(("kg", "batches"), [("2000", 2), ("2000.001", 3), ("1999.999", 2), ("0.5", 1)])
def test_a_part_filled_batch_is_a_batch(kg: str, batches: int) -> None:
    assert batch_count(Decimal(kg), Decimal(1000)) == batches


def test_batches_take_their_time_whatever_their_filling() -> None:
    time = operation_time(mixing(), qty_pcs=250, net_kg=Decimal(10))
    assert (time.batches, time.run_min, time.total_min) == (3, 180, 210)
    assert time.last_share == Fraction(1, 5)


@pytest.mark.parametrize(("line", "minutes"), [(filling(pieces=700), 150), (filling(kg=875), 120)])
def test_a_rate_is_in_pieces_or_kilograms(line: RoutingLine, minutes: int) -> None:
    assert operation_time(line, qty_pcs=1750, net_kg=Decimal(1)).run_min == minutes


def test_a_line_without_its_norm_is_named() -> None:
    with pytest.raises(IncompleteRoutingError, match="изделия P1, операция 30, станок M9"):
        operation_time(filling(), qty_pcs=1, net_kg=Decimal(1))


def test_the_preferred_machine_of_each_operation_counts_in_sequence() -> None:
    lines = [filling(pieces=60), mixing(rank=2, minutes=90), mixing(rank=1)]
    times = preferred_times(lines, qty_pcs=100, net_kg=Decimal(1))
    assert [time.line.machine_id for time in times] == ["M1", "M9"]


def test_filling_overlaps_mixing_after_the_first_batch() -> None:
    # 3 batches of 60 min after 30 min of set-up; filling takes 300 min and starts at 90.
    times = preferred_times([mixing(), filling(pieces=600)], qty_pcs=3000, net_kg=Decimal(1))
    assert flow_minutes(times) == 90 + 300


def test_fast_filling_still_works_the_last_batch_after_it_is_mixed() -> None:
    # Mixing ends at 30 + 180 = 210; the last of three batches takes a third of 30 min more.
    times = preferred_times([mixing(), filling(pieces=6000)], qty_pcs=3000, net_kg=Decimal(1))
    assert flow_minutes(times) == 210 + 10


def test_a_batch_after_a_rate_operation_waits_for_all_it_takes() -> None:
    times = preferred_times([filling(10, pieces=600), mixing(20)], qty_pcs=1000, net_kg=Decimal(1))
    assert flow_minutes(times) == 100 + 60


def test_a_rate_operation_after_another_one_may_start_with_it() -> None:
    times = preferred_times(
        [filling(10, pieces=600), filling(20, pieces=300)], qty_pcs=600, net_kg=Decimal(1)
    )
    assert flow_minutes(times) == 120


def test_a_product_without_route_takes_no_time() -> None:
    assert flow_minutes([]) == 0
