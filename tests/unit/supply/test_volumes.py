from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import pytest

from potok.plant.model import Basis, RoutingLine
from potok.supply.volumes import VolumeCandidate, VolumeCase, VolumeKind, volume_candidates

MIXER = RoutingLine(
    "P1",
    10,
    "Смешение",
    "1",
    "M1",
    1,
    Basis.BATCH,
    batch_size_kg=Decimal(1000),
    batch_time_min=Decimal(60),
    setup_min=Decimal(30),
)
FILLER = RoutingLine("P1", 30, "Фасовка", "1", "M2", 1, Basis.RATE, rate_pcs_per_h=Decimal(60))


def need_of(qty_pcs: int) -> Mapping[str, Decimal]:
    """Half a kilogram of R1 a piece; a box U1 for every four pieces, rounded up."""
    boxes = (Decimal(qty_pcs) / 4).quantize(Decimal(1), rounding=ROUND_CEILING)
    return {"R1": qty_pcs * Decimal("0.5"), "U1": boxes}


def case(qty_pcs: int = 250, **more: object) -> VolumeCase:
    given: dict[str, object] = {
        "net_kg": Decimal(10),
        "need_of": need_of,
        "free": {"R1": Decimal(1000), "U1": Decimal(1000)},
        "lines": [MIXER, FILLER],
        "min_qty_pcs": 100,
        "max_qty_pcs": 400,
        "multiple": 5,
    }
    return VolumeCase(qty_pcs=qty_pcs, **{**given, **more})  # type: ignore[arg-type]


def by_kind(one: VolumeCase) -> dict[VolumeKind, VolumeCandidate]:
    return {candidate.kind: candidate for candidate in volume_candidates(one)}


def test_batches_are_filled_downwards_and_upwards() -> None:
    found = by_kind(case())
    assert (found[VolumeKind.BATCHES_DOWN].qty_pcs, found[VolumeKind.BATCHES_UP].qty_pcs) == (200, 300)
    requested = found[VolumeKind.REQUESTED]
    assert (requested.batches, requested.batches_exact, requested.last_fill) == (
        3,
        Fraction(5, 2),
        Fraction(1, 2),
    )
    assert (requested.partly_filled, found[VolumeKind.BATCHES_UP].partly_filled) == (1, 0)


def test_a_batch_is_full_when_not_one_multiple_more_goes_in() -> None:
    found = by_kind(case(multiple=7, qty_pcs=252))
    down = found[VolumeKind.BATCHES_DOWN]
    assert (down.qty_pcs, down.partly_filled, down.last_fill) == (196, 0, Fraction(96, 100))


def test_room_for_exactly_one_multiple_more_is_room() -> None:
    assert by_kind(case(295))[VolumeKind.REQUESTED].partly_filled == 1


def test_what_is_not_allowed_stands_last() -> None:
    candidates = volume_candidates(case(max_qty_pcs=280))
    assert [(one.qty_pcs, one.allowed) for one in candidates] == [
        (200, True),
        (250, True),
        (280, True),
        (300, False),
    ]


def test_full_batches_need_no_other_volume_downwards() -> None:
    found = by_kind(case(200))
    assert VolumeKind.BATCHES_DOWN not in found
    assert found[VolumeKind.BATCHES_UP].qty_pcs == 300


def test_less_than_one_batch_is_only_filled_up() -> None:
    found = by_kind(case(50, min_qty_pcs=10))
    assert VolumeKind.BATCHES_DOWN not in found
    assert found[VolumeKind.BATCHES_UP].qty_pcs == 100


def test_the_most_from_stock_names_the_component_that_permits_no_more() -> None:
    found = by_kind(case(free={"R1": Decimal("91.2"), "U1": Decimal(1000)}))[VolumeKind.FROM_STOCK]
    assert (found.qty_pcs, found.limited_by, found.lacking) == (180, ("R1",), {})


def test_pieces_rounded_up_per_order_are_respected_to_the_last_one() -> None:
    # 33 boxes hold 132 pieces, the multiple of five below is 130; 135 pieces would need 34.
    found = by_kind(case(free={"R1": Decimal(1000), "U1": Decimal(33)}))[VolumeKind.FROM_STOCK]
    assert (found.qty_pcs, found.limited_by) == (130, ("U1",))


def test_stock_beyond_the_limit_gives_the_limit() -> None:
    found = by_kind(case())[VolumeKind.FROM_STOCK]
    assert (found.qty_pcs, found.limited_by) == (400, ())


def test_a_volume_outside_the_limits_is_shown_but_not_allowed() -> None:
    found = by_kind(case(free={"R1": Decimal(20), "U1": Decimal(1000)}))[VolumeKind.FROM_STOCK]
    assert (found.qty_pcs, found.allowed) == (40, False)


def test_without_limits_only_the_requested_volume_is_allowed() -> None:
    candidates = volume_candidates(case(min_qty_pcs=None, max_qty_pcs=None))
    assert [one.qty_pcs for one in candidates if one.allowed] == [250]


def test_free_minutes_limit_the_volume_by_the_tightest_operation() -> None:
    # Mixing: 30 + 3 · 60 min for 300 pieces; filling: 210 pieces in 210 min.
    found = by_kind(case(free_minutes={"M1": Decimal(210), "M2": Decimal(212)}))
    assert (found[VolumeKind.FROM_CAPACITY].qty_pcs, found[VolumeKind.FROM_CAPACITY].limited_by) == (
        210,
        ("M2",),
    )


def test_an_alternative_with_time_left_makes_room() -> None:
    other = RoutingLine("P1", 30, "Фасовка", "1", "M3", 2, Basis.RATE, rate_pcs_per_h=Decimal(60))
    minutes = {"M1": Decimal(210), "M2": Decimal(10), "M3": Decimal(290)}
    found = by_kind(case(lines=[MIXER, FILLER, other], free_minutes=minutes))[VolumeKind.FROM_CAPACITY]
    assert found.qty_pcs == 290


@pytest.mark.parametrize(
    ("free", "best"),
    [
        ("1000", [300, 200, 400, 250]),  # all in stock: full batches first, the nearer (larger) one first
        ("130", [200, 250, 260, 300]),  # 300 pieces would lack 20 kg
    ],
)
def test_candidates_stand_by_shortage_then_full_batches_then_nearness(free: str, best: list[int]) -> None:
    candidates = volume_candidates(case(free={"R1": Decimal(free), "U1": Decimal(1000)}))
    assert [one.qty_pcs for one in candidates] == best


def test_a_product_without_batches_has_only_the_other_candidates() -> None:
    found = by_kind(case(lines=[FILLER]))
    assert set(found) == {VolumeKind.REQUESTED, VolumeKind.FROM_STOCK}
    assert (found[VolumeKind.REQUESTED].batches, found[VolumeKind.REQUESTED].last_fill) == (None, None)
