"""Norms for actual output and the material balance, against numbers worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from potok.operations.shopfloor.balance import Pieces, balance_of
from potok.operations.shopfloor.norms import (
    beyond_tolerance,
    deviation_pct,
    norm_minutes,
    norms_of,
    weighted_loss_pct,
)
from potok.plant.model import Basis, BomLine, RoutingLine, Unit

#: Recipe of «Эмаль ПФ-115 белая, 1,9 кг» as mock-up 06 prints it: norms for 1 200 pieces.
ENAMEL = {
    "R02": (Decimal("0.38"), Unit.KG, Decimal("1.5"), Decimal("462.840")),
    "R15": (Decimal("1.064"), Unit.KG, Decimal("1.5"), Decimal("1295.952")),
    "U03": (Decimal(1), Unit.PCS, Decimal("0.5"), Decimal(1206)),
    "U20": (Decimal(1) / Decimal(6), Unit.PCS, Decimal("0.5"), Decimal(201)),
}


def lines() -> list[BomLine]:
    return [
        BomLine("P", place, item, qty, unit, loss)
        for place, (item, (qty, unit, loss, _)) in enumerate(ENAMEL.items(), start=1)
    ]


def test_norms_are_those_of_the_actual_output() -> None:
    found = norms_of(lines(), before_pcs=0, pcs=1200)
    assert found == {item: norm for item, (_, _, _, norm) in ENAMEL.items()}


def test_norms_of_parts_sum_up_to_the_norm_of_the_whole_however_pieces_are_rounded() -> None:
    whole = norms_of(lines(), before_pcs=0, pcs=1200)
    parts = [norms_of(lines(), before_pcs=before, pcs=7) for before in range(0, 1197, 7)]
    parts.append(norms_of(lines(), before_pcs=1197, pcs=3))
    assert {item: sum(part[item] for part in parts) for item in whole} == whole


@pytest.mark.parametrize(
    ("norm", "actual", "pct", "needed"),
    [
        ("277.7", "287.6", "3.56", True),
        ("462.8", "466.2", "0.73", False),
        ("1206", "1250", "3.65", True),
        ("100", "103", "3.00", False),
        ("100", "97", "-3.00", False),
        ("100", "96.99", "-3.01", True),
        ("0", "0", None, False),
        ("0", "1", None, True),
    ],
)
def test_a_deviation_beyond_three_percent_needs_a_reason(
    norm: str, actual: str, pct: str | None, *, needed: bool
) -> None:
    given = Decimal(norm), Decimal(actual)
    assert deviation_pct(*given) == (None if pct is None else Decimal(pct))
    assert beyond_tolerance(*given, Decimal(3)) is needed


def test_the_balance_is_the_one_of_the_mock_up() -> None:
    found = balance_of(
        Pieces(good=1188, rework=4, scrap=6, samples=2),
        net_kg=Decimal("1.9"),
        raw_kg=Decimal("2329.0"),
        loss_norm_pct=Decimal("1.5"),
        tolerance_points=Decimal(1),
    )
    assert (found.good_kg, found.rework_kg, found.scrap_kg, found.samples_kg) == (
        Decimal("2257.2"),
        Decimal("7.6"),
        Decimal("11.4"),
        Decimal("3.8"),
    )
    assert (found.losses_kg, found.losses_pct, found.limit_pct) == (
        Decimal("49.0"),
        Decimal("2.10"),
        Decimal("2.50"),
    )
    assert found.yield_pct == Decimal("96.92")
    assert found.in_norm


def test_pieces_back_from_rework_bring_their_material_and_need_none() -> None:
    back = Pieces(good=4, from_rework=4)
    assert back.total == 0
    found = balance_of(
        back,
        net_kg=Decimal("1.9"),
        raw_kg=Decimal(0),
        loss_norm_pct=Decimal("1.5"),
        tolerance_points=Decimal(1),
    )
    assert (found.raw_kg, found.losses_kg, found.in_norm) == (Decimal("7.6"), Decimal(0), True)


@pytest.mark.parametrize("raw", ["2279.9", "2338.6"])
def test_losses_below_nothing_or_above_the_limit_are_not_in_norm(raw: str) -> None:
    found = balance_of(
        Pieces(good=1200),
        net_kg=Decimal("1.9"),
        raw_kg=Decimal(raw),
        loss_norm_pct=Decimal("1.5"),
        tolerance_points=Decimal(1),
    )
    assert not found.in_norm


def test_output_without_any_material_is_not_in_norm() -> None:
    found = balance_of(
        Pieces(good=1),
        net_kg=Decimal(2),
        raw_kg=Decimal(0),
        loss_norm_pct=Decimal(1),
        tolerance_points=Decimal(1),
    )
    assert found.losses_pct is None
    assert not found.in_norm


def test_the_loss_norm_is_weighted_by_kilograms() -> None:
    recipe = [
        BomLine("P", 1, "A", Decimal(3), Unit.KG, Decimal(1)),
        BomLine("P", 2, "B", Decimal(1), Unit.KG, Decimal(5)),
        BomLine("P", 3, "CAN", Decimal(1), Unit.PCS, Decimal(50)),
    ]
    assert weighted_loss_pct(recipe, {"A": Decimal(1), "B": Decimal(1)}) == 2
    assert weighted_loss_pct(recipe, {}) == 0


def test_norm_minutes_take_whole_batches_or_the_rate() -> None:
    batch = RoutingLine(
        "P", 10, "Смешение", "1", "M", 1, Basis.BATCH,
        batch_size_kg=Decimal(2000), batch_time_min=Decimal(165), setup_min=Decimal(25),
    )  # fmt: skip
    assert norm_minutes(batch, pcs=1200, net_kg=Decimal("1.9"), with_setup=True) == Decimal("355.0")
    assert norm_minutes(batch, pcs=1200, net_kg=Decimal("1.9"), with_setup=False) == Decimal("330.0")
    pieces = RoutingLine("P", 30, "Фасовка", "1", "M", 1, Basis.RATE, rate_pcs_per_h=Decimal(150))
    assert norm_minutes(pieces, pcs=100, net_kg=Decimal(1), with_setup=True) == Decimal("40.0")
    kilograms = RoutingLine("P", 20, "Дисперсия", "1", "M", 1, Basis.RATE, rate_kg_per_h=Decimal(380))
    assert norm_minutes(kilograms, pcs=200, net_kg=Decimal("1.9"), with_setup=False) == Decimal("60.0")
