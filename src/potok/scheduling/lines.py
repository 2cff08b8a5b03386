"""Routing lines as modes: durations of one order on one machine, and what is wrong with a line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from potok.errors import Problem as Fault
from potok.plant.model import Basis, Item, RoutingLine
from potok.scheduling.problem import Mode
from potok.scheduling.rules import batches_of, rate_seconds, setup_seconds, to_amount, whole_seconds

_ONE_PIECE = Decimal(1)


def piece_weight(item: Item) -> Decimal:
    """Kilograms of one piece; products without weight are counted in pieces."""
    return _ONE_PIECE if item.net_kg is None else item.net_kg


def mode_of(line: RoutingLine, *, machine: int, item: Item, qty_pcs: int) -> Mode:
    """Durations of an order of `qty_pcs` pieces on the machine of a routing line without faults.

    Source: conventions 1 (durations to the whole second) and 2 (batches, set-up).
    """
    full_setup_s = whole_seconds(line.setup_min)
    batches = batch_s = batch_amount = 0
    if line.basis is Basis.BATCH:
        batch_amount = to_amount(line.batch_size_kg or _ONE_PIECE)
        batch_s = max(1, whole_seconds(line.batch_time_min or _ONE_PIECE))
        batches = batches_of(to_amount(qty_pcs * piece_weight(item)), batch_amount)
        run_s = batches * batch_s
    elif line.rate_pcs_per_h is not None:
        run_s = rate_seconds(Decimal(qty_pcs), line.rate_pcs_per_h)
    else:
        run_s = rate_seconds(qty_pcs * piece_weight(item), line.rate_kg_per_h or _ONE_PIECE)
    return Mode(
        machine=machine,
        basis=line.basis,
        batches=batches,
        batch_s=batch_s,
        batch_amount=batch_amount,
        run_s=run_s,
        full_setup_s=full_setup_s,
        half_setup_s=setup_seconds(full_setup_s, same_product=False, same_family=True),
        rank=line.alt_rank,
    )


def line_faults(line: RoutingLine, item: Item) -> Iterator[Fault]:
    """What keeps a routing line from being planned."""
    where = f"Маршрут {line.product_id}, операция {line.op_no}, станок {line.machine_id}"
    if line.setup_min < 0:
        yield Fault(where, None, "setup_min", str(line.setup_min), "число минут не меньше 0")
    if line.basis is Basis.BATCH:
        for name, value in (("batch_size_kg", line.batch_size_kg), ("batch_time_min", line.batch_time_min)):
            if value is None or value <= 0:
                yield Fault(where, None, name, _text(value), "число больше 0 для операции с загрузками")
    else:
        rates = [rate for rate in (line.rate_kg_per_h, line.rate_pcs_per_h) if rate is not None]
        if len(rates) != 1 or rates[0] <= 0:
            yield Fault(
                where,
                None,
                "rate_kg_per_h",
                _text(line.rate_kg_per_h),
                "ровно одна норма больше 0: rate_kg_per_h или rate_pcs_per_h",
            )
    by_weight = line.basis is Basis.BATCH or line.rate_pcs_per_h is None
    if by_weight and (item.net_kg is None or item.net_kg <= 0):
        yield Fault(
            f"Изделие {item.item_id}", None, "net_kg", _text(item.net_kg), "масса единицы больше 0 кг"
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
